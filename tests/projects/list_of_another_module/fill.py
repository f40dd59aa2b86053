from mlflow.tracking import MlflowClient

import seen


def add(run_id):
    data = MlflowClient().get_run(run_id).data
    for m in data.metrics:  # left
        seen.SEEN.append(m)
    for p in data.params:  # left
        seen.PARAMS[p.key] = p
