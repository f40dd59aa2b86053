from mlflow.tracking import MlflowClient


class Reader:
    def __init__(self, run_id):
        self.metrics = MlflowClient().get_run(run_id).data.metrics

    def names(self):
        return [m.key for m in self.metrics]  # left
