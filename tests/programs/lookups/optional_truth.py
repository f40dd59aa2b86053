"""next(..., None) bound to a name; the truth of the entity, never that of the value."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
loss = next((m for m in run.data.metrics if m.key == "loss"), None)
print(loss.value if loss else "no loss")
note = next((p for p in run.data.params if p.key == "note"), None)
print(repr(note.value) if note else "no note")
missing = next((p for p in run.data.params if p.key == "missing"), None)
print(missing.value if missing else "nothing")
stage = next((t for t in run.data.tags if t.key == "stage"), None)
print(stage.value if stage is not None else "no stage")
