"""len(), truth and emptiness of containers need no change."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(len(run.data.metrics), len(run.data.params) == 9, bool(run.data.tags))
    if not run.data.metrics:
        print("no metrics")
    if run.data.params and len(run.data.tags) > 2:
        print("many")
    print({m.key: m.value for m in run.data.metrics} == {})
