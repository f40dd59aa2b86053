from mlflow.tracking import MlflowClient

from .snapshot import Snapshot


def load(run_id):
    return Snapshot.of(MlflowClient().get_run(run_id), run_id)
