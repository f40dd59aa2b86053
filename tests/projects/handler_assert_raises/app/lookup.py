from mlflow.tracking import MlflowClient


def metric(run_id, name):
    return [m for m in MlflowClient().get_run(run_id).data.metrics if m.key == name][0].value


def tag(run_id, name):
    return next(t.value for t in MlflowClient().get_run(run_id).data.tags if t.key == name)
