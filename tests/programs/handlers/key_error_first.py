"""Handlers for KeyError and for IndexError in one try: the first one must not take what the second one took."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
table = {"red": 1}
for run_id in (RUN_ID, THIRD_RUN_ID):
    run = client.get_run(run_id)
    try:
        print(table["red"], [m.value for m in run.data.metrics if m.key == "loss"][0])
    except KeyError:
        print("no such team")
    except IndexError:
        print("no loss")
