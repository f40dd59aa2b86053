"""Whether there is colour, and the colours of a diff."""

from __future__ import annotations

import os
from typing import TextIO

_RESET = b"\x1b[0m"
_OF_LINES = (
    (b"--- ", b"\x1b[1m"),
    (b"+++ ", b"\x1b[1m"),
    (b"@@ ", b"\x1b[36m"),
    (b"-", b"\x1b[31m"),
    (b"+", b"\x1b[32m"),
)
"""How a line of a diff begins -> its colour, as git has them."""


def is_coloured(stream: TextIO, color: str) -> bool:
    """Whether what goes to a stream is coloured: as ``--color`` says, or else the environment, or else the terminal.

    The variables and their order are those of Python's own traceback colours: NO_COLOR, FORCE_COLOR, TERM=dumb.
    """
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def coloured(patch: bytes) -> bytes:
    """A unified diff for a terminal."""
    heads = 0  # the lines that name the files, which look like changes of lines that begin with dashes
    lines = []
    for line in patch.split(b"\n"):
        colours = _OF_LINES if heads < 2 else _OF_LINES[2:]
        heads += line.startswith((b"--- ", b"+++ "))
        found = next((colour for begin, colour in colours if line.startswith(begin)), None)
        lines.append(line if found is None else found + line + _RESET)
    return b"\n".join(lines)
