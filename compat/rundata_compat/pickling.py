"""Pickles that load without this package: what is called for them is looked up when they are loaded."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["if_imported"]


class _Call:
    """Pickles as the call of ``function`` with ``arguments``, which is made when the pickle is loaded."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self._function = function
        self._arguments = arguments

    def __call__(self, *arguments: Any) -> Any:
        raise TypeError("only what is loaded from a pickle is called")

    def __reduce__(self) -> Any:
        return self._function, self._arguments


_MODULES = _Call(getattr, _Call(importlib.import_module, "sys"), "modules")


def if_imported(module: str, name: str, otherwise: Any) -> Any:
    """For the first part of what ``__reduce__`` gives: ``module.name`` if that is imported, else ``otherwise``.

    It pickles as ``getattr(sys.modules.get(module), name, otherwise)``.
    """
    return _Call(getattr, _Call(_Call(getattr, _MODULES, "get"), module), name, otherwise)
