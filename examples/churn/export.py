"""Write the runs as JSON for the dashboard, one a line."""
import json

from churn.tracking import all_runs


def as_row(run):
    row = {"param." + p.key: p.value for p in run.data.params}
    for m in run.data.metrics:
        row["metric." + m.key] = m.value
    row["tags"] = dict((t.key, t.value) for t in run.data.tags if not t.key.startswith("mlflow."))
    row["measured"] = sorted([m.key for m in run.data.metrics])
    return row


def export(client):
    for run in all_runs(client):
        print(json.dumps(as_row(run), sort_keys=True))
