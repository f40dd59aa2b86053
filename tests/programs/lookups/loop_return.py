"""A loop that returns the value, then returns None, a default, or nothing at all."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID


def get_metric(run, name):
    for m in run.data.metrics:
        if m.key == name:
            return m.value
    return None


def get_param(run, name, default="unset"):
    for p in run.data.params:
        if p.key == name:
            return p.value
    return default


def get_tag(run, name):
    for t in run.data.tags:
        if t.key == name:
            return t.value


def must_have(run, name):
    for m in run.data.metrics:
        if m.key == name:
            return m.value
    raise LookupError("no metric " + name)


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(get_metric(run, "loss"), repr(get_param(run, "note")), repr(get_tag(run, "empty")))
    try:
        print(must_have(run, "delta"))
    except LookupError as error:
        print(error)
