from mlflow.tracking import MlflowClient


class Holder:
    def __init__(self, run_id):
        self.metrics = [m for m in MlflowClient().get_run(run_id).data.metrics if m.key != "loss"]  # left
