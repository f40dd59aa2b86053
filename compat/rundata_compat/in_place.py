"""Is something added in place? ``xs += c`` asks ``c.__radd__`` as ``xs + c`` does, but is what dicts can do as well.

A list takes the keys of a dict in place, so that whoever else has the list sees them; a sum is a list of entities.
"""

from __future__ import annotations

import dis
from types import CodeType, FrameType

from rundata_compat.bounded import remember

__all__ = ["adds_in_place"]

_known: dict[tuple[int, int], tuple[CodeType, bool]] = {}


def adds_in_place(frame: FrameType) -> bool:
    """Whether the instruction that runs in ``frame`` is a ``+=``."""
    place = (id(frame.f_code), frame.f_lasti)
    known = _known.get(place)
    if known is None:
        known = remember(_known, place, (frame.f_code, _is_augmented(frame.f_code, frame.f_lasti)))
    return known[1]


def _is_augmented(code: CodeType, at: int) -> bool:
    for instruction in dis.get_instructions(code):
        if instruction.offset == at:
            return instruction.opname == "INPLACE_ADD" or instruction.argrepr == "+="
    return False
