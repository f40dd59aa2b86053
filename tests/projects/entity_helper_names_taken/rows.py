from mlflow.tracking import MlflowClient

import fmt


def rows(run_id, key):
    value = key * 2
    return [fmt.row(p, value) for p in MlflowClient().get_run(run_id).data.params if p.key != key]
