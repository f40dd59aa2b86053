from mlflow.tracking import MlflowClient


def numbers(run_id):
    return [m for m in MlflowClient().get_run(run_id).data.metrics if m.value == m.value]


def own_tags(run_id):
    tags = MlflowClient().get_run(run_id).data.tags
    return sorted([t for t in tags if not t.key.startswith("mlflow.")], key=lambda t: t.key)
