from mlflow.tracking import MlflowClient


class Tracked:
    def __init__(self, run_id):
        self.metrics = MlflowClient().get_run(run_id).data.metrics
