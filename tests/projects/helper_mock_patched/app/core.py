from mlflow.tracking import MlflowClient

import app.utils


def core(run_id):
    return app.utils.names(MlflowClient().get_run(run_id).data.metrics)  # left
