"""xs[0].value if xs else D and (xs or [D])[0]."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in [client.get_run(i) for i in (RUN_ID, EMPTY_RUN_ID)]:
    xs = [m for m in run.data.metrics if m.key == "loss"]
    print(xs[0].value if xs else -1)
    print(([p.value for p in run.data.params if p.key == "note"] or ["unset"])[0])
    print(([m.value for m in run.data.metrics if m.key == "loss"] or [0.5])[0])
