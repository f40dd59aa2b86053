"""A function that is defined twice, or in two branches, and gives a container each time."""
import os

from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

client = MlflowClient()


def source(run):
    return run.data.metrics


for i, metric in enumerate(source(client.get_run(RUN_ID))):
    print(i, metric.key)


def source(run):
    return run.data.metrics


def find(name, run_id):
    for metric in source(client.get_run(run_id)):
        if metric.key == name:
            return str(metric.value) + metric.key
    return None


print(find("f1", RUN_ID), find("gone", RUN_ID), find("f1", EMPTY_RUN_ID))

if os.environ.get("NOWHERE"):
    def labels(run):
        return run.data.tags
else:
    def labels(run):
        return run.data.params


def names():
    return [one.key for one in labels(client.get_run(RUN_ID))]


print(names(), {one.key: one.value for one in labels(client.get_run(EMPTY_RUN_ID))})
