"""The loop stores the entity whole and breaks."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id in (RUN_ID, EMPTY_RUN_ID):
    found = None
    for m in client.get_run(run_id).data.metrics:
        if m.key == "loss":
            found = m
            break
    if found:
        print("found", found.key, found.value)
    else:
        print("not found")
