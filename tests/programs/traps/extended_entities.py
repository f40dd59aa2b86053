"""A list extended by whole containers, then read as entities."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, THIRD_RUN_ID

client = MlflowClient()
gathered = []
for run_id in (SECOND_RUN_ID, THIRD_RUN_ID):
    gathered.extend(client.get_run(run_id).data.metrics)
    gathered += client.get_run(run_id).data.params
print([(e.key, e.value) for e in gathered])
