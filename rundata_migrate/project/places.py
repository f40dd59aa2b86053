"""Places of a document's text told as a person finds them: in a notebook by cell, and the line in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rundata_migrate.documents.model import Document
from rundata_migrate.findings import Finding, Place

_LINE = re.compile(r"\bline (\d+)(?: of ([^\s,;:()]+))?")


def located(finding: Finding, document: Document, changed: Document, others: Mapping[str, Document]) -> Finding:
    """The finding with its places as they are in the file: the later one in the ``changed`` document.

    ``others`` are the documents by their paths that its words may speak of.
    """
    cell, place = place_in(document, finding.place)
    after = None if finding.place_after is None else place_in(changed, finding.place_after)[1]
    found = replace(finding, cell=cell, place=place, place_after=after)
    if cell is None and all(one.locate(1, 1).cell is None for one in others.values()):
        return found

    def told(text: str) -> str:
        return _LINE.sub(lambda match: _line(match, document, others), text)

    return replace(
        found, message=told(found.message), details=told(found.details), why=tuple(told(link) for link in found.why)
    )


def place_in(document: Document, place: Place) -> tuple[int | None, Place]:
    """The cell, if there are any, and the place in it."""
    start = document.locate(place.line, place.column)
    end = document.locate(place.end_line, place.end_column)
    if end.cell != start.cell:
        end = start
    return start.cell, Place(start.line, start.column, end.line, end.column)


def _line(match: re.Match[str], document: Document, others: Mapping[str, Document]) -> str:
    """``line 12`` or ``line 12 of a.ipynb`` as a person finds it."""
    meant = document if match[2] is None else others.get(match[2])
    if meant is None:
        return match[0]
    at = meant.locate(int(match[1]), 1)
    of = "" if match[2] is None else f" of {match[2]}"
    return match[0] if at.cell is None else f"cell {at.cell}, line {at.line}{of}"
