"""An entity variable handed to a function of the program, which other things are handed to as well."""
# may leave: the function takes other things too
from mlflow.entities import Metric
from mlflow.tracking import MlflowClient
from records import RUN_ID


def describe(entity):
    return "%s is %s" % (entity.key, entity.value)


run = MlflowClient().get_run(RUN_ID)
a = [m for m in run.data.metrics if m.key == "acc"][0]
print(describe(a))
print(describe(Metric("own", 1.0, 0)))
