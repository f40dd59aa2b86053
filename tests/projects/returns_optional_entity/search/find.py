from mlflow.tracking import MlflowClient


def find_metric(run_id, key):
    run = MlflowClient().get_run(run_id)
    return next((m for m in run.data.metrics if m.key == key), None)


def find_tag(run_id, key):
    for tag in MlflowClient().get_run(run_id).data.tags:
        if tag.key == key:
            return tag
    return None
