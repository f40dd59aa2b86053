from mlflow.tracking import MlflowClient

from .format import show


def write(run_id):
    run = MlflowClient().get_run(run_id)
    for m in run.data.metrics:
        print(show(metric=m))
        print(show(m, 4))
    for p in run.data.params:
        print(show(sign=":", metric=p))
