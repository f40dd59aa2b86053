"""The first look at a notebook: what stands in its cells, found in the bytes of its JSON without reading all of it.

A key ``"source"`` is looked for, in one pass at the speed of memory, and only what stands behind it is read. Outputs,
which are most of many notebooks, have it with a backslash before its quotes.
"""

from __future__ import annotations

from rundata_migrate.documents.outputs import find

_KEY = b'"source"'
_STRING = rb'"(?:[^"\\]|\\.)*"'
_VALUE = rb"\s*:\s*(" + _STRING + rb"|\[(?:\s*" + _STRING + rb"\s*,?)*\s*\])"


def sources(data: bytes) -> bytes:
    """The text of all cells, of whatever kind, one below the other; raises ValueError where none can be read."""
    import json
    import re  # as in screen.py

    value = re.compile(_VALUE, re.DOTALL)
    found: list[str] = []
    size = len(data)
    at = find(data, _KEY, 0, size)
    while at >= 0:
        end = at + len(_KEY)
        match = value.match(data, end) if data[at - 1 : at] != b"\\" else None
        if match is not None:
            end = match.end()
            texts = json.loads(match[1])
            found.append(texts if isinstance(texts, str) else "".join(texts))
        at = find(data, _KEY, end, size)
    if not found:
        raise ValueError("no cells")
    return "\n".join(found).encode("utf-8", "replace")
