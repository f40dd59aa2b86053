from mlflow.tracking import MlflowClient

from report import Report


class Live(Report):
    def __init__(self, run_id):
        self.run = MlflowClient().get_run(run_id)

    def fetch(self):
        return self.run.data.metrics

    @property
    def items(self):
        return self.run.data.params
