"""A store's get_run; the store as an attribute and under other names."""
from mlflow.store.file_store import FileStore
from mlflow.entities import Metric
from records import RUN_ID, SECOND_RUN_ID, file_store
import os

fs = FileStore(os.environ["MLFLOW_TRACKING_URI"])
run = fs.get_run(SECOND_RUN_ID)
assert len(run.data.metrics) == 3
for m in run.data.metrics:
    print(m.key, m.value)
print([p.value for p in fs.get_run(SECOND_RUN_ID).data.params if p.key == "lr"])


class Case:
    def __init__(self):
        self.store = file_store()

    def check(self):
        for t in self.store.get_run(SECOND_RUN_ID).data.tags:
            print(t.key, t.value)
        actual = self.store.get_run(RUN_ID)
        return [m.value for m in actual.data.metrics if m.key == "acc"][0]


print(Case().check())
