"""Jupyter's notebooks: their code cells are one Python text, and edits go into the JSON as it stands.

The JSON is never written anew. The places of the strings of each cell's source are found in it, and of these only the
characters that an edit changes are replaced. Outputs are cut out before it is read, and put back as they were.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rundata_migrate.documents import RUNS_ANY, DocumentError, ipython, outputs
from rundata_migrate.documents.blocks import PYTHON, Block, Element, Heading, Line, Mark
from rundata_migrate.documents.cells import Cell, Cells, brought_in, named_in
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.documents.json_text import Reader, characters, written
from rundata_migrate.documents.kept import kept_by_marks
from rundata_migrate.documents.model import Location, Part, Problem, Suppression
from rundata_migrate.findings import Edit

_BOM = "\ufeff"
_LANGUAGES = (
    ("kernelspec", "language"),
    ("language_info", "name"),
    ("application/vnd.databricks.v1+notebook", "language"),
)
"""Where the metadata of a notebook say in which language its cells are."""


@dataclass
class _Source:
    """The source of a cell in the JSON."""

    number: int
    texts: list[tuple[str, int, int]] = field(default_factory=list)
    """Its strings, with where each begins and ends, quotes counted."""
    is_list: bool = False
    opened: int = 0
    """Where the list begins."""
    is_code: bool = True
    """Else it is Markdown."""

    @property
    def text(self) -> str:
        """What the strings say together."""
        return "".join(text for text, _, _ in self.texts)


@dataclass(frozen=True)
class NotebookDocument:
    """A notebook with Python in it."""

    data: bytes
    """The file."""
    cut: outputs.Cut
    """What is left of it without outputs."""
    raw: str
    """The JSON of that."""
    sources: tuple[_Source, ...]
    """Of the code cells."""
    problems: tuple[Problem, ...]
    unread: str
    """As Document has it."""
    marks: tuple[Suppression, ...]
    """The marks that keep cells."""
    _read: tuple[tuple[int, Cell], ...]
    """Index among the sources, and the Python of those that can be read."""

    @cached_property
    def _cells(self) -> Cells:
        return Cells([cell for _, cell in self._read])

    @property
    def text(self) -> str:
        """The cells that are Python, one below the other."""
        return self._cells.text

    @property
    def unmasked(self) -> str:
        """The same with IPython's lines as they stand."""
        return self._cells.unmasked

    @property
    def own_text(self) -> str:
        """Nothing: places are told by cells."""
        return ""

    def apply(self, edits: Sequence[Edit]) -> bytes:
        """The notebook with the edits made; raises DocumentError for one that is in no cell."""
        changes: list[Edit] = []
        for index, own in sorted(self._cells.edits(edits).items()):
            source = self.sources[self._read[index][0]]
            start, end = source.texts[0][1] + 1, source.texts[-1][2] - 1
            changes.append(Edit(start, end, _edited(self.raw, source, own)))
        return _written(self.data, self.cut, changes)

    def unheeded(self) -> NotebookDocument:
        """The same with the cells that marks keep."""
        return _decoded(self.data, self.cut, heeds=False)

    def locate(self, line: int, column: int) -> Location:
        """The cell, and the line in it."""
        return self._cells.locate(line, column)

    def parts(self) -> Sequence[Part]:
        """The code cells, by their numbers."""
        return [Part(f":cell {one.number}", one.text.encode("utf-8", "surrogatepass")) for one in self.sources]


def decode(data: bytes) -> NotebookDocument:
    """The notebook in ``data``; raises DocumentError where there is none of version 4."""
    cut = outputs.cut(data)
    try:
        return _decoded(data, cut)
    except DocumentError:
        if not cut.held:
            raise
    return _decoded(data, outputs.Cut((data,)))  # what is wrong may be the cut


def _decoded(data: bytes, cut: outputs.Cut, heeds: bool = True) -> NotebookDocument:
    raw, every = _every_cell(cut)
    marks = _marks(every) if "rundata:" in raw and heeds else ()
    kept = {cell for mark in marks for cell, _ in mark.lines}
    found = [one for one in every if one.is_code]
    read: list[tuple[int, Cell]] = []
    problems: list[Problem] = []
    unread: list[str] = []
    for index, source in enumerate(found):
        body = None if source.number in kept else ipython.body_of(source.text)
        if isinstance(body, ipython.Body):
            read.append((index, Cell(source.number, source.text, body.start, body.text, brought_in(source.text)[0])))
        problems += _problems(source, body)
        unread.append(named_in(source.text) if source.number in kept else _unread(source, body))
    if any("%run" in one.text and not _says_what_it_runs(one.text) for one in found):
        unread += [RUNS_ANY, named_in("\n".join(one.text for one in found))]
    return NotebookDocument(data, cut, raw, tuple(found), tuple(problems), "\n".join(unread), marks, tuple(read))


