from __future__ import annotations

import pytest

from rundata_migrate import suppressions
from rundata_migrate.api import migrate_paths, migrate_source
from rundata_migrate.engine import migrate_text
from rundata_migrate.findings import EngineOptions, Finding, Place, Safety


@pytest.fixture
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


@pytest.mark.usefixtures("rules")
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


# -- where a comment may stand ------------------------------------------------------------------


def test_first_and_last_line_of_the_logical_line():
    found = suppressions.parse("x = [  # rundata: ignore[RD101]\n  a,\n  b,\n]  # rundata: ignore[RD201]\ny\n")
    assert found.matches(finding("RD101", 2))
    assert found.matches(finding("RD201", 2, 3))
    assert not found.matches(finding("RD301", 2))
    assert not found.matches(finding("RD101", 5))
    assert found.unused() == []


def test_not_of_a_block():
    found = suppressions.parse("for x in y:  # rundata: ignore\n  a\n  b  # rundata: ignore\n")
    assert not found.matches(finding("RD101", 2))
    assert [line for line, _ in left(found)] == [1, 3]


HEAD = "import mlflow\nrun = mlflow.active_run()\n"


def told(source: str) -> list[tuple[str, int, str]]:
    """What is said of a text that has to stay as it is."""
    result = migrate_source(source)
    assert result.new_text is None
    return [(one.rule, one.place.line, one.message.split(": ", 1)[-1]) for one in result.findings]


@pytest.mark.parametrize(
    "body",
    [
        "x = {  # rundata: ignore\n    m.key: m.value\n    for m in run.data.metrics\n}\n",
        "x = {\n    m.key: m.value\n    for m in run.data.metrics\n}  # rundata: ignore\n",
        "x = {\n    m.key: m.value\n    for m in run.data.metrics  # rundata: ignore\n}\n",
        "show(  # rundata: ignore\n    1,\n    [m.key for m in run.data.metrics],\n    2,\n)\n",
        "x = f(\n    {  # rundata: ignore\n        m.key: m.value\n        for m in run.data.metrics\n    },\n)\n",
        "for m in (  # rundata: ignore\n    run.data.metrics\n):\n    print(m.key)\n",
    ],
    ids=["first", "last", "site", "statement", "brackets", "header"],
)
def test_comments_that_suppress(body):
    assert told(HEAD + body) == []


@pytest.mark.parametrize(
    "body, line",
    [
        ("for m in run.data.metrics:\n    print(m.key)  # rundata: ignore\n", 4),
        ("for m in run.data.metrics:\n    x = 1\n    print(m.key)  # rundata: ignore[RD3]\n", 5),
        (
            "try:\n    x = [m for m in run.data.metrics if m.key == 'a'][0].value\n"
            "except IndexError:  # rundata: ignore\n    x = 0\n",
            5,
        ),
        (
            "c = run.data.metrics\nprint([m.key for m in c])  # rundata: ignore\nfor m in c:\n    print(m.key)\n",
            0,
        ),
    ],
    ids=["body", "code", "handler", "another-site"],
)
def test_a_line_that_a_fix_would_edit_holds_it_back(body, line):
    result = migrate_source(HEAD + body)
    assert "RD902" not in [one.rule for one in result.findings]
    if line:
        assert result.new_text is None
        [one] = result.findings
        assert one.message.endswith(f": line {line} is to stay as it is (`# rundata: ignore`)")
        assert not one.fixed
    else:
        assert "print([m.key for m in c])  # rundata: ignore\n" in (result.new_text or "")


def test_a_comment_for_another_rule_holds_nothing_back():
    result = migrate_source(HEAD + "for m in run.data.metrics:\n    print(m.key)  # rundata: ignore[RD101]\n")
    assert result.new_text == HEAD + "for key in run.data.metrics:\n    print(key)  # rundata: ignore[RD101]\n"
    assert [(one.rule, one.place.line) for one in result.findings] == [("RD301", 3), ("RD902", 4)]


