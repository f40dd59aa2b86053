from mlflow.tracking import MlflowClient


class Holder:
    def __init__(self, run_id):
        data = MlflowClient().get_run(run_id).data
        self.params = list(data.params)  # left
        self.tags = []
