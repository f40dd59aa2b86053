from mlflow.tracking import MlflowClient

from pages.line import line


def first_line(run_id, name):
    data = MlflowClient().get_run(run_id).data
    return line([m for m in data.metrics if m.key == name][0])


def best_line(run_id):
    return line(max(MlflowClient().get_run(run_id).data.metrics, key=lambda m: m.value))


def param_line(run_id, first):
    params = sorted(MlflowClient().get_run(run_id).data.params, key=lambda p: p.key)
    return line(params[0] if first else params[-1])
