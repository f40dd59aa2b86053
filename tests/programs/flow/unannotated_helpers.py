"""Helpers that take a run, its data or a container, without annotations."""
import mlflow
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID


def metric_dict(run):
    return {m.key: m.value for m in run.data.metrics}


def to_dict(entities):
    return {e.key: e.value for e in entities}


def show(data, indent=""):
    for p in data.params:
        print(indent + p.key, p.value)


def find(items, name):
    for item in items:
        if item.key == name:
            return item.value
    return None


client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
print(metric_dict(run), metric_dict(run=client.get_run(SECOND_RUN_ID)))
print(to_dict(run.data.params), to_dict(run.data.tags))
show(run.data)
show(client.get_run(SECOND_RUN_ID).data, indent="> ")
print(find(run.data.metrics, "f1"), find(run.data.tags, "nope"))
