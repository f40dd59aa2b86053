"""A generator expression is returned out of the handler that stands around it."""
# unsafe: with unsafe fixes the handler no longer catches
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def losses(runs):
    try:
        return ([m.value for m in run.data.metrics if m.key == "loss"][0] for run in runs)
    except IndexError:
        return []


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
try:
    print(max(losses(runs)))
except IndexError:
    print("a run has no loss")
