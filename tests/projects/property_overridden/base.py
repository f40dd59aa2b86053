from mlflow.tracking import MlflowClient


class Source:
    def __init__(self, run_id):
        self.run = MlflowClient().get_run(run_id)

    @property
    def items(self):
        return self.run.data.metrics

    def table(self):
        return {i.key: i.value for i in self.items}  # left
