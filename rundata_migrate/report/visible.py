"""Text of users (paths, code, messages) made safe to print: nothing in it steers a terminal or deceives a reader."""

from __future__ import annotations

import re

_SURROGATE_BYTES = range(0xDC80, 0xDD00)
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_UNSEEN = "\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
"""What turns the direction of text, ends a line for some readers only, or may not stand in XML."""
_HIDDEN = re.compile(f"[{_CONTROL}{_UNSEEN}\ud800-\udfff]")
_HIDDEN_IN_LINE = re.compile(f"[\n{_CONTROL}{_UNSEEN}\ud800-\udfff]")


def visible(text: str) -> str:
    """The same text, control characters and lone surrogates spelled as Python spells them; newlines and tabs stay."""
    return _HIDDEN.sub(_spelled, text)


def visible_line(text: str) -> str:
    """The same in one line: newlines are spelled too."""
    return _HIDDEN_IN_LINE.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    character = match[0]
    if ord(character) in _SURROGATE_BYTES:  # a byte of a file name that is no text
        return f"\\x{ord(character) - 0xDC00:02x}"
    return ascii(character)[1:-1]
