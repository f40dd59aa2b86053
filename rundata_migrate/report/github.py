"""Annotations for GitHub Actions: workflow commands on standard output."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rundata_migrate.findings import Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, is_left, is_listed, place_of, project_path
from rundata_migrate.report.code import Code
from rundata_migrate.report.in_file import Places
from rundata_migrate.report.statistics import Statistics
from rundata_migrate.report.text import notes_of
from rundata_migrate.report.visible import visible, visible_line

if TYPE_CHECKING:
    from rundata_migrate.options import Options


def report_on(paper: Paper, options: Options) -> GithubReport:
    """The report for a run's options."""
    return GithubReport(paper.write, writes=options.writes, verbose=options.verbose, statistics=options.statistics)


class GithubReport:
    """``::error`` for what is to be done, ``::notice`` for what was done."""

    def __init__(
        self,
        write: Callable[[str], object],
        *,
        writes: bool = True,
        verbose: bool = False,
        statistics: bool = False,
    ) -> None:
        self.write = write
        self.writes = writes
        self.verbose = verbose
        self.statistics = Statistics() if statistics else None

    def add(self, result: FileResult) -> None:
        """Report one file."""
        if self.statistics is not None:
            self.statistics.add(result)
        places = Places(Code(result))
        for finding in result.findings:
            if is_listed(finding, self.verbose):
                self.write(_annotation(finding, result, places, self.writes))

    def finish(self, summary: Summary) -> None:
        """Report the end of the run, as plain lines of the log."""
        for line in self.statistics.lines() if self.statistics is not None else ():
            self.write(line + "\n")
        for note in notes_of(summary, self.writes, self.verbose):
            self.write(visible_line(note) + "\n")


def _annotation(finding: Finding, result: FileResult, places: Places, writes: bool) -> str:
    level = "notice" if finding.is_doubtful or not is_left(finding, writes) else "error"
    properties: dict[str, object] = {"file": project_path(finding.path)}
    place = places.of(finding)
    if place is not None:
        properties |= {
            "line": place.line,
            "col": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    properties["title"] = finding.rule
    message = finding.message
    if finding.cell is not None:
        told = place_of(finding, result)
        message = f"cell {finding.cell}, line {told.line}, column {told.column}: {message}"
    body = "\n".join(
        [message]
        + (["why: " + " <- ".join(finding.why)] if finding.why else [])
        + (["consider: " + finding.proposal] if finding.proposal and not finding.fixed else [])
    )
    listed = ",".join(f"{name}={visible(_property(str(value)))}" for name, value in properties.items())
    return f"::{level} {listed}::{visible(_data(body))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
