from mlflow.tracking import MlflowClient


def metric(run_id, name):
    metrics = MlflowClient().get_run(run_id).data.metrics
    return [m for m in metrics if m.key == name][0].value


def first_metric(run_id):
    return MlflowClient().get_run(run_id).data.metrics[0].key
