"""An entity variable bound in two branches, by two lookups of different containers; nothing else in the file."""
# may leave: an entity variable with two origins
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id, flag in ((RUN_ID, True), (RUN_ID, False), (EMPTY_RUN_ID, True)):
    run = client.get_run(run_id)
    if flag:
        e = next((m for m in run.data.metrics if m.key == "loss"), None)
    else:
        e = next((p for p in run.data.params if p.key == "note"), None)
    print(repr(e.value) if e else "nothing", e.key if e else "-")
