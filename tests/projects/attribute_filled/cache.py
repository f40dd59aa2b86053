from mlflow.tracking import MlflowClient


class Cache:
    def __init__(self):
        self.found = {}
        self.params = []

    def metrics(self, run_id):
        if run_id not in self.found:
            data = MlflowClient().get_run(run_id).data
            self.found[run_id] = data.metrics
            self.params.append(data.params)
        return self.found[run_id]
