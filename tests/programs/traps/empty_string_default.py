"""Defaults that are falsy, equal to a value, or None beside a stored "None"."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(repr(next((p.value for p in run.data.params if p.key == "none"), None)))
    print(repr(next((p.value for p in run.data.params if p.key == "zero"), 0)))
    print(repr(next((p.value for p in run.data.params if p.key == "note"), "") or "fallback"))
    stage = next((t for t in run.data.tags if t.key == "stage"), None)
    print(stage is None, stage is not None and stage.value == "None")
    print(int(next((t.value for t in run.data.tags if t.key == "release"), "0")) == 0)
