from mlflow.tracking import MlflowClient


class Search:
    def __init__(self):
        self.best = None
        self.last_param = None

    def look(self, run_id):
        data = MlflowClient().get_run(run_id).data
        for m in data.metrics:  # left
            if m.value == m.value and (self.best is None or m.value > self.best.value):
                self.best = m
        params = [p for p in data.params if p.value]  # left
        if params:
            self.last_param = params[-1]

    def line(self):
        if not self.best:
            return "nothing"
        return "%s=%s" % (self.best.key, self.best.value)
