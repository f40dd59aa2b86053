"""Loops that use only the value, only the key, or neither."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

data = MlflowClient().get_run(RUN_ID).data
total = 0
for m in data.metrics:
    if m.value == m.value and m.value < 100:
        total += m.value
print(round(total, 3))
for p in data.params:
    print(p.key)
count = 0
for t in data.tags:
    count += 1
print(count)
for _ in data.params:
    print("x", end="")
print()
