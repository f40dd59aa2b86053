"""A helper returns the entity whole; its callers read .value, .key, or ask whether there is one."""
# may leave: a function that returns entities
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID


def find_metric(run, name):
    for m in run.data.metrics:
        if m.key == name:
            return m
    return None


def find_param(run, name):
    return next((p for p in run.data.params if p.key == name), None)


def find_tag(run, name):
    matches = [t for t in run.data.tags if t.key == name]
    return matches[0] if matches else None


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    loss = find_metric(run, "loss")
    print(loss.value if loss else "no loss")
    note = find_param(run, "note")
    print("none" if note is None else repr(note.value))
    empty = find_tag(run, "empty")
    if empty:
        print(empty.key, repr(empty.value))
