"""The classes of runs with dual containers, for annotations and ``isinstance``; ``typed.pyi`` is what checkers read.

``Metrics``, ``Params`` and ``Tags`` are the containers. ``RunData``, ``MetricKey``, ``ParamKey`` and ``TagKey`` depend
on MLflow, which is imported when one of them is asked for. ``Run`` is MLflow's own class.
"""

from __future__ import annotations

from typing import Any

from rundata_compat.containers import CONTAINERS, Container
from rundata_compat.containers import MetricContainer as Metrics
from rundata_compat.containers import ParamContainer as Params
from rundata_compat.containers import TagContainer as Tags

__all__ = ["Container", "MetricKey", "Metrics", "ParamKey", "Params", "Run", "RunData", "TagKey", "Tags"]  # noqa: F822

_KEYS = {"MetricKey": "metrics", "ParamKey": "params", "TagKey": "tags"}


def __getattr__(name: str) -> Any:
    if name in _KEYS:
        from rundata_compat.keys import key_class

        return key_class(CONTAINERS[_KEYS[name]]._entity_class(), _KEYS[name])
    if name == "RunData":
        from rundata_compat.run_data import compat_class

        return compat_class()
    if name == "Run":
        from mlflow.entities import Run

        return Run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
