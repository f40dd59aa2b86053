"""Prose with Python in it: its examples as one text, at the lines where they stand, and edits back into the prose.

Each line of the text is the line of the file without what stands before the code (indentation, ``> ``, a prompt);
whatever is no code is a blank line. So a place needs its column moved and nothing else. An example knows the names
that those above it have bound, as it does for who reads them in order; those that share none are programs of their own.
What does not parse is left out alone.
"""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from rundata_migrate import screen
from rundata_migrate.documents import DocumentError, ipython
from rundata_migrate.documents.blocks import CELL, INDENTED, UNSAID, Block, Element, Line, dedented
from rundata_migrate.documents.cells import named_in
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.documents.kept import is_kept, kept_by_marks, shows_new_style, without_marked
from rundata_migrate.documents.model import PROMPTS, Location, Part, Problem, Program, Suppression
from rundata_migrate.documents.python import PythonDocument, UndecodableError, is_old_mac, with_newlines
from rundata_migrate.documents.together import parted
from rundata_migrate.findings import Edit
from rundata_migrate.python_2 import sign_of_python_2

_CELL_LINE = "# %%"
"""Parts cells, see model.Document."""

_BOM = b"\xef\xbb\xbf"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.|\.{3,}:)(?: |\Z)")
_FIRST_PROMPT = re.compile(r"\s*(?:>>>|In ?\[\d+\]:)(?: |\Z)")
_OLD_PROMPT = re.compile(r"(?:>>>|\.\.\.) ?\Z")
_IPYTHON = re.compile(r"(\s*)(In ?\[\d+\]|\.{3,}): ?\Z")
_BROKEN_PROMPT = re.compile(r"\s*>>>\S")
_QUOTED = re.compile(r"[\s>]*\Z")
_RUN_DATA = re.compile(r"\.\s*data\s*\.\s*(?:metrics|params|tags)\b")
_CONTAINER = re.compile(r"\.\s*(?:metrics|params|tags)\b")
_RAISES = "it is shown to raise an exception of the list API"
_TRACEBACK = re.compile(r"\s*(?:\w+\.)*(?:IndexError|StopIteration|ValueError)\b")


