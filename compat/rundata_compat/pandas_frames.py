"""Runs as a pandas DataFrame, as ``mlflow.search_runs`` gives them from 1.1 on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Iterable

if TYPE_CHECKING:
    import pandas
    from mlflow.entities import Run

__all__ = ["runs_to_pandas"]


def runs_to_pandas(runs: Iterable[Run]) -> pandas.DataFrame:
    """A DataFrame with a row for each run, on every MLflow version, with or without ``install``.

    The columns are those of ``mlflow.search_runs`` (1.30.1 to 3.17.2, tracking/fluent.py): run_id, experiment_id,
    status, artifact_uri, start_time and end_time (UTC), then ``metrics.*``, ``params.*`` and ``tags.*`` in the order
    in which the runs have them. What a run does not have is NaN for a metric, None for a param or a tag.

    TypeError for anything but runs, ImportError where pandas is missing.
    """
    rows = [_checked(run) for run in runs] if isinstance(runs, Iterable) else _refuse(runs)
    try:
        import pandas as pd
    except ImportError as error:
        raise ImportError("a DataFrame of runs needs pandas: pip install pandas", name=error.name) from None
    columns: dict[str, Any] = {
        "run_id": [_run_id(run.info) for run in rows],
        "experiment_id": [str(run.info.experiment_id) for run in rows],
        "status": [_status(run.info.status) for run in rows],
        "artifact_uri": [run.info.artifact_uri for run in rows],
        "start_time": [pd.to_datetime(run.info.start_time, unit="ms", utc=True) for run in rows],
        "end_time": [pd.to_datetime(run.info.end_time, unit="ms", utc=True) for run in rows],
    }
    for name, missing in (("metrics", float("nan")), ("params", None), ("tags", None)):
        values = [_values(run.data, name) for run in rows]
        for key in dict.fromkeys(key for one in values for key in one):
            columns[f"{name}.{key}"] = [one.get(key, missing) for one in values]
    return pd.DataFrame(columns)


def _checked(run: Any) -> Any:
    from mlflow.entities import Run

    return run if isinstance(run, Run) else _refuse(run)


def _refuse(value: Any) -> Any:
    raise TypeError(
        f"runs_to_pandas() takes a list of mlflow.entities.Run, not {type(value).__module__}.{type(value).__qualname__}"
    )


def _values(run_data: Any, name: str) -> dict[str, Any]:
    if run_data is None:  # 0.9.1, store/file_store.py: the run that create_run gives
        return {}
    container = getattr(run_data, name)
    if isinstance(container, Mapping):
        return dict(container.items())
    return {entity.key: entity.value for entity in container}


def _run_id(info: Any) -> Any:
    return info.run_id if hasattr(info, "run_id") else info.run_uuid


def _status(status: Any) -> Any:
    """A number up to 1.0.0 (entities/run_info.py), a word in later versions."""
    if not isinstance(status, int):
        return status
    from mlflow.entities import RunStatus

    return RunStatus.to_string(status)
