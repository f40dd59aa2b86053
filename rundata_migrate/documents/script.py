"""Notebooks that are Python files: scripts in cells with IPython's lines, Databricks' exports, and marimo's.

What is no Python in them is masked at its length, so that every place of the text is the place of the file.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from rundata_migrate.documents import RUNS_ANY, ipython
from rundata_migrate.documents.cells import Cell, Cells, brought_in, named_in
from rundata_migrate.documents.model import CELL, MARIMO, Location, Part, Problem
from rundata_migrate.findings import Edit

_LINE = re.compile(r"(?m)^[ \t]*[%!]|\?[ \t]*\r?$|=[ \t]*[%!]\w")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class File(Protocol):
    """A Python file as it stands: PythonDocument."""

    @property
    def text(self) -> str:
        """All of it."""

    def apply(self, edits: Sequence[Edit]) -> bytes:
        """As Document has it."""

    def parts(self) -> Sequence[Part]:
        """As Document has it."""


@dataclass(frozen=True)
class ScriptDocument:
    """A Python file that is read in another way than Python does."""

    file: File
    masked: str
    before: str = ""
    """Imports for what ``%run`` brings in."""
    problems: tuple[Problem, ...] = ()
    unread: str = ""

    @cached_property
    def _cells(self) -> Cells:
        return Cells([Cell(None, self.file.text, 0, self.masked, self.before)])

    @property
    def text(self) -> str:
        """The file, masked."""
        return self._cells.text

    @property
    def unmasked(self) -> str:
        """The same with IPython's lines as they stand."""
        return self._cells.unmasked

    @property
    def own_text(self) -> str:
        """The file."""
        return self.file.text

    def apply(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made; raises DocumentError for one that the file or its encoding cannot have."""
        return self.file.apply([edit for own in self._cells.edits(edits).values() for edit in own])

    def locate(self, line: int, column: int) -> Location:
        """The place in the file."""
        return self._cells.locate(line, column)

    def parts(self) -> Sequence[Part]:
        """The whole file."""
        return self.file.parts()


def may_be_script(data: bytes) -> bool:
    """False only where ``read`` gives None."""
    marks = (b"%run", b"marimo.App(", b"# MAGIC %python", b"# %time", b"# %prun", b"# %memit")
    return any(mark in data for mark in marks) or b"\n%" in data or b"\n!" in data or _has_line(data)


def _has_line(data: bytes) -> bool:
    return (b"%" in data or b"!" in data or b"?" in data) and _LINE.search(data.decode("latin-1")) is not None


def read(file: File) -> ScriptDocument | None:
    """The file, if Python alone would not understand it; None for plain Python."""
    text = file.text
    before, is_all = brought_in(text)
    masked, problems = text, list[Problem]()
    tree = _parsed(text) if before or MARIMO in text or _LINE.search(text) else None
    if tree is not None and MARIMO in text:
        masked = _without_cells(text, tree)
    elif tree is None and _LINE.search(text):
        masked, problems = _masked(text)
    problems += _in_comments(text)
    if masked == text and not before and not problems:
        return None
    unread = [ipython.read_in(one.source) if one.message == ipython.LEFT else one.source for one in problems]
    unread += [] if is_all else [text, RUNS_ANY]
    told = [one for one in problems if one.message != ipython.LEFT or ipython.may_matter(one.source)]
    return ScriptDocument(file, masked, before, tuple(told), "\n".join(map(named_in, unread)))


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


# -- cells with IPython's lines ------------------------------------------------------------------------------


def _masked(text: str) -> tuple[str, list[Problem]]:
    """The text with IPython's lines and what is in other languages masked; as it was where no Python is left then."""
    pieces: list[str] = []
    problems: list[Problem] = []
    is_any = False
    for mark, source, line in _segments(text):
        body = ipython.body_of(source)
        if isinstance(body, ipython.Body):
            is_any = True
            for number, left in ipython.left_lines(source[body.start :], body.text):
                place = Location(None, line + source.count("\n", 0, body.start) + number + 1, 1)
                problems.append(Problem(place, ipython.LEFT, left, is_error=False))
            pieces += [mark, ipython.commented(source[: body.start]), body.text]
            continue
        pieces += [mark, ipython.commented(source)]
        if body is not None:
            place = Location(None, line + body.line, body.column)
            problems.append(Problem(place, body.message, source, body.is_error))
    masked = "".join(pieces)
    if not is_any or _parsed(masked) is None:
        return text, []
    return masked, problems


def _segments(text: str) -> Iterator[tuple[str, str, int]]:
    """The cells: the line that begins each, what follows it, and how many lines stand before that."""
    starts = [match.start() for match in CELL.finditer(text)]
    for start, end in itertools.pairwise(dict.fromkeys([0, *starts, len(text)])):
        begin = _LINES.match(text, start) if start in starts else None
        inner = begin.end() if begin is not None else start
        yield text[start:inner], text[inner:end], text.count("\n", 0, inner)


_COMMENTED = re.compile(r"(?m)^\# (?:%(?:time|timeit|prun|memit)[ \t].*|MAGIC %python\b.*(?:\n\# MAGIC.*)*)")
"""Python in a comment, by Jupytext or Databricks: what stands behind a magic, or in a cell that says it is Python."""


def _in_comments(text: str) -> Iterator[Problem]:
    for match in _COMMENTED.finditer(text):
        place = Location(None, text.count("\n", 0, match.start()) + 1, 1)
        yield Problem(place, ipython.LEFT, match[0], is_error=False)


# -- marimo --------------------------------------------------------------------------------------------------


def _without_cells(text: str, tree: ast.Module) -> str:
    """The text with each cell's function as a block, so that names go from cell to cell."""
    lines = _LINES.findall(text)
    for function in tree.body:
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) or not _is_cell(function):
            continue
        first, body = function.decorator_list[0].lineno, function.body[0].lineno
        if body <= function.lineno:
            continue  # all in one line: marimo does not write it
        for number in range(first, body):
            lines[number - 1] = ipython.commented(lines[number - 1])
        head = lines[function.lineno - 1]
        lines[function.lineno - 1] = "if 1:" + head[len("if 1:") :]
        last = function.body[-1]
        if isinstance(last, ast.Return):
            no_return = "0    ;" if last.value is not None else "0     "
            lines[last.lineno - 1] = lines[last.lineno - 1].replace("return", no_return, 1)
    return "".join(lines)


def _is_cell(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """``@app.cell`` or ``@app.cell(...)``."""
    decorator = function.decorator_list[0] if function.decorator_list else None
    callee = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(callee, ast.Attribute) and callee.attr == "cell"
