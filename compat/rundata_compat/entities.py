"""The entity objects behind ``run.data``, as lists, on every MLflow from 0.9.1.

What MLflow holds, and where that is written (files under ``mlflow/``):

* 0.9.1, ``entities/run_data.py``: ``metrics``, ``params`` and ``tags`` hand out the lists that it has.
* 1.0.0, ``entities/run_data.py``: ``metrics``, ``params`` and ``tags`` are dicts. The ``Metric`` objects stay
  in ``RunData._metric_objs``, which ``to_proto`` needs. Of a param and of a tag the key and the value stay,
  which is all that ``Param`` (``entities/param.py``) and ``RunTag`` (``entities/run_tag.py``) consist of.
* 1.30.1, 2.22.5 and 3.17.2, ``entities/run_data.py``: as in 1.0.0.
* ``Metric`` (``entities/metric.py``) has a ``step`` from 1.0.0 on, not in 0.9.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from mlflow.entities import Metric, Param, RunData, RunTag

__all__ = ["Entities", "entities"]


class Entities:
    """The entities of one run's data. Read-only; a list is made when it is first asked for, then stays."""

    __slots__ = ("_lists", "_run_data")

    _run_data: RunData
    _lists: dict[str, list[Any]]

    def __init__(self, run_data: RunData) -> None:
        object.__setattr__(self, "_run_data", run_data)
        object.__setattr__(self, "_lists", {})

    @property
    def metrics(self) -> list[Metric]:
        """The ``Metric`` objects that MLflow itself holds: key, value, timestamp, and from 1.0.0 on step."""
        return self._list("metrics", _metrics)

    @property
    def params(self) -> list[Param]:
        """``Param`` objects: those that MLflow holds on 0.9.1, made from the dict from 1.0.0 on."""
        return self._list("params", _params)

    @property
    def tags(self) -> list[RunTag]:
        """``RunTag`` objects: those that MLflow holds on 0.9.1, made from the dict from 1.0.0 on."""
        return self._list("tags", _tags)

    def _list(self, name: str, make: Callable[[RunData], list[Any]]) -> list[Any]:
        if name not in self._lists:
            self._lists[name] = make(self._run_data)
        return self._lists[name]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"entities are read-only: cannot set {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"entities are read-only: cannot delete {name!r}")

    def __reduce__(self) -> tuple[Callable[[RunData], Entities], tuple[RunData]]:
        return Entities, (self._run_data,)

    def __repr__(self) -> str:
        return f"entities({self._run_data!r})"


def entities(run_data: RunData) -> Entities:
    """Give the entities of ``run.data`` as lists: ``entities(run.data).metrics``, ``.params`` and ``.tags``.

    Anything but an ``mlflow.entities.RunData`` is a ``TypeError``. ``.metrics`` raises ``ValueError`` where
    the metrics were changed by hand, so that MLflow has no ``Metric`` for what they say now.
    """
    from mlflow.entities import Run, RunData

    if isinstance(run_data, RunData):
        return Entities(run_data)
    if run_data is None:
        # 0.9.1, store/file_store.py: FileStore.create_run returns a Run with run_data=None, which
        # MlflowClient.create_run (tracking/client.py) and start_run (tracking/fluent.py) hand on.
        raise TypeError(
            "entities() takes run data, not None: pass run.data of a run that has some. Up to MLflow 0.9.1 "
            "a run that was only just created has none; fetch it first, with MlflowClient().get_run(...)"
        )
    if isinstance(run_data, Run):
        raise TypeError("entities() takes run data, not the run: pass run.data")
    kind = f"{type(run_data).__module__}.{type(run_data).__qualname__}"
    raise TypeError(f"entities() takes run data (mlflow.entities.RunData), not {kind}: pass run.data")


def _metrics(run_data: RunData) -> list[Metric]:
    held = vars(run_data).get("_metrics")
    if type(held) is list:  # 0.9.1, entities/run_data.py: a list, which the shim refuses if a key is repeated
        return list(held)
    container = run_data.metrics
    if not isinstance(container, Mapping):
        return list(container)
    # 1.0.0 to 3.17.2, entities/run_data.py: __init__ keeps the metrics as they were given (a list, a tuple, a
    # used-up generator); _add_metric, which from_proto calls, appends; changes of the dict leave them alone.
    objects: list[Metric] = list(getattr(run_data, "_metric_objs", ()))
    held = {metric.key: metric.value for metric in objects}
    differ = held.keys() ^ container.keys()
    differ |= {key for key in held.keys() & container.keys() if not _same(held[key], container[key])}
    # With the shim on 0.9.1 the objects follow the dict: what was written there has no time.
    differ |= {metric.key for metric in objects if metric.timestamp is None}
    if differ:
        keys = ", ".join(sorted(map(str, differ)))
        raise ValueError(
            f"run.data.metrics and the Metric objects behind it differ in: {keys}. Either was changed after "
            "the run data was built, or the run data was built from an iterator instead of a list"
        )
    return objects


def _params(run_data: RunData) -> list[Param]:
    from mlflow.entities import Param

    container = run_data.params
    if not isinstance(container, Mapping):  # 0.9.1, entities/run_data.py: a list of Param
        return list(container)
    return [Param(key, value) for key, value in container.items()]


def _tags(run_data: RunData) -> list[RunTag]:
    from mlflow.entities import RunTag

    container = run_data.tags
    if not isinstance(container, Mapping):  # 0.9.1, entities/run_data.py: a list of RunTag
        return list(container)
    return [RunTag(key, value) for key, value in container.items()]


def _same(one: Any, other: Any) -> bool:
    """Equal as values; NaN is the same as NaN."""
    return bool(one is other or one == other or (one != one and other != other))
