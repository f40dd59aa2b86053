"""reStructuredText: Python in directives and literal blocks, and at prompts.

docutils would have to know every directive of Sphinx and its extensions to read such a file, imports a hundred modules,
and gives lines only by the way. Where code begins and ends is plain from the indentation, so the lines are read here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rundata_migrate.documents.blocks import (
    CODE,
    PROMPT,
    PYTHON_CODE,
    UNSAID,
    Block,
    Element,
    Heading,
    Line,
    Paragraph,
    directive_kind,
    in_order,
    indentation,
    marks_in,
    sessions_in,
    without_blank_ends,
)
from rundata_migrate.documents.prose import Prose, read_prose

_DIRECTIVE = re.compile(r"\s*\.\.[ \t]+(?P<name>[\w:-]+)::(?:[ \t]+(?P<argument>.*))?\Z")
_COMMENT = re.compile(r"\s*\.\.(?:\Z|[ \t]+(?![\[_|]|[\w:-]+::))")
_PRINTED = "testoutput"
"""The directive with what a ``testcode`` prints."""
_OPTION = re.compile(r"\s*:[\w-]+:")
_QUOTE = re.compile(r"(?!>>>|\.\. )[!-/:-@\[-`{-~]")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\Z")


def decode(data: bytes) -> Prose:
    """The document in the bytes of a reStructuredText file; raises DocumentError for what is no UTF-8."""
    return read_prose(data, elements)


def elements(lines: Sequence[Line]) -> list[Element]:
    """What stands in lines of reStructuredText."""
    reader = _Reader(lines)
    at = 0
    while at < len(lines):
        at = reader.element(at)
    prose = [line for line in lines if line.number not in reader.code]
    return in_order([*reader.found, *marks_in(prose), *sessions_in(prose)])


class _Reader:
    """Collects the elements of some lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.found: list[Element] = []
        self.code: set[int] = set()
        """Numbers of lines that have been read as code, or are commented out."""
        self.levels: list[str] = []
        """How headings are adorned, in the order in which that was seen first: outer ones first."""

    def element(self, at: int) -> int:
        """Take what begins at a line; the index of the line after it."""
        text = self.lines[at].text
        if not text.strip():
            return at + 1
        directive = _DIRECTIVE.match(text)
        if directive is not None:
            return self.directive(at, directive["name"].lower(), directive["argument"] or "")
        if _COMMENT.match(text):
            end = self.end_of_body(at)
            # two dots alone, with a blank line below, end what stands above
            is_empty = text.strip() == ".." and at + 1 < len(self.lines) and not self.lines[at + 1].text.strip()
            if is_empty:
                return at + 1
            self.code.update(line.number for line in self.lines[at:end])
            self.found += marks_in(self.lines[at : at + 1])
            return end
        return self.heading(at) or self.paragraph(at)

    def end_of_body(self, at: int) -> int:
        """The index of the first line after what is indented below a line."""
        margin = indentation(self.lines[at].text)
        end = at + 1
        while end < len(self.lines) and indentation(self.lines[end].text) > margin:
            end += 1
        return end

    def directive(self, at: int, name: str, argument: str) -> int:
        """Take the code in a directive; what is in others is read as what stands outside of them."""
        if name not in CODE and name not in PYTHON_CODE and name != _PRINTED:
            self.found.append(Paragraph(self.lines[at].number, argument))
            return at + 1
        end = self.end_of_body(at)
        begin = at + 1
        while begin < end and _OPTION.match(self.lines[begin].text):
            begin += 1
        self.block(self.lines[begin:end], directive_kind(name, argument))
        return end

    def block(self, lines: Sequence[Line], kind: str | None) -> None:
        """Take a piece of code, whatever its language."""
        self.code.update(line.number for line in lines)
        body = without_blank_ends(lines)
        if kind is not None and body:
            self.found.append(Block(tuple(body), kind))

    def heading(self, at: int) -> int:
        """Take a heading, with a line below or also above; 0 where there is none."""
        rows = [line.text.rstrip() for line in self.lines[at : at + 3]]
        if len(rows) == 3 and _is_adornment(rows[0], rows[1]) and rows[0].strip() == rows[2].strip():
            self.add_heading(self.lines[at].number, rows[1], rows[0].strip()[0] * 2)
            return at + 3
        if len(rows) > 1 and _is_adornment(rows[1], rows[0]) and not _ADORNMENT.match(rows[0].strip()):
            self.add_heading(self.lines[at].number, rows[0], rows[1].strip()[0])
            return at + 2
        return 0

    def add_heading(self, number: int, title: str, adornment: str) -> None:
        """Take a heading, whose level follows from how it is adorned."""
        if adornment not in self.levels:
            self.levels.append(adornment)
        self.found.append(Heading(number, self.levels.index(adornment), title.strip()))

    def paragraph(self, at: int) -> int:
        """Take the lines up to a blank one, and the literal block that two colons at their end announce."""
        end = at + 1
        while end < len(self.lines) and self.lines[end].text.strip() and not _DIRECTIVE.match(self.lines[end].text):
            end += 1
        rows = self.lines[at:end]
        if not PROMPT.match(rows[0].text):  # which is no text about what is below
            self.found.append(Paragraph(rows[0].number, " ".join(row.text.strip() for row in rows)))
        if not rows[-1].text.rstrip().endswith("::"):
            return end
        margin = min(indentation(row.text) for row in rows)
        quoted = self.quoted(end, margin)
        if quoted is not None:
            return quoted
        last = end
        while last < len(self.lines) and indentation(self.lines[last].text) > margin:
            last += 1
        self.block(self.lines[end:last], UNSAID)
        return last

    def quoted(self, at: int, margin: int) -> int | None:
        """Take a literal block whose lines all begin with the same mark, as far in as the text; where it ends."""
        begin = next((one for one in range(at, len(self.lines)) if self.lines[one].text.strip()), at)
        mark = _QUOTE.match(self.lines[begin].text[margin:]) if begin < len(self.lines) else None
        if mark is None or indentation(self.lines[begin].text) != margin:
            return None
        end = begin
        while end < len(self.lines) and self.lines[end].text[margin:].startswith(mark[0]):
            end += 1
        # lines are put beside those that are quoted as in a mail, and no others
        cut = margin + len(mark[0]) if mark[0] == ">" else 0
        self.block([line.cut(cut) for line in self.lines[begin:end]], UNSAID)
        return end


def _is_adornment(row: str, title: str) -> bool:
    return bool(title.strip()) and _ADORNMENT.match(row.strip()) is not None and len(row.strip()) >= len(title.strip())
