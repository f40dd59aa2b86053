from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import fake_engine
import pytest

from rundata_migrate.findings import Confidence, Edit, EngineOptions, Finding, Fix, Place, Safety
from rundata_migrate.project import work
from rundata_migrate.project.results import FileResult, Summary, error
from rundata_migrate.report.code import Lines
from rundata_migrate.report.diff import unified
from rundata_migrate.report.github import GithubReport
from rundata_migrate.report.json import JsonReport
from rundata_migrate.report.rules import card, listing
from rundata_migrate.report.text import TextReport, coloured, plain, summary_line
from rundata_migrate.rules.model import Example, Rule


@pytest.fixture(autouse=True)
def fake(monkeypatch):
    fake_engine.use(monkeypatch)


def result_of(text: str, path: str = "a.py", *, written: bool = False, **options) -> FileResult:
    result = work.migrate_bytes(text.encode(), path, EngineOptions(**options))
    return FileResult(path, result.findings, result.sites, result.before, result.after, written)


def summary_of(*results: FileResult) -> Summary:
    summary = Summary(files=len(results))
    for result in results:
        summary.add(result)
    return summary


# -- text


def text_report(result: FileResult, **options) -> list[str]:
    stream = io.StringIO()
    report = TextReport(plain(stream.write), **options)
    report.add(result)
    report.finish(summary_of(result))
    return stream.getvalue().splitlines()


def test_text_of_a_file_that_was_written():
    assert text_report(result_of("x\n OLD RISKY\nMANUAL\n", written=True)) == [
        "a.py:2:2: RD101 a old word [fixed]",
        "a.py:2:6: RD301 a risky word [unsafe fix: --unsafe-fixes]",
        "  2 |  OLD RISKY",
        "    |      ^^^^^",
        "    why: run <- client.get_run(...) line 12 <- MlflowClient() line 3",
        "a.py:77:1: RD301 a manual word",
        "    why: run <- client.get_run(...) line 12 <- MlflowClient() line 3",
        "    consider: first",
        "              second",
        "Fixed 1 site in 1 file; 2 left (1 unsafe fix available with --unsafe-fixes).",
    ]


def test_text_of_a_file_that_was_not_written():
    lines = text_report(result_of("OLD\nMANUAL\n"), writes=False)
    assert lines[:6] == [
        "a.py:1:1: RD101 a old word [would be fixed]",
        "  1 | OLD",
        "    | ^^^",
        "  + | NEW",
        "a.py:2:1: RD301 a manual word",
        "  2 | MANUAL",
    ]
    assert lines[-1] == "Would fix 1 site in 1 file; 1 left."


def test_quiet_says_what_is_left_and_verbose_says_why():
    result = result_of("OLD MANUAL", written=True)
    assert [line.split()[0] for line in text_report(result, quiet=True)] == [
        "a.py:77:1:",
        "why:",
        "consider:",
        "second",
    ]
    assert len(text_report(result, verbose=True)) == len(text_report(result)) + 1
    assert text_report(result_of("OLD"), quiet=True, writes=False) == [
        "a.py:1:1: RD101 a old word [would be fixed]",
        "  1 | OLD",
        "    | ^^^",
        "  + | NEW",
    ]


def test_text_of_sites():
    lines = text_report(result_of("OLD", explain_sites=True))
    assert lines[1:4] == [
        "a.py:1:1: site: metrics, proven",
        "    what: a old word",
        "    how: run <- client.get_run(...) line 12 <- MlflowClient() line 3",
    ]


def test_text_of_an_error():
    lines = text_report(FileResult("a.py", (error("a.py", "RD904", "cannot be read: gone"),)))
    assert lines == ["a.py:1:1: RD904 cannot be read: gone", "1 error."]


@pytest.mark.parametrize(
    "summary, writes, line",
    [
        (Summary(files=1), True, "Nothing to migrate in 1 file."),
        (Summary(files=5), False, "Nothing to migrate in 5 files."),
        (Summary(files=5, fixed=12, changed=3, left=4, unsafe=1), True,
         "Fixed 12 sites in 3 files; 4 left (1 unsafe fix available with --unsafe-fixes)."),
        (Summary(files=5, fixed=2, changed=1, errors=2), False, "Would fix 2 sites in 1 file; 2 errors."),
        (Summary(files=5, left=2, unsafe=2), True, "2 left (2 unsafe fixes available with --unsafe-fixes)."),
    ],
)  # fmt: skip
def test_summary_line(summary, writes, line):
    assert summary_line(summary, writes) == line


