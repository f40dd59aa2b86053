import left
from mlflow.tracking import MlflowClient


def values(items):
    return sorted(i.value for i in items)


def describe(run_id):
    return left.keys(MlflowClient().get_run(run_id).data.params)
