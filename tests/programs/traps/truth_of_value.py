"""Here the scalar's truth was tested, and must stay so."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for name in ("loss", "acc", "nope"):
    v = next((m.value for m in run.data.metrics if m.key == name), None)
    print(name, "yes" if v else "no", v or "default")
note = next((p.value for p in run.data.params if p.key == "note"), None)
print(repr(note or "none given"), note is None)
x = [m.value for m in run.data.metrics if m.key == "loss"][0]
if not x:
    print("zero loss")
found = next((m for m in run.data.metrics if m.key == "loss"), None)
print(found.value or "falsy value", bool(found.value))
if found.value:
    print("wrong")
