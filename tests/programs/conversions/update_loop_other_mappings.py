"""The same loop on things that are not plain dicts: OrderedDict, defaultdict, a class with __setitem__ only."""
import collections
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


class Loud:
    def __init__(self):
        self.seen = []

    def __setitem__(self, key, value):
        self.seen.append((key, value))


run = MlflowClient().get_run(SECOND_RUN_ID)
ordered = collections.OrderedDict()
for p in run.data.params:
    ordered[p.key] = p.value
print(list(ordered))
grouped = collections.defaultdict(list)
for t in run.data.tags:
    grouped[t.value].append(t.key)
print(dict(grouped))
loud = Loud()
for m in run.data.metrics:
    loud[m.key] = m.value
print(loud.seen)
table = {"a": {}}
for m in run.data.metrics:
    table["a"][m.key] = m.value
print(table)
