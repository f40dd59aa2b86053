"""A generator is made outside of the handler and used up inside."""
# unsafe: with unsafe fixes the handler no longer catches
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def losses(runs):
    for run in runs:
        yield [m.value for m in run.data.metrics if m.key == "loss"][0]


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
values = losses(runs)
try:
    print(sum(values))
except IndexError:
    print("a run has no loss")
