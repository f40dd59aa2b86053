from mlflow.tracking import MlflowClient

from report import Report


class Live(Report):
    def __init__(self, run_id):
        self.rows = MlflowClient().get_run(run_id).data.metrics
