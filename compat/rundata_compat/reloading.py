"""Taking in MLflow's new classes when its modules are executed again, by ``importlib.reload`` or a second import;
and telling of the first import of other libraries.

A finder in front of ``sys.meta_path``, while the shim is installed. It finds nothing by itself: it asks the others, and
has what they found tell of its end. Nothing of it is left on the module. First imports of MLflow's parts pass it by.
"""

from __future__ import annotations

import importlib.abc
import sys
from typing import Any, Callable, Mapping

__all__ = ["Watch"]


class Watch(importlib.abc.MetaPathFinder):
    """Calls ``after`` when ``mlflow`` was imported once more, or one of its modules reloaded.

    ``others`` has modules of other libraries, and what to call when one of them was imported.
    """

    def __init__(self, after: Callable[[], None], others: Mapping[str, Callable[[], None]]) -> None:
        self._after = after
        self._others = others

    def start(self) -> None:
        """Watch, if it does not yet."""
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)

    def stop(self) -> None:
        """Be gone."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """The spec that the other finders have for this module; None for what is not watched."""
        after = self._others.get(fullname)
        # Only importlib.reload gives a target.
        if fullname == "mlflow" or (target is not None and fullname.startswith("mlflow.")):
            after = self._after
        if after is None:
            return None
        others = (finder for finder in list(sys.meta_path) if finder is not self and hasattr(finder, "find_spec"))
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((one for one in found if one is not None), None)
        if spec is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = _Telling(spec.loader, after)
        return spec


class _Telling(importlib.abc.Loader):
    """A loader that makes itself unseen and tells of the end of the module's execution."""

    def __init__(self, native: Any, after: Callable[[], None]) -> None:
        self._native = native
        self._after = after

    def create_module(self, spec: Any) -> Any:
        """As the native loader does."""
        return self._native.create_module(spec)

    def exec_module(self, module: Any) -> None:
        """As the native loader does, then tell."""
        module.__spec__.loader = module.__loader__ = self._native
        self._native.exec_module(module)
        self._after()
