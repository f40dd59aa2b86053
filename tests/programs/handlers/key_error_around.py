"""A KeyError handler around the lookup would now catch what it did not."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def loss(run, settings):
    try:
        scale = settings["scale"]
        return [m.value for m in run.data.metrics if m.key == "loss"][0] * scale
    except KeyError:
        return "no scale"


client = MlflowClient()
print(loss(client.get_run(RUN_ID), {"scale": 2}))
print(loss(client.get_run(RUN_ID), {}))
try:
    print(loss(client.get_run(THIRD_RUN_ID), {"scale": 2}))
except LookupError:
    print("no loss")
