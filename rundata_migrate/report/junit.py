"""JUnit's XML, which most CI servers show: a suite for each file, a failed test case for each place that is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from rundata_migrate.findings import Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, is_left, is_listed, place_of, project_path, where
from rundata_migrate.report.code import Code
from rundata_migrate.report.frame import frame
from rundata_migrate.report.text import summary_line
from rundata_migrate.report.visible import visible, visible_line

if TYPE_CHECKING:
    from rundata_migrate.options import Options


def report_on(paper: Paper, options: Options) -> JunitReport:
    """The report for a run's options."""
    return JunitReport(paper.write, writes=options.writes)


class JunitReport:
    """Places that only read like run data are no test cases."""

    def __init__(self, write: Callable[[str], object], *, writes: bool = True) -> None:
        self.write = write
        self.writes = writes
        self._begun = False

    def add(self, result: FileResult) -> None:
        """Report one file; one without findings is no suite."""
        listed = [finding for finding in result.findings if is_listed(finding)]
        if not listed and not result.known:
            return
        code = Code(result)
        errors = sum(finding.error for finding in listed)
        failures = sum(is_left(finding, self.writes) for finding in listed) - errors
        name = _attribute(project_path(result.path))
        cases = "".join(self._case(finding, code) for finding in listed)
        cases += "".join(f"{_head(finding, code)}>\n{_KNOWN}\n</testcase>\n" for finding in result.known)
        tests, skipped = len(listed) + len(result.known), len(result.known)
        counts = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
        self._begin()
        self.write(f"<testsuite name={name} {counts}>\n{cases}</testsuite>\n")

    def finish(self, summary: Summary) -> None:
        """Report the end of the run; some servers take a report without a test case for a broken one."""
        if not self._begun:
            self._begin()
            said = _attribute(summary_line(summary, self.writes).rstrip("."))
            self.write(
                '<testsuite name="rundata-migrate" tests="1" failures="0" errors="0" skipped="0">\n'
                f'<testcase classname="rundata-migrate" name={said}/>\n{_notes(summary)}</testsuite>\n'
            )
        elif summary.notes:
            self.write(
                '<testsuite name="rundata-migrate" tests="0" failures="0" errors="0" skipped="0">\n'
                f"{_notes(summary)}</testsuite>\n"
            )
        self.write("</testsuites>\n")

    def _begin(self) -> None:
        if not self._begun:
            self.write('<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="rundata-migrate">\n')
            self._begun = True

    def _case(self, finding: Finding, code: Code) -> str:
        head = _head(finding, code)
        if not is_left(finding, self.writes):
            return head + "/>\n"
        kind = "error" if finding.error else "failure"
        body = escape(visible("\n".join(_body(finding, code))))
        message = _attribute(finding.message)
        return f'{head}>\n<{kind} type="{finding.rule}" message={message}>{body}</{kind}>\n</testcase>\n'


_KNOWN = '<skipped message="known: in the baseline"/>'


def _head(finding: Finding, code: Code) -> str:
    """The beginning of a test case, up to the end of its tag."""
    place = place_of(finding, code.result)
    path = project_path(finding.path)
    name = f"{finding.rule} at {where(finding, place)[1:]}"
    line = "" if finding.cell is not None else f' line="{place.line}"'
    return f"<testcase classname={_attribute(path)} name={_attribute(name)} file={_attribute(path)}{line}"


def _notes(summary: Summary) -> str:
    text = escape(visible("\n".join(summary.notes)))
    return f"<system-out>{text}</system-out>\n" if text else ""


def _body(finding: Finding, code: Code) -> list[str]:
    place = place_of(finding, code.result)
    lines = [f"{visible_line(project_path(finding.path))}{where(finding, place)}: {finding.rule} {finding.message}"]
    lines += ["".join(text for _, text in line) for line in frame(finding, code)]
    lines += ["why: " + " <- ".join(finding.why)] if finding.why else []
    return lines + (["consider: " + finding.proposal] if finding.proposal and not finding.fixed else [])


def _attribute(text: str) -> str:
    return quoteattr(visible_line(text))
