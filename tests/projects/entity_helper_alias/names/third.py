from mlflow.tracking import MlflowClient

import names.show as module

put = module.display


def third(run_id):
    return sorted(put(t) for t in MlflowClient().get_run(run_id).data.tags)
