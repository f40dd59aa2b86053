"""next() over a generator, with the value inside and outside."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print(next(m.value for m in run.data.metrics if m.key == "acc"))
print(next(m for m in run.data.metrics if m.key == "loss").value)
print(next((p for p in run.data.params if p.key == "note")).value == "")
print(next(iter([t.value for t in run.data.tags if t.key == "team"])))
