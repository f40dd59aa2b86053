"""A generator goes to a function with a handler that looks at the exception."""
# unsafe: with unsafe fixes the handler no longer catches
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def losses(runs):
    for run in runs:
        yield [m.value for m in run.data.metrics if m.key == "loss"][0]


def show(values):
    try:
        print(list(values))
    except Exception as error:
        print(type(error).__name__)


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
show(losses(runs))
