"""setattr, pop, remove and in over other objects by key; the container is only read."""
from types import SimpleNamespace
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
holder = SimpleNamespace()
for p in run.data.params:
    setattr(holder, p.key, p.value)
print(sorted(vars(holder).items()))
wanted = {"acc": 1, "loss": 2, "other": 3}
for m in run.data.metrics:
    wanted.pop(m.key, None)
print(wanted)
left = ["release", "team", "x"]
for t in run.data.tags:
    if t.key in left:
        left.remove(t.key)
print(left)
for m in run.data.metrics:
    try:
        print(int(m.key))
    except ValueError:
        print("not a number", m.key)
