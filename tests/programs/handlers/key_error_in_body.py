"""except IndexError, while other code in the body raises a KeyError that must get out."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def pick(run, table):
    try:
        team = [t.value for t in run.data.tags if t.key == "stage"][0]
        return table[team]
    except IndexError:
        return "no stage"


client = MlflowClient()
print(pick(client.get_run(RUN_ID), {"None": 1}))
print(pick(client.get_run(THIRD_RUN_ID), {"None": 1}))
try:
    print(pick(client.get_run(RUN_ID), {}))
except KeyError as error:
    print("KeyError", error)
