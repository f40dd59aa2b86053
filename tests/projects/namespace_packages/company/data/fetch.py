from mlflow.tracking import MlflowClient


def fetch(run_id):
    return MlflowClient().get_run(run_id)
