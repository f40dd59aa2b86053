"""Dual code whose halves may not go: other versions, effects, names, an empty list, wide handlers."""
# may leave: the dead half is named
import mlflow
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

OLD = mlflow.__version__ < "1"
SEEN = []


def lookup(run, key):
    try:
        return run.data.metrics[key]
    except Exception:
        if not OLD:
            return "none"
        return next((m.value for m in run.data.metrics if m.key == key), "none")


def pairs(run):
    items = run.data.tags or []
    if isinstance(items, dict):
        return sorted(items.items())
    return sorted((t.key, t.value) for t in items)


def note(run):
    if OLD:
        SEEN.append("old")
        found = {p.key: p.value for p in run.data.params}
    else:
        found = dict(run.data.params)
    return found


def by_and_or(run):
    holder = [run.data.params]
    while holder:
        items = holder.pop()
        print(len(items))
    return isinstance(items, dict) and sorted(items) or sorted(p.key for p in run.data.params if OLD)


client = MlflowClient()
for run_id in (RUN_ID, SECOND_RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    print(lookup(run, "loss"), lookup(run, "missing"), pairs(run), sorted(note(run).items()), by_and_or(run))
