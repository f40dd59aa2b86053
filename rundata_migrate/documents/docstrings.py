"""Examples in the docstrings of a Python file: at prompts, in Google's and NumPy's sections, in directives and fences.

Each docstring is a text of its own, as doctest has it, at the lines where it stands in the file. Escapes are not seen
through: in a line with a backslash the file does not say what the docstring says, unless that is raw.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator, Sequence

from rundata_migrate import screen
from rundata_migrate.documents import markdown, restructured
from rundata_migrate.documents.blocks import (
    INDENTED,
    UNSAID,
    Block,
    Element,
    Line,
    dedented,
    in_order,
    indentation,
    without_blank_ends,
)
from rundata_migrate.documents.model import Document
from rundata_migrate.documents.prose import Prose
from rundata_migrate.documents.python import PythonDocument

_STRING = re.compile(r"(?P<prefix>[rRuU]?)(?P<quote>\"\"\"|'''|\"|')")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_SECTION = re.compile(r"\s*(?:Examples?|Usage|Example usage|Sample usage):\s*\Z")
_SHOWS_CODE = re.compile(r">>>|```|~~~|::|(?:Examples?|[Uu]sage)[ \t]*:")
_ESCAPE = ">>> ?"
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(file: Document) -> list[Prose]:
    """The docstrings of a file whose examples may hold a site, in order; none where the file is no Python."""
    if not isinstance(file, PythonDocument) or not screen.may_hold_site(file.text.encode("utf-8", "replace")):
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(file.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    wanted = [node for node in _strings(tree) if _may_hold_site(str(node.value))]
    rows = _LINE_END.split(file.text) if wanted else []
    found = [_lines_of(rows, node) for node in wanted]
    return [Prose(file, _elements_of(lines)) for lines in found if lines]


def differ_in_strings_alone(before: str, after: str) -> bool:
    """Whether two texts are the same program but for the strings that stand as statements."""
    return _without_strings(before) == _without_strings(after)


def elements(lines: Sequence[Line]) -> list[Element]:
    """What stands in the lines of a docstring."""
    fenced: list[Block] = []
    if any(_FENCE.match(line.text) for line in lines):
        found = (one for one in markdown.elements(lines) if isinstance(one, Block))
        fenced = [one for one in found if one.kind != INDENTED]  # here a margin says what reStructuredText has it say
    seen = {at for block in fenced for at in range(block.number - 1, block.lines[-1].number + 2)}
    rest = [line for line in lines if line.number not in seen]
    others = restructured.elements(rest)
    blocks = [*fenced, *(one for one in others if isinstance(one, Block))]
    return in_order([*others, *fenced, *_in_sections(rest, blocks)])


def _elements_of(lines: Sequence[Line]) -> Callable[[Sequence[Line]], list[Element]]:
    return lambda _: elements(lines)


def _may_hold_site(text: str) -> bool:
    return _SHOWS_CODE.search(text) is not None and screen.may_hold_site(text.encode("utf-8", "replace"))


def _strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """The strings that stand as statements: docstrings, also those below a variable."""
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):  # no expression has a docstring
            inner = getattr(node, name, ())
            nodes += inner if isinstance(inner, list) else ()


def _lines_of(rows: Sequence[str], node: ast.Constant) -> list[Line]:
    """The lines of a string, without the indentation that they have in common; none where the text is not its value.

    ``rows`` are the lines of the file.
    """
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    # Python counts bytes
    begin = len(rows[first].encode()[: node.col_offset].decode("utf-8", "ignore"))
    end = len(rows[last].encode()[: node.end_col_offset].decode("utf-8", "ignore"))
    opening = _STRING.match(rows[first], begin)
    if opening is None:
        return []
    cut = end - len(opening["quote"])
    lines = [Line(at, 0, rows[at][:cut] if at == last else rows[at]) for at in range(first, last + 1)]
    lines[0] = lines[0].cut(opening.end())
    is_raw = opening["prefix"] in ("r", "R")
    if "\n".join(line.text for line in lines) != node.value:
        # escapes, or several strings side by side
        if is_raw or any(opening["quote"] in line.text for line in lines):
            return []
    if not is_raw:
        # no Python, so that the example that it stands in is left
        lines = [line if "\\" not in line.text else Line(line.number, line.column, _ESCAPE) for line in lines]
    return [lines[0], *dedented(lines[1:])]


def _without_strings(text: str) -> str:
    tree = ast.parse(text)
    for node in _strings(tree):
        node.value = ""
    return ast.dump(tree)


def _in_sections(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Element]:
    """Code that stands in an example section of Google's style without more ado."""
    found: list[Element] = []
    taken = {line.number for block in blocks for line in block.lines}
    for at, line in enumerate(lines):
        if not _SECTION.match(line.text):
            continue
        end = at + 1
        while end < len(lines) and indentation(lines[end].text) > indentation(line.text):
            end += 1
        body = lines[at + 1 : end]
        if not any(one.number in taken for one in body):
            found += (Block(tuple(part), UNSAID) for part in _code_among(_paragraphs(body)))
    return found


def _code_among(paragraphs: Sequence[list[Line]]) -> Iterator[Sequence[Line]]:
    """The longest runs of paragraphs that are Python together."""
    run: list[Line] = []
    for paragraph in paragraphs:
        if _is_python([*run, *paragraph]):
            run += paragraph
            continue
        if run:
            yield without_blank_ends(run)
        run = paragraph if _is_python(paragraph) else []
    if run:
        yield without_blank_ends(run)


def _is_python(lines: Sequence[Line]) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse("\n".join(line.text for line in dedented(lines)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines, parted behind blank ones."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if found[-1] and not found[-1][-1].text.strip() and line.text.strip():
            found.append([])
        found[-1].append(line)
    return [one for one in found if any(line.text.strip() for line in one)]
