"""An entity variable captured by a lambda, then bound again."""
# may leave: a captured entity variable
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
a = [m for m in run.data.metrics if m.key == "acc"][0]
later = lambda: a.value
print(later(), a.key)
a = [m for m in run.data.metrics if m.key == "loss"][0]
print(later(), a.key)
