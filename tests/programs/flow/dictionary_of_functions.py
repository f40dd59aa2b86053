"""Runs in dicts and lists, star-args, functools.partial, functions in tables."""
import functools
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
by_id = {i: client.get_run(i) for i in (RUN_ID, SECOND_RUN_ID)}
for run_id, run in by_id.items():
    print(run_id[:2], [m.value for m in run.data.metrics if m.key == "loss"][0])
print([t.value for t in by_id[SECOND_RUN_ID].data.tags])


def get(name, run):
    return next((m.value for m in run.data.metrics if m.key == name), None)


acc = functools.partial(get, "acc")
print(acc(by_id[RUN_ID]), [acc(r) for r in by_id.values()])
table = {"params": lambda r: {p.key: p.value for p in r.data.params}, "tags": lambda r: [t.key for t in r.data.tags]}
for name in ("params", "tags"):
    print(name, table[name](by_id[SECOND_RUN_ID]))
