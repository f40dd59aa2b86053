"""A finding's code for a terminal: the line with a caret, and under it what the fix makes of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rundata_migrate.findings import Finding
from rundata_migrate.report.code import Code, Line
from rundata_migrate.report.visible import visible_line

Span = tuple[str, str]
"""A style (empty, or one that rich knows) and text."""

MOST_LINES = 8
"""Of the lines that go, and of those that come: a long function is better read in the diff."""
WIDEST = 160
"""Characters of a line; of a longer one the part around the finding is shown."""


def frame(finding: Finding, code: Code) -> Iterator[list[Span]]:
    """The lines to print; none where the code cannot be read."""
    at, marked = code.marked(finding)
    if not marked.text.strip():
        return
    text = code.of(finding)
    found = code.changes(finding)
    width = max(len(str(text.number(line))) for line in (at, *(change.last for change in found)))
    if not any(change.first <= at <= change.last for change in found):
        yield from _pointed(text.number(at), marked, width)
    for change in found:
        for line, gone in enumerate(change.old[:MOST_LINES], change.first):
            if line == at:
                yield from _pointed(text.number(at), marked, width)
            else:
                yield [("dim", f"{text.number(line):>{width + 2}} | "), ("", _cut(gone.text))]
        yield from _rest(len(change.old), width)
        for come in change.new[:MOST_LINES]:
            yield [("green", f"{'+':>{width + 2}} | {_cut(come.text)}")]
        yield from _rest(len(change.new), width)


def _pointed(number: int, line: Line, width: int) -> Iterator[list[Span]]:
    """A line, and below it carets under what is meant."""
    start, end = line.touched[0] if line.touched else (0, 1)
    left = max(0, start - WIDEST // 4) if len(line.text) > WIDEST else 0
    shown = line.text[left : left + WIDEST]
    before, after = "…" * (left > 0), "…" * (left + WIDEST < len(line.text))
    yield [("dim", f"{number:>{width + 2}} | "), ("", before + visible_line(shown) + after)]
    blank = "".join(one if one == "\t" else " " * _width(visible_line(one)) for one in line.text[left:start])
    carets = _width(visible_line(line.text[start : min(end, left + WIDEST)]))
    yield [("dim", f"{'':>{width + 2}} | "), ("red", " " * len(before) + blank + "^" * max(carets, 1))]


def _rest(count: int, width: int) -> Iterator[list[Span]]:
    if count > MOST_LINES:
        yield [("dim", f"{'':>{width + 2}} | … {count - MOST_LINES} more")]


def _cut(text: str) -> str:
    return visible_line(text[:WIDEST]) + "…" * (len(text) > WIDEST)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )
