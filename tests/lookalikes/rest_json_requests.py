import requests


def get_run(host, run_id):
    body = requests.get(f"{host}/api/2.0/mlflow/runs/get", params={"run_id": run_id}, timeout=10).json()
    data = body["run"]["data"]
    metrics = {m["key"]: m["value"] for m in data.get("metrics", [])}
    tags = {t["key"]: t["value"] for t in data["tags"]}
    return metrics, tags, [p["value"] for p in data["params"] if p["key"] == "lr"][0]
