"""Code Quality reports for GitLab: a JSON list with one object for each place that is left."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rundata_migrate.findings import Confidence, Finding, Place
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, is_left, is_listed, place_of, project_path
from rundata_migrate.report.code import Code
from rundata_migrate.report.in_file import Places
from rundata_migrate.report.marks import marks
from rundata_migrate.report.visible import visible, visible_line

if TYPE_CHECKING:
    from rundata_migrate.options import Options


def report_on(paper: Paper, options: Options) -> GitlabReport:
    """The report for a run's options."""
    return GitlabReport(paper.write, writes=options.writes, verbose=options.verbose)


class GitlabReport:
    """What was fixed and written is no longer there, and so not listed."""

    def __init__(self, write: Callable[[str], object], *, writes: bool = True, verbose: bool = False) -> None:
        self.write = write
        self.writes = writes
        self.verbose = verbose
        self._before = "[\n"

    def add(self, result: FileResult) -> None:
        """Report one file."""
        left = [one for one in result.findings if is_left(one, self.writes) and is_listed(one, self.verbose)]
        places = Places(Code(result))
        for finding, mark in zip(left, marks(result, left), strict=True):
            self.write(self._before + json.dumps(_issue(finding, result, places.of(finding), mark), ensure_ascii=False))
            self._before = ",\n"

    def finish(self, summary: Summary) -> None:  # noqa: ARG002
        """Report the end of the run."""
        self.write("[]\n" if self._before == "[\n" else "\n]\n")


def _issue(finding: Finding, result: FileResult, in_file: Place | None, mark: str) -> dict[str, Any]:
    place = place_of(finding, result)
    in_cell = "" if finding.cell is None else f"cell {finding.cell}, line {place.line}: "
    lines = {"begin": in_file.line, "end": in_file.end_line} if in_file is not None else {"begin": 1}
    consider = [f"Consider: {finding.proposal}"] if finding.proposal and not finding.fixed else []
    why = ["Why: " + " <- ".join(finding.why)] if finding.why else []
    return {
        "description": visible_line(f"{finding.rule}: {in_cell}{finding.message}"),
        "check_name": finding.rule,
        "fingerprint": mark,
        "severity": _severity(finding),
        "content": {"body": visible("\n\n".join([*why, *consider]))},
        "location": {"path": visible_line(project_path(finding.path)), "lines": lines},
    }


def _severity(finding: Finding) -> str:
    if finding.error:
        return "blocker"
    return {Confidence.PROVEN: "major", Confidence.LIKELY: "minor"}.get(finding.confidence, "info")
