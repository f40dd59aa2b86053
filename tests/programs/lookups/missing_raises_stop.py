"""next() without a default on a missing key, uncaught."""
# raises: StopIteration -> KeyError
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID

run = MlflowClient().get_run(EMPTY_RUN_ID)
print(len(run.data.params))
print(next(p for p in run.data.params if p.key == "lr").value)
