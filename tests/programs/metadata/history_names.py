"""Names that a fix has to step around: key and metric are taken, here and in comprehensions."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import RUN_ID

client = MlflowClient()
key, metric, metric_key = "loss", "acc", "f1"
run = client.get_run(RUN_ID)
print([m.timestamp for m in run.data.metrics if m.key == key], key, metric, metric_key)  # left
for metric in run.data.metrics:
    if metric.key == key:
        print(metric.value, metric.timestamp)  # left
print([(key, [m.timestamp for m in run.data.metrics if m.key == key]) for key in ("acc", "gone")])  # left
print([[key for key in ("x", m.key)] for m in run.data.metrics if m.timestamp == 1550000000020])  # left
print((lambda key: [m for m in run.data.metrics if m.key == key][0].timestamp)("f1"))  # left
