"""The code that a finding is about: its line, and the lines that its fix makes of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

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


class Code:
    """The code of one file, read when somebody asks: before, and as findings that are left see it."""

    def __init__(self, result: FileResult) -> None:
        self.result = result

    @cached_property
    def before(self) -> Lines:
        """As it was read: what edits refer to."""
        return Lines(self.result.text)

    @cached_property
    def after(self) -> Lines:
        """As it is now."""
        return Lines(self.result.text_after) if self.result.written else self.before

    def of(self, finding: Finding) -> Lines:
        """The text that ``place_of`` a finding refers to."""
        return self.before if place_of(finding, self.result) is finding.place else self.after

    def changes(self, finding: Finding) -> list[Change]:
        """What a finding's fix does to the lines of its file; none where that is not known, or was done already."""
        if finding.fix is None or (self.result.written and not finding.fixed):
            return []
        return changes(finding.fix.edits, self.before)

    def marked(self, finding: Finding) -> Line:
        """The first line of a finding's place, and which part of it the place is."""
        place = place_of(finding, self.result)
        text = self.of(finding).line(place.line)
        end = place.end_column - 1 if place.end_line == place.line else len(text)
        return Line(text, ((place.column - 1, max(place.column, end)),) if text else ())
