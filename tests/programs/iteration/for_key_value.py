"""Loops that use only the key and the value, with a side effect."""
import mlflow
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
run = client.get_run(RUN_ID)
for metric in run.data.metrics:
    print("%s: %.3f" % (metric.key, metric.value))
for p in run.data.params:
    print(p.key, repr(p.value), sep="=")
for tag in client.get_run(EMPTY_RUN_ID).data.tags:
    print(tag.key, tag.value)
for t in run.data.tags:
    if not t.key.startswith("mlflow."):
        print("{}: {}".format(t.key, t.value))
