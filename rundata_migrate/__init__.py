"""Migrate Python code from MLflow's list-style run data to dict-style run data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rundata_migrate.api import RunResult, migrate_paths, migrate_source

__version__ = "0.1.0"

__all__ = ["RunResult", "__version__", "migrate_paths", "migrate_source"]


def __getattr__(name: str) -> object:
    """The API, imported when it is asked for: the command line starts without it."""
    if name in ("RunResult", "migrate_paths", "migrate_source"):
        from rundata_migrate import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
