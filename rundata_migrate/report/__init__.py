"""Findings in, text out: nothing before this room prints.

A report takes the results one by one as they come, so that a run over a large tree holds none of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from rundata_migrate import files
from rundata_migrate.findings import Finding, Place
from rundata_migrate.project.results import FileResult, Summary


class Report(Protocol):
    """What every form of report can do."""

    def add(self, result: FileResult) -> None:
        """Report one file."""

    def finish(self, summary: Summary) -> None:
        """Report the end of the run."""


class ReportError(Exception):
    """The report cannot be made or written as it was asked for; the message is one line."""


@dataclass(frozen=True)
class Paper:
    """What a report is written on."""

    write: Callable[[str], object]
    terminal: object | None = None
    """The stream, where colours are shown."""


def place_of(finding: Finding, result: FileResult) -> Place:
    """Where to send the reader: what is left in a file that was written has moved."""
    if result.written and not finding.fixed and finding.place_after is not None:
        return finding.place_after
    return finding.place


def where(finding: Finding, place: Place) -> str:
    """``:12:5``, and in a notebook ``:cell 3:2:5``."""
    cell = "" if finding.cell is None else f":cell {finding.cell}"
    return f"{cell}:{place.line}:{place.column}"


def project_path(path: str) -> str:
    """A file as other tools of the project name it: relative to the working directory, with slashes."""
    return os.path.normpath(files.from_here(path)).replace(os.sep, "/") if path else path


def is_listed(finding: Finding, verbose: bool = False) -> bool:
    """Whether reports name it: what only reads like run data is for those who want to know it all."""
    return verbose or not finding.is_doubtful


def is_left(finding: Finding, writes: bool) -> bool:
    """Whether something is still to be done about it: it was not fixed, or its fix was not written."""
    return not (finding.fixed and writes)


def counted(number: int, thing: str) -> str:
    """``1 file``, ``2 files``; ``1 unsafe fix``, ``2 unsafe fixes``."""
    plural = thing + ("es" if thing.endswith("x") else "s")
    return f"{number} {thing if number == 1 else plural}"
