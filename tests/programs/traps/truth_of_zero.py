"""Entity truth against scalar truth with 0.0, -0.0, NaN and "": or, and, not, if, while, ternary."""
# may leave: unusual truth tests
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for name in ("loss", "delta", "auc", "acc", "nope"):
    m = next((m for m in run.data.metrics if m.key == name), None)
    print(name, "there" if m else "not there", bool(m), not m, m and m.value, (m or None) is None)
note = next((p for p in run.data.params if p.key == "note"), None)
if not note:
    print("wrong")
elif note.value:
    print("wrong as well")
else:
    print("an empty note")
assert note
print(1 if note and note.value == "" else 2)
