"""REST JSON: lists of dicts with "key" and "value"."""
import json
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

answer = json.loads('{"run": {"data": {"metrics": [{"key": "acc", "value": 1}], "params": []}}}')
run = answer["run"]
print({m["key"]: m["value"] for m in run["data"]["metrics"]})
print([p["key"] for p in run["data"]["params"]])
real = MlflowClient().get_run(SECOND_RUN_ID)
print([m.value for m in real.data.metrics if m.key == "acc"][0])
