from mlflow.tracking import MlflowClient


class Board:
    def __init__(self):
        self.metrics = []
        self.tags = []

    def add(self, run_id):
        data = MlflowClient().get_run(run_id).data
        for m in data.metrics:  # left
            if m.value >= 0:
                self.metrics.append(m)
        self.tags.extend(data.tags)  # left
