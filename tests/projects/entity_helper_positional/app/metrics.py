from mlflow.tracking import MlflowClient

from .show import show


def metrics(run_id):
    run = MlflowClient().get_run(run_id)
    return [show(m) for m in run.data.metrics]
