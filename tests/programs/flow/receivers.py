"""Many names and chains for the run."""
import mlflow
from mlflow import tracking
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = tracking.MlflowClient()
r = client.get_run(SECOND_RUN_ID)
print([m.key for m in r.data.metrics])
full_run = tracking.MlflowClient().get_run(RUN_ID)
print(len([p.key for p in full_run.data.params]))
print({m.key: m.value for m in mlflow.tracking.MlflowClient().get_run(SECOND_RUN_ID).data.metrics})
runs = [client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)]
print({t.key: t.value for t in runs[1].data.tags})
data = runs[-1].data
print({p.key: p.value for p in data.params})
metrics = data.metrics
print([m.key for m in metrics if m.value == 0])
table = {"best": client.get_run(SECOND_RUN_ID)}
print([t.key for t in table["best"].data.tags])
