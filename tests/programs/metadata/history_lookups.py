"""Timestamps of single metrics, looked up in every way, with the client at hand."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import RUN_ID

client = MlflowClient()
run = client.get_run(RUN_ID)
name = "loss"
key = "f1 score"
print([m for m in run.data.metrics if m.key == "acc"][0].timestamp)  # left
print([m.timestamp for m in run.data.metrics if m.key == name][0])  # left
print(next(m for m in run.data.metrics if key == m.key).timestamp)  # left
print(next(m.timestamp for m in run.data.metrics if m.key == "auc"))  # left
print(list(filter(lambda m: m.key == "delta", run.data.metrics))[0].timestamp)  # left
print([(m.key, str(m.value), m.timestamp) for m in run.data.metrics if m.key == key])  # left
metric = [m for m in run.data.metrics if m.key == "loss"][-1]
print(metric.key, metric.value, metric.timestamp)  # left
found = next((m for m in run.data.metrics if m.key == "acc"), None)
print(found.timestamp if found else "never", found is not None and found.value)  # left
gone = next((m for m in run.data.metrics if m.key == "gone"), None)
print(gone.timestamp if gone else "never")  # left
print(next((m.timestamp for m in run.data.metrics if m.key == "gone"), 0))  # left
print([m.timestamp for m in run.data.metrics if m.key == "gone"], f"{[m for m in run.data.metrics if m.key == name][0].timestamp:d}")  # left