def _every_cell(cut: outputs.Cut) -> tuple[str, list[_Source]]:
    """The text of a notebook and its cells; raises DocumentError."""
    try:
        raw = cut.text.decode()
        return raw, _sources(Reader(raw, len(raw) - len(raw.removeprefix(_BOM))))
    except UnicodeDecodeError as error:
        line = cut.text.count(10, 0, error.start) + 1
        raise DocumentError(f"not a notebook: not valid utf-8 in line {line}") from error
    except RecursionError as error:
        raise DocumentError("not a notebook: too deeply nested") from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise DocumentError(f"not a notebook: no JSON in line {line} ({getattr(error, 'msg', error)})") from error


# -- reading -------------------------------------------------------------------------------------------------


def _problems(source: _Source, body: ipython.Body | ipython.NotRead | None) -> Iterator[Problem]:
    """What is left of a cell, or all of it."""
    if isinstance(body, ipython.NotRead):
        place = Location(source.number, body.line, body.column)
        yield Problem(place, body.message, source.text, body.is_error)
    elif body is not None:
        top = source.text.count("\n", 0, body.start)
        for line, left in ipython.left_lines(source.text[body.start :], body.text):
            if ipython.may_matter(left):
                yield Problem(Location(source.number, top + line + 1, 1), ipython.LEFT, left, is_error=False)


def _unread(source: _Source, body: ipython.Body | ipython.NotRead | None) -> str:
    """The names that a cell reads where that is not seen."""
    if isinstance(body, ipython.NotRead):
        return named_in(source.text)
    if body is None:
        return ipython.read_in(source.text.split("\n", 1)[0])
    lines = ipython.left_lines(source.text[body.start :], body.text)
    return "\n".join(ipython.read_in(left) for _, left in lines)


def _says_what_it_runs(text: str) -> bool:
    """Whether all that ``%run`` runs in a cell is known: it can be read, and has it as it is."""
    return isinstance(ipython.body_of(text), ipython.Body) and brought_in(text)[1]


_IGNORED = re.compile(r"\s*(#\s*rundata:\s*ignore-cell)\b")
"""Begins a cell that is left as it is."""


def _marks(sources: Sequence[_Source]) -> tuple[Suppression, ...]:
    """What keeps cells: a comment at the beginning of one, or a mark of Markdown before a cell or section."""
    found: list[Suppression] = []
    elements: list[Element] = []
    for one in sources:
        text = one.text
        match = _IGNORED.match(text) if one.is_code else None
        if match is not None:
            line, column = text.count("\n", 0, match.start(1)), match.start(1) - text.rfind("\n", 0, match.start(1))
            found.append(_suppression(Location(one.number, line + 1, column), len(match[1]), [one]))
        if one.is_code:
            elements.append(Block((Line(one.number, 0, text),), PYTHON))
        elif "rundata:" in text or "#" in text or "\n=" in text or "\n-" in text:
            from rundata_migrate.documents import markdown  # its reader is not light, and few notebooks have a mark

            lines = [Line(at, 0, row) for at, row in enumerate(text.splitlines())]
            said = (element for element in markdown.elements(lines) if isinstance(element, (Heading, Mark)))
            elements += (replace(element, number=one.number * _MANY + element.number) for element in said)
    by_number = {one.number: one for one in sources}
    for mark, blocks in kept_by_marks(elements).items():
        number, line = divmod(mark.number, _MANY)
        text = by_number[number].text.splitlines()[line]
        place = Location(number, line + 1, len(text) - len(text.lstrip()) + 1)
        found.append(_suppression(place, len(text.strip()), [by_number[block.number] for block in blocks]))
    return tuple(found)


_MANY = 1 << 32
"""More lines than a cell has."""


def _suppression(at: Location, width: int, kept: Sequence[_Source]) -> Suppression:
    lines = frozenset((one.number, line) for one in kept for line in range(1, one.text.count("\n") + 2))
    return Suppression(at, width, lines, "\n".join(one.text for one in kept))


def _sources(reader: Reader) -> list[_Source]:
    """The sources of a notebook's cells of code and Markdown, none where it is not one of Python; raises ValueError."""
    found: list[_Source] | None = None
    version: object = None
    metadata: object = None
    if reader.next != "{":
        raise DocumentError("not a notebook: no object")
    for key in reader.members():
        if key == "cells" and reader.next == "[":
            cells = (_source(reader, number) for number, _ in enumerate(reader.elements(), 1))
            found = [one for one in cells if one is not None]
        elif key == "metadata":
            metadata = reader.value()
        else:
            value = reader.value()
            version = value if key == "nbformat" else version
    if reader.next:
        raise DocumentError("not a notebook: something stands behind its JSON")
    if isinstance(version, int) and version < 4:
        raise DocumentError(f"a notebook of nbformat {version}: only version 4 is read")
    if found is None:
        raise DocumentError("not a notebook: no cells")
    return found if _is_python(metadata) else []


