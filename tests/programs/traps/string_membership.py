"""`in` on a key or a value of an entity is a substring test."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print([m.key for m in run.data.metrics if "f1" in m.key])
print([p.key for p in run.data.params if "dam" in p.value])
print(any("note" in t.key for t in run.data.tags), "not" in [t.key for t in run.data.tags])
print("tea" in [t.key for t in run.data.tags][3], "acc" in str([m.key for m in run.data.metrics]))
print("acc" in [m.value for m in run.data.metrics], 0.93 in [m.value for m in run.data.metrics])
print(float("nan") in [m.value for m in run.data.metrics], "" in [p.value for p in run.data.params])
