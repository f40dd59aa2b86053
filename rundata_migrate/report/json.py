"""The report for programs: one object, written when the run is over."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rundata_migrate import __version__
from rundata_migrate.documents.model import Location
from rundata_migrate.findings import Edit, Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, place_of
from rundata_migrate.report.code import Lines
from rundata_migrate.report.statistics import Statistics

if TYPE_CHECKING:
    from rundata_migrate.options import Options


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
        self.known: list[dict[str, Any]] = []
        self.sites: list[dict[str, Any]] | None = [] if explain_sites else None

    def add(self, result: FileResult) -> None:
        """Report one file."""
        if self.statistics is not None:
            self.statistics.add(result)
        edited: Edited | None = None
        for finding in result.findings:
            if finding.fix is not None and edited is None:
                edited = Edited(result)
            self.findings.append(_finding(finding, result, edited))
        self.known.extend(_finding(finding, result, None) for finding in result.known)
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
            "known": self.known,
        }
        if self.sites is not None:
            report["sites"] = self.sites
        if self.statistics is not None:
            report["statistics"] = self.statistics.as_data()
        self.write(json.dumps(report, indent=2) + "\n")


class Edited:
    """A file that edits were made in, as it was before."""

    def __init__(self, result: FileResult) -> None:
        self._document = result.document
        self._lines = Lines("" if self._document is None else self._document.text)
        self._own = Lines("" if self._document is None else self._document.own_text)

    def shown(self, edit: Edit) -> dict[str, Any]:
        """Offsets count the characters of the text as it was read, so do lines and columns; a notebook's of a cell."""
        start, end = self._at(edit.start), self._at(edit.end)
        return {
            "start": self._offset(start),
            "end": self._offset(end),
            "cell": start.cell,
            "start_line": start.line,
            "start_column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "text": edit.text,
        }

    def _offset(self, at: Location) -> int | None:
        """In the text of the file; None in a notebook."""
        return None if at.cell is not None else self._own.starts[at.line - 1] + at.column - 1

    def _at(self, offset: int) -> Location:
        line, column = self._lines.at(offset)
        return Location(None, line, column) if self._document is None else self._document.locate(line, column)


def _place(finding: Finding, result: FileResult) -> dict[str, Any]:
    place = place_of(finding, result)
    return {
        "path": finding.path,
        "cell": finding.cell,
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


def _finding(finding: Finding, result: FileResult, edited: Edited | None) -> dict[str, Any]:
    fix = None
    if finding.fix is not None and edited is not None:
        fix = {
            "safety": finding.fix.safety.value,
            "description": finding.fix.description,
            "edits": [edited.shown(edit) for edit in finding.fix.edits],
        }
    rest = {"fix": fix, "proposal": finding.proposal, "fixed": finding.fixed, "error": finding.error}
    return _place(finding, result) | _nature(finding) | rest