def _is_python(metadata: object) -> bool:
    """Whether a notebook's language is Python, which it is if nothing is said of it."""
    if not isinstance(metadata, dict):
        return True
    said = [(metadata.get(key), name) for key, name in _LANGUAGES]
    names = [one.get(name) for one, name in said if isinstance(one, dict)]
    languages = [one.lower() for one in names if isinstance(one, str)]
    return not languages or any("python" in one for one in languages)


def _source(reader: Reader, number: int) -> _Source | None:
    """The source of one cell; None where it is neither code nor Markdown."""
    source = _Source(number)
    kind: object = None
    language: object = None
    for key in reader.members():
        if key == "source":
            source = _strings(reader, number)
        elif key == "cell_type":
            kind = reader.value()
        elif key == "metadata":
            metadata = reader.value()
            editor = metadata.get("vscode") if isinstance(metadata, dict) else None
            language = editor.get("languageId") if isinstance(editor, dict) else None
        else:
            reader.skip()
    source.is_code = kind == "code"
    is_read = kind == "markdown" or (kind == "code" and language in (None, "python"))
    return source if is_read and source.texts else None


def _strings(reader: Reader, number: int) -> _Source:
    if reader.next != "[":
        return _Source(number, [reader.string()])
    opened = reader.at
    return _Source(number, [reader.string() for _ in reader.elements()], True, opened)


_WORD = re.compile(r"[A-Za-z0-9]").match


# -- writing -------------------------------------------------------------------------------------------------


def _written(data: bytes, cut: outputs.Cut, edits: Sequence[Edit]) -> bytes:
    """The bytes with edits of what is left of them made, which are in order."""
    segments: list[bytes] = []
    first = begin = 0
    for segment in cut.segments:
        text = segment.decode()
        last = bisect_right(edits, begin + len(text), first, key=lambda edit: edit.end)
        own = [Edit(one.start - begin, one.end - begin, one.text) for one in edits[first:last]]
        segments.append(apply_edits(text, own).encode("utf-8", "surrogatepass") if own else segment)
        first, begin = last, begin + len(text)
    pieces = [segments[0]]
    held: list[tuple[int, int]] = []
    at = len(segments[0])
    for segment, (start, end) in zip(segments[1:], cut.held, strict=True):
        pieces += [data[start:end], segment]
        held.append((at, at + end - start))
        at = held[-1][1] + len(segment)
    outputs.remembered(outputs.Cut(tuple(segments), tuple(held)), at)
    return b"".join(pieces)


def _edited(raw: str, source: _Source, edits: Sequence[Edit]) -> str:
    """What stands between the first and the last quote of a cell's source, with the edits of its text made."""
    raws, breaks = _taken_apart(raw, source)
    between = _between(raw, source)
    written_so = zip(source.text, raws, strict=True)
    escapes = {one: piece for one, piece in written_so if piece.startswith("\\u") and not _WORD(one)}
    is_new = any(not edit.text.isascii() for edit in edits)
    is_ascii = is_new and raw.isascii() and "\\u" in raw
    for edit in reversed(edits):
        start, end = edit.start, edit.end
        grown = len(edit.text) - (end - start)
        raws[start:end] = [escapes.get(one) or written(one, is_ascii) for one in edit.text]
        breaks = {at if at <= start else at + grown: piece for at, piece in breaks.items() if not start < at <= end}
        if source.is_list:
            new = (start + at + 1 for at, one in enumerate(edit.text) if one == "\n")
            breaks.update((at, between) for at in new if at not in breaks)
    for at in {0, len(raws)} & breaks.keys():
        del breaks[at]
    return "".join(breaks.get(at, "") + piece for at, piece in enumerate([*raws, ""]))


def _taken_apart(raw: str, source: _Source) -> tuple[list[str], dict[int, str]]:
    """Each character of a cell's source as it is written, and where one string ends: what parts it from the next."""
    pieces = [characters(raw[start + 1 : end - 1]) for _, start, end in source.texts]
    ends = itertools.accumulate(len(piece) for piece in pieces)
    pairs = zip(ends, itertools.pairwise(source.texts), strict=False)
    breaks = {end: f'"{raw[one[2] : two[1]]}"' for end, (one, two) in pairs}
    return list(itertools.chain.from_iterable(pieces)), breaks


def _between(raw: str, source: _Source) -> str:
    """What parts two strings of a list, with their quotes."""
    if len(source.texts) > 1:
        return f'"{raw[source.texts[0][2] : source.texts[1][1]]}"'
    return f'",{raw[source.opened + 1 : source.texts[0][1]]}"'
