"""A generator is used up where it is made, and no handler is near: the lookup is made."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def losses(runs):
    for run in runs:
        yield [m.value for m in run.data.metrics if m.key == "loss"][0]


run = MlflowClient().get_run(RUN_ID)
print(list(losses([run])))
try:
    print({}[THIRD_RUN_ID])
except KeyError:
    print("no such name")
