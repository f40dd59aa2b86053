from mlflow.tracking import MlflowClient


def by_key(run_id):
    return {m.key: m for m in MlflowClient().get_run(run_id).data.metrics}  # left
