"""The report for programs: one object, written when the run is over."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from rundata_migrate import __version__
from rundata_migrate.documents.model import Location
from rundata_migrate.findings import Edit, Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import place_of


class JsonReport:
    """``version``, ``summary``, ``findings`` and what was passed over; ``sites`` too where they were asked for."""

    def __init__(self, write: Callable[[str], object], *, explain_sites: bool = False) -> None:
        self.write = write
        self.findings: list[dict[str, Any]] = []
        self.passed_over: list[dict[str, Any]] = []
        self.known: list[dict[str, Any]] = []
        self.sites: list[dict[str, Any]] | None = [] if explain_sites else None

    def add(self, result: FileResult) -> None:
        """Report one file."""
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
        self.write(json.dumps(report, indent=2) + "\n")


class Lines:
    """Offsets of a text to lines and columns, both from 1."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


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
