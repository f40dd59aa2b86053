from mlflow.tracking import MlflowClient

import lib


def show(run_id):
    tags = MlflowClient().get_run(run_id).data.tags
    print(lib.names(tags), lib.values_of(tags))
