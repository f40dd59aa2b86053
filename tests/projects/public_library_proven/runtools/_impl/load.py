from mlflow.entities import Run
from mlflow.tracking import MlflowClient


def load(run_id: str) -> Run:
    return MlflowClient().get_run(run_id)
