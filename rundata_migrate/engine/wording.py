"""Messages of one line that people read: what is longer is parted, and the rest goes to the details."""

from __future__ import annotations

import re

MOST_MESSAGE = 160
"""So many characters, so that a line of the report is still a line."""

_BREAKS = (re.compile(r"; "), re.compile(r": "), re.compile(r", "), re.compile(r" "))
"""Where a message is best parted; the first that leaves enough of it is taken."""


def parted(message: str, most: int = MOST_MESSAGE) -> tuple[str, str]:
    """The message, and what does not fit into ``most`` characters."""
    if len(message) <= most:
        return message, ""
    for pattern in _BREAKS:
        ends = [match.start() for match in pattern.finditer(message) if most // 3 <= match.start() <= most]
        if ends:
            return message[: ends[-1]], message[ends[-1] :].lstrip(";:, ")
    return message[:most], message[most:]


def within(message: str, path: str) -> str:
    """The message of a finding in a document, which need not be named: ``line 7 of app.py`` is ``line 7``."""
    return re.sub(rf"(line \d+) of {re.escape(path)}(?![\w./\\-])", r"\1", message) if path in message else message
