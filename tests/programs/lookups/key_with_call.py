"""The key is a call; it ran once for each element, it runs once now."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

calls = []


def wanted(name):
    calls.append(name)
    return name


run = MlflowClient().get_run(RUN_ID)
print([m.value for m in run.data.metrics if m.key == "ACC".lower()][0])
print(next((m.value for m in run.data.metrics if m.key == "{}/{}".format("val", "acc")), None))
print(next((p.value for p in run.data.params if p.key == wanted("lr")), None))
print(sorted(set(calls)))
