"""What a program needs to live with MLflow's run data on both sides of MLflow 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rundata_compat import arrival as _arrival  # noqa: F401  (pickles of containers look for it among the modules)
from rundata_compat.deprecation import RunDataDeprecationWarning
from rundata_compat.entities import Entities, entities
from rundata_compat.install import install, installed, is_installed, uninstall
from rundata_compat.pandas_frames import runs_to_pandas
from rundata_compat.run_data import wrap

if TYPE_CHECKING:
    from rundata_compat.typed import RunData

__version__ = "0.1.0"

__all__ = [
    "Entities",
    "RunData",
    "RunDataDeprecationWarning",
    "__version__",
    "entities",
    "install",
    "installed",
    "is_installed",
    "runs_to_pandas",
    "uninstall",
    "wrap",
]


if not TYPE_CHECKING:  # a type checker would take any name for one of this package's

    def __getattr__(name: str) -> Any:
        if name == "RunData":  # a subclass of MLflow's, which is imported only when somebody asks
            from rundata_compat.run_data import compat_class

            return compat_class()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
