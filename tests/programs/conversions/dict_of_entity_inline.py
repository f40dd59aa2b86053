"""dict(entity) was {"key": ..., "value": ...}."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print([dict(p) for p in run.data.params])
assert {"key": "team", "value": "blue"} in [dict(t) for t in run.data.tags]
for t in run.data.tags:
    print(dict(t) in [{"key": "release", "value": "1"}])
