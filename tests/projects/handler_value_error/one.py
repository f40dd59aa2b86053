from mlflow.tracking import MlflowClient


def one(run_id, key):
    [value] = [t.value for t in MlflowClient().get_run(run_id).data.tags if t.key == key]
    return value


def number(run_id, key):
    value, = [p.value for p in MlflowClient().get_run(run_id).data.params if p.key == key]
    return float(value)
