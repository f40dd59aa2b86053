"""LookupError and Exception catch both the old and the new exception: nothing to change in the handler."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    try:
        print([m.value for m in run.data.metrics if m.key == "acc"][0])
    except LookupError:
        print("no acc")
    try:
        print(next(p.value for p in run.data.params if p.key == "lr"))
    except Exception:
        print("no lr")
    try:
        print([t.value for t in run.data.tags if t.key == "team"][0])
    except:
        print("no team")
