"""The rebuilt dict or list is a snapshot: the loop over it may change what it came from, or itself."""
import mlflow
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
d = {m.key: m.value for m in run.data.metrics}
for m in run.data.metrics:
    if m.value < 0.5:
        del d[m.key]
print(d)
names = [t.key for t in run.data.tags]
for t in run.data.tags:
    names.remove(t.key)
print(names)
with mlflow.start_run(SECOND_RUN_ID):
    for p in run.data.params:
        mlflow.log_param("copy_of_" + p.key, p.value)
print(len(run.data.params), len(client.get_run(SECOND_RUN_ID).data.params))