def test_a_line_of_another_file_holds_the_fix_back(tmp_path):
    (tmp_path / "setup.cfg").touch()
    (tmp_path / "a.py").write_text("import mlflow\nfrom b import show\nshow(mlflow.active_run().data.metrics)\n")
    (tmp_path / "b.py").write_text("def show(found):\n    for m in found:\n        print(m.key)  # rundata: ignore\n")
    result = migrate_paths([tmp_path], write=True)
    assert result.summary.fixed == 0
    assert [one.rule for one in result.findings if "is to stay as it is" in one.message]
    assert not [one for one in result.findings if one.rule == "RD902"]


# -- whole files --------------------------------------------------------------------------------

SITES = (
    HEAD + "for m in run.data.metrics:\n    print(m.key, m.timestamp)\nx = {p.key: p.value for p in run.data.params}\n"
)


@pytest.mark.parametrize(
    "top",
    [
        "# rundata: ignore-file\n",
        "#!/usr/bin/env python\n# License\n\n# rundata: ignore-file\n",
        '"""Doc."""\n# rundata: ignore-file because\n',
        '"""Doc."""  # rundata: ignore-file\n',
        "# rundata: ignore-file[RD401, RD2]\n",
        "\n" * 30 + "# rundata: ignore-file\n",
    ],
)
def test_a_file_that_is_left_alone(top):
    assert told(top + SITES) == []


@pytest.mark.parametrize(
    "top",
    ["import os  # rundata: ignore-file\n", "x = 1\n# rundata: ignore-file\n", "'a' + ''\n# rundata: ignore-file\n"],
)
def test_below_code_it_counts_for_nothing(top):
    result = migrate_source(top + SITES)
    assert result.new_text is not None
    assert "RD902" in [one.rule for one in result.findings]


def test_rules_of_a_file():
    result = migrate_source("# rundata: ignore-file[RD2]\n" + SITES)
    assert [one.rule for one in result.findings] == ["RD401"]
    assert result.new_text is None
    result = migrate_source("# rundata: ignore-file[RD4]\n" + SITES)
    assert [one.rule for one in result.findings] == ["RD201"]
    assert result.new_text is not None


def test_an_idle_comment_of_a_file():
    assert told("# rundata: ignore-file\nx = 1\n") == [("RD902", 1, "nothing is found here")]
    assert told("# rundata: ignore-file[RD101, RD2]\n" + HEAD + "x = {p.key: p.value for p in run.data.params}\n") == [
        ("RD902", 1, "no RD101 here")
    ]


def test_a_file_that_is_left_alone_holds_back_what_goes_through_it(tmp_path):
    (tmp_path / "setup.cfg").touch()
    (tmp_path / "a.py").write_text("import mlflow\nfrom b import show\nshow(mlflow.active_run().data.metrics)\n")
    (tmp_path / "b.py").write_text("# rundata: ignore-file\ndef show(found):\n    print([m.key for m in found])\n")
    result = migrate_paths([tmp_path], write=True)
    assert result.summary.written == 0
    assert [one for one in result.findings if one.rule == "RD902"] == []


GENERATED = (
    "import mlflow\n\nrun = mlflow.get_run('1')\nprint([t.key for t in run.data.tags])\nkept = list(run.data.metrics)\n"
)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("# Generated by the protocol buffer compiler.  DO NOT EDIT!\n", 1),
        ("#!/usr/bin/env python\n\n# @generated by a tool\n", 3),
        ("# Code generated by a tool.\n", 1),
        ("'''DO NOT EDIT'''\n", 0),  # no comment
        ("# do not edit\n# regenerated\n", 0),
        ("x = 1  # DO NOT EDIT\n", 0),
        ("x = 1\n" * 30 + "# DO NOT EDIT\n", 0),
    ],
)
@pytest.mark.parametrize("shim", [False, True])
def test_what_is_generated_is_named_and_not_rewritten(head: str, line: int, shim: bool) -> None:
    result = migrate_text(head + GENERATED, "g.py", EngineOptions(unsafe_fixes=True, fallback_shim=shim))
    assert (result.new_text is None) is bool(line)
    told = f": g.py is generated (line {line}): its generator must change"
    assert [one.message.endswith(told) for one in result.findings if one.rule == "RD202"] == [bool(line)]
