"""Switching the dual containers on for a program, and off again."""

from __future__ import annotations

import contextlib
import operator
import os
import threading
import warnings
from typing import TYPE_CHECKING, Any, Iterator

from rundata_compat import deprecation, libraries
from rundata_compat.patches import Patches
from rundata_compat.reloading import Watch

if TYPE_CHECKING:
    from types import CodeType
    from typing import Literal, Protocol

    class UseRecorder(Protocol):
        """What ``record_to`` may be instead of a file."""

        def add(self, code: CodeType, lasti: int, line: int, operation: str, container: str) -> None:
            """Count one list-style use."""

    Mode = Literal["default", "error", "silent", "record"]
    RecordTo = str | os.PathLike[str] | UseRecorder

__all__ = ["install", "installed", "is_installed", "uninstall"]

SUPPORTED = "0.9.1 and later (tested up to 3.17)"

_STOCK = ("ignore", None, DeprecationWarning, None, 0)
_OURS = ("default", None, deprecation.RunDataDeprecationWarning, None, 0)

_lock = threading.RLock()


def _forked() -> None:
    # As in deprecation.py.
    global _lock
    _lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)

_patches: list[tuple[Any, Patches]] = []
"""What is installed: the classes that were changed, and how to undo it. More than one after a reload."""


def install(warn: Mode | None = None, record_to: RecordTo | None = None) -> None:
    """Make ``run.data.metrics``, ``.params`` and ``.tags`` of every run dict and list of entities at once.

    ``warn`` says what a list-style use does: ``default`` warns once a place, ``error`` raises, ``silent`` does
    nothing, ``record`` appends to a file. Without it the environment variable RUNDATA_COMPAT says so, else
    ``default``. ``record_to`` is the file for ``record`` (else RUNDATA_COMPAT_FILE, else ``rundata-compat.jsonl``),
    or an object with ``add(code, lasti, line, operation, container)``. A second call changes the mode only. When
    MLflow's modules are reloaded or imported anew, their new classes are taken in.

    Raises ValueError for a word that is no mode, ImportError where MLflow is missing or too old, OSError where the
    record cannot be written. Nothing is changed then.
    """
    word = _mode(warn)
    _check_mlflow()
    recorder = _recorder(record_to) if word == "record" else None
    with _lock:
        _take_in()
        _watch.start()
        deprecation.set_mode(word, recorder)
        _show_by_default(word == "default")


def uninstall() -> None:
    """Give MLflow its own classes back. Containers that were handed out stay dual."""
    with _lock:
        _watch.stop()
        while _patches:
            _patches.pop()[1].undo()
        deprecation.reset()
        _show_by_default(False)


def is_installed() -> bool:
    """Whether ``install`` is in force for the MLflow that is imported now."""
    with _lock:
        return bool(_patches)


@contextlib.contextmanager
def installed(warn: Mode | None = None, record_to: RecordTo | None = None) -> Iterator[None]:
    """``install`` for the time of a ``with`` block; inside another one, only the mode is changed and put back."""
    with _lock:
        before = deprecation.current() if _patches else None
    install(warn, record_to)
    try:
        yield
    finally:
        if before is None:
            uninstall()
        else:
            deprecation.set_mode(*before)
            _show_by_default(before[0] == "default")


def _mode(warn: str | None) -> str:
    word, where = (
        (warn, "warn") if warn is not None else (os.environ.get("RUNDATA_COMPAT") or "default", "RUNDATA_COMPAT")
    )
    if word not in deprecation.MODES:
        raise ValueError(f"{where} is {word!r}; it takes one of {', '.join(deprecation.MODES)}")
    return word


def _check_mlflow() -> None:
    try:
        import mlflow.entities
    except ImportError as error:
        if error.name not in ("mlflow", "mlflow.entities"):
            raise _without_client(error) from error
        raise ImportError(f"rundata_compat needs MLflow {SUPPORTED}, and found none: {error}", name="mlflow") from None
    except Exception as error:  # MLflow with a library that is too new for it: TypeError, AttributeError, ...
        raise _without_client(error) from error
    if not hasattr(mlflow.entities, "RunData"):
        raise ImportError(f"rundata_compat needs MLflow {SUPPORTED}: this one has no run data", name="mlflow")
    try:
        import mlflow.tracking

        _classes()
    except Exception as error:
        raise _without_client(error) from error


def _without_client(error: Exception) -> ImportError:
    """For ``mlflow-tracing`` alone, which has entities and no client, and for an MLflow that cannot be imported."""
    return ImportError(
        f"rundata_compat needs the tracking client of MLflow {SUPPORTED}, which cannot be imported here: "
        f"{type(error).__name__}: {' '.join(str(error).split())}",
        name="mlflow",
    )


def _classes() -> tuple[Any, ...]:
    """What is changed: the classes, and the module."""
    import mlflow
    from mlflow.entities import Metric, Param, Run, RunData, RunInfo, RunTag
    from mlflow.tracking import MlflowClient

    return Metric, Param, Run, RunData, RunInfo, RunTag, MlflowClient, mlflow


def _take_in() -> None:
    """Change MLflow's classes, unless it is done already."""
    classes = _classes()
    if not any(all(map(operator.is_, known, classes)) for known, _ in _patches):
        _apply(classes)


def _reloaded() -> None:
    with _lock:
        if _patches:
            _take_in()


_watch = Watch(_reloaded, libraries.LIBRARIES)


def _recorder(record_to: Any) -> Any:
    if hasattr(record_to, "add"):
        return record_to
    from rundata_compat.record import Recorder

    return Recorder(record_to or os.environ.get("RUNDATA_COMPAT_FILE") or "rundata-compat.jsonl")


def _apply(classes: tuple[Any, ...]) -> None:
    from rundata_compat import names, old_names
    from rundata_compat import run_data as properties

    patches = Patches()
    try:
        properties.apply(patches)
        names.apply(patches)
        old_names.apply(patches)
    except BaseException:
        patches.undo()
        raise
    libraries.tell_all()
    _patches.append((classes, patches))


def _stock_position(filters: Any) -> int | None:
    """Where Python's own filter stands: after its twin for ``__main__``. The user's, if it is the same, is in front."""
    position = filters.index(_STOCK) if _STOCK in filters else 0
    return position if position and filters[position - 1][:3] == ("default", None, DeprecationWarning) else None


def _show_by_default(wanted: bool) -> None:
    """Show our warnings where Python by itself would hide every DeprecationWarning outside ``__main__``.

    Right before Python's own filter, so that whatever the user or PYTHONWARNINGS says comes first.
    """
    filters: Any = warnings.filters
    present = _OURS in filters
    if wanted and not present and _stock_position(filters) is not None:
        filters.insert(_stock_position(filters), _OURS)
    elif present and not wanted:
        filters.remove(_OURS)
    else:
        return
    if hasattr(warnings, "_filters_mutated"):
        warnings._filters_mutated()
