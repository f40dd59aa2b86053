import os

from mlflow.entities import Metric, Param


class FileStore:
    def get_all_metrics(self, run_id):
        return [self.get_metric(run_id, name) for name in os.listdir(run_id)]

    def get_metric(self, run_id, name):
        return Metric(name, 0.0, 0, 0)

    def get_all_params(self, run_id):
        return [Param(name, "") for name in os.listdir(run_id)]


def table(run_id):
    store = FileStore()
    return {m.key: m.value for m in store.get_all_metrics(run_id)}, {p.key for p in store.get_all_params(run_id)}
