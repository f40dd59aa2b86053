"""Only the key, as an argument of another call."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, file_store

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
store = file_store()
histories = [store.get_metric_history(SECOND_RUN_ID, m.key) for m in run.data.metrics]
print([[h.value for h in history] for history in histories])
for m in run.data.metrics:
    for point in store.get_metric_history(run.info.run_uuid, m.key):
        print(point.key, point.value, point.timestamp)
