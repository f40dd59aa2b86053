import right
from mlflow.tracking import MlflowClient


def keys(items):
    return [i.key for i in items]


def describe(run_id):
    return right.values(MlflowClient().get_run(run_id).data.metrics)
