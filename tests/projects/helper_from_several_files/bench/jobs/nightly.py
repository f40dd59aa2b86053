from mlflow.tracking import MlflowClient

from bench.core.util.entities import as_dict, has


def collect(ids):
    found = []
    for i in ids:
        run = MlflowClient().get_run(i)
        found.append((has(run.data.metrics, "auc"), as_dict(run.data.params, skip=("note", "none"))))
    return found
