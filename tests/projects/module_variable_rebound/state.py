from mlflow.tracking import MlflowClient

METRICS = []


def load(run_id):
    global METRICS
    METRICS = MlflowClient().get_run(run_id).data.metrics
