"""A bar for work that takes long, gone without trace when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from rundata_migrate.project.results import FileResult

PATIENCE = 1.0
"""Seconds before there is a bar at all."""


def watched(results: Iterable[FileResult], total: int) -> Iterator[FileResult]:
    """The same results; the bar is out of the way whenever one of them is about to be reported."""
    started = time.monotonic()
    bar: _Bar | None = None
    try:
        for done, result in enumerate(results, 1):
            if bar is None and time.monotonic() - started > PATIENCE and done < total:
                bar = _Bar(total)
            if bar is not None:
                bar.show(done, hide=bool(result.findings or result.sites))
            yield result
    finally:
        if bar is not None:
            bar.close()


class _Bar:
    """Rich's bar, without its thread: processes are forked beside it."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("migrating"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        self.task = self.progress.add_task("", total=total)
        self.shown = False
        self.last = 0.0

    def show(self, done: int, *, hide: bool) -> None:
        """Move the bar, or take it away for a moment."""
        self.progress.update(self.task, completed=done)
        if hide:
            self.close()
        elif time.monotonic() - self.last > 0.1:
            if not self.shown:
                self.progress.start()
                self.shown = True
            self.progress.refresh()
            self.last = time.monotonic()

    def close(self) -> None:
        """Take the bar away."""
        if self.shown:
            self.progress.stop()
            self.shown = False
