"""The value taken inside the comprehension, then the first element."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID


def accuracy(run):
    return [metric.value for metric in run.data.metrics if metric.key == "acc"][0]


client = MlflowClient()
print(accuracy(client.get_run(RUN_ID)), accuracy(client.get_run(run_id=SECOND_RUN_ID)))
note = [param.value for param in client.get_run(RUN_ID).data.params if param.key == "note"][0]
print("note: %r" % note, "empty" if not note else "full")
