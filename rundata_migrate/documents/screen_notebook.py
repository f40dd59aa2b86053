"""The first look at a notebook, on the bytes of its JSON: a necessary condition for a site in its cells.

An output's bytes are searched with the rest, so what is looked for has to be rare in them: a word behind a dot, where a
line break of the source may be an escape or the step from one string of a list to the next.
"""

from __future__ import annotations

from rundata_migrate import screen

_CONTAINERS = (b"metrics", b"params", b"tags")
_READS = (b"key", b"value", b"timestamp", b"step")
_BLANKS = b' \t\r\n\\",'
_ESCAPES = b"nrtf"
_NEAR = 1024
"""How many bytes before a word are looked at."""

_GAP_AT_END = rb"\.(?:\\[nrtf\\]|[\s\\\",])*\Z|\.(?:\\[nrtf\\]|[\s\\\",])*#(?s:.)*\Z"
_KEY = rb"\"\s*:"
_DATA_NAME = rb"(?:'|\\\"|\\u002[27])_?data(?:'|\\\"|\\u002[27]|\.)"
_DOUBLE = (
    rb"(?:metrics|params|tags)(?:\\[nrt]|[\s\\\",])*=|data\.(?:metrics|params|tags)|namedtuple"  # as keyword, or path
)


def may_matter(data: bytes) -> bool:
    """False only where no cell may hold a site, a suppression, or a read of an entity's attribute."""
    if b"rundata:" in data or screen.may_have_odd_names(data):
        return True
    if b"\\u" in data and (b"\\uff" in data or b"\\ud835" in data):  # the same, escaped
        return True
    has_mlflow = b"mlflow" in data
    if b"ata" in data and _may_hold_site(data, has_mlflow):
        return True
    return (has_mlflow and b"_dictionary" in data) or any(_is_read(data, one) for one in _READS)


def _may_hold_site(data: bytes, has_mlflow: bool) -> bool:
    if not (has_mlflow or any(one in data for one in _CONTAINERS)):
        return False
    reads_data = _is_read(data, b"data")
    if has_mlflow:
        return reads_data or _is_dynamic(data) or _has_double(data)
    if not (reads_data or b"RunData" in data):
        return False
    return b"getattr(" in data or any(_is_read(data, one) for one in _CONTAINERS)


def _is_dynamic(data: bytes) -> bool:
    return b"_dictionary" in data or b"RunData" in data or _has(_DATA_NAME, data)


def _has_double(data: bytes) -> bool:
    return (b"amespace" in data or b"ock" in data or b"namedtuple" in data) and _has(_DOUBLE, data)


def _has(expression: bytes, data: bytes) -> bool:
    import re  # as in screen.py

    return re.search(expression, data) is not None


def _is_read(data: bytes, name: bytes) -> bool:
    """Whether a name may stand behind a dot in the source of a cell."""
    start = data.find(name)
    while start >= 0:
        end = start + len(name)
        before = data[start - 1 : start]
        if before == b".":
            if not (data[end : end + 1].isalnum() or data[end : end + 1] == b"_"):
                return True
        elif before in _BLANKS or (before in _ESCAPES and data[start - 2 : start - 1] == b"\\"):
            if _ends_in_gap(data, start, end):
                return True
        start = data.find(name, end)
    return False


def _ends_in_gap(data: bytes, start: int, end: int) -> bool:
    """Whether a dot, and nothing but line breaks, blanks or a comment, stands before a word."""
    import re

    if re.compile(_KEY).match(data, end):
        return False
    return re.search(_GAP_AT_END, data[max(0, start - _NEAR) : start]) is not None
