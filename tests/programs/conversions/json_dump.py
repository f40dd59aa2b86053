"""JSON of rebuilt dicts and of lists of dicts."""
import json
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
print(json.dumps({"metrics": {m.key: m.value for m in run.data.metrics},
                  "params": {p.key: p.value for p in run.data.params},
                  "tags": dict((t.key, t.value) for t in run.data.tags)}, sort_keys=True, indent=1))
print(json.dumps([{"key": m.key, "value": m.value} for m in client.get_run(RUN_ID).data.metrics]))
print(json.dumps([dict(name=p.key, val=p.value) for p in run.data.params]))
