from databricks.sdk import WorkspaceClient
from databricks.sdk.service.ml import Metric, Param


def upload(w: WorkspaceClient, run_id, values, now):
    metrics = [Metric(key=k, value=v, timestamp=now) for k, v in values.items()]
    w.experiments.log_batch(run_id=run_id, metrics=metrics, params=[Param(key="lr", value="0.1")])
    for metric in metrics:
        print(metric.key, metric.value, metric.timestamp)
