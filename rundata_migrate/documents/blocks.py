"""What a reader of prose finds in it: examples, and what is said around them.

A reader turns the lines of a text into elements, in the order of their lines: blocks of code, headings, paragraphs,
and marks that ask for something to be left. It knows its language's syntax and nothing of Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PYTHON = "python"
CELL = "cell"
"""Python of a notebook in prose: what its last expression is, is shown."""
UNSAID = "unsaid"
"""Nothing says which language it is: it counts if it is Python."""
INDENTED = "indented"
"""Nothing but its margin says that it is code at all: the same, and in Markdown it may as well be text."""


@dataclass(frozen=True)
class Line:
    """A line of a file, or the part of it that belongs to what it stands in, without the line's end."""

    number: int
    """From 0, in the file."""
    column: int
    """Where the text begins in the file's line, from 0."""
    text: str

    def cut(self, begin: int) -> Line:
        """The line without its first characters."""
        return Line(self.number, self.column + min(begin, len(self.text)), self.text[begin:])


@dataclass(frozen=True, eq=False)
class Block:
    """A piece of code, as prose shows it."""

    lines: tuple[Line, ...]
    kind: str
    """PYTHON, CELL, UNSAID or INDENTED."""

    @property
    def number(self) -> int:
        """The first line's."""
        return self.lines[0].number


@dataclass(frozen=True)
class Heading:
    """The heading of a section: the lower its level, the more is below it."""

    number: int
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Other text; what it says may be about the block below."""

    number: int
    text: str


@dataclass(frozen=True, eq=False)
class Mark:
    """``rundata: ignore``: the next block or section is left, or the whole text."""

    number: int
    is_of_file: bool


Element = Block | Heading | Paragraph | Mark

LANGUAGES = frozenset(
    {"python", "python3", "py", "py3", "pycon", "pyconsole", "python-console", "python-repl", "doctest"}
    | {"ipython", "ipython3"}
)
"""What highlighters call Python, and Python with its prompts."""

CELLS = frozenset({"code-cell", "jupyter-execute", "ipython"})
"""Directives of notebooks in prose."""

CODE = frozenset({"code", "code-block", "sourcecode", "code-tab", "parsed-literal", "prompt", *CELLS})
"""Directives whose argument is the language of the code in them."""

PYTHON_CODE = frozenset(
    {"testcode", "testsetup", "testcleanup", "doctest", "plot", "exec_code", "jupyter-execute", "ipython"}
)
"""Directives whose content is Python without a word."""

_MARK = re.compile(
    r"""\s*(?:<!--\s*|\{/\*\s*|\.\.[ \t]+|%\s*)rundata:\s*ignore(?P<file>-file)?\s*(?:-->|\*/\}|)\s*\Z""", re.VERBOSE
)
PROMPT = re.compile(r"\s*(?:>>>|In ?\[\d+\]:)(?:\s|\Z)")
"""Begins the first line of an example at prompts."""


def directive_kind(name: str, argument: str) -> str | None:
    """The kind of what stands in a directive; None where it is no Python, or no code at all."""
    if name in CODE:
        language = argument.split(maxsplit=1)[0].lower() if argument.strip() else ""
        if not language and name not in PYTHON_CODE:
            return UNSAID
        return (CELL if name in CELLS else PYTHON) if not language or language in LANGUAGES else None
    return PYTHON if name in PYTHON_CODE else None


def marks_in(lines: Iterable[Line]) -> list[Element]:
    """The marks among lines of prose."""
    found = ((line, _MARK.match(line.text)) for line in lines if "rundata:" in line.text)
    return [Mark(line.number, match["file"] is not None) for line, match in found if match is not None]


def sessions_in(lines: Sequence[Line]) -> list[Block]:
    """The examples with prompts among lines of prose: each ends at a blank line."""
    found: list[Block] = []
    current: list[Line] = []
    for line in lines:
        follows = not current or line.number == current[-1].number + 1
        if current and (not line.text.strip() or not follows):
            found.append(Block(tuple(current), PYTHON))
            current = []
        if current or PROMPT.match(line.text):
            current.append(line)
    if current:
        found.append(Block(tuple(current), PYTHON))
    return found


def in_order(elements: Iterable[Element]) -> list[Element]:
    """The elements by their first lines."""
    return sorted(elements, key=lambda one: one.number)


def indentation(text: str) -> int:
    """So many blanks and tabs begin the line; that of a blank line is beyond all."""
    stripped = text.lstrip(" \t")
    return len(text) - len(stripped) if stripped else 1 << 30


def dedented(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without the blanks and tabs that all of them begin with."""
    common: str | None = None
    for line in lines:
        if line.text.strip():
            margin = line.text[: indentation(line.text)]
            common = margin if common is None else _common(common, margin)
    return tuple(line.cut(len(common or "")) if line.text.strip() else line.cut(len(line.text)) for line in lines)


def without_blank_ends(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the blank ones before the first and after the last of them."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else ()


def _common(one: str, other: str) -> str:
    size = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:size]
