from mlflow.tracking import MlflowClient


def first_value(run_id, name):
    run = MlflowClient().get_run(run_id)
    return [p.value for p in run.data.params if p.key == name][0]


def release(run_id):
    run = MlflowClient().get_run(run_id)
    return int(next(t for t in run.data.tags if t.key == "release").value)
