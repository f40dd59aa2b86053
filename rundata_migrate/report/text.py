"""The report that people read: a line a finding, below it the code and what to make of it, and the sum at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rundata_migrate.findings import Confidence, Finding, Place, Safety
from rundata_migrate.project.results import LIMITS, FileResult, Summary
from rundata_migrate.report import Paper, counted, is_listed, place_of, where
from rundata_migrate.report.code import Code
from rundata_migrate.report.frame import Span, frame
from rundata_migrate.report.statistics import Statistics
from rundata_migrate.report.visible import visible, visible_line

if TYPE_CHECKING:
    from rundata_migrate.options import Options

Emit = Callable[[Sequence[Span]], None]
"""Prints one line."""


def report_on(paper: Paper, options: Options) -> TextReport:
    """The report for a run's options."""
    return TextReport(emit_on(paper), **how(options))


def how(options: Options) -> dict[str, bool]:
    """What the options say about a text report."""
    return {
        "writes": options.writes,
        "quiet": options.quiet,
        "verbose": options.verbose,
        "statistics": options.statistics,
        "has_diff": options.diff,
    }


class TextReport:
    """One line a finding; code, reason and proposal below what is left."""

    def __init__(
        self,
        emit: Emit,
        *,
        writes: bool = True,
        quiet: bool = False,
        verbose: bool = False,
        statistics: bool = False,
        has_diff: bool = False,
    ) -> None:
        self.emit = emit
        self.writes = writes
        self.quiet = quiet
        self.verbose = verbose
        self.statistics = Statistics() if statistics else None
        self.has_diff = has_diff

    def add(self, result: FileResult) -> None:
        """Report one file."""
        if self.statistics is not None:
            self.statistics.add(result)
            return
        code = Code(result)
        for finding in result.findings:
            if is_listed(finding, self.verbose) and not (self.quiet and finding.fixed and self.writes):
                self.finding(finding, code)
        for finding in result.known if self.verbose else ():
            self.emit([*_head(finding, finding.place, "dim"), ("dim", " [known: in the baseline]")])
        for finding in result.passed_over if self.verbose else ():
            self.emit([*_head(finding, finding.place, "dim"), ("dim", " [passed over: no word of run data in it]")])
        for site in result.sites:
            self._site(site)

    def finish(self, summary: Summary) -> None:
        """Report the end of the run."""
        for line in self.statistics.lines() if self.statistics is not None else ():
            self.emit([("", line)])
        if not self.quiet:
            first, *rest = notes_of(summary, self.writes, self.verbose)
            self.emit([("bold", first)])
            for note in rest:
                self.emit([("", visible_line(note))])

    def finding(self, finding: Finding, code: Code) -> None:
        """Report one finding."""
        self.head(finding, code)
        # A diff shows it better, and what was written is in the file.
        if not finding.error and not (finding.fixed and (self.writes or self.has_diff)):
            for line in frame(finding, code):
                self.emit(line)
        if finding.details and self.verbose:
            self._note("more", finding.details)
        left = not finding.fixed and not finding.error
        if finding.why and (left or self.verbose):
            self._note("why", " <- ".join(finding.why))
        if finding.proposal and not finding.fixed:
            self._note("consider", finding.proposal)

    def head(self, finding: Finding, code: Code) -> None:
        """The line that says where and what."""
        style, tag = _tag(finding, self.writes)
        spans = _head(finding, place_of(finding, code.result), style)
        self.emit([*spans, ("dim", f" [{tag}]")] if tag else spans)

    def _note(self, label: str, text: str) -> None:
        first, *rest = visible(text.rstrip("\n")).split("\n")
        self.emit([("dim", f"    {label}: "), ("", first)])
        for line in rest:
            self.emit([("", f"    {' ' * len(label)}  {line}" if line else "")])

    def _site(self, site: Finding) -> None:
        place = site.place
        what = f"{site.container or 'container'}, {site.confidence.value}"
        self.emit([("bold", visible_line(site.path)), ("cyan", f"{where(site, place)}: "), ("", f"site: {what}")])
        if site.message:
            self._note("what", site.message)
        if site.why:
            self._note("how", " <- ".join(site.why))


def notes_of(summary: Summary, writes: bool, verbose: bool = True) -> Iterator[str]:
    """What is said at the end of a run, line by line: the sum first."""
    yield summary_line(summary, writes)
    if summary.doubtful:
        yield doubtful_line(summary)
    if summary.recorded:
        yield evidence_line(summary)
    if summary.limits:
        yield limits_line(summary, verbose)
    yield from summary.notes


