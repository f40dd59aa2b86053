"""Markdown, MyST, Quarto and MDX: Python in fences, and at prompts.

markdown-it-py finds the fences: what ends a list, a quote or a fence is a page of rules in CommonMark, and a reader
that is nearly right would take the wrong lines for code. It gives whole lines, so their columns are found here: code of
a fence is the end of its lines. It is imported when the first such document is opened. What it does not know
(directives, indented containers of MkDocs) is read by handing it the lines inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from rundata_migrate.documents import restructured
from rundata_migrate.documents.blocks import (
    CELL,
    CODE,
    INDENTED,
    LANGUAGES,
    PROMPT,
    PYTHON,
    UNSAID,
    Block,
    Element,
    Heading,
    Line,
    Paragraph,
    dedented,
    directive_kind,
    in_order,
    indentation,
    marks_in,
    sessions_in,
)
from rundata_migrate.documents.model import REPORT
from rundata_migrate.documents.prose import Prose, read_prose

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BRACES = re.compile(r"\{\s*(?P<inside>[^}]*)\}?(?P<rest>.*)\Z", re.DOTALL)
_WORD = re.compile(r"[\w+:-]*")
_CLASS = re.compile(r"\.([\w+-]+)")
_CONTAINER = re.compile(r"\s*(?:!!!|\?\?\?\+?|===\+?)[ \t](?P<words>[^\"]*)(?:\"(?P<quoted>[^\"]*)\")?")
"""An admonition, a fold or a tab of MkDocs: what is in it stands below, four columns further in."""
_COLONS = re.compile(r"\s*(?P<colons>:{3,})(?P<info>\{[\w:-]+\}.*)\Z")
_LABEL = re.compile(r"<\w[^<>]*\b(?:label|title)=[\"']([^\"']*)[\"'][^<>]*>\s*\Z")
_INDENTED_FENCE = re.compile(r"\s{4,}(?:```|~~~)")
"""In MDX this is a fence, and no more of the paragraph above."""
_OPTION = re.compile(r"\s*(?::[\w-]+:|\Z)")
_NO_TEXT = frozenset({*CODE, "math", "raw", "mermaid", "parsed-literal"})
"""Directives that hold something else than text with directives in it."""
_MOST_LEVELS = 20
"""Text within text within text; what lies deeper is not read."""


def decode(data: bytes) -> Prose:
    """The document in the bytes of a Markdown file; raises DocumentError for what is no UTF-8."""
    return read_prose(data, elements if not data.startswith(REPORT.encode()) else lambda _: [])


def elements(lines: Sequence[Line], level: int = 0, parser: str = "commonmark") -> list[Element]:
    """What stands in lines of Markdown; ``level`` says how deep they are in other lines."""
    reader = _Reader(lines, level, parser)
    reader.read()
    # what is seen in code stays code; prompts may stand anywhere else
    prose = [line for line in lines if line.number not in reader.code]
    return in_order([*reader.found, *marks_in(prose), *sessions_in(prose)])


class _Reader:
    """Collects the elements of some lines."""

    def __init__(self, lines: Sequence[Line], level: int, parser: str) -> None:
        self.lines = lines
        self.level = level
        self.parser = parser
        self.found: list[Element] = []
        self.code: set[int] = set()
        """Numbers of lines that have been read as code, or as a text of their own."""
        self.done = 0
        """Lines before this one have been read already."""

    def read(self) -> None:
        """Take what markdown-it-py finds."""
        # \0 is no character of Markdown
        tokens = _markdown(self.parser).parse("\n".join(line.text for line in self.lines))
        for at, token in enumerate(tokens):
            if token.map is None or token.map[0] < self.done:
                continue
            first = self.lines[token.map[0]].number if token.map[0] < len(self.lines) else 0
            if token.type == "fence":
                self.fence(token, token.map[0])
            elif token.type == "code_block":
                self.indented(self.taken(token, token.map[0]))
            elif token.type == "heading_open":
                self.found.append(Heading(first, int(token.tag[1]), tokens[at + 1].content))
            elif token.type == "paragraph_open" and not (self.container(*token.map) or self.colons(*token.map)):
                if not PROMPT.match(self.lines[token.map[0]].text):  # which is no text about what is below
                    self.found.append(Paragraph(first, _said(tokens[at + 1].content)))

    def fence(self, token: Token, first: int) -> None:
        """Take a fence: code, or the directive of MyST that it is, with text inside."""
        lines = self.taken(token, first + 1)
        info = token.info.strip()
        kind, is_text = _fence_kind(info)
        if kind is not None and lines:
            self.code.update(line.number for line in lines)
            if info.startswith("{"):
                lines = list(_without_options(lines))
            if lines:
                self.found.append(Block(tuple(lines), kind))
        elif is_text:
            self.found.append(Paragraph(self.lines[first].number, info.partition("}")[2]))
            self.inner(lines, is_rst=info.startswith("{eval-rst"))
        else:
            self.code.update(line.number for line in lines)

    def taken(self, token: Token, first: int) -> list[Line]:
        """The lines of code, each beginning where the code does; none where they cannot be found in the file."""
        lines = []
        for line, code in zip(self.lines[first:], token.content.split("\n")[:-1], strict=False):
            if not code.strip():
                lines.append(line.cut(len(line.text)))
            elif line.text.endswith(code):
                lines.append(line.cut(len(line.text) - len(code)))
            else:  # a tab of which a part belongs to the list around the code: nobody could edit this
                return []
        return lines

    def colons(self, first: int, end: int) -> bool:
        """Take the directive of MyST that colons begin and end, if the paragraph begins one with code in it."""
        opening = _COLONS.match(self.lines[first].text)
        kind = _fence_kind(opening["info"])[0] if opening is not None else None
        if opening is None or kind is None:
            return False
        ends = re.compile(rf"\s*:{{{len(opening['colons'])},}}\s*\Z")
        rest = range(first + 1, len(self.lines))
        last = next((at for at in rest if ends.match(self.lines[at].text)), len(self.lines))
        inside = self.lines[first + 1 : last]
        self.code.update(line.number for line in inside)
        lines = list(_without_options(inside))
        if lines:
            self.found.append(Block(tuple(lines), kind))
        self.done = max(self.done, last + 1, end)
        return True

    def indented(self, lines: Sequence[Line]) -> None:
        """Take what is code by CommonMark, and text inside of something by what it does not know."""
        before = len(self.found)
        self.inner(lines)
        if lines and not any(isinstance(one, Block) for one in self.found[before:]):
            self.found[before:] = [Block(tuple(lines), INDENTED)]

    def inner(self, lines: Sequence[Line], is_rst: bool = False) -> None:
        """Take what stands in lines that are a text of their own."""
        if self.level >= _MOST_LEVELS or not lines:
            return
        self.code.update(line.number for line in lines)
        if is_rst:
            self.found += restructured.elements(lines)
        else:
            self.found += elements(lines, self.level + 1, self.parser)

    def container(self, first: int, end: int) -> bool:
        """Take what stands in a container of MkDocs, or between tags of MDX, if the paragraph begins one."""
        title = _CONTAINER.match(self.lines[first].text)
        if title is not None:
            self.found.append(Paragraph(self.lines[first].number, title["quoted"] or title["words"]))
            begin, margin = first + 1, indentation(self.lines[first].text) + 4
        else:
            fences = (at for at in range(first + 1, end) if _INDENTED_FENCE.match(self.lines[at].text))
            begin = next(fences, 0) if self.parser == "mdx" else 0
            margin = indentation(self.lines[begin].text)
        last = begin
        while begin and last < len(self.lines) and indentation(self.lines[last].text) >= margin:
            last += 1
        self.inner(dedented(self.lines[begin:last]))
        self.done = max(self.done, last, end if title is not None else 0)
        return last > begin or title is not None


@cache
def _markdown(parser: str) -> MarkdownIt:
    from markdown_it import MarkdownIt  # most runs open no such document

    reader = MarkdownIt("commonmark").enable("table")
    return reader.disable(["code", "html_block"]) if parser == "mdx" else reader


def _said(text: str) -> str:
    """What a paragraph says: of a tag that has a label, or of a directive that colons begin, that alone."""
    tag = _LABEL.search(text)
    if tag is not None:
        return tag[1]
    rows = text.split("\n")
    last = next((at for at in reversed(range(len(rows))) if _COLONS.match(rows[at])), None)
    if last is None:
        return text
    return "\n".join(rows[last + 1 :]) or rows[last].partition("}")[2]


def _fence_kind(info: str) -> tuple[str | None, bool]:
    """The kind of the code in a fence, None for no Python; and whether it is text with directives instead."""
    if not info:
        return UNSAID, False
    if not info.startswith("{"):
        match = _WORD.match(info.lstrip("."))
        return (PYTHON if match and match.group().split(":")[0].lower() in LANGUAGES else None), False
    match = _BRACES.match(info)
    assert match is not None
    inside = match["inside"].strip()
    if inside[:1] in (".", "#", ""):
        classes = [name.lower() for name in _CLASS.findall(inside)]
        return (PYTHON if not LANGUAGES.isdisjoint(classes) else None if classes else UNSAID), False
    word = _WORD.match(inside)
    name = word.group().lower() if word else ""
    if name in LANGUAGES:  # Quarto and R Markdown: these are run
        return CELL, False
    kind = directive_kind(name, match["rest"])
    return kind, kind is None and not match["rest"].strip().startswith("{") and name not in _NO_TEXT


def _without_options(lines: Sequence[Line]) -> Iterator[Line]:
    """The content of a directive without its options: lines with colons, or YAML between dashes."""
    rest = list(lines)
    if rest and rest[0].text.strip() == "---":
        end = next((at for at, line in enumerate(rest[1:], 1) if line.text.strip() == "---"), None)
        rest = rest[end + 1 :] if end is not None else rest
    else:
        while rest and _OPTION.match(rest[0].text):
            del rest[0]
    yield from rest
