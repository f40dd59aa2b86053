"""The screen written with nothing but expressions, slow and plain: what it lets through, the fast one must."""

from __future__ import annotations

import re
import unicodedata

# What may stand between the dot and the name of an attribute: blanks, line breaks, continuations, comments.
# A comment ends the attempt where another dot and comment begin in it, for then the attempt from that dot
# decides: else a line of many ".#" would be read to its end from each of them.
_BLANK = rb"[\s\\]"
_GAP = rb"(?:" + _BLANK + rb"|#(?:[^\r\n.]|\.(?!" + _BLANK + rb"*#))*[\r\n])*"

_CONTAINER = re.compile(rb"\." + _GAP + rb"(?:metrics|params|tags)(?!\w)")
_CONTAINER_NAME = re.compile(rb"[\"']_?(?:metrics|params|tags)[\"']")
_ENTITY_READ = re.compile(rb"\." + _GAP + rb"(?:key|value|timestamp|step)(?!\w)|(?<!\w)attrgetter(?!\w)")
_DATA = re.compile(rb"\." + _GAP + rb"data(?!\w)")
_DATA_NAME = re.compile(rb"[\"']_?data[\"'.]")
_ODD_ATTRIBUTE = re.compile(rb"\." + _GAP + rb"\w*[\x80-\xff]")

# A test double that is given its containers by keyword, or by a path: ``**{"data.metrics": [...]}``.
_DOUBLE = re.compile(
    rb"(?<![\w.])(?:metrics|params|tags)\s*=\s*[\[\w]|[\"']data\.(?:metrics|params|tags)[\"']|"
    + rb"namedtuple\s*\([^)]{0,500}?(?:metrics|params|tags)(?!\w)"
)


def may_hold_site(data: bytes) -> bool:
    """False only where the file provably holds neither a site nor a suppression."""
    if _may_hold_site(data):
        return True
    # Python reads identifiers in their NFKC form: a full-width ``.metrics`` is the attribute too.
    if data.isascii() or _ODD_ATTRIBUTE.search(data) is None:
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return True
    return _may_hold_site(unicodedata.normalize("NFKC", text).encode())


def _may_hold_site(data: bytes) -> bool:
    # ``data``, ``RunData`` and ``rundata:`` have three letters in common: one scan instead of three.
    if b"ata" not in data:
        return b"_dictionary" in data and b"mlflow" in data
    if b"rundata:" in data:
        return True
    if b"mlflow" in data and (b"amespace" in data or b"ock" in data or b"namedtuple" in data) and _DOUBLE.search(data):
        return True
    if _CONTAINER.search(data):
        return b"RunData" in data or _DATA.search(data) is not None or (b"mlflow" in data and _dynamic(data))
    if b"mlflow" in data and (_dynamic(data) or _DATA.search(data)):  # `run.data` may be read in another file
        return True
    return b"getattr(" in data and _named(data)


def _dynamic(data: bytes) -> bool:
    """May an attribute be reached by other means than a dot and its name?"""
    if b"_dictionary" in data:
        return True
    container = b"attr" in data or _CONTAINER.search(data) or _CONTAINER_NAME.search(data)
    return bool(container and (b"RunData" in data or _DATA.search(data) or _DATA_NAME.search(data)))


def _named(data: bytes) -> bool:
    """Does a container's name stand there as a string, in a file that reads some ``.data``?"""
    return _DATA.search(data) is not None and _CONTAINER_NAME.search(data) is not None


def reads_entities(data: bytes) -> bool:
    """Does anything there read what may be an attribute of an entity?"""
    return _ENTITY_READ.search(data) is not None
