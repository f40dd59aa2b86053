from mlflow.tracking import MlflowClient


def param(run_id, name):
    return [p.value for p in MlflowClient().get_run(run_id).data.params if p.key == name][0]
