from mlflow.tracking import MlflowClient

from app import show


def report(run_id):
    return [show.show(m) for m in MlflowClient().get_run(run_id).data.metrics]  # left
