"""Timestamps of metrics by their position, and of slices."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
print(run.data.metrics[0].timestamp, run.data.metrics[-1].timestamp)  # left
first = run.data.metrics[0]
print(first.key, first.value, first.timestamp)  # left
print([m.timestamp for m in run.data.metrics[1:]])  # left
for m in reversed(run.data.metrics):
    print(m.timestamp)  # left
empty = client.get_run(EMPTY_RUN_ID)
try:
    print(empty.data.metrics[0].timestamp)  # left
except IndexError:
    print("empty")
