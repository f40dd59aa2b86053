from mlflow.tracking import MlflowClient
from records import RUN_IDS


def fetch(run_id):
    return MlflowClient().get_run(run_id)


def latest():
    return [fetch(run_id) for run_id in RUN_IDS]
