"""Entities whose key is "key", "value" or "items"."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print([m.value for m in run.data.metrics if m.key == "key"][0])
print([m.value for m in run.data.metrics if m.key == "value"][0])
print([m.value for m in run.data.metrics if m.key == "items"][0])
print(next(p.value for p in run.data.params if p.key == "value"))
print({t.key: t.value for t in run.data.tags if t.key in ("key", "value")})
