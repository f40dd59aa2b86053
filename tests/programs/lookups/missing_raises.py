"""A missing key ends the program with an uncaught exception, of another type than before."""
# raises: IndexError -> KeyError
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID

print("before")
run = MlflowClient().get_run(EMPTY_RUN_ID)
print([m.value for m in run.data.metrics if m.key == "acc"][0])
print("never")
