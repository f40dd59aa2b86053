"""Entities compared by identity."""
# leaves: entity identity
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
best = max(run.data.metrics, key=lambda m: m.value)
for m in run.data.metrics:  # left
    print(m.key, m is best)
print(run.data.metrics[0] is run.data.metrics[0])  # left
