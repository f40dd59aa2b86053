"""A filter by key and something else: the value need not match although the key is there."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print([m.value for m in run.data.metrics if m.key == "acc" and m.value > 0.99])
    print([m.value for m in run.data.metrics if m.key == "acc" and m.value > 0.9])
    print(next((m.value for m in run.data.metrics if m.key == "loss" and m.value), "no loss to speak of"))
    print(next((m.value for m in run.data.metrics if m.key == "acc" or m.key == "f1"), None))
    print([p.value for p in run.data.params if p.key == "lr" if float(p.value) < 1])
