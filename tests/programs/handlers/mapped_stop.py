"""map() takes StopIteration for the end."""
# unsafe: with unsafe fixes the handler no longer catches
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def loss(run):
    return next(m.value for m in run.data.metrics if m.key == "loss")


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
print(list(map(loss, runs)))
