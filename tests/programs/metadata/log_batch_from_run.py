"""Entities of one run handed to log_batch of another."""
# leaves: log_batch takes lists of entities
import mlflow
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
client.log_batch(EMPTY_RUN_ID, metrics=run.data.metrics, params=run.data.params, tags=run.data.tags)  # left
copied = client.get_run(EMPTY_RUN_ID)
print({m.key: m.value for m in copied.data.metrics}, [(p.key, p.value) for p in copied.data.params])