def limits_line(summary: Summary, verbose: bool) -> str:
    """That not all was followed to its end, and with ``verbose`` why, and where first."""
    said = "Not all was followed to its end; what lies beyond counts as unknown, and what depends on it stays"
    if not verbose:
        return f"{said} (-v says where)."
    met = "; ".join(f"{LIMITS[limit]} ({visible_line(path)})" for limit, path in sorted(summary.limits.items()))
    return f"{said}: {met}."


def _head(finding: Finding, place: Place, style: str) -> list[Span]:
    """Where, which rule and what."""
    return [
        ("bold", visible_line(finding.path)),
        ("cyan", f"{where(finding, place)}: "),
        (style, finding.rule),
        ("", f" {visible_line(finding.message)}"),
    ]


def _tag(finding: Finding, writes: bool) -> Span:
    """The style of a finding's code, and what is or can be done about it."""
    if finding.error:
        return "bold red", ""
    if finding.is_doubtful:
        return "yellow", "doubtful: --assume-mlflow"
    likely = finding.confidence is Confidence.LIKELY and bool(finding.signs)
    by_what = [f"likely: {visible_line(', '.join(finding.signs))}"] if likely else []
    if finding.fixed:
        return "green", "; ".join(["fixed" if writes else "would be fixed", *by_what])
    if finding.safety is Safety.UNSAFE:
        return "yellow", "; ".join(["unsafe fix: --unsafe-fixes", *by_what])
    return "red", "; ".join(by_what)


def summary_line(summary: Summary, writes: bool) -> str:
    """The last line: ``Fixed 12 sites in 3 files; 4 left (1 unsafe fix available with --unsafe-fixes).``"""
    parts = []
    if summary.fixed or summary.changed:
        verb = "Fixed" if writes else "Would fix"
        parts.append(f"{verb} {counted(summary.fixed, 'site')} in {counted(summary.changed, 'file')}")
    if summary.left:
        unsafe = f" ({counted(summary.unsafe, 'unsafe fix')} available with --unsafe-fixes)" if summary.unsafe else ""
        parts.append(f"{summary.left} left{unsafe}")
    if summary.errors:
        parts.append(counted(summary.errors, "error"))
    if not parts:
        return f"Nothing {'new' if summary.known else 'to migrate'} in {counted(summary.files, 'file')}."
    return "; ".join(parts) + "."


def doubtful_line(summary: Summary) -> str:
    """What only reads like run data, and what to do about it."""
    places = counted(summary.doubtful, "place")
    verb, them = ("reads", "it") if summary.doubtful == 1 else ("read", "them")
    where = "" if summary.mentions_mlflow else ", where nothing speaks of MLflow"
    return f"{places} only {verb} like MLflow's run data{where}: -v lists {them}, --assume-mlflow takes {them} for it."


def evidence_line(summary: Summary) -> str:
    """What the records were good for: ``Sites proven by flow: 5, by running: 3, by both: 2.``"""
    line = f"Sites proven by flow: {summary.by_flow}, by running: {summary.by_running}, by both: {summary.by_both}."
    apart = []
    if summary.elsewhere:
        apart.append(f"{summary.elsewhere} in files that were not asked for")
    if summary.outdated:
        apart.append(f"{summary.outdated} in lines that have changed since")
    return f"{line} Of {counted(summary.recorded, 'recorded place')}: {', '.join(apart)}." if apart else line


def emit_on(paper: Paper) -> Emit:
    """What prints lines on a paper, in colour where that is shown."""
    return plain(paper.write) if paper.terminal is None else coloured(paper.terminal)


def plain(write: Callable[[str], object]) -> Emit:
    """Lines without style."""
    return lambda spans: (write("".join(text for _, text in spans) + "\n"), None)[1]


def coloured(stream: object) -> Emit:
    """Lines with style, for a terminal."""
    from rich.console import Console
    from rich.text import Text

    # Who asks for it has decided that there is colour; sixteen are enough.
    console = Console(
        file=stream,  # type: ignore[arg-type]
        force_terminal=True,
        color_system="standard",
        no_color=False,
        highlight=False,
        soft_wrap=True,
    )

    def emit(spans: Sequence[Span]) -> None:
        console.print(Text.assemble(*((text, style) for style, text in spans)))

    return emit
