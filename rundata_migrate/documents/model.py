"""What a document is to the rest of the tool: Python text, and the way of edits of this text into the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rundata_migrate.documents.errors import DocumentError
from rundata_migrate.findings import Edit

__all__ = ["Document", "DocumentError", "Location", "Part", "Problem", "marks_of", "programs_of"]


CELL = re.compile(r"(?m)^[ \t]*#[ \t]*(?:%%|In\[[\d *]*\]|<codecell>|COMMAND -{5,})")
"""A comment that begins or ends a cell: of a notebook's text, or of a script with cells."""
MARIMO = "marimo.App("
"""Stands in a notebook of marimo's, whose cells are blocks in what is analysed."""
REPORT = "<!-- written by rundata-migrate -->"
"""Begins a report in Markdown: the code in it is that of other files."""
PROMPTS = "# >>>"
"""A line of a text that has code of a session at prompts in it."""


@dataclass(frozen=True)
class Location:
    """Where a person finds a place; lines and columns count from 1."""

    cell: int | None
    """Of a notebook, from 1, all kinds of cells counted; else None, and the line is that of the file."""
    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """A part of a document that is left out of its text because it is not the Python that it should be."""

    location: Location
    message: str
    source: str
    """The part's own text."""
    is_error: bool = True
    """It is meant to be Python of this document; else it may be, and is left to a person."""


@dataclass(frozen=True)
class Program:
    """A stretch of a document's text that is analysed alone: places in it are lower by where it begins."""

    text: str
    """Blanks stand for what is of another program."""
    start: int = 0
    """Its offset in the document's text."""
    lines: int = 0
    """So many lines stand above it."""


@dataclass(frozen=True)
class Suppression:
    """A mark that keeps parts of a document as they are."""

    location: Location
    width: int
    lines: frozenset[tuple[int | None, int]]
    """The lines that it keeps, with their cells."""
    source: str
    """Their text."""


@dataclass(frozen=True)
class Part:
    """A piece of a document as a diff shows it."""

    title: str
    """What stands behind the file's name, such as ``:cell 3``; empty where the part is the whole file."""
    data: bytes


class Document(Protocol):
    """The Python of one file, and how it gets back there.

    A line ``# %%`` in the text parts cells: the last expression before it, or before the end of such a text, is shown
    to who runs the cell. Where a line PROMPTS is in the text, each expression is shown.

    Some kinds also have ``programs`` and ``marks``, see ``programs_of`` and ``marks_of``; who has marks
    has a method ``unheeded``, which gives the document as if there were none.
    """

    @property
    def text(self) -> str:
        """The Python that is analysed. What is no Python is left out, or masked: other Python stands in its place."""

    @property
    def unmasked(self) -> str:
        """``text``, character by character, with what really stands there in the place of each mask."""

    @property
    def own_text(self) -> str:
        """The file as one text, which ``locate`` is about; empty where it tells cells."""

    @property
    def problems(self) -> Sequence[Problem]:
        """The parts that could not be taken into the text."""

    @property
    def unread(self) -> str:
        """What else is there: whatever it names may be used there in any way."""

    def apply(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made, which are against ``text``, in order and without overlaps.

        Every byte outside the lines that they change stays. Raises DocumentError where an edit cannot be made.
        """

    def locate(self, line: int, column: int) -> Location:
        """Where a person finds what stands at this line and column of ``text``, both from 1."""

    def parts(self) -> Sequence[Part]:
        """The pieces that a diff shows, in order: those of a document with edits have the same titles."""


def programs_of(document: Document) -> Sequence[Program]:
    """What of a document is analysed alone: its text, or some stretches of it."""
    programs: Sequence[Program] = getattr(document, "programs", ()) or [Program(document.text)]
    return programs


def marks_of(document: Document) -> Sequence[Suppression]:
    """The marks in a document that keep parts of it as they are, beside comments of Python's."""
    marks: Sequence[Suppression] = getattr(document, "marks", ())
    return marks
