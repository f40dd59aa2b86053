"""Variables that are called key and value, and no attributes."""
from mlflow.tracking import MlflowClient

client = MlflowClient()
table = {}
for run in client.search_runs(["0"]):
    for key, value in run.data.metrics.items():
        table.setdefault(key, []).append((run.info.run_id, value))
for key in table:
    print(key, max(value for _, value in table[key]))
