"""K changes between the lookup and the use of x.key."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
name = "acc"
x = [m for m in run.data.metrics if m.key == name][0]
name = "loss"
print(x.key, x.value, name)
y = [m for m in run.data.metrics if m.key == name][0]
for name in ("a", "b"):
    print(name, y.key)
print(y.value)
