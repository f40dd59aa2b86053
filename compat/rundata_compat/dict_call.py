"""Is an attribute asked for by ``dict(x)``? The entities of MLflow could be given to ``dict``; a string cannot.

``dict(x)`` asks ``x`` for ``keys``. A key of run data must not have that for anybody else: libraries take what has
``keys`` for a mapping. So the answer is yes only where the instruction that runs is a call of a plain name ``dict``
with one plain name as its argument.
"""

from __future__ import annotations

import builtins
import dis
from types import CodeType, FrameType

from rundata_compat.bounded import remember

__all__ = ["is_dict_call"]

_NAMES = ("LOAD_GLOBAL", "LOAD_NAME")
_ARGUMENTS = (
    "LOAD_FAST",
    "LOAD_FAST_BORROW",
    "LOAD_FAST_CHECK",
    "LOAD_NAME",
    "LOAD_GLOBAL",
    "LOAD_DEREF",
    "LOAD_CLASSDEREF",
)
_CALLS = ("CALL", "CALL_FUNCTION", "PRECALL")
"""What calls. Python 3.11 makes the call at PRECALL once the place has run a few times."""
_FILLING = ("PUSH_NULL", "PRECALL", "CACHE", "RESUME", "NOT_TAKEN", "EXTENDED_ARG")

_known: dict[tuple[int, int], tuple[CodeType, bool]] = {}


def is_dict_call(frame: FrameType) -> bool:
    """Whether ``frame`` is in the midst of ``dict(name)``, and ``dict`` there is Python's."""
    if frame.f_globals.get("dict", builtins.dict) is not builtins.dict:
        return False
    place = (id(frame.f_code), frame.f_lasti)
    known = _known.get(place)
    if known is None:
        known = remember(_known, place, (frame.f_code, _reads_dict_call(frame.f_code, frame.f_lasti)))
    return known[1]


def _reads_dict_call(code: CodeType, at: int) -> bool:
    before = []
    for instruction in dis.get_instructions(code):
        if instruction.offset > at:
            break
        if instruction.opname not in _FILLING or instruction.offset == at:
            before.append(instruction)
    if len(before) < 3:
        return False
    function, argument, call = before[-3:]
    return (
        call.offset == at
        and call.opname in _CALLS
        and call.arg == 1
        and argument.opname in _ARGUMENTS
        and function.opname in _NAMES
        and function.argval == "dict"
    )
