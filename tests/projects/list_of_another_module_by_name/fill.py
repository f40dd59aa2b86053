from mlflow.tracking import MlflowClient

import seen


def add(run_id):
    for m in MlflowClient().get_run(run_id).data.metrics:  # left
        seen.SEEN.append(m)
