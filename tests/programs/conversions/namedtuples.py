"""namedtuples and objects made from entities."""
from collections import namedtuple
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

Row = namedtuple("Row", ["key", "value"])


class Item:
    def __init__(self, key, value):
        self.key = key
        self.value = value


run = MlflowClient().get_run(SECOND_RUN_ID)
rows = [Row(m.key, m.value) for m in run.data.metrics]
print(rows, [r.key for r in rows])
items = [Item(p.key, value=p.value) for p in run.data.params]
print([(i.key, i.value) for i in items], {i.key: i.value for i in items})
print([Row(key=t.key, value=t.value) for t in run.data.tags if t.key == "team"][0].value)
