from __future__ import annotations

import pytest

from rundata_migrate import suppressions
from rundata_migrate.findings import Finding, Place, Safety


@pytest.fixture(autouse=True)
def rules(monkeypatch):
    monkeypatch.setattr(suppressions, "CODES", ("RD101", "RD102", "RD201", "RD301"))


def finding(rule: str, line: int, end_line: int | None = None, *, error: bool = False) -> Finding:
    place = Place(line, 1, end_line or line, 5)
    return Finding("a.py", place, rule, Safety.SAFE, "message", error=error)


def left(found: suppressions.Suppressions) -> list[tuple[int, str]]:
    return [(one.place.line, one.message) for one in found.unused()]


def test_a_bare_comment_suppresses_everything_on_its_line():
    found = suppressions.parse("x\ny  # rundata: ignore\nz\n")
    assert found.matches(finding("RD101", 2))
    assert found.matches(finding("RD301", 2))
    assert not found.matches(finding("RD101", 1))
    assert not found.matches(finding("RD101", 3))
    assert found.unused() == []


def test_codes_and_beginnings_of_codes():
    found = suppressions.parse("x  # rundata: ignore[RD101, rd2]\n")
    assert found.matches(finding("RD101", 1))
    assert found.matches(finding("RD201", 1))
    assert not found.matches(finding("RD301", 1))
    assert not found.matches(finding("RD102", 1))
    assert found.unused() == []


@pytest.mark.parametrize("line, expected", [(1, True), (2, False), (3, True), (4, False)])
def test_a_site_of_several_lines_has_its_comment_first_or_last(line, expected):
    lines = ["f(", "a,", "b)", "c"]
    lines[line - 1] += "  # rundata: ignore"
    found = suppressions.parse("\n".join(lines) + "\n")
    assert found.matches(finding("RD101", 1, 3)) is expected
    assert bool(found.unused()) is not expected


def test_both_comments_of_one_site_are_of_use():
    found = suppressions.parse("f(  # rundata: ignore\n)  # rundata: ignore[RD101]\n")
    assert found.matches(finding("RD101", 1, 2))
    assert found.unused() == []


@pytest.mark.parametrize(
    "comment",
    [
        "#rundata:ignore",
        "# noqa # rundata: ignore",
        "#  rundata:  ignore  because",
        "# rundata: ignore [RD101]",
    ],
)
def test_spellings(comment):
    assert suppressions.parse(f"x  {comment}\n").matches(finding("RD101", 1))


@pytest.mark.parametrize(
    "source",
    [
        "x = '# rundata: ignore'\n",
        'x = """\n# rundata: ignore\n"""\n',
        "x  # rundata: ignored\n",
        "x  # rundata: ignore-not\n",
        "x  # rundata ignore\n",
        "x = (  # rundata: ignore\n",
        "if x:\n  y\n z  # rundata: ignore\n",
        "x = '''\n  # rundata: ignore",
    ],
)
def test_what_is_no_suppression(source):
    found = suppressions.parse(source)
    assert not any(found.matches(finding("RD101", line)) for line in (1, 2, 3))
    assert found.unused() == []


def test_errors_are_not_suppressed():
    assert not suppressions.parse("x  # rundata: ignore\n").matches(finding("RD900", 1, error=True))


def test_unused_and_unknown_are_findings():
    found = suppressions.parse(
        "a  # rundata: ignore\n"
        "b  # rundata: ignore[RD101,RD102]\n"
        "c  # rundata: ignore[RD999]\n"
        "d  # rundata: ignore[]\n",
        "dir/a.py",
    )
    assert found.matches(finding("RD101", 2))
    assert left(found) == [
        (1, "unused suppression: nothing is found here"),
        (2, "unused suppression: no RD102 here"),
        (3, "suppression of an unknown rule: RD999"),
        (4, "suppression without a rule"),
    ]
    one = found.unused()[0]
    assert (one.path, one.rule, one.error, one.fixed) == ("dir/a.py", "RD902", False, False)


def test_a_rule_that_did_not_run_is_not_missed():
    found = suppressions.parse("a  # rundata: ignore\nb  # rundata: ignore[RD101]\nc  # rundata: ignore[RD999]\n")
    assert [one.place.line for one in found.unused(lambda code: False)] == [3]


def test_the_place_is_the_comment():
    place = suppressions.parse("é = x  # no # rundata: ignore[RD1] yes\n").unused()[0].place
    assert place == Place(1, 13, 1, 35)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_and_form_feeds_do_not_shift_lines(newline):
    found = suppressions.parse(newline.join(["a", "\x0cb", "c  # rundata: ignore", ""]))
    assert found.matches(finding("RD101", 3))
