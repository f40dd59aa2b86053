"""`if x is None: x = another lookup`, then its key and value."""
# may leave: an entity variable with two origins
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    b = next((p for p in run.data.params if p.key == "note"), None)
    if b is None:
        b = next((p for p in run.data.params if p.key == "lr"), None)
    print(b.key, repr(b.value))
