from mlflow.tracking import MlflowClient

from lib.text import text


def ordered(run_id):
    return text(sorted(MlflowClient().get_run(run_id).data.metrics, key=lambda m: -m.value))


def positive(run_id):
    return text([m for m in MlflowClient().get_run(run_id).data.metrics if m.value > 0])