def test_colour_changes_nothing_but_colour(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    report = TextReport(coloured(stream))
    report.add(result_of("[bold]OLD MANUAL[/bold]" + " x" * 200, path="dir[a]/" + "long" * 60 + ".py"))
    text = stream.getvalue()
    assert "\x1b[" in text
    import re

    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert bare.splitlines()[0] == "dir[a]/" + "long" * 60 + ".py:1:7: RD101 a old word [fixed]"


def passed_over() -> FileResult:
    return FileResult("b.py", passed_over=(error("b.py", "RD900", "not valid Python"),), before=b"(")


def test_what_is_passed_over_is_told_to_those_who_ask_for_all():
    assert text_report(passed_over()) == ["Nothing to migrate in 1 file."]
    assert text_report(passed_over(), verbose=True) == [
        "b.py:1:1: RD900 not valid Python [passed over: no word of run data in it]",
        "Nothing to migrate in 1 file.",
    ]
    report = json_report(passed_over())
    assert (report["findings"], report["summary"]["errors"]) == ([], 0)
    assert [(one["path"], one["rule"]) for one in report["passed_over"]] == [("b.py", "RD900")]


# -- json


def json_report(*results: FileResult, **options) -> dict:
    pieces: list[str] = []
    report = JsonReport(pieces.append, **options)
    for result in results:
        report.add(result)
    report.finish(summary_of(*results))
    return json.loads("".join(pieces))


def test_json_of_a_finding():
    report = json_report(result_of("é\r\n𝛼 OLD\r\n", written=True))
    assert list(report) == ["version", "summary", "findings", "passed_over", "known"]
    assert report["summary"]["fixed"] == 1
    (finding,) = report["findings"]
    assert finding == {
        "path": "a.py",
        "cell": None,
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 6,
        "rule": "RD101",
        "safety": "safe",
        "container": "metrics",
        "confidence": "proven",
        "message": "a old word",
        "details": "",
        "signs": [],
        "why": ["run <- client.get_run(...) line 12", "MlflowClient() line 3"],
        "known_by": None,
        "recorded": 0,
        "fix": {
            "safety": "safe",
            "description": "OLD -> NEW",
            "edits": [
                {
                    "start": 5,
                    "end": 8,
                    "cell": None,
                    "start_line": 2,
                    "start_column": 3,
                    "end_line": 2,
                    "end_column": 6,
                    "text": "NEW",
                }
            ],
        },
        "proposal": None,
        "fixed": True,
        "error": False,
    }


def test_json_edits_make_the_new_text():
    source = "a OLD\rb RISKY\nOLD"
    result = result_of(source, unsafe_fixes=True)
    edits = [edit for finding in json_report(result)["findings"] for edit in finding["fix"]["edits"]]
    new = source
    for edit in sorted(edits, key=lambda edit: -edit["start"]):
        new = new[: edit["start"]] + edit["text"] + new[edit["end"] :]
    assert result.after == new.encode()


def test_json_of_errors_manual_and_nothing():
    failed = FileResult("b.py", (error("b.py", "RD903", "cannot be decoded"),))
    report = json_report(result_of("MANUAL", written=True), failed)
    manual, failure = report["findings"]
    assert (manual["fix"], manual["line"], manual["proposal"]) == (None, 77, "first\nsecond")
    assert (failure["error"], failure["container"], failure["fix"]) == (True, None, None)
    assert json_report()["findings"] == []


def test_json_of_sites():
    report = json_report(result_of("OLD", explain_sites=True), explain_sites=True)
    assert report["sites"][0]["why"] == ["run <- client.get_run(...) line 12", "MlflowClient() line 3"]


def test_lines_and_columns_of_offsets():
    text = "ab\ncd\r\nef\rgh\n"
    lines = Lines(text)
    expected = {
        "a": (1, 1),
        "b": (1, 2),
        "c": (2, 1),
        "d": (2, 2),
        "e": (3, 1),
        "f": (3, 2),
        "g": (4, 1),
        "h": (4, 2),
    }
    assert {letter: lines.at(text.index(letter)) for letter in expected} == expected
    assert lines.at(len(text)) == (5, 1)
    assert Lines("").at(0) == (1, 1)


# -- github


def github_report(result: FileResult, **options) -> list[str]:
    pieces: list[str] = []
    report = GithubReport(pieces.append, **options)
    report.add(result)
    return "".join(pieces).splitlines()


def test_github_annotations():
    place = Place(3, 5, 4, 9)
    finding = Finding("a,b:c%.py", place, "RD301", Safety.MANUAL, "100% sure:\r\nno, really", proposal="x\ny")
    assert github_report(FileResult("a,b:c%.py", (finding,))) == [
        "::error file=a%2Cb%3Ac%25.py,line=3,col=5,endLine=4,endColumn=9,title=RD301"
        "::100%25 sure:%0D%0Ano, really%0Aconsider: x%0Ay"
    ]


def test_what_was_fixed_is_a_notice():
    assert github_report(result_of("OLD", written=True))[0].startswith("::notice file=a.py,line=1,")
    assert github_report(result_of("OLD"), writes=False)[0].startswith("::error file=a.py,line=1,")


# -- diff

DIFFS = {
    "plain": (b"a\nb\nc\n", b"a\nB\nc\n"),
    "no final newline": (b"a\nb", b"a\nB"),
    "no final newline, elsewhere": (b"b\na\n" + b"x\n" * 9 + b"end", b"B\na\n" + b"x\n" * 9 + b"end"),
    "final newline comes": (b"a\nb", b"a\nb\n"),
    "final newline goes": (b"a\nb\n", b"a\nb"),
    "crlf": (b"a\r\nb\r\nc\r\n", b"a\r\nB\r\nc\r\n"),
    "crlf, no final newline": (b"a\r\nb", b"a\r\nB"),
    "cr alone": (b"a\rb\rc\nd\n", b"a\rB\rc\nd\n"),
    "latin-1": (b"# coding: latin-1\nx = '\xe9'\n", b"# coding: latin-1\ny = '\xe9'\n"),
    "form feed": (b"a\n\x0c\nb\x0b\n", b"a\n\x0c\nB\x0b\n"),
    "two hunks": (b"a\n" + b"x\n" * 20 + b"b\n", b"A\n" + b"x\n" * 20 + b"B\n"),
    "from nothing": (b"a\n", b""),
}
APPLIERS = {
    "git": ["git", "apply", "-p0", "--whitespace=nowarn"],
    "patch": ["patch", "-p0", "--binary", "-s"],
}


@pytest.mark.parametrize("case", DIFFS)
@pytest.mark.parametrize("tool", APPLIERS)
@pytest.mark.parametrize("name", ["a.py", "sub/with blank.py", "é.py"])
def test_the_diff_applies(tmp_path, monkeypatch, case, tool, name):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    before, after = DIFFS[case]
    monkeypatch.chdir(tmp_path)
    target = tmp_path / name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(before)
    diff = unified(name, before, after)
    if tool == "patch" and "from nothing" in case:
        pytest.skip("patch removes a file that becomes empty")
    subprocess.run(APPLIERS[tool], input=diff, check=True, capture_output=True, cwd=tmp_path)
    assert target.read_bytes() == after


def test_the_diff_s_header(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert unified("a.py", b"a\n", b"b\n").splitlines()[:2] == [b"--- a.py", b"+++ a.py"]
    assert unified(str(tmp_path / "a.py"), b"a\n", b"b\n").startswith(b"--- a.py\n")
    assert unified("../a.py", b"a\n", b"b\n").startswith(b"--- ../a.py\n")
    assert unified('a"\n\xe9.py', b"a\n", b"b\n").startswith(b'--- "a\\"\\012\\303\\251.py"\n')
    assert unified("a.py", b"a\n", b"a\n") == b""


@pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="git is not installed")
def test_a_quoted_name_applies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path('a"\t\n\\.py').write_bytes(b"a\n")
    diff = unified('a"\t\n\\.py', b"a\n", b"b\n")
    subprocess.run(APPLIERS["git"], input=diff, check=True, capture_output=True)
    assert Path('a"\t\n\\.py').read_bytes() == b"b\n"


# -- rules

RULE = Rule(
    "RD101",
    "lookup-first",
    "The first of a filtered list",
    "Because.",
    "Safe if.",
    (
        Example("a[0]\nb", "c"),
        Example("d", "e", safety=Safety.UNSAFE, note="a call"),
        Example("f", named=True),
        Example("g"),
    ),
)


def test_listing_and_card():
    assert listing([RULE]) == "RD101  lookup-first  The first of a filtered list\n"
    text = card(RULE)
    assert "  - a[0]\n  - b\n  + c\n" in text
    assert "Example (unsafe): a call" in text
    assert "Named, not rewritten\n    f\n" in text
    assert "Left alone\n    g\n" in text
    assert "Fix: Safe if." in text


def test_a_fix_of_a_finding_whose_text_cannot_be_read_again():
    finding = Finding("a.py", Place(1, 1, 1, 1), "RD101", Safety.SAFE, "m", fix=Fix((Edit(0, 0, "x"),), Safety.SAFE))
    report = json_report(FileResult("a.py", (finding,)))
    assert report["findings"][0]["fix"]["edits"][0]["start_line"] == 1
    assert report["findings"][0]["confidence"] == Confidence.PROVEN.value
