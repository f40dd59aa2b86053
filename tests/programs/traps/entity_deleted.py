"""An entity variable is deleted; its name must be gone, or stay unbound, as before."""
# may leave: the variable is deleted
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
c = [t for t in run.data.tags if t.key == "team"][0]
print(c.value)
del c
print("c" in globals())
