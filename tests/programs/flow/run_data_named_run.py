"""The name `run` holds RunData, `data` a run, `metrics` a list of runs' metrics."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, THIRD_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID).data
print([m.key for m in run.metrics], {p.key: p.value for p in run.params})
data = client.get_run(THIRD_RUN_ID)
print([t.value for t in data.data.tags])
metrics = [client.get_run(i).data.metrics for i in (SECOND_RUN_ID, THIRD_RUN_ID)]
for container in metrics:
    print([m.value for m in container])
print([m.key for ms in metrics for m in ms])
