"""Names that one side of MLflow 1.0 lacks, while the shim is installed.

| name | where it was missing |
|---|---|
| ``RunInfo.run_id`` | 0.9.1 (``entities/run_info.py`` has ``run_uuid`` only) |
| ``RunInfo.run_uuid`` | 3.x (``run_id`` only; 1.0.0 to 2.22.5 have both) |
| ``Metric(...)`` without ``step`` | 1.0.0 and later (``entities/metric.py``) |
| ``Metric(..., step)``, ``Metric.step`` | 0.9.1 |
| ``RunData.from_dictionary``, ``Run.from_dictionary`` of rows | 1.0.0 and later |
| ``MlflowClient.get_metric_history`` | 0.9.1 (``tracking/client.py``; the stores have it) |
| ``mlflow.get_run``, ``mlflow.search_runs`` | 0.9.1 and 1.0.0 (``tracking/fluent.py``) |
"""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable

from rundata_compat.keys import plain
from rundata_compat.patches import Patches

__all__ = ["apply"]


def apply(patches: Patches) -> None:
    """Add what this MLflow lacks."""
    from mlflow.entities import Metric, Param, Run, RunData, RunInfo, RunTag

    patches.add(RunInfo, "run_id", _Alias("run_uuid"))
    patches.add(RunInfo, "run_uuid", _Alias("run_id"))
    _metric_with_or_without_step(patches, Metric)
    for entity_class in (Param, RunTag):
        _with_plain_strings(patches, entity_class)
    patches.put(RunData, "from_dictionary", classmethod(_run_data_from_dictionary))
    patches.put(Run, "from_dictionary", classmethod(_run_from_dictionary))
    _client(patches)


class _Alias:
    """Another name for an attribute. No property: those are what ``dict(run.info)`` and constructors go by."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else getattr(instance, self._name)


class _Step:
    """``Metric.step`` on 0.9.1: the one that was given, which no store keeps, else 0, as in 1.0.0 and later."""

    def __get__(self, metric: Any, owner: Any = None) -> Any:
        return self if metric is None else metric.__dict__.get("_step", 0)


def _metric_with_or_without_step(patches: Patches, metric_class: Any) -> None:
    native = metric_class.__init__
    if isinstance(vars(metric_class).get("step"), property):

        @wraps(native)
        def __init__(self: Any, key: Any, value: Any, timestamp: Any, step: Any = 0, *args: Any, **kwargs: Any) -> None:
            native(self, key if type(key) is str else plain(key), value, timestamp, step, *args, **kwargs)

    else:

        @wraps(native)
        def __init__(self: Any, key: Any, value: Any, timestamp: Any, step: Any = 0) -> None:
            native(self, key if type(key) is str else plain(key), value, timestamp)
            if step:
                self._step = step

        patches.put(metric_class, "step", _Step())
    patches.put(metric_class, "__init__", __init__)


def _with_plain_strings(patches: Patches, entity_class: Any) -> None:
    """A param or tag that is built with a key that iteration gave has its text only, not the entity that it carries."""
    native = entity_class.__init__

    @wraps(native)
    def __init__(self: Any, key: Any, value: Any) -> None:
        native(self, key if type(key) is str else plain(key), value if type(value) is str else plain(value))

    patches.put(entity_class, "__init__", __init__)


def _run_data_from_dictionary(cls: Any, the_dict: Any) -> Any:
    """Run data from rows, as ``to_dictionary`` gave them up to 0.9.1, or from dicts, as it does from 1.0.0 on."""
    from mlflow.entities import Metric, Param, RunTag

    def metric(row: Any) -> Any:
        return Metric(row["key"], row["value"], row["timestamp"], row.get("step", 0))

    def entities(name: str, from_row: Callable[[Any], Any], from_pair: Callable[[Any, Any], Any]) -> list[Any]:
        given = the_dict.get(name) or []
        if isinstance(given, dict):
            return [from_pair(key, value) for key, value in given.items()]
        return [from_row(row) if isinstance(row, dict) else row for row in given]

    return cls(
        metrics=entities("metrics", metric, lambda key, value: Metric(key, value, None, None)),
        params=entities("params", lambda row: Param(row["key"], row["value"]), Param),
        tags=entities("tags", lambda row: RunTag(row["key"], row["value"]), RunTag),
    )


def _run_from_dictionary(cls: Any, the_dict: Any) -> Any:
    """A run from its ``to_dictionary``, with data as rows or as dicts; 0.9.1, entities/run.py."""
    from mlflow.entities import RunData, RunInfo

    if "info" not in the_dict or "data" not in the_dict:
        raise ValueError(f"a run needs 'info' and 'data', not {sorted(map(str, the_dict))}")
    return cls(
        RunInfo.from_dictionary(_info_of_this_version(the_dict["info"])), RunData.from_dictionary(the_dict["data"])
    )


def _info_of_this_version(info: Any) -> dict[str, Any]:
    """The id under both names; ``from_dictionary`` takes those that this version has (entities/_mlflow_object.py)."""
    known = dict(info)
    run_id = known.get("run_id", known.get("run_uuid"))
    return dict(known, run_id=run_id, run_uuid=run_id)


def _client(patches: Patches) -> None:
    import mlflow
    from mlflow.tracking import MlflowClient

    from rundata_compat import searching

    patches.add(MlflowClient, "get_metric_history", searching.get_metric_history)
    patches.add(mlflow, "get_run", searching.get_run)
    patches.add(mlflow, "search_runs", searching.search_runs)
