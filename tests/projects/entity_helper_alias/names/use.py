from mlflow.tracking import MlflowClient

from .show import display, show


def use(run_id):
    data = MlflowClient().get_run(run_id).data
    return [show(m) for m in data.metrics] + [display(p) for p in data.params]
