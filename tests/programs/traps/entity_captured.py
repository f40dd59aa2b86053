"""The entity variable is captured, handed on, rebound or deleted."""
# may leave: entity variables used in ways that are not understood
from mlflow.tracking import MlflowClient
from records import RUN_ID


def describe(entity):
    return "%s is %s" % (entity.key, entity.value)


run = MlflowClient().get_run(RUN_ID)
a = [m for m in run.data.metrics if m.key == "acc"][0]
later = lambda: a.value
print(describe(a), later())
a = [m for m in run.data.metrics if m.key == "loss"][0]
print(later(), a.key)
b = next((p for p in run.data.params if p.key == "lr"), None)
if b is None:
    b = next((p for p in run.data.params if p.key == "batch"), None)
print(b.key, b.value)
c = [t for t in run.data.tags if t.key == "team"][0]
print(c.value)
del c
print("c" in globals())
