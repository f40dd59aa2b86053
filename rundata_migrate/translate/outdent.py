"""A block's lines moved out by one level of indentation, where the statement that they stood in goes away."""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Node, Tree, walk

_INDENT = re.compile(r"(?:\r\n|\r|\n)([ \t]*)(?=[^\s])")


def moved_out(
    tree: Tree, header: Node, start: int, statements: Sequence[Node], without_last: bool
) -> list[Edit] | None:
    """Edits that give the lines from ``start`` on, which hold the statements, the indentation of ``header``.

    ``without_last``: the last of the statements goes away, with its line. None where that cannot be done line by line.
    """
    inner = _indent_at(tree.text, tree.span(statements[0])[0])
    outer = _indent_at(tree.text, tree.span(header)[0])
    if inner is None or outer is None or not inner.startswith(outer):
        return None
    if any(_has_lines(tree, statement) for statement in statements):
        return None
    edits: list[Edit] = []
    last, end = tree.span(statements[-1])
    if without_last:
        gone = _line_alone(tree.text, last, tree.code(statements[-1]))
        if gone is None:
            return None
        edits.append(Edit(*gone, ""))
        last = gone[0]
    else:
        last = end
    for match in _INDENT.finditer(tree.text, start, end):
        low = match.start(1)
        if low < last and match[1].startswith(inner):
            edits.append(Edit(low, low + len(inner), outer))
    return edits


def _has_lines(tree: Tree, statement: Node) -> bool:
    """Whether a string in a statement goes over several lines: what stands before them is part of it."""
    strings = (node for node in walk(statement) if isinstance(node, (cst.SimpleString, cst.FormattedString)))
    return any(re.search(r"[\r\n]", tree.code(node)) for node in strings)


def _line_alone(text: str, offset: int, statement: str) -> tuple[int, int] | None:
    """The line of a statement that has it to itself, with its end; without one, with the end of the line before."""
    start = _line_start(text, offset)
    line = re.compile(r"[^\r\n]*(\r\n|\r|\n)?").match(text, start)
    if line is None or line.group().strip() != statement:
        return None
    return (start if line.group(1) else len(text[:start].rstrip("\r\n"))), line.end()


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _indent_at(text: str, offset: int) -> str | None:
    indent = text[_line_start(text, offset) : offset]
    return indent if not indent.strip() else None
