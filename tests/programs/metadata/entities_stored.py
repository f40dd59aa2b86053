"""Entities stored, returned and yielded, and read afterwards."""
# leaves: an attribute that entities are kept in is named
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


class Box:
    def __init__(self, run):
        self.items = []
        for m in run.data.metrics:  # left
            self.items.append(m)


def last(run):
    for p in run.data.params:
        found = p
    return found


def each(run):
    for t in run.data.tags:
        yield t


run = MlflowClient().get_run(SECOND_RUN_ID)
print([m.key for m in Box(run).items])
print(last(run).key)
print([t.value for t in each(run)])
