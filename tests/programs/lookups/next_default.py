"""next() with a default: None, a number, a string; on keys that are there, missing, zero or empty."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(next((m.value for m in run.data.metrics if m.key == "loss"), None))
    print(next((m.value for m in run.data.metrics if m.key == "nope"), None))
    print(next((m.value for m in run.data.metrics if m.key == "acc"), float("-inf")))
    print(next((m.value for m in run.data.metrics if m.key == "delta"), 1))
    print(repr(next((p.value for p in run.data.params if p.key == "note"), "no note")))
    print(repr(next((t.value for t in run.data.tags if t.key == "mlflow.note.content"), "")))
