from mlflow.tracking import MlflowClient

from loaded import loaded


class Tracked:
    def __init__(self, run_id):
        self.metrics = MlflowClient().get_run(run_id).data.metrics


class Loader:
    def params(self, run_id):
        return MlflowClient().get_run(run_id).data.params

    def show(self, run_id):
        return loaded(self, run_id)


def make(run_id):
    return Tracked(run_id)
