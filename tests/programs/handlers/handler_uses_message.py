"""The handler prints the message of the exception, which changes with its type."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID

run = MlflowClient().get_run(EMPTY_RUN_ID)
try:
    print([m.value for m in run.data.metrics if m.key == "acc"][0])
except IndexError as error:
    print("failed:", error)
try:
    print(next(p.value for p in run.data.params if p.key == "lr"))
except StopIteration as error:
    print("failed:", error.args)
