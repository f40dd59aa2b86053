"""The code that a finding is about: its line, and the lines that its fix makes of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rundata_migrate.documents.model import Document
from rundata_migrate.findings import Edit, Finding
from rundata_migrate.project.results import FileResult
from rundata_migrate.report import place_of

_NEWLINE = re.compile(r"\r\n|\r|\n")

Span = tuple[int, int]
"""Start and end in characters, from 0; the end is exclusive."""


class Lines:
    """Offsets of a text to lines and columns, both from 1, and back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """A line without its end; empty where there is none of this number."""
        if not 1 <= number <= len(self.starts):
            return ""
        return self.text[self.starts[number - 1] : self.end(number)].rstrip("\r\n")

    def end(self, number: int) -> int:
        """The offset behind a line and its end."""
        return self.starts[number] if number < len(self.starts) else len(self.text)


@dataclass(frozen=True)
class Line:
    """A line of code, and which parts of it a fix touches."""

    text: str
    touched: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Change:
    """Lines that go, and lines that come in their place."""

    first: int
    """The number of the first line that goes."""
    old: tuple[Line, ...]
    new: tuple[Line, ...]

    @property
    def last(self) -> int:
        """The number of the last line that goes."""
        return self.first + len(self.old) - 1


def changes(edits: Iterable[Edit], lines: Lines) -> list[Change]:
    """What edits of a text do to its lines, from top to bottom; edits of neighbouring lines are one change."""
    blocks: list[list[Edit]] = []
    last = -1
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if not blocks or lines.at(edit.start)[0] > last + 1:
            blocks.append([])
        blocks[-1].append(edit)
        last = max(last, lines.at(edit.end)[0])
    return [_change(block, lines) for block in blocks]


def _change(edits: Sequence[Edit], lines: Lines) -> Change:
    first = lines.at(edits[0].start)[0]
    start, end = lines.starts[first - 1], lines.end(lines.at(edits[-1].end)[0])
    new: list[str] = []
    gone: list[Span] = []
    come: list[Span] = []
    at, length = start, 0
    for edit in edits:
        kept = lines.text[at : edit.start]
        gone.append((edit.start - start, edit.end - start))
        come.append((length + len(kept), length + len(kept) + len(edit.text)))
        new += [kept, edit.text]
        length += len(kept) + len(edit.text)
        at = edit.end
    new.append(lines.text[at:end])
    before, after = _lines(lines.text[start:end], gone), _lines("".join(new), come)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    return Change(first + head, tuple(before[head : len(before) - tail]), tuple(after[head : len(after) - tail]))


def _lines(text: str, touched: Sequence[Span]) -> list[Line]:
    """The lines of a text, each with what is touched of it."""
    found: list[Line] = []
    start = 0
    for end, following in [*(match.span() for match in _NEWLINE.finditer(text)), (len(text), len(text))]:
        if following > start:
            spans = [(max(one, start) - start, min(other, end) - start) for one, other in touched]
            found.append(Line(text[start:end], tuple(span for span in spans if span[0] < span[1])))
        start = following
    return found


def _common(some: Sequence[Line], others: Sequence[Line]) -> int:
    """How many lines both begin with."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one.text != other.text:
            break
        count += 1
    return count


class Text:
    """The text of a document by lines, with the numbers that people know them by: those of a cell in a notebook."""

    def __init__(self, document: Document | None) -> None:
        self.document = document
        self.lines = Lines("" if document is None else document.unmasked)

    def number(self, line: int) -> int:
        """The number that a person knows a line of the text by."""
        return line if self.document is None else self.document.locate(line, 1).line

    def margin(self, line: int) -> int:
        """So many characters stand before a line of the text in its file, as before code in prose."""
        return 0 if self.document is None else self.document.locate(line, 1).column - 1

    def line_at(self, cell: int | None, line: int) -> int:
        """The line of the text that stands at a line of the file, or of a cell of it; 0 where there is none."""
        is_same = cell is None and (line > len(self.lines.starts) or self.number(line) == line)
        return line if is_same else self._in_cells.get((cell, line), 0)

    @cached_property
    def _in_cells(self) -> dict[tuple[int | None, int], int]:
        found: dict[tuple[int | None, int], int] = {}
        if self.document is not None:
            for number in range(1, len(self.lines.starts) + 1):
                location = self.document.locate(number, 1)
                found.setdefault((location.cell, location.line), number)
        return found


class Code:
    """The code of one file, read when somebody asks: before, and as findings that are left see it."""

    def __init__(self, result: FileResult) -> None:
        self.result = result

    @cached_property
    def before(self) -> Text:
        """As it was read: what edits refer to."""
        return Text(self.result.document)

    @cached_property
    def after(self) -> Text:
        """As it is now."""
        return Text(self.result.document_after) if self.result.written else self.before

    def of(self, finding: Finding) -> Text:
        """The text that ``place_of`` a finding refers to."""
        return self.before if place_of(finding, self.result) is finding.place else self.after

    def changes(self, finding: Finding) -> list[Change]:
        """What a finding's fix does to the lines of its file; none where that is not known, or was done already."""
        if finding.fix is None or (self.result.written and not finding.fixed):
            return []
        return changes(finding.fix.edits, self.before.lines)

    def marked(self, finding: Finding) -> tuple[int, Line]:
        """The first line of a finding's place (its number in the text), and which part of it the place is."""
        place = place_of(finding, self.result)
        text = self.of(finding)
        number = text.line_at(finding.cell, place.line)
        line = text.lines.line(number)
        start = place.column - 1 - text.margin(number)
        end = place.end_column - 1 - text.margin(number) if place.end_line == place.line else len(line)
        return number, Line(line, ((start, max(start + 1, end)),) if line else ())
