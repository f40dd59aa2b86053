"""Notebooks use functions of the project too. They are not migrated: what they name counts as used in any way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_WORD = re.compile(r"[^\W\d]\w*")
_WORD_OF_BYTES = re.compile(rb"(?:\\[nt])?([A-Za-z_]\w*)")


def words(data: bytes) -> frozenset[str]:
    """Every identifier in the cells of a notebook; in all of its text where that is no notebook's."""
    import json  # most projects have no notebook

    try:
        document = json.loads(data)
        return frozenset(word for source in _sources(document) for word in _WORD.findall(source))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return frozenset(word.decode() for word in _WORD_OF_BYTES.findall(data))


def _sources(document: dict[str, object]) -> Iterable[str]:
    """The texts of the cells: of those that are code by now, and others, which a person may run too."""
    sheets = document.get("worksheets", [document])  # up to version 3
    for sheet in sheets if isinstance(sheets, list) else ():
        for cell in sheet["cells"]:
            source = cell["source"] if "source" in cell else cell.get("input", "")
            yield source if isinstance(source, str) else "".join(source)


def mentions_any(data: bytes, names: Collection[str]) -> bool:
    """Whether any of the names may stand in a notebook: most need not be read further."""
    return any(name.encode() in data or not name.isascii() for name in names)
