"""``__missing__`` for ``c[key]`` alone.

From Python 3.12 on a dict asks its class for ``__missing__`` about positions and slices too, and ``c[key]`` needs no
method in Python for keys that are there: ``c[key]`` takes 1.3 times what a dict takes in place of 1.9, ``dict(c)`` half
of what it would. But whoever asks for the attribute by name takes a dict that has it for a defaultdict: pandas'
``Series.map`` then asks it for keys that it does not have. They do not see it.
"""

from __future__ import annotations

import dis
import sys
from typing import Any

from rundata_compat.deprecation import words

__all__ = ["Missing"]

_NAME = "__missing__"
# Python 3.14 has no BINARY_SUBSCR; its BINARY_OP asks for no attribute.
_NAMES = ("BINARY_SUBSCR", "BINARY_SLICE", "BINARY_OP")
_SUBSCRIPTS = frozenset(dis.opmap[name] for name in _NAMES if name in dis.opmap)
_LOAD_ATTR = dis.opmap["LOAD_ATTR"]


class Missing:
    """A descriptor that gives the container's ``_missing`` to its own lookup, and is not there for anybody else."""

    def __get__(self, container: Any, owner: Any = None) -> Any:
        if container is None:
            raise AttributeError(_NAME)
        frame = sys._getframe(1)
        code = frame.f_code
        operation = code.co_code[frame.f_lasti]
        if operation not in _SUBSCRIPTS and (operation == _LOAD_ATTR or _NAME in words(code)):
            raise AttributeError(_NAME)
        return container._missing
