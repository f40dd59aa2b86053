from mlflow.tracking import MlflowClient


class Board:
    def __init__(self):
        self.found = []

    def add(self, run_id):
        for m in MlflowClient().get_run(run_id).data.metrics:  # left
            self.found.append(m)

    def lines(self):
        return ["%s=%s" % (m.key, m.value) for m in self.found]