class _NotPythonError(Exception):
    """An example is no Python; the message says why. The line is the file's, from 0."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(eq=False)
class _Example:
    """The code of a block."""

    lines: list[Line] = field(default_factory=list)
    trees: list[ast.Module] = field(default_factory=list)
    has_prompts: bool = False
    shows: str = ""
    """The comment that says what it shows, for lines above and below."""

    @property
    def code(self) -> str:
        """Its text."""
        return "".join(f"{line.text}\n" for line in self.lines)


@dataclass(frozen=True)
class _Row:
    """A line of the file."""

    start: int
    """Its offset."""
    text: str
    end: str
    """Its line end."""


class Prose:
    """A document whose Python stands in examples."""

    def __init__(
        self,
        file: PythonDocument,
        elements: Callable[[Sequence[Line]], list[Element]],
        kept: Collection[str] | None = None,
        has_prompts: bool = False,
        keeps: bool = True,
    ) -> None:
        """``file`` is all of its text; ``elements`` finds the examples in the lines.

        ``kept`` is the code of those that show the new style too, and stay; None: that is to be found out.
        ``has_prompts``: there has been a session, though there may be none by now.
        ``keeps``: whether examples are kept by marks and words.
        """
        self.file = file
        self._elements = elements
        self._kept: set[str] = set()
        self._rows = [_Row(match.start(), match[1], match[2]) for match in _LINE.finditer(file.text)]
        if len(self._rows) > 1 and not self._rows[-2].end:
            del self._rows[-1]  # what is behind a last line without an end
        lines = [Line(number, 0, row.text) for number, row in enumerate(self._rows)]
        self._problems: list[Problem] = []
        self._code: dict[int, Line] = {}
        """The lines of the program that are code, by their numbers."""
        self._examples: dict[int, _Example] = {}
        """The example that a line of code belongs to."""
        found = elements(lines)
        blocks = without_marked(found) if keeps else [one for one in found if isinstance(one, Block)]
        for block in blocks:
            self._take(block, kept if keeps else ())
        self._marks = kept_by_marks(found) if keeps else {}
        self._has_prompts = has_prompts or any(example.has_prompts for example in self._examples.values())
        texts = self._texts()
        self._text = "".join(text + row.end for text, row in zip(texts, self._rows, strict=True))
        self._starts: list[int] = []
        self._widths = [len(text) for text in texts]
        at = 0
        for text, row in zip(texts, self._rows, strict=True):
            self._starts.append(at)
            at += len(text) + len(row.end)
        if self._has_prompts:
            self._text += f"\n{PROMPTS}\n"

    def _take(self, block: Block, kept: Collection[str] | None) -> None:
        """Take in the example in a block, if it is one, and is not to stay."""
        example = self._read(block)
        if example is None:
            return
        if example.code in kept if kept is not None else is_kept(example.code, example.trees):
            self._kept.add(example.code)
            return
        self._code.update((line.number, line) for line in example.lines)
        self._examples.update((line.number, example) for line in example.lines)

    def _texts(self) -> list[str]:
        """The lines of the program."""
        texts = [self._code[at].text if at in self._code else "" for at in range(len(self._rows))]
        for example in dict.fromkeys(self._examples.values()):
            for at in self._free_rows(example):
                texts[at] = example.shows
        return texts

    @property
    def text(self) -> str:
        """The examples one below the other."""
        return self._text

    @property
    def programs(self) -> Sequence[Program]:
        """The examples, by which of them belong together."""
        examples = list(dict.fromkeys(self._examples.values()))
        cells = [at for at, example in enumerate(examples) if example.shows]
        groups = parted([example.code for example in examples], cells)
        return (
            [Program(self._text)] if len(groups) < 2 else [self._alone([examples[at] for at in one]) for one in groups]
        )

    def _alone(self, examples: Sequence[_Example]) -> Program:
        """What stands from the first to the last of some examples, with blanks for all others."""
        own = {line.number for example in examples for line in example.lines}
        first, last = max(min(own) - 1, 0), min(max(own) + 1, len(self._rows) - 1)
        own.update(at for example in examples for at in self._free_rows(example))
        texts = []
        for at in range(first, last + 1):
            text = self._text[self._starts[at] : self._starts[at] + self._widths[at]]
            texts.append((text if at in own else " " * len(text)) + self._rows[at].end)
        if any(example.has_prompts for example in examples):
            texts.append(f"\n{PROMPTS}\n")
        return Program("".join(texts), self._starts[first], first)

    def without_emptied(self, edits: Sequence[Edit]) -> list[Edit]:
        """The edits of ``text`` without those that leave nothing of an example: a directive has to have a content."""
        gone: set[Edit] = set()
        for example in dict.fromkeys(self._examples.values()):
            first, last = example.lines[0].number, example.lines[-1].number
            start, end = self._starts[first], self._starts[last] + len(example.lines[-1].text)
            own = [edit for edit in edits if start <= edit.start and edit.start < end]
            inner = [Edit(one.start - start, min(one.end, end) - start, one.text) for one in own]
            if own and not apply_edits(self._text[start:end], inner).strip():
                gone.update(own)
        return [edit for edit in edits if edit not in gone]

    @property
    def marks(self) -> Sequence[Suppression]:
        """The marks that keep examples."""
        return [self._suppression(mark.number, blocks) for mark, blocks in self._marks.items()]

    def _suppression(self, number: int, blocks: Sequence[Block]) -> Suppression:
        lines = [line for block in blocks for line in block.lines]
        text = self._rows[number].text
        place = Location(None, number + 1, len(text) - len(text.lstrip()) + 1)
        kept = frozenset((None, line.number + 1) for line in lines)
        return Suppression(place, len(text.strip()), kept, "\n".join(line.text for line in lines))

    def unheeded(self) -> Prose:
        """The same with all examples that something keeps."""
        return Prose(self.file, self._elements, keeps=False)

    @property
    def problems(self) -> Sequence[Problem]:
        """The examples that are no Python and have the words of the old style."""
        return self._problems

    @property
    def unmasked(self) -> str:
        """The same: nothing is masked."""
        return self.text

    @property
    def own_text(self) -> str:
        """The whole file."""
        return self.file.text

    @property
    def unread(self) -> str:
        """The examples that are no Python."""
        return " ".join(named_in(problem.source) for problem in self._problems)

    def locate(self, line: int, column: int) -> Location:
        """The same line, and the column in it."""
        code = self._code.get(line - 1)
        return Location(None, line, column + (code.column if code is not None else 0))

    def parts(self) -> Sequence[Part]:
        """The whole file."""
        return self.file.parts()

    def apply(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made; raises DocumentError where one would reach into the prose."""
        return self.file.apply(self.in_file(edits))

    def changed(self, data: bytes) -> Prose:
        """The document in what ``apply`` gave: an example that was not kept is not kept for what was made of it."""
        return read_prose(data, self._elements, self._kept, self._has_prompts)

    def in_file(self, edits: Sequence[Edit]) -> list[Edit]:
        """The same edits against the text of the file: what they add has the example's margin, or its prompts."""
        begins = _statements(apply_edits(self._text, edits))
        found = []
        moved = 0
        for edit in edits:
            first = self._position(edit.start)[0]
            found.append(self._edit(edit, first + moved, begins))
            moved += edit.text.count("\n") - self._text.count("\n", edit.start, edit.end)
        return found

    # -- reading

    def _read(self, block: Block) -> _Example | None:
        """The example in a block; None where it is no Python."""
        try:
            example = _example_of(block)
        except _NotPythonError as reason:
            source = "\n".join(line.text for line in block.lines)
            if _has_idiom(source, block.kind) and not shows_new_style(source):
                column = next((one.column for one in block.lines if one.number == reason.line), 0)
                place = Location(None, reason.line + 1, column + 1)
                self._problems.append(Problem(place, str(reason), source, is_error=False))
            return None
        if not example.lines:
            return None
        return example

    def _free_rows(self, example: _Example) -> Iterator[int]:
        """The lines above and below an example, where they are no code."""
        for at in (example.lines[0].number - 1, example.lines[-1].number + 1):
            if example.shows and 0 <= at < len(self._rows) and at not in self._code:
                yield at

    # -- editing

    def _position(self, offset: int) -> tuple[int, int]:
        """The line, from 0, and the column of an offset in the program."""
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def _edit(self, edit: Edit, number: int, begins: set[int]) -> Edit:
        """An edit of the program as one of the file; its first line will be the new program's ``number``."""
        (first, begin), (last, end) = self._position(edit.start), self._position(edit.end)
        takes_lines = not end and (edit.text.endswith("\n") or not edit.text) and (not begin or last > first)
        anchor = self._anchor(edit, first, last if takes_lines else last + 1)
        rows = enumerate(edit.text.split("\n"), number)
        new = [self._with_margin(row, at, anchor, begins) if at > number or not begin else row for at, row in rows]
        start, margin = self._rows[first].start, self._code[anchor].column
        if takes_lines:
            new[-1] = ""
            return Edit(start + (margin + begin if begin else 0), self._rows[last].start, "\n".join(new))
        if begin:
            start += margin + begin
        elif new[0].startswith(self._rows[first].text[:margin]):  # the margin itself stays
            start, new[0] = start + margin, new[0][margin:]
        return Edit(start, self._rows[last].start + self._code[last].column + end, "\n".join(new))

    def _anchor(self, edit: Edit, first: int, stop: int) -> int:
        """The line of an example whose margin an edit of the lines ``first`` to ``stop`` has; raises DocumentError."""
        # lines may also be put below the last one of an example
        is_below = edit.start == edit.end and edit.start == self._starts[first] and first not in self._code
        anchor = first - 1 if is_below else first
        example = self._examples.get(anchor)
        if example is None or any(self._examples.get(at) is not example for at in range(anchor + 1, stop)):
            raise DocumentError("a fix would reach into the text around an example")
        return anchor

    def _with_margin(self, row: str, number: int, anchor: int, begins: set[int]) -> str:
        """A new line of the program as it stands in the file, beside the line ``anchor``."""
        before = self._rows[anchor].text[: self._code[anchor].column]
        ipython_prompt = _IPYTHON.match(before)
        if ipython_prompt is not None:
            is_first = anchor == number or ipython_prompt[2][0] == "."
            before = before if is_first else ipython_prompt[1] + "...: ".rjust(len(before) - ipython_prompt.end(1))
        elif self._examples[anchor].has_prompts:
            prompt = ">>> " if number in begins else "... "
            before = _margin(_OLD_PROMPT.sub("", before)) + prompt
        else:
            before = _margin(before)
        return before + row if row.strip("\r") else before.rstrip() + row


