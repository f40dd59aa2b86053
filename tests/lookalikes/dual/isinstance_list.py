from mlflow.tracking import MlflowClient


def names(run_id):
    metrics = MlflowClient().get_run(run_id).data.metrics
    if isinstance(metrics, list):
        return [m.key for m in metrics]
    return list(metrics)
