from mlflow.tracking import MlflowClient


def load(run_id):
    run = MlflowClient().get_run(run_id)
    return run.data.metrics, run.data.params


def load_all(ids):
    client = MlflowClient()
    return [(i[:2], client.get_run(i).data.tags) for i in ids]
