"""Findings in, text out: nothing before this room prints.

A report takes the results one by one as they come, so that a run over a large tree holds none of them.
"""

from __future__ import annotations

from typing import Protocol

from rundata_migrate.findings import Finding, Place
from rundata_migrate.project.results import FileResult, Summary


class Report(Protocol):
    """What every form of report can do."""

    def add(self, result: FileResult) -> None:
        """Report one file."""

    def finish(self, summary: Summary) -> None:
        """Report the end of the run."""


def place_of(finding: Finding, result: FileResult) -> Place:
    """Where to send the reader: what is left in a file that was written has moved."""
    if result.written and not finding.fixed and finding.place_after is not None:
        return finding.place_after
    return finding.place


def where(finding: Finding, place: Place) -> str:
    """``:12:5``, and in a notebook ``:cell 3:2:5``."""
    cell = "" if finding.cell is None else f":cell {finding.cell}"
    return f"{cell}:{place.line}:{place.column}"


def counted(number: int, thing: str) -> str:
    """``1 file``, ``2 files``; ``1 unsafe fix``, ``2 unsafe fixes``."""
    plural = thing + ("es" if thing.endswith("x") else "s")
    return f"{number} {thing if number == 1 else plural}"
