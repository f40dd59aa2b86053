"""getattr(e, "key"), getattr(e, name), hasattr, format with attributes of the entity."""
# leaves: the entity is read by names that are strings
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:  # left
    print([getattr(m, name) for name in ("key", "value")])
    print("{0.key}={0.value}".format(m), "{m.key}".format(m=m))
print(["{p.key}:{p.value}".format(p=p) for p in run.data.params])  # left
for t in run.data.tags:  # left
    print("%(key)s -> %(value)s" % dict(t), getattr(t, "value", None))
