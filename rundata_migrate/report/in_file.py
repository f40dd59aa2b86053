"""Where places and edits of a document's Python are in its file: in the JSON of a notebook, in a page of prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from rundata_migrate.documents.model import Document, DocumentError
from rundata_migrate.findings import Edit, Finding, Place
from rundata_migrate.report import place_of
from rundata_migrate.report.code import Code, Lines, Text

_MARK = "\x7f"
"""What is put in the place of an expression to see where it is: no code has it, and JSON does not escape it."""


class InFile:
    """A file that is not Python from its first line to its last."""

    def __init__(self, document: Document, data: bytes) -> None:
        """Raises UnicodeDecodeError where the file is no UTF-8."""
        self._document = document
        self._text = _decoded(data)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the file."""
        return Lines(self._text)

    def edits(self, edits: Sequence[Edit]) -> list[Edit] | None:
        """The same edits, of the file; None where they cannot be told apart there."""
        found = [self._edit(edit) for edit in edits]
        given = sorted((one for one in found if one is not None), key=lambda one: (one.start, one.end))
        if len(found) == 1:
            return given or None
        try:
            wanted = _decoded(self._document.apply(edits))
        except (DocumentError, UnicodeDecodeError):
            return None
        pieces, at = [], 0
        for one in given:
            pieces += [self._text[at : one.start], one.text]
            at = one.end
        return given if "".join([*pieces, self._text[at:]]) == wanted and None not in found else None

    def place(self, text: Text, cell: int | None, place: Place) -> Place | None:
        """A place that a person is told, in the lines of the file; None where that cannot be said."""
        offsets = []
        for line, column in ((place.line, place.column), (place.end_line, place.end_column)):
            number = text.line_at(cell, line)
            if not number or _MARK in self._text:
                return None
            offsets.append(text.lines.starts[number - 1] + column - 1 - text.margin(number))
        found = self._edit(Edit(offsets[0], offsets[1], _MARK))
        return None if found is None else Place(*self.lines.at(found.start), *self.lines.at(found.end))

    def _edit(self, edit: Edit) -> Edit | None:
        """One edit, of the file: what differs when it alone is made."""
        try:
            new = _decoded(self._document.apply([edit]))
        except (DocumentError, UnicodeDecodeError):
            return None
        old = self._text
        length = min(len(old), len(new))
        start = _in_common(length, lambda low, high: old[low:high] == new[low:high])
        a, b = len(old), len(new)
        behind = _in_common(length - start, lambda low, high: old[a - high : a - low] == new[b - high : b - low])
        return Edit(start, a - behind, new[start : b - behind])


class Places:
    """Where the findings of one file stand in its lines."""

    def __init__(self, code: Code) -> None:
        self._code = code

    @cached_property
    def before(self) -> InFile | None:
        """The file as it was read; None where that is not known."""
        return _opened(self._code.before, self._code.result.before)

    @cached_property
    def _after(self) -> InFile | None:
        return _opened(self._code.after, self._code.result.after)

    def of(self, finding: Finding) -> Place | None:
        """Where a finding stands; None where that cannot be said, as in some notebooks."""
        place = place_of(finding, self._code.result)
        if finding.cell is None:
            return place
        text = self._code.of(finding)
        file = self.before if text is self._code.before else self._after
        return None if file is None else file.place(text, finding.cell, place)


def _opened(text: Text, data: bytes | None) -> InFile | None:
    if text.document is None or data is None:
        return None
    try:
        return InFile(text.document, data)
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _in_common(length: int, is_same: Callable[[int, int], bool]) -> int:
    """How many of so many characters are the same, as far as all before them are."""
    low, high = 0, length
    while low < high:
        middle = (low + high + 1) // 2
        if is_same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
