"""Nested comprehensions whose own targets are `key` and `value`."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
table = {"acc": 1, "x": 2}
print([[m.key + key for key in table] for m in run.data.metrics])
print([(key, value, m.key, m.value) for key, value in table.items() for m in run.data.metrics if m.key == key])
print({m.key: [value for key, value in table.items() if key == m.key] for m in run.data.metrics})
print([m.value for m in run.data.metrics if any(key == m.key for key in table)])
for m in run.data.metrics:
    print(m.key, [value * m.value for value in (1, 2)])
