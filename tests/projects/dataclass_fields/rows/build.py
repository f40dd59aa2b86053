from mlflow.tracking import MlflowClient

from rows.row import Row


def build(run_id):
    run = MlflowClient().get_run(run_id)
    return Row(run, run.data.metrics, params=run.data.params)
