from mlflow.tracking import MlflowClient

from ..common.convert import pairs as as_pairs


def summary(run_id):
    return len(as_pairs(MlflowClient().get_run(run_id).data.tags)), as_pairs(MlflowClient().get_run(run_id).data.metrics)[:1]
