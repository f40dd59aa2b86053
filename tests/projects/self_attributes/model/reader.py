from mlflow.tracking import MlflowClient


class Reader(object):
    def __init__(self, run_id):
        self.client = MlflowClient()
        self.run = self.client.get_run(run_id)
        self.metrics = self.run.data.metrics
        self.size = len(self.metrics)
