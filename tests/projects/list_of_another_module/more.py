from mlflow.tracking import MlflowClient

from seen import SEEN


def add(run_id):
    SEEN.extend(t for t in MlflowClient().get_run(run_id).data.tags if t.value)  # left
