"""The lookup is in one function, the handler in the one that calls it."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def loss(run):
    return [m.value for m in run.data.metrics if m.key == "loss"][0]


def losses(runs):
    found = []
    for run in runs:
        try:
            found.append(loss(run))
        except IndexError:
            found.append(None)
    return found


client = MlflowClient()
print(losses([client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)]))
