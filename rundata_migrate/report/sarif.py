"""SARIF 2.1.0, the exchange format of static analysis: GitHub's code scanning, editors and dashboards read it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

from rundata_migrate import __version__
from rundata_migrate.documents import PYTHON_SUFFIXES
from rundata_migrate.findings import Confidence, Edit, Finding, Fix, Place
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, is_left, is_listed, place_of, project_path
from rundata_migrate.report.code import Code, Lines
from rundata_migrate.report.in_file import Places
from rundata_migrate.report.marks import marks
from rundata_migrate.report.text import notes_of
from rundata_migrate.report.visible import visible
from rundata_migrate.rules import by_code

if TYPE_CHECKING:
    from rundata_migrate.options import Options
    from rundata_migrate.rules.model import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MARK = "rundataMigrate/v1"
"""The name of the fingerprint: another one when it is made in another way."""
_KNOWN: dict[str, Any] = {"baselineState": "unchanged", "suppressions": [{"kind": "external"}]}
"""Of what the baseline lists."""


def report_on(paper: Paper, options: Options) -> SarifReport:
    """The report for a run's options."""
    has_baseline = options.baseline is not None
    return SarifReport(paper.write, writes=options.writes, verbose=options.verbose, has_baseline=has_baseline)


class SarifReport:
    """Results as they come, and behind them the rules that they are of; what was fixed and written is no result."""

    def __init__(
        self,
        write: Callable[[str], object],
        *,
        writes: bool = True,
        verbose: bool = False,
        has_baseline: bool = False,
    ) -> None:
        self.write = write
        self.writes = writes
        self.verbose = verbose
        self.has_baseline = has_baseline
        self._rules: dict[str, int] = {}
        head = json.dumps({"$schema": SCHEMA, "version": "2.1.0"})[:-1]
        self._before = f'{head}, "runs": [{{"columnKind": "unicodeCodePoints", "results": [\n'

    def add(self, result: FileResult) -> None:
        """Report one file."""
        left = [one for one in result.findings if is_left(one, self.writes) and is_listed(one, self.verbose)]
        new: dict[str, Any] = {"baselineState": "new"} if self.has_baseline else {}
        listed = [(finding, new) for finding in left]
        listed += [(finding, _KNOWN) for finding in result.known if self.verbose]
        if not listed:
            return
        code = Code(result)
        places = Places(code)
        texts = []
        for (finding, state), mark in zip(listed, marks(result, [one for one, _ in listed]), strict=True):
            index = self._rules.setdefault(finding.rule, len(self._rules))
            texts.append(json.dumps(_result(finding, code, places, index, mark) | state))
        self.write(self._before + ",\n".join(texts))
        self._before = ",\n"

    def finish(self, summary: Summary) -> None:
        """Report the tool and how the run went."""
        driver = {
            "name": "rundata-migrate",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_rule(by_code(code)) for code in self._rules],
        }
        told = [{"level": "note", "message": {"text": visible(one)}} for one in notes_of(summary, self.writes)]
        invocation = {"executionSuccessful": not summary.errors, "toolExecutionNotifications": told}
        rest: dict[str, Any] = {"tool": {"driver": driver}, "invocations": [invocation]}
        rest |= {"properties": {"known": summary.known}} if self.has_baseline else {}
        begin = "" if self._before == ",\n" else self._before
        self.write(f"{begin}\n], {json.dumps(rest)[1:-1]}}}]}}\n")


def _rule(rule: Rule) -> dict[str, Any]:
    text = f"{rule.why}\n\nFix: {rule.safety}"
    examples = [one for one in rule.examples if one.after is not None][:1]
    shown = "".join(f"\n\n```diff\n{_diff(one.before, one.after or '')}\n```" for one in examples)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": rule.why or rule.what},
        "help": {"text": text, "markdown": text + shown},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["mlflow", "migration"]},
    }


