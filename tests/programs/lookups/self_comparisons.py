"""Lookups compared, subtracted, unpacked into calls; several in one expression, over several runs."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
old, new = client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)


def get(run, key):
    return next(m.value for m in run.data.metrics if m.key == key)


print(round(get(new, "acc") - get(old, "acc"), 4))
print([m.value for m in old.data.metrics if m.key == "acc"][0] < [m.value for m in new.data.metrics if m.key == "acc"][0])
delta = {k: [m for m in new.data.metrics if m.key == k][0].value - [m for m in old.data.metrics if m.key == k][0].value
         for k in ["loss", "f1"]}
print(delta)
print(-[m.value for m in new.data.metrics if m.key == "loss"][0] ** 2, not [m.value for m in old.data.metrics if m.key == "loss"][0])
lr, batch = [[p.value for p in old.data.params if p.key == k][0] for k in ("lr", "batch")]
print(lr, batch)
