"""A lookup by next() inside a generator: StopIteration there became RuntimeError, and the caller catches that."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def losses(runs):
    for run in runs:
        yield next(m.value for m in run.data.metrics if m.key == "loss")


client = MlflowClient()
try:
    for loss in losses([client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)]):
        print(loss)
except RuntimeError:
    print("one run has no loss")
