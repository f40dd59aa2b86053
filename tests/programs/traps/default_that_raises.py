"""The default of a conditional would raise if it were evaluated."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
empty = []
xs = [m for m in run.data.metrics if m.key == "loss"]
print(xs[0].value if xs else empty[0])
x = next((m for m in run.data.metrics if m.key == "acc"), None)
print(x.value if x else 1 / len(empty))
ys = [t.value for t in run.data.tags if t.key == "empty"]
print(repr(ys[0] if ys else {}["missing"]))
