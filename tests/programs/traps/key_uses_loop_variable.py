"""The other side of the comparison depends on the element."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print([p.value for p in run.data.params if p.key == p.value] or "none")
print([p.value for p in run.data.params if p.key == p.value[:1] + "ey"])
print([m.key for m in run.data.metrics if m.key == m.key.lower()][0])
print(next((t.key for t in run.data.tags if t.key == t.value.replace("tag", "")), None))
print(any(p.key == p.value[0:1] for p in run.data.params))
