"""Several documents as one text: what can be asked of a tree can be asked of a program."""

from __future__ import annotations

import libcst as cst
import pytest

from rundata_migrate.flow.index import Among, Index
from rundata_migrate.program import Program
from rundata_migrate.syntax import Tree

TEXTS = ["a = 1\nb = f(2)\n", "", "c = 3", "# nothing\r\nd = f(4)\r\n"]


@pytest.fixture
def program() -> Program:
    return Program([Tree(text, f"{number}.py") for number, text in enumerate(TEXTS)])


def test_the_lines_of_a_program_make_its_text(program: Program) -> None:
    assert "".join(program.lines()) == program.text
    for document in program.documents:
        assert "".join(document.lines()) == document.text


def test_a_line_of_a_program_begins_where_its_document_says(program: Program) -> None:
    starts = [program.line_start(line) for line in range(1, len(program.lines()) + 1)]
    lengths = [len(line) for line in program.lines()]
    assert starts == [sum(lengths[:at]) for at in range(len(lengths))]
    for document in program.documents:
        assert program.base(document) + document.line_start(1) in starts


def test_every_node_of_a_program_has_its_range(program: Program) -> None:
    for at, node in enumerate(program.order):
        start, end = program.range_of(node)
        assert start == at
        below = program.order[start:end]
        assert all(program.is_inside(one, node) for one in below)
        assert not any(program.is_inside(one, node) for one in program.order[end:])


def test_an_index_finds_what_stands_below_a_node(program: Program) -> None:
    index = Index(program)
    assert [call.args[0].value.value for call in index.calls("f")] == ["2", "4"]
    last = program.documents[-1]
    assert index.below(last.module, cst.Call) == last.every(cst.Call)
    assert index.below(program.documents[2].module, cst.Call) == []
    calls = Among(program, index.calls("f"))
    assert [calls.is_below(document.module) for document in program.documents] == [True, False, False, True]
    assert index.in_order([*reversed(program.every(cst.Call)), *program.every(cst.Call)]) == program.every(cst.Call)
