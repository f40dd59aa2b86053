import time

from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient


def upload(run_id, values):
    now = int(time.time() * 1000)
    metrics = [Metric(key, value, now, 0) for key, value in values.items()]
    params = [Param("lr", "0.1")]
    MlflowClient().log_batch(run_id, metrics=metrics, params=params, tags=[RunTag("owner", "me")])
    return {m.key: m.value for m in metrics}, [p.key for p in params]
