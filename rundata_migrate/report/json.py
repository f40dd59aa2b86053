"""The report for programs: one object, written when the run is over."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rundata_migrate import __version__
from rundata_migrate.findings import Edit, Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, place_of
from rundata_migrate.report.code import Lines
from rundata_migrate.report.statistics import Statistics

if TYPE_CHECKING:
    from rundata_migrate.config import Options


def report_on(paper: Paper, options: Options) -> JsonReport:
    """The report for a run's options."""
    return JsonReport(paper.write, explain_sites=options.explain_sites, statistics=options.statistics)


class JsonReport:
    """``version``, ``summary``, ``findings`` and what was passed over; ``sites`` and ``statistics`` where asked for."""

    def __init__(
        self, write: Callable[[str], object], *, explain_sites: bool = False, statistics: bool = False
    ) -> None:
        self.write = write
        self.statistics = Statistics() if statistics else None
        self.findings: list[dict[str, Any]] = []
        self.passed_over: list[dict[str, Any]] = []
        self.sites: list[dict[str, Any]] | None = [] if explain_sites else None

    def add(self, result: FileResult) -> None:
        """Report one file."""
        if self.statistics is not None:
            self.statistics.add(result)
        lines: Lines | None = None
        for finding in result.findings:
            if finding.fix is not None and lines is None:
                lines = Lines(result.text)
            self.findings.append(_finding(finding, result, lines))
        self.passed_over.extend(_finding(finding, result, None) for finding in result.passed_over)
        if self.sites is not None:
            self.sites.extend(_place(site, result) | _nature(site) for site in result.sites)

    def finish(self, summary: Summary) -> None:
        """Write it all."""
        report: dict[str, Any] = {
            "version": __version__,
            "summary": asdict(summary),
            "findings": self.findings,
            "passed_over": self.passed_over,
        }
        if self.sites is not None:
            report["sites"] = self.sites
        if self.statistics is not None:
            report["statistics"] = self.statistics.as_data()
        self.write(json.dumps(report, indent=2) + "\n")


def _place(finding: Finding, result: FileResult) -> dict[str, Any]:
    place = place_of(finding, result)
    return {
        "path": finding.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _nature(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "safety": finding.safety.value,
        "container": finding.container,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "details": finding.details,
        "signs": list(finding.signs),
        "why": list(finding.why),
        "known_by": finding.known_by.value if finding.known_by is not None else None,
        "recorded": finding.recorded,
    }


def _finding(finding: Finding, result: FileResult, lines: Lines | None) -> dict[str, Any]:
    fix = None
    if finding.fix is not None and lines is not None:
        fix = {
            "safety": finding.fix.safety.value,
            "description": finding.fix.description,
            "edits": [_edit(edit, lines) for edit in finding.fix.edits],
        }
    rest = {"fix": fix, "proposal": finding.proposal, "fixed": finding.fixed, "error": finding.error}
    return _place(finding, result) | _nature(finding) | rest


def _edit(edit: Edit, lines: Lines) -> dict[str, Any]:
    """Offsets count the characters of the text as it was read, so do lines and columns."""
    line, column = lines.at(edit.start)
    end_line, end_column = lines.at(edit.end)
    return {
        "start": edit.start,
        "end": edit.end,
        "start_line": line,
        "start_column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": edit.text,
    }
