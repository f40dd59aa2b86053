"""The result of a lookup is called `key` or `value`, and a loop follows."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
value = [m.value for m in run.data.metrics if m.key == "acc"][0]
for m in run.data.metrics:
    print(m.key, m.value, value)
key = next((t.value for t in run.data.tags if t.key == "team"), None)
print([(p.key, p.value, key, value) for p in run.data.params])
values = [value for value in [m.value for m in run.data.metrics] if value]
print(values, value)
for key in [t.key for t in run.data.tags]:
    for m in run.data.metrics:
        if m.key < key:
            print(key, m.key, value)
