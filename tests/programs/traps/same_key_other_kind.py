"""metrics, params and tags share keys; each lookup stays with its own kind."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

data = MlflowClient().get_run(RUN_ID).data
for kind in (data.metrics, data.params, data.tags):
    print([e.value for e in kind if e.key == "key"], [e.value for e in kind if e.key == "value"])
print([m.value for m in data.metrics if m.key == "key"][0], [p.value for p in data.params if p.key == "key"][0])
print({p.key: t.value for p in data.params for t in data.tags if p.key == t.key})
print([(m.key, p.value) for m in data.metrics for p in data.params if p.key == m.key])
