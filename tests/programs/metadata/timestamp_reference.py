"""C[0].timestamp as a reference, sorted and max by timestamp."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
start = run.data.metrics[0].timestamp  # left
print(start)
print([m.key for m in sorted(run.data.metrics, key=lambda m: m.timestamp)])  # left
print(max(run.data.metrics, key=lambda m: m.timestamp).key)  # left
print([m for m in run.data.metrics if m.key == "loss"][0].timestamp - start)  # left
