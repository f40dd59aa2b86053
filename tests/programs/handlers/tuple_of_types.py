"""A handler with a tuple of types, one of which is the old exception; with and without KeyError."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    try:
        print([m.value for m in run.data.metrics if m.key == "loss"][0])
    except (IndexError, TypeError):
        print("no loss")
    try:
        print([t.value for t in run.data.tags if t.key == "stage"][0])
    except (IndexError, KeyError):
        print("no stage")
    try:
        print(next(p.value for p in run.data.params if p.key == "batch"))
    except (StopIteration, AttributeError) as error:
        print("no batch", isinstance(error, AttributeError))
