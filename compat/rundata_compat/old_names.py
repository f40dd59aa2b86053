"""Names beside the containers that programs for MLflow up to 0.9.1 use, on later versions; each warns where it is used.

| name | what it is from 1.0.0 on (files under ``mlflow/``) |
|---|---|
| ``MlflowClient.list_experiments`` | ``search_experiments``; gone with 2.0 (``tracking/client.py``) |
| ``MlflowClient.list_run_infos`` | ``search_runs``; gone with 2.0 |
| ``MlflowClient.create_run(user_id=, run_name=, parent_run_id=)`` | tags (``utils/mlflow_tags.py``) |
| ``mlflow.start_run(run_uuid=, source_name=, ...)`` | ``run_id``, and tags; on 0.9.1 ``run_id`` is taken too |
| ``mlflow.tracking.get_service`` | ``MlflowClient``; gone before 0.9.1 |
| ``RunInfo.name``, ``.source_name``, ... | ``run_name``, and tags of the run, which is fetched for them |
| ``MlflowClient.log_metric(timestamp=)`` | milliseconds; seconds up to 1.0.0, which are passed on with a warning |
"""

from __future__ import annotations

import inspect
from functools import wraps
from typing import Any, Callable

from rundata_compat.deprecation import note_name
from rundata_compat.patches import Patches

__all__ = ["apply"]

_USER, _NAME, _PARENT = "mlflow.user", "mlflow.runName", "mlflow.parentRunId"
_SOURCE_TAGS = {
    "source_name": "mlflow.source.name",
    "source_version": "mlflow.source.git.commit",
    "entry_point_name": "mlflow.project.entryPoint",
    "source_type": "mlflow.source.type",
}
_NO_ARGUMENTS = ("user_id", "parent_run_id")
_OLD_ORDER = ("user_id", "run_name", "start_time", "parent_run_id", "tags")
"""What followed ``experiment_id`` in ``create_run`` up to 0.9.1 (``tracking/client.py``)."""


def apply(patches: Patches) -> None:
    """Add what this MLflow lacks of them."""
    import mlflow
    from mlflow import tracking
    from mlflow.entities import RunInfo
    from mlflow.tracking import MlflowClient, fluent

    patches.add(MlflowClient, "list_experiments", _list_experiments)
    patches.add(MlflowClient, "list_run_infos", _list_run_infos)
    patches.add(tracking, "get_service", _get_service)
    if not hasattr(RunInfo, "name"):
        patches.add(RunInfo, "name", _FromRun("name", _NAME))
        for name, tag in _SOURCE_TAGS.items():
            patches.add(RunInfo, name, _FromRun(name, tag))
    if "user_id" not in inspect.signature(MlflowClient.create_run).parameters:
        patches.put(MlflowClient, "create_run", _create_run(MlflowClient.create_run))
    start_run = _start_run(mlflow.start_run)
    patches.put(mlflow, "start_run", start_run)
    patches.put(fluent, "start_run", start_run)
    if not mlflow.__version__.startswith(("0.", "1.0.")):
        patches.put(MlflowClient, "log_metric", _log_metric(MlflowClient.log_metric))


def _old(what: str, instead: str) -> None:
    note_name(f"{what} is a name of MLflow up to 0.9.1; use {instead}")


def _pages(search: Callable[..., Any], **arguments: Any) -> list[Any]:
    found = search(**arguments)
    items = list(found)
    while getattr(found, "token", None):
        found = search(**arguments, page_token=found.token)
        items += found
    return items


def _list_experiments(self: Any, view_type: Any = None) -> list[Any]:
    """All experiments, as ``MlflowClient.list_experiments`` gave them."""
    from mlflow.entities import ViewType

    _old("MlflowClient.list_experiments()", "'search_experiments()'")
    return _pages(self.search_experiments, view_type=ViewType.ACTIVE_ONLY if view_type is None else view_type)


def _list_run_infos(self: Any, experiment_id: Any, run_view_type: Any = None) -> list[Any]:
    """The ``RunInfo`` of all runs of one experiment, as ``MlflowClient.list_run_infos`` gave them."""
    from mlflow.entities import ViewType

    _old("MlflowClient.list_run_infos()", "'[run.info for run in client.search_runs([experiment_id])]'")
    view = ViewType.ACTIVE_ONLY if run_view_type is None else run_view_type
    return [run.info for run in _pages(self.search_runs, experiment_ids=[str(experiment_id)], run_view_type=view)]


