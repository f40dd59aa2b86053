from mlflow.tracking import MlflowClient


def metric(run_id, key):
    run = MlflowClient().get_run(run_id)
    return [m.value for m in run.data.metrics if m.key == key][0]


def param(run_id, key):
    return [p for p in MlflowClient().get_run(run_id).data.params if p.key == key][0].value
