"""The filtered list's name is bound again to its own first value."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    loss = [m for m in run.data.metrics if m.key == "loss"]
    loss = loss[0].value if loss else None
    print(loss)
    note = next((p for p in run.data.params if p.key == "note"), None)
    note = note.value if note else "unset"
    print(repr(note))
    stage = [t.value for t in run.data.tags if t.key == "stage"]
    stage = stage[0] if len(stage) else "no stage"
    print(stage)
