"""Stands for MLflow: a run with lists of entities, or with dicts where RUN_DATA says so."""

import os
from types import SimpleNamespace


def _made(values):
    if os.environ["RUN_DATA"] == "dicts":
        return values
    return [SimpleNamespace(key=key, value=value) for key, value in values.items()]


def active_run():
    data = {"metrics": {"auc": 0.5, "loss": 0.25}, "params": {"rate": "0.1"}, "tags": {}}
    return SimpleNamespace(data=SimpleNamespace(**{name: _made(values) for name, values in data.items()}))
