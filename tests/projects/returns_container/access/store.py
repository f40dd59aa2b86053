from mlflow.tracking import MlflowClient

_CLIENT = None


def client():
    global _CLIENT
    if _CLIENT is None:
        _CLIENT = MlflowClient()
    return _CLIENT


def data(run_id):
    return client().get_run(run_id).data


def metrics(run_id):
    return data(run_id).metrics


def tags(run_id):
    if not run_id:
        raise ValueError("no run")
    return data(run_id).tags
