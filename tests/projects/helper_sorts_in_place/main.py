"""A helper in another file sorts the container in place and appends to it."""
# leaves: list operations
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, metric

from place import with_total

run = MlflowClient().get_run(SECOND_RUN_ID)
print(with_total(run.data.metrics, metric))
print(len(run.data.metrics))
