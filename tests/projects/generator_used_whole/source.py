from mlflow.tracking import MlflowClient


def metrics(run_id):
    for m in MlflowClient().get_run(run_id).data.metrics:  # left
        if m.value == m.value:
            yield m
