import json

import mlflow
import requests


def compare(host, run_id):
    run = mlflow.tracking.MlflowClient().get_run(run_id)
    body = json.loads(requests.get(host + "/api/2.0/mlflow/runs/get?run_id=" + run_id, timeout=5).text)
    wire = {m["key"]: m["value"] for m in body["run"]["data"]["metrics"]}
    return wire == run.data.metrics
