from mlflow.tracking import MlflowClient


def first(run_id, name):
    return next(m for m in MlflowClient().get_run(run_id).data.metrics if m.key == name).value
