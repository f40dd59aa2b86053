"""Tuples with the timestamp as a third item."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
tuples = [(m.key, m.value, m.timestamp) for m in run.data.metrics]  # left
print(tuples)
assert ("acc", 0.95, 1550000000050) in set(tuples)
print([m.key for m in run.data.metrics if m.timestamp > 1550000000050])  # left