def read_prose(
    data: bytes,
    elements: Callable[[Sequence[Line]], list[Element]],
    kept: Collection[str] | None = None,
    has_prompts: bool = False,
) -> Prose:
    """The document in the bytes of a file of prose, which is UTF-8; raises UndecodableError where it is not."""
    bom = data.startswith(_BOM)
    body = data[len(_BOM) :] if bom else data
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise UndecodableError(f"not valid utf-8: byte 0x{body[error.start]:02x} in line {line}") from error
    if "\0" in text:
        raise UndecodableError(f"null byte in line {text.count(chr(10), 0, text.index(chr(0))) + 1}")
    return Prose(PythonDocument(with_newlines(text), "utf-8", bom, is_old_mac(text)), elements, kept, has_prompts)


def _has_idiom(source: str, kind: str) -> bool:
    """Whether there are words of the old style; of what may be another language, those that leave no doubt."""
    words = _RUN_DATA if kind in (UNSAID, INDENTED) else _CONTAINER
    if kind == INDENTED and "`" in source:
        return False
    return words.search(source) is not None and screen.reads_entities(source.encode("utf-8", "replace"))


def _margin(before: str) -> str:
    """What a new line begins with, beside one that has this before its code."""
    if _QUOTED.match(before):
        return before
    return before[: len(before) - len(before.lstrip())]


