from mlflow.tracking import MlflowClient


def all_metrics(ids):
    for i in ids:
        for m in MlflowClient().get_run(i).data.metrics:
            yield m


def all_params(run_id):
    yield from MlflowClient().get_run(run_id).data.params
