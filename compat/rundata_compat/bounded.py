"""Tables of code that was seen. A program that uses ``eval`` makes code without end, and no table may keep it."""

from __future__ import annotations

from typing import Any

__all__ = ["MOST", "remember"]

MOST = 4096
"""More places than this are looked up anew, all of them, once."""


def remember(table: dict[Any, Any], key: Any, value: Any) -> Any:
    """Put ``value`` into the table under ``key``, after emptying it where it is full; gives ``value``."""
    if len(table) >= MOST:
        table.clear()
    table[key] = value
    return value
