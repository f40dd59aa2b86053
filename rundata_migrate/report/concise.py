"""One line a finding, for those who search and count: no code, no reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rundata_migrate.findings import Finding
from rundata_migrate.report import Paper
from rundata_migrate.report.code import Code
from rundata_migrate.report.text import TextReport, emit_on, how

if TYPE_CHECKING:
    from rundata_migrate.options import Options


def report_on(paper: Paper, options: Options) -> ConciseReport:
    """The report for a run's options."""
    return ConciseReport(emit_on(paper), **how(options))


class ConciseReport(TextReport):
    """The text report's lines that say where and what."""

    def finding(self, finding: Finding, code: Code) -> None:
        """Report one finding."""
        self.head(finding, code)
