"""except StopIteration around next()."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in [client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)]:
    try:
        value = next(m.value for m in run.data.metrics if m.key == "loss")
    except StopIteration:
        value = "missing"
    print(value)
    try:
        print(next(t for t in run.data.tags if t.key == "stage").value)
    except StopIteration:
        print("no stage")
    else:
        print("stage found")
    finally:
        print("done")
