"""contextlib.suppress around a lookup."""
import contextlib
from contextlib import suppress
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    loss = "unset"
    with contextlib.suppress(IndexError):
        loss = [m.value for m in run.data.metrics if m.key == "loss"][0]
    stage = "unset"
    with suppress(StopIteration):
        stage = next(t.value for t in run.data.tags if t.key == "stage")
    print(loss, stage)
