"""x = next(..., None) with AttributeError caught for a missing entity."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    try:
        print(next((m for m in run.data.metrics if m.key == "loss"), None).value)
    except AttributeError:
        print("no loss")
