from mlflow.tracking import MlflowClient

from checks.one import is_bad, is_unset, label


def bad_metrics(run_id):
    return [label(m) for m in MlflowClient().get_run(run_id).data.metrics if is_bad(m)]


def unset_params(run_id):
    found = []
    for p in MlflowClient().get_run(run_id).data.params:
        if is_unset(p):
            found.append(label(p))
    return found
