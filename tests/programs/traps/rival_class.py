"""A class of the program's own has the same shape as a run; its lists stay lists."""
import mlflow
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


class Entry:
    def __init__(self, key, value):
        self.key = key
        self.value = value


class Data:
    def __init__(self):
        self.metrics = [Entry("acc", 0.1), Entry("acc", 0.2)]
        self.params = [Entry("lr", 1)]
        self.tags = []


class FakeRun:
    def __init__(self):
        self.data = Data()


fake = FakeRun()
print([m.value for m in fake.data.metrics if m.key == "acc"])
print({m.key: m.value for m in fake.data.metrics}, fake.data.metrics[0].value)
for p in fake.data.params:
    print(p.key, p.value)
fake.data.tags.append(Entry("t", "x"))
print([t.key for t in fake.data.tags])
run = MlflowClient().get_run(SECOND_RUN_ID)
print({m.key: m.value for m in run.data.metrics})
