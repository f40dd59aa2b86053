"""What a notebook shows without being told to: the last expression of a cell, as if it were handed to ``print``.

At a prompt each expression is shown, also in loops and branches.

The call is put into the syntax tree, where everything that follows values or uses of entities sees it; it has no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from rundata_migrate.documents.model import CELL, MARIMO, PROMPTS

_ALL = re.compile(r"ast_node_interactivity|format_name: light")
"""Where each expression is shown, or may be the last of its cell."""

_GIVES_NOTHING = frozenset(
    {"append", "extend", "insert", "remove", "sort", "reverse", "clear", "update", "add", "discard", "show", "display"}
)
Spans = dict[cst.CSTNode, tuple[int, int]]


def show(module: cst.Module, spans: Spans, text: str) -> None:
    """Put the calls into a module's tree and their spans beside the others; nothing where there are no cells."""
    marks = [match.start() for match in CELL.finditer(text)]
    has_prompts = PROMPTS in text
    found: Iterator[cst.SimpleStatementLine | cst.SimpleStatementSuite]
    if MARIMO in text:
        found = _last_of_blocks(module.body)
    elif has_prompts or _ALL.search(text) is not None:
        found = _statements(module.body, has_prompts)
    else:
        found = _last_of_cells(module.body, spans, text, marks) if marks else iter(())
    for statement in found:
        last = statement.body[-1]
        if isinstance(last, cst.Expr) and not isinstance(last.semicolon, cst.Semicolon) and _gives(last.value):
            _wrap(last, spans)


def _statements(
    body: Sequence[cst.BaseStatement | cst.BaseSmallStatement], is_deep: bool
) -> Iterator[cst.SimpleStatementLine | cst.SimpleStatementSuite]:
    waiting: list[cst.CSTNode] = list(body)
    while waiting:
        one = waiting.pop()
        if isinstance(one, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
            yield one
        elif is_deep and isinstance(one, _RUN_AT_ONCE):
            waiting += one.children


_RUN_AT_ONCE = (
    cst.IndentedBlock,
    cst.If,
    cst.Else,
    cst.For,
    cst.While,
    cst.With,
    cst.Try,
    cst.ExceptHandler,
    cst.Finally,
)
"""What runs where it stands; a function's statements show nothing."""


def _last_of_cells(
    body: Sequence[cst.BaseStatement | cst.BaseSmallStatement], spans: Spans, text: str, marks: list[int]
) -> Iterator[cst.SimpleStatementLine]:
    """The statements between which and the next one a cell ends."""
    starts = [spans[one][0] for one in body[1:]]
    for one, until in zip(body, [*starts, len(text) + 1], strict=True):
        end = spans[one][1]
        if isinstance(one, cst.SimpleStatementLine) and (until > len(text) or any(end <= at < until for at in marks)):
            yield one


def _last_of_blocks(body: Sequence[cst.BaseStatement | cst.BaseSmallStatement]) -> Iterator[cst.SimpleStatementLine]:
    """The statements before what stands for the ``return`` of a cell of marimo's."""
    for block in body:
        inner = block.body.body if isinstance(block, cst.If) else ()
        for last in inner[-2:-1]:
            if isinstance(last, cst.SimpleStatementLine):
                yield last


def _gives(value: cst.BaseExpression) -> bool:
    """Whether an expression may have a value to show."""
    if not isinstance(value, cst.Call):
        return not isinstance(value, cst.BaseString)
    if isinstance(value.func, cst.Attribute):
        return value.func.attr.value not in _GIVES_NOTHING
    return not (isinstance(value.func, cst.Name) and value.func.value in ("print", "display"))


def _wrap(statement: cst.Expr, spans: Spans) -> None:
    value = statement.value
    name, arg = cst.Name("print"), cst.Arg(value)
    call = cst.Call(name, [arg])
    start, end = spans[value]
    spans[name] = start, start
    spans[arg] = spans[call] = start, end
    object.__setattr__(statement, "value", call)  # the nodes are frozen: what was read as it stands is not to change
