"""Asserts with lookups in the message, which is evaluated only on failure."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
run, empty = client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)
assert len(empty.data.metrics) == 0, [m.value for m in empty.data.metrics if m.key == "acc"][0]
try:
    assert not run.data.metrics, [m.value for m in run.data.metrics if m.key == "acc"][0]
except AssertionError as error:
    print(error)
print(False and [m.value for m in empty.data.metrics if m.key == "acc"][0])
print(len(empty.data.metrics) > 0 and empty.data.metrics[0].key)
print([m.value for m in run.data.metrics if m.key == "loss"][0] if run.data.metrics else None)
