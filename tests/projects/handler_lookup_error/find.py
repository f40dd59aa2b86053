from mlflow.tracking import MlflowClient


def find(run_id, name):
    found = [m for m in MlflowClient().get_run(run_id).data.metrics if m.key == name]
    return found[0].value
