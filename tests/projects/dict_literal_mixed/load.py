from mlflow.tracking import MlflowClient


def load(run_id):
    return {"title": "run", "rows": MlflowClient().get_run(run_id).data.params}
