from mlflow.tracking import MlflowClient


class Wrapper:
    separator = ": "

    def __init__(self, run_id):
        self._run = MlflowClient().get_run(run_id)

    @classmethod
    def open(cls, run_id):
        return cls(run_id)

    @property
    def metrics(self):
        return self._run.data.metrics

    @property
    def params(self):
        return self._run.data.params

    @staticmethod
    def table(items):
        return {i.key: i.value for i in items}

    @classmethod
    def lines(cls, items):
        return [i.key + cls.separator + str(i.value) for i in items]

    def named(self, name):
        return [t.value for t in self._run.data.tags if t.key == name][0]