def _diff(before: str, after: str) -> str:
    lines = [f"-{line}" for line in before.strip("\n").split("\n")]
    return "\n".join([*lines, *(f"+{line}" for line in after.strip("\n").split("\n"))])


def _result(finding: Finding, code: Code, places: Places, index: int, mark: str) -> dict[str, Any]:
    place = place_of(finding, code.result)
    physical: dict[str, Any] = {"artifactLocation": _file(finding.path)}
    location: dict[str, Any] = {"physicalLocation": physical}
    in_file = places.of(finding)
    if in_file is not None:
        physical["region"] = _region(in_file, code.marked(finding)[1].text)
    if finding.cell is not None:  # the lines of the file are JSON's
        location["logicalLocations"] = [
            {"fullyQualifiedName": f"cell {finding.cell}, line {place.line}, column {place.column}", "kind": "object"}
        ]
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _level(finding),
        "message": {"text": visible("\n".join(_message(finding)))},
        "locations": [location],
        "partialFingerprints": {MARK: mark},
        "properties": {"safety": finding.safety.value, "confidence": finding.confidence.value},
    }
    if finding.fix is not None and not code.result.written:
        edits = _edits(finding.path, finding.fix, code, places)
        result |= {"fixes": [_fix(finding.path, finding.fix, *edits)]} if edits is not None else {}
    return result


def _edits(path: str, fix: Fix, code: Code, places: Places) -> tuple[Sequence[Edit], Lines] | None:
    """A fix's edits of the file itself, and its lines; None where they, or those of another file, cannot be said."""
    if not all(other.endswith(PYTHON_SUFFIXES) for other, _ in fix.elsewhere):
        return None
    if path.endswith(PYTHON_SUFFIXES):
        return fix.edits, code.before.lines
    file = places.before
    edits = file.edits(fix.edits) if file is not None else None
    return (edits, file.lines) if edits is not None and file is not None else None


def _level(finding: Finding) -> str:
    if finding.error or finding.confidence is Confidence.PROVEN:
        return "error"
    return "warning" if finding.confidence is Confidence.LIKELY else "note"


def _message(finding: Finding) -> list[str]:
    place = [] if finding.cell is None else [f"In cell {finding.cell}, line {finding.place.line}:"]
    lines = [*place, finding.message]
    lines += ["why: " + " <- ".join(finding.why)] if finding.why else []
    return lines + (["consider: " + finding.proposal] if finding.proposal and not finding.fixed else [])


def _region(place: Place, line: str) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return region | ({"snippet": {"text": visible(line)}} if line else {})


def _fix(path: str, fix: Fix, own: Sequence[Edit], lines: Lines) -> dict[str, Any]:
    """A fix is of text with lines here, and of other files by characters."""
    changes = [{"artifactLocation": _file(path), "replacements": [_in_lines(edit, lines) for edit in own]}]
    for other, edits in fix.elsewhere:
        changes.append({"artifactLocation": _file(other), "replacements": [_by_characters(edit) for edit in edits]})
    description = f"{fix.description or 'The fix'} ({fix.safety.value})"
    return {
        "description": {"text": visible(description)},
        "artifactChanges": [change for change in changes if change["replacements"]],
    }


def _in_lines(edit: Edit, lines: Lines) -> dict[str, Any]:
    line, column = lines.at(edit.start)
    end_line, end_column = lines.at(edit.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _by_characters(edit: Edit) -> dict[str, Any]:
    region = {"charOffset": edit.start, "charLength": edit.end - edit.start}
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _file(path: str) -> dict[str, str]:
    name = project_path(path)
    try:
        uri = quote_from_bytes(os.fsencode(name), safe="/")
    except UnicodeEncodeError:  # no name of a file, such as one for standard input
        uri = quote_from_bytes(name.encode("utf-8", "backslashreplace"), safe="/")
    if os.path.isabs(name):
        return {"uri": f"file://{uri}" if uri.startswith("/") else f"file:///{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
