from mlflow.tracking import MlflowClient


class Holder:
    def __init__(self, run_id):
        data = MlflowClient().get_run(run_id).data
        self.metrics = []
        self.metrics = sorted(data.metrics, key=lambda m: m.key)  # left
        self.params = [p for p in data.params if p.key]  # left
        self.tags = tuple(data.tags)  # left

    def names(self):
        return [t.key for t in self.tags]


class Best(Holder):
    def __init__(self, run_id):
        super().__init__(run_id)
        self.metrics = [m for m in self.metrics if m.value > 0.5]
