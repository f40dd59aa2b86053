"""Cells put one below the other as one Python text, and edits of this text taken back to the cells."""

from __future__ import annotations

import bisect
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rundata_migrate.documents import DocumentError, ipython
from rundata_migrate.documents.model import Location
from rundata_migrate.findings import Edit

MARK = "# %%\n"
"""Ends a cell."""
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Cell:
    """The Python of one cell."""

    number: int | None
    """As it is told; None where the cell is the whole file."""
    source: str
    start: int
    """Where the Python begins in the source."""
    text: str
    """The Python: as long as the source from there on, IPython's lines masked."""
    before: str = ""
    """Lines of Python that stand for something of the cell and are put in front of it."""


class Cells:
    """The text of several cells."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        """In the order in which they run."""
        self._cells = cells
        self._begins: list[int] = []
        """Where each cell's Python begins in the text."""
        self._ends: list[int] = []
        """Where it ends, a line break counted that is put behind a cell without one."""
        pieces: list[str] = []
        unmasked: list[str] = []
        at = 0
        for cell in cells:
            is_part = cell.number is not None
            end = "\n" if is_part and cell.text and not cell.text.endswith(("\n", "\r")) else ""
            pieces += [cell.before, cell.text, end, MARK if is_part else ""]
            unmasked += [cell.before, cell.source[cell.start :], *pieces[-2:]]
            self._begins.append(at + len(cell.before))
            self._ends.append(self._begins[-1] + len(cell.text) + len(end))
            at = self._ends[-1] + len(pieces[-1])
        self.text = "".join(pieces)
        self.unmasked = "".join(unmasked)

    # -- edits

    def edits(self, edits: Sequence[Edit]) -> dict[int, list[Edit]]:
        """The edits by the cells' indexes, in the cells' own sources; raises DocumentError for what is in no cell."""
        found: dict[int, list[Edit]] = {}
        for edit in edits:
            index = self._index_of(edit)
            for one in _by_lines(self._cells[index].source, self._edit_of_source(edit, index)):
                found.setdefault(index, []).append(one)
        return found

    def _index_of(self, edit: Edit) -> int:
        index = max(bisect.bisect_right(self._begins, edit.start) - 1, 0)
        if not self._cells or not self._begins[index] <= edit.start <= edit.end <= self._ends[index]:
            raise DocumentError("a fix would change what stands between two cells")
        return index

    def _edit_of_source(self, edit: Edit, index: int) -> Edit:
        cell = self._cells[index]
        base = self._begins[index] - cell.start
        start, end, text, last = edit.start - base, edit.end - base, edit.text, len(cell.source)
        if end <= last:
            return Edit(start, end, text)
        # the line break behind the last line is not there
        if start > last:
            return Edit(last, last, "\n" + text.removesuffix("\n"))
        if not text and cell.source[cell.start : start].endswith("\n"):
            start -= 1
        elif text and not text.endswith("\n"):
            raise DocumentError("a fix would join two cells")
        return Edit(start, last, text.removesuffix("\n"))

    # -- places

    def locate(self, line: int, column: int) -> Location:
        """Where a person finds a place of the text."""
        if not self._cells:
            return Location(None, line, column)
        first, index, top = self._lines[max(bisect.bisect_right(self._firsts, line) - 1, 0)]
        cell = self._cells[index]
        inner = min(max(line - first, 0), len(_LINE_END.findall(cell.text)))
        return Location(cell.number, top + inner, column)

    @cached_property
    def _lines(self) -> list[tuple[int, int, int]]:
        """For each cell the line of the text where its Python begins, its index, and the line of the source."""
        found = []
        line, at = 1, 0
        for index, (cell, begin) in enumerate(zip(self._cells, self._begins, strict=True)):
            line += len(_LINE_END.findall(self.text, at, begin))
            found.append((line, index, len(_LINE_END.findall(cell.source, 0, cell.start)) + 1))
            at = begin
        return found

    @cached_property
    def _firsts(self) -> list[int]:
        return [line for line, _, _ in self._lines]


def _by_lines(source: str, edit: Edit) -> Iterator[Edit]:
    """The edit without what it leaves as it is: lines, and the beginning and end of those that change."""
    old, new = source[edit.start : edit.end].splitlines(True), edit.text.splitlines(True)
    places = [edit.start, *(edit.start + size for size in itertools.accumulate(map(len, old)))]
    import difflib  # only what is written pays for it

    for tag, low, high, begin, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _trimmed(source, Edit(places[low], places[high], "".join(new[begin:end])))


def _trimmed(source: str, edit: Edit) -> Edit:
    """The edit without what the old and the new text have in common at both ends."""
    old, new = source[edit.start : edit.end], edit.text
    first = _in_common(old, new)
    last = _in_common(old[first:][::-1], new[first:][::-1])
    return Edit(edit.start + first, edit.end - last, new[first : len(new) - last])


def _in_common(one: str, two: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


# -- what is run besides -------------------------------------------------------------------------------------

_FOR_SURE = re.compile(r"[\w./ -]+\Z")


def brought_in(source: str) -> tuple[str, bool]:
    """Imports that stand for what ``%run`` runs, a line each, and whether all of it is told by them.

    ``%run ../lib/01 load.ipynb`` is ``from ..lib._01_load import *``; see ipython.as_name.
    """
    lines: list[str] = []
    is_all = True
    for _, path in ipython.runs(source):
        dotted = _dotted(path)
        is_all = is_all and dotted is not None
        if dotted is not None:
            lines.append(f"from {dotted} import *\n")
    return "".join(lines), is_all


def _dotted(path: str) -> str | None:
    if path.startswith(("/", "~")) or _FOR_SURE.match(path) is None:
        return None
    *folders, last = os.path.normpath(path).split("/")
    ups = len(list(itertools.takewhile(lambda one: one == "..", folders)))
    stem = re.sub(r"\.(?:ipynb|py)\Z", "", last)
    return "." * (ups + 1) + ".".join(ipython.as_name(one) for one in (*folders[ups:], stem))


# -- what is not read ----------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d]\w*")
_BOUND = re.compile(r"\bfor\s+([\w\s,()]+?)\s+in\b|(?m:^)[ \t]*([\w \t,]+?)[ \t]*=(?!=)")


def named_in(source: str) -> str:
    """The names that a text has of somewhere else, so far as its words tell: those that it binds are its own."""
    own = {word for match in _BOUND.finditer(source) for word in _WORD.findall(match[1] or match[2])}
    return " ".join(dict.fromkeys(word for word in _WORD.findall(source) if word not in own))
