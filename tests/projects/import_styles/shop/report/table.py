from mlflow import tracking

from ..common import convert


def rows(run_id):
    data = tracking.MlflowClient().get_run(run_id).data
    return sorted(convert.pairs(data.params)) + sorted(convert.pairs(data.tags))
