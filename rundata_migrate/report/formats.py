"""The formats by name: each is one module of this folder with ``report_on``, imported when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rundata_migrate.options import FOR_PEOPLE, WITH_STATISTICS
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, ReportError
from rundata_migrate.report.file import ReportFile

if TYPE_CHECKING:
    from rundata_migrate.options import Options
    from rundata_migrate.report import Report


def report_in(name: str, paper: Paper, options: Options) -> Report:
    """A report in a format."""
    report: Report = import_module(f"rundata_migrate.report.{name}").report_on(paper, options)
    return report


@contextmanager
def opened(options: Options, stream: Any, *, colour: bool) -> Iterator[Report]:
    """The report that the options ask for, on a stream, and in a file where one is named.

    The file is there when all is done, and not at all where something is raised. Raises ReportError: at the
    beginning where the report cannot be made, at the end where the writing of its file failed.
    """
    if options.statistics and options.output_file is None and options.output_format not in WITH_STATISTICS:
        raise ReportError(f"--statistics needs one of these formats: {', '.join(WITH_STATISTICS)}")
    paper = Paper(stream.write, stream if colour else None)
    if options.output_file is None:
        yield report_in(options.output_format, paper, options)
        return
    taken = (options.baseline, *options.evidence)
    if os.path.realpath(options.output_file) in {os.path.realpath(one) for one in taken if one is not None}:
        raise ReportError(f"{options.output_file}: a report does not take the place of what is read")
    with ReportFile(options.output_file) as file:
        shown = options.output_format if options.output_format in FOR_PEOPLE else "text"
        yield Both(report_in(options.output_format, Paper(file.write), options), report_in(shown, paper, options))
        file.commit()


@dataclass(frozen=True)
class Both:
    """Two reports of one run."""

    first: Report
    second: Report

    def add(self, result: FileResult) -> None:
        """Report one file."""
        self.first.add(result)
        self.second.add(result)

    def finish(self, summary: Summary) -> None:
        """Report the end of the run."""
        self.first.finish(summary)
        self.second.finish(summary)
