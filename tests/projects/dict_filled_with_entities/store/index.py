from mlflow.tracking import MlflowClient


def by_key(run_id):
    return {m.key: m for m in MlflowClient().get_run(run_id).data.metrics}


def grouped(run_id):
    groups = {}
    for p in MlflowClient().get_run(run_id).data.params:
        groups.setdefault(p.key[0], []).append(p)
    return groups
