from mlflow.tracking import MlflowClient

import seen


def add(run_id):
    data = MlflowClient().get_run(run_id).data
    for m in data.metrics:
        seen.SEEN.append(m)
    for p in data.params:
        seen.PARAMS[p.key] = p
