"""The client, the run and a container as attributes of self."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, THIRD_RUN_ID


class Reader(object):
    def __init__(self, run_id):
        self.client = MlflowClient()
        self._run = self.client.get_run(run_id)
        self.metrics = self._run.data.metrics

    @property
    def run(self):
        return self._run

    def metric(self, name):
        for m in self.metrics:
            if m.key == name:
                return m.value

    def params(self):
        return {p.key: p.value for p in self._run.data.params}

    def tag(self, name):
        return next((t.value for t in self.client.get_run(self._run.info.run_uuid).data.tags if t.key == name), None)

    def names(self):
        return [t.key for t in self.run.data.tags]

    @classmethod
    def third(cls):
        return cls(THIRD_RUN_ID)

    @staticmethod
    def count(run):
        return len([m for m in run.data.metrics if m.value])


reader = Reader(SECOND_RUN_ID)
print(reader.metric("acc"), reader.metric("nope"), reader.params(), reader.tag("team"), reader.names())
print(Reader.third().metric("acc"), Reader.count(reader.run))
