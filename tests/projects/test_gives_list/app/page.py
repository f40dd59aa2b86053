from mlflow.tracking import MlflowClient

from app.convert import to_rows


def page(run_id):
    return sorted(to_rows(MlflowClient().get_run(run_id).data.metrics))  # left
