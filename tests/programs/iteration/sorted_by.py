"""sorted() with a key function on the key, on the value, reversed, over each container."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for m in sorted(run.data.metrics, key=lambda m: m.key):
    print(m.key, m.value)
for p in sorted(run.data.params, key=lambda param: param.value, reverse=True):
    print(p.key, p.value)
print([t.key for t in sorted(run.data.tags, key=lambda t: t.key.upper())])
print([(m.key, m.value) for m in sorted(run.data.metrics, key=lambda x: (-x.value, x.key)) if m.value < 3])
print([t.value for t in sorted(run.data.tags, key=lambda t: (len(t.value), t.key), reverse=True)][1:])
