try:
    import mlflow
    from mlflow.tracking import MlflowClient

    HAS_MLFLOW = True
except ImportError:
    mlflow = MlflowClient = None
    HAS_MLFLOW = False


def fetch(run_id):
    if mlflow is None:
        raise RuntimeError("MLflow is needed")
    return MlflowClient().get_run(run_id)
