"""The loop's body assigns `value` and `key` itself."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for p in run.data.params:
    value = p.value.upper()
    key = "<%s>" % p.key
    print(key, value, p.key, p.value)
print(key, value)
for m in run.data.metrics:
    key = m.key
    value = m.value
    if key.startswith("f"):
        value = round(value, 3)
    print(key, value)
for t in run.data.tags:
    k, v = t.key, t.value
    print(k, len(v))
print(k, v)