def _get_service(tracking_uri: Any = None) -> Any:
    """A client, which has what the service had."""
    from mlflow.tracking import MlflowClient

    _old("mlflow.tracking.get_service()", "'mlflow.tracking.MlflowClient()'")
    return MlflowClient(tracking_uri)


class _FromRun:
    """An attribute that ``RunInfo`` had; no property, by which ``dict(run.info)`` and constructors go.

    The name is in ``run_name`` in later versions. The rest is in tags, for which the run is fetched.
    """

    def __init__(self, name: str, tag: str) -> None:
        self._name = name
        self._tag = tag

    def __get__(self, info: Any, owner: Any = None) -> Any:
        if info is None:
            return self
        if self._name == "name" and hasattr(info, "run_name"):
            _old("RunInfo.name", "'run.info.run_name'")
            return info.run_name or ""
        _old(f"RunInfo.{self._name}", f"'run.data.tags.get(\"{self._tag}\")'")
        from mlflow.tracking import MlflowClient

        found: dict[str, Any] = MlflowClient().get_run(info.run_id).data.tags
        value = found.get(self._tag)
        if self._name == "source_type":
            return _source_type(value)
        return "" if value is None and self._name == "name" else value


def _source_type(value: Any) -> Any:
    from mlflow.entities import SourceType

    return SourceType.LOCAL if value is None else SourceType.from_string(value)


def _create_run(native: Any) -> Any:
    takes_name = "run_name" in inspect.signature(native).parameters

    @wraps(native)
    def create_run(self: Any, experiment_id: Any, *args: Any, **kwargs: Any) -> Any:
        if args and isinstance(args[0], str):  # from 1.0.0 on it is the time when the run began
            kwargs.update(zip(_OLD_ORDER, args))
            args = ()
        given: dict[str, Any] = {name: kwargs.pop(name) for name in _NO_ARGUMENTS if name in kwargs}
        if not takes_name and "run_name" in kwargs:
            given["run_name"] = kwargs.pop("run_name")
        if given:
            _old(f"create_run({', '.join(f'{name}=' for name in given)})", "'create_run(tags={...})'")
            tags = dict(args[1] if len(args) > 1 else kwargs.pop("tags", None) or {})
            kwargs["tags"] = dict(tags, **_tags_of(given))
            args = args[:1]
        return native(self, experiment_id, *args, **kwargs)

    return create_run


def _tags_of(given: dict[str, Any]) -> dict[str, Any]:
    names = {"user_id": _USER, "run_name": _NAME, "parent_run_id": _PARENT}
    return {names[name]: value for name, value in given.items() if value is not None}


def _start_run(native: Any) -> Any:
    known = inspect.signature(native).parameters
    own, other = ("run_id", "run_uuid") if "run_id" in known else ("run_uuid", "run_id")

    @wraps(native)
    def start_run(*args: Any, **kwargs: Any) -> Any:
        given = {name: kwargs.pop(name) for name in _SOURCE_TAGS if name in kwargs and name not in known}
        if other in kwargs:
            if other == "run_uuid":
                _old("start_run(run_uuid=)", "'start_run(run_id=)'")
            kwargs[own] = kwargs.pop(other)
        if given:
            _old(f"start_run({', '.join(f'{name}=' for name in given)})", "'mlflow.set_tags({...})'")
        resumed = (args[0] if args else kwargs.get(own)) is not None
        run = native(*args, **kwargs)
        if not resumed:  # 0.9.1, tracking/fluent.py: nothing else counts then
            _set_source_tags(run, given)
        return run

    return start_run


def _set_source_tags(run: Any, given: dict[str, Any]) -> None:
    from mlflow.entities import SourceType
    from mlflow.tracking import MlflowClient

    for name, value in given.items():
        if value is not None:
            text = SourceType.to_string(value) if name == "source_type" and isinstance(value, int) else value
            MlflowClient().set_tag(run.info.run_id, _SOURCE_TAGS[name], text)


def _log_metric(native: Any) -> Any:
    @wraps(native)
    def log_metric(self: Any, run_id: Any, key: Any, value: Any, timestamp: Any = None, *args: Any, **more: Any) -> Any:
        if type(timestamp) in (int, float) and 10**8 < timestamp < 10**11:  # in milliseconds that would be before 1974
            _old(f"log_metric(timestamp={timestamp}) in seconds", "milliseconds, 'int(time.time() * 1000)'")
        return native(self, run_id, key, value, timestamp, *args, **more)

    return log_metric
