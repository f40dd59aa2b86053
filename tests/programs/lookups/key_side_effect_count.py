"""The key has a side effect whose number of runs is printed."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

count = 0


def wanted():
    global count
    count += 1
    return "acc"


run = MlflowClient().get_run(RUN_ID)
print([m.value for m in run.data.metrics if m.key == wanted()][0])
print("asked", count, "times")
