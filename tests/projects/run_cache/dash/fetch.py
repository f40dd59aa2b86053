"""Talks to MLflow."""
from mlflow.tracking import MlflowClient


class RunCache:
    """Caches runs by id."""

    def __init__(self, uri=None):
        self.client = MlflowClient(uri)
        self._runs = {}
        self.best = None

    def get(self, run_id):
        if run_id not in self._runs:
            self._runs[run_id] = self.client.get_run(run_id)
        return self._runs[run_id]

    def metric(self, run_id, name, default=None):
        for m in self.get(run_id).data.metrics:
            if m.key == name:
                return m.value
        return default

    def find_param(self, run_id, name):
        matches = [p for p in self.get(run_id).data.params if p.key == name]
        if not matches:
            return None
        return matches[0]

    def leaderboard(self, run_ids, name):
        rows = []
        for run_id in run_ids:
            for m in self.get(run_id).data.metrics:
                if m.key == name:
                    rows.append((run_id, m.value))
        return sorted(rows, key=lambda row: row[1], reverse=True)

    def update_best(self, run_id):
        for m in self.get(run_id).data.metrics:  # left
            if self.best is None or m.value > self.best.value:
                self.best = m
