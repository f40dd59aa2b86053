from mlflow.tracking import MlflowClient
from records import file_store


def pick(run_id, name):
    if name:
        return file_store().get_metric_history(run_id, name)
    return MlflowClient().get_run(run_id).data.metrics
