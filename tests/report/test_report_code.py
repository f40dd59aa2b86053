from __future__ import annotations

import pytest

from rundata_migrate.findings import Edit, Finding, Fix, Place, Safety
from rundata_migrate.project.results import FileResult
from rundata_migrate.report.code import Code, Lines, changes
from rundata_migrate.report.frame import WIDEST, frame
from rundata_migrate.report.visible import visible, visible_line


def change_of(text: str, *edits: tuple[str, str]):
    """What replacing each first piece by the second does to the lines."""
    made = [Edit(text.index(old), text.index(old) + len(old), new) for old, new in edits]
    return [
        (one.first, [line.text for line in one.old], [line.text for line in one.new])
        for one in changes(made, Lines(text))
    ]


def test_lines_by_number():
    lines = Lines("ab\r\ncd\rx\n")
    assert [lines.line(number) for number in range(6)] == ["", "ab", "cd", "x", "", ""]


@pytest.mark.parametrize(
    "text, edits, expected",
    [
        ("a\nold\nb\n", [("old", "new")], [(2, ["old"], ["new"])]),
        ("a\nold", [("old", "new")], [(2, ["old"], ["new"])]),
        ("a\r\nold\r\nb", [("old", "new")], [(2, ["old"], ["new"])]),
        ("a\nold\nb\n", [("old\n", "")], [(2, ["old"], [])]),
        ("a\nb\n", [("b", "x\ny\nb")], [(2, [], ["x", "y"])]),
        ("one\ntwo\n", [("one", "1"), ("two", "2")], [(1, ["one", "two"], ["1", "2"])]),
        ("one\n\n\ntwo\n", [("one", "1"), ("two", "2")], [(1, ["one"], ["1"]), (4, ["two"], ["2"])]),
        ("x one y two\n", [("two", "2"), ("one", "1")], [(1, ["x one y two"], ["x 1 y 2"])]),
        ("for a:\n if a:\n  go\n", [("for a:\n if a:\n  go", "go")], [(1, ["for a:", " if a:", "  go"], ["go"])]),
    ],
)  # fmt: skip
def test_changes_of_lines(text, edits, expected):
    assert change_of(text, *edits) == expected


def test_what_a_fix_touches():
    text = "x = one + two\n"
    (change,) = changes([Edit(4, 7, "three"), Edit(10, 13, "4")], Lines(text))
    assert [line.text[slice(*span)] for line in change.old for span in line.touched] == ["one", "two"]
    assert [line.text[slice(*span)] for line in change.new for span in line.touched] == ["three", "4"]


def shown(text: str, place: Place, fix: Fix | None = None) -> list[str]:
    finding = Finding("a.py", place, "RD101", Safety.SAFE, "m", fix=fix)
    result = FileResult("a.py", (finding,), before=text.encode("utf-8", "surrogatepass"))
    return ["".join(text for _, text in line) for line in frame(finding, Code(result))]


def test_carets_stand_below_what_they_mean():
    assert shown("\tä = ruñ\n", Place(1, 6, 1, 9)) == ["  1 | \tä = ruñ", "    | \t    ^^^"]
    assert shown("'日本' run\n", Place(1, 6, 1, 9)) == ["  1 | '日本' run", "    |        ^^^"]
    assert shown("x\n  run(\n)\n", Place(2, 3, 3, 2)) == ["  2 |   run(", "    |   ^^^^"]
    assert shown("'\x1b[0m' run\n", Place(1, 8, 1, 11)) == ["  1 | '\\x1b[0m' run", "    |           ^^^"]


def test_no_code_where_there_is_none():
    assert shown("", Place(1, 1, 1, 1)) == []
    assert shown("a\n", Place(9, 1, 9, 2)) == []
    assert shown("\n", Place(1, 1, 1, 1)) == []


def test_a_long_line_is_cut_around_the_finding():
    code, caret = shown("x " * 2000 + "run" + " y" * 2000, Place(1, 4001, 1, 4004))
    assert len(code) < WIDEST + 12
    assert code[caret.index("^") : caret.index("^") + 3] == "run"
    assert caret.count("^") == 3


def test_a_fix_below_the_code():
    edits = (Edit(0, 3, "new"), Edit(10, 13, "also new"))
    fix = Fix(edits, Safety.SAFE)
    assert shown("old\na\nb\nc\nold\n", Place(1, 1, 1, 4), fix) == [
        "  1 | old", "    | ^^^", "  + | new", "  5 | old", "  + | also new",
    ]  # fmt: skip


def test_a_long_fix_is_cut():
    text = "old\n" * 20
    fix = Fix((Edit(0, len(text) - 1, "\n".join(["new"] * 15)),), Safety.SAFE)
    lines = shown(text, Place(1, 1, 1, 4), fix)
    assert [line for line in lines if "more" in line] == ["     | … 12 more", "     | … 7 more"]


HOSTILE = "a\x1b[31m\x00\x07\u202e\u2028\r\x85\udcff\ud800é日\t\n"


def test_what_steers_a_terminal_is_spelled():
    assert visible(HOSTILE) == "a\\x1b[31m\\x00\\x07\\u202e\\u2028\\r\\x85\\xff\\ud800é日\t\n"
    assert visible_line(HOSTILE).endswith("é日\t\\n")
