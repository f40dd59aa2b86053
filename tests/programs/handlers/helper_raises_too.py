"""The handler of a lookup also serves a helper that hands on runs, and a None that has no data."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID

client = MlflowClient()


def nth(ids, n):
    return client.get_run(ids[n])


def accuracy(ids, n):
    try:
        run = nth(ids, n)
        return [m.value for m in run.data.metrics if m.key == "acc"][0]
    except IndexError:
        return "no such run"


def nope(run):
    try:
        return next((m for m in run.data.metrics if m.key == "nope"), None).value
    except AttributeError:
        return "nothing there"


print(accuracy([RUN_ID], 0), accuracy([RUN_ID], 3))
print(nope(client.get_run(RUN_ID)), nope(None))
