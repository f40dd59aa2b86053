from mlflow.tracking import MlflowClient

from show import show


def kept(run_id):
    metrics = MlflowClient().get_run(run_id).data.metrics
    return [show(m) for m in metrics]  # rundata: ignore
