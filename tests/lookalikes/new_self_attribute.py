import mlflow


class Report:
    def __init__(self, run_id):
        self.run = mlflow.get_run(run_id)
        self.metrics = self.run.data.metrics

    def rows(self):
        for name in self.metrics:
            yield name.strip(), self.metrics[name]

    def lookup(self, name, default=None):
        return self.metrics.get(name, default)
