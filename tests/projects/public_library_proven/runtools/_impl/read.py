from mlflow.entities import Run

from .load import load


def metric(run_id, name, default=None):
    for m in load(run_id).data.metrics:
        if m.key == name:
            return m.value
    return default


def params_of(run: Run):
    return {p.key: p.value for p in run.data.params}
