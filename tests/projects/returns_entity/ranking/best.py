from mlflow.tracking import MlflowClient


def best(run_id):
    run = MlflowClient().get_run(run_id)
    return max((m for m in run.data.metrics if m.value == m.value), key=lambda m: m.value)


def first_param(run_id):
    params = sorted(MlflowClient().get_run(run_id).data.params, key=lambda p: p.key)
    return params[0]
