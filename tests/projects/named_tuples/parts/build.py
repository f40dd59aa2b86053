from mlflow.tracking import MlflowClient

from .types import Parts, Snapshot


def build(run_id):
    data = MlflowClient().get_run(run_id).data
    return Parts(metrics=data.metrics, params=data.params)


def snapshot(run_id):
    return Snapshot(run_id, MlflowClient().get_run(run_id).data.tags)  # left
