from mlflow.tracking import MlflowClient


def params(run_id):
    items = MlflowClient().get_run(run_id).data.params
    if not isinstance(items, dict):
        items = {p.key: p.value for p in items}
    return items
