"""Each entity logged into another run, by key and value."""
import mlflow
from mlflow.tracking import MlflowClient
from records import RUN_ID


def clone(client, source):
    with mlflow.start_run() as new:
        for param in source.data.params:
            mlflow.log_param(param.key, param.value)
        for metric in source.data.metrics:
            if metric.key in ("acc", "loss"):
                client.log_metric(new.info.run_uuid, metric.key, metric.value)
        for tag in source.data.tags:
            mlflow.set_tag("old." + tag.key, tag.value)
    return client.get_run(new.info.run_uuid)


client = MlflowClient()
copied = clone(client, client.get_run(RUN_ID))
for m in sorted(copied.data.metrics, key=lambda m: m.key):
    print(m.key, m.value)
print(sorted((p.key, p.value) for p in copied.data.params))
print(sorted(t.key for t in copied.data.tags if t.key.startswith("old.")))
