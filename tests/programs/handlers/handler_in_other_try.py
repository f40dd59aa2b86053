"""Nested try statements: the inner one does not catch it, the outer one does."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    try:
        try:
            print([m.value for m in run.data.metrics if m.key == "loss"][0])
        except ZeroDivisionError:
            print("never")
        finally:
            print("inner done")
    except IndexError:
        print("no loss")