# -- the code of a block ---------------------------------------------------------------------------


def _example_of(block: Block) -> _Example:
    """The code of a block; raises _NotPythonError."""
    if any(_FIRST_PROMPT.match(line.text) for line in block.lines):
        return _session(block.lines)
    lines = _without_magics(dedented(block.lines))
    return _Example(lines, [_parsed(lines)], shows=_CELL_LINE if block.kind == CELL else "")


def _without_magics(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of IPython masked at their length."""
    code = "\n".join(line.text for line in lines)
    rows = ipython.masked(code).split("\n")
    return [Line(line.number, line.column, row) for line, row in zip(lines, rows, strict=True)]


def _session(lines: Sequence[Line]) -> _Example:
    """The code at the prompts of a session; what is printed is no code."""
    example = _Example(has_prompts=True)
    statement: list[Line] = []
    for line in [*lines, Line(lines[-1].number + 1, 0, "")]:
        if _BROKEN_PROMPT.match(line.text):
            raise _NotPythonError("the example is left as it is: no blank after the prompt", line.number)
        begins = _FIRST_PROMPT.match(line.text)
        match = begins or (_PROMPT.match(line.text) if statement else None)
        if statement and (begins or not match):
            example.trees.append(_parsed(statement))
            example.lines += statement
            statement = []
        if match:
            statement.append(line.cut(match.end()))
        elif _TRACEBACK.match(line.text):
            raise _NotPythonError(f"the example is left as it is: {_RAISES}", line.number)
    return example


def _parsed(lines: Sequence[Line]) -> ast.Module:
    """The tree of the lines' code; raises _NotPythonError."""
    code = "".join(f"{line.text}\n" for line in lines)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except SyntaxError as reason:
        sign = sign_of_python_2(code)
        at = code.count("\n", 0, sign) if sign is not None else (reason.lineno or 1) - 1
        message = f"cannot be parsed: {'it is Python 2' if sign is not None else reason.msg}"
        raise _NotPythonError(message, lines[min(at, len(lines) - 1)].number) from None
    except (ValueError, RecursionError, MemoryError) as reason:
        raise _NotPythonError(f"cannot be parsed: {str(reason) or 'too deeply nested'}", lines[0].number) from None


def _statements(code: str) -> set[int]:
    """The lines, from 0, on which the statements of a text begin that are in no other."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return set(_first_lines(body))


def _first_lines(body: Sequence[ast.stmt]) -> Iterator[int]:
    for node in body:
        yield min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))]) - 1
