"""Annotations for GitHub Actions: workflow commands on standard output."""

from __future__ import annotations

from collections.abc import Callable

from rundata_migrate.findings import Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import place_of
from rundata_migrate.report.text import doubtful_line, evidence_line, summary_line


class GithubReport:
    """``::error`` for what is to be done, ``::notice`` for what was done."""

    def __init__(self, write: Callable[[str], object], *, writes: bool = True) -> None:
        self.write = write
        self.writes = writes

    def add(self, result: FileResult) -> None:
        """Report one file."""
        for finding in result.findings:
            if finding.is_doubtful:
                continue
            self.write(_annotation(finding, result, self.writes))

    def finish(self, summary: Summary) -> None:
        """Report the end of the run, as a plain line of the log."""
        self.write(summary_line(summary, self.writes) + "\n")
        if summary.doubtful:
            self.write(doubtful_line(summary) + "\n")
        if summary.recorded:
            self.write(evidence_line(summary) + "\n")
        for note in summary.notes:
            self.write(note + "\n")


def _annotation(finding: Finding, result: FileResult, writes: bool) -> str:
    place = place_of(finding, result)
    level = "notice" if finding.fixed and writes else "error"
    properties = {
        "file": finding.path,
        "line": place.line,
        "col": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "title": finding.rule,
    }
    message = finding.message
    if finding.cell is not None:  # the lines of the file are JSON's: GitHub would point at another one
        properties = {"file": finding.path, "title": finding.rule}
        message = f"cell {finding.cell}, line {place.line}, column {place.column}: {message}"
    body = "\n".join(
        [message]
        + (["why: " + " <- ".join(finding.why)] if finding.why else [])
        + (["consider: " + finding.proposal] if finding.proposal and not finding.fixed else [])
    )
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {listed}::{_data(body)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
