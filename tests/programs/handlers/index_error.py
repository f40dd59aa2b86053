"""except IndexError around lookups by [0], on present and missing keys."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def loss(run):
    try:
        return [m.value for m in run.data.metrics if m.key == "loss"][0]
    except IndexError:
        return "no loss"


def note(run):
    try:
        value = [p for p in run.data.params if p.key == "note"][0].value
    except IndexError:
        value = None
    return repr(value)


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    print(loss(run), note(run))
