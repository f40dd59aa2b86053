"""A new run's data before anything is fetched again: None on the old side, asked for with `or` and `is None`."""
import mlflow
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID


def metrics_of(run):
    if run is None or run.data is None:
        return {}
    return {m.key: m.value for m in run.data.metrics}


print(metrics_of(None), metrics_of(MlflowClient().get_run(EMPTY_RUN_ID)))
print(metrics_of(MlflowClient().get_run(SECOND_RUN_ID)), metrics_of(mlflow.active_run()))
