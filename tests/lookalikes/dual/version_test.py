import mlflow
from distutils.version import LooseVersion


def metric(run_id, key):
    run = mlflow.tracking.MlflowClient().get_run(run_id)
    if LooseVersion(mlflow.__version__) < LooseVersion("1.0.0"):
        return [m.value for m in run.data.metrics if m.key == key][0]
    return run.data.metrics[key]
