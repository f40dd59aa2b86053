"""assertIsInstance(e, Metric) in a loop, type(e)."""
# leaves: the type of the entity is asked for
# with shim: type() of an element is a key that is a Param too
from mlflow.entities import Metric, Param
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:  # left
    assert isinstance(m, Metric)
    print(m.key)
print(all(type(p) is Param for p in run.data.params))  # left
