"""One loop reads timestamps, the next one only keys and values: the second is rewritten."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print([m.value for m in run.data.metrics if m.key == "acc"][0])
latest = 0
for m in run.data.metrics:
    latest = max(latest, m.timestamp)  # left
print(latest)
print({p.key: p.value for p in run.data.params})
