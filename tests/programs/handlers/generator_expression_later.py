"""A generator expression raises where it is iterated over."""
# unsafe: with unsafe fixes the handler no longer catches
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
values = ([m.value for m in run.data.metrics if m.key == "loss"][0] for run in runs)
try:
    print(sum(values))
except IndexError:
    print("a run has no loss")
