"""The key's variable changes inside the loop that compares it."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
name = "f1"
found = []
for m in run.data.metrics:
    if m.key == name:
        found.append(m.value)
        name = "acc"
print(found, name)
name = "f1"
for m in run.data.metrics:
    if m.key == name:
        name = m.value
        break
print(name)
targets = ["loss", "f1"]
print([m.key for m in run.data.metrics if m.key == targets[-1] and targets.pop()], targets)
