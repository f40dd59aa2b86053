from mlflow.tracking import MlflowClient


def metric(run_id, key):
    return [m.value for m in MlflowClient().get_run(run_id).data.metrics if m.key == key][0]
