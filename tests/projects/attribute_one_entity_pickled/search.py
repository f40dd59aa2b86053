from mlflow.tracking import MlflowClient


class Search:
    def __init__(self, run_id):
        self.best = None
        for m in MlflowClient().get_run(run_id).data.metrics:  # left
            if self.best is None or m.key > self.best.key:
                self.best = m

    def line(self):
        return "%s=%s" % (self.best.key, self.best.value)
