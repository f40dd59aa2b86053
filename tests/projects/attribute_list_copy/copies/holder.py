from mlflow.tracking import MlflowClient


class Holder:
    def __init__(self, run_id):
        self.metrics = list(MlflowClient().get_run(run_id).data.metrics)  # left
        self.tags = tuple(MlflowClient().get_run(run_id).data.tags)  # left
