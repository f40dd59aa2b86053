"""Timestamps read in a loop."""
# leaves: timestamps
import datetime
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    when = datetime.datetime.utcfromtimestamp(m.timestamp / 1000.0)  # left
    print(m.key, m.value, when.isoformat())
