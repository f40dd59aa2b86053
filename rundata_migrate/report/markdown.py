"""A checklist for an issue or a pull request: each place that is left, why, what to consider, how to verify."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rundata_migrate.documents.model import REPORT
from rundata_migrate.findings import Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, is_listed, place_of, project_path, where
from rundata_migrate.report.code import Code
from rundata_migrate.report.statistics import COLUMNS, Statistics
from rundata_migrate.report.text import notes_of
from rundata_migrate.report.verify import how_to_verify
from rundata_migrate.report.visible import visible, visible_line

if TYPE_CHECKING:
    from rundata_migrate.options import Options


def report_on(paper: Paper, options: Options) -> MarkdownReport:
    """The report for a run's options."""
    return MarkdownReport(paper.write, writes=options.writes, verbose=options.verbose, statistics=options.statistics)


class MarkdownReport:
    """Files as they come, each with its places; what the tool fixes itself is a number at the end."""

    def __init__(
        self,
        write: Callable[[str], object],
        *,
        writes: bool = True,
        verbose: bool = False,
        statistics: bool = False,
    ) -> None:
        self.write = write
        self.writes = writes
        self.verbose = verbose
        self.statistics = Statistics() if statistics else None
        self._fixed: list[tuple[str, int]] = []
        self._begun = False

    def add(self, result: FileResult) -> None:
        """Report one file."""
        if self.statistics is not None:
            self.statistics.add(result)
        listed = [finding for finding in result.findings if is_listed(finding, self.verbose)]
        left = [finding for finding in listed if not finding.fixed]
        if len(left) < len(listed):
            self._fixed.append((result.path, len(listed) - len(left)))
        if left:
            self._begin()
            code = Code(result)
            self.write(f"\n## {quoted(project_path(result.path))}\n\n")
            for finding in left:
                self.write(_item(finding, code))

    def finish(self, summary: Summary) -> None:
        """Report the end of the run."""
        self._begin()
        if self._fixed:
            said = "Fixed by rundata-migrate" if self.writes else "What rundata-migrate fixes itself"
            self.write(f"\n## {said}\n\n")
            self.write("".join(f"- {quoted(project_path(path))}: {number}\n" for path, number in self._fixed))
        if self.statistics is not None:
            self.write(_tables(self.statistics))
        for note in notes_of(summary, self.writes, self.verbose):
            self.write(f"\n{plain(note)}\n")

    def _begin(self) -> None:
        if not self._begun:
            self.write(f"{REPORT}\n# Run data of MLflow: from lists to dicts\n")
            self._begun = True


def _item(finding: Finding, code: Code) -> str:
    """A task with its reasons; what continues it is indented."""
    place = f"{project_path(finding.path)}{where(finding, place_of(finding, code.result))}"
    lines = [f"- [ ] {quoted(place)} **{finding.rule}** {plain(finding.message)}"]
    _, line = code.marked(finding)
    if line.text.strip():
        lines += ["", *_indented(fenced(line.text.strip(), "python")), ""]
    if finding.why:
        lines.append("  - Why: " + " ← ".join(plain(step) for step in finding.why))
    if finding.proposal:
        lines += _consider(finding.proposal)
    lines.append(f"  - Verify: {how_to_verify(finding)}")
    return "\n".join(lines) + "\n"


def _consider(proposal: str) -> list[str]:
    """A proposal of one line holds Markdown's own backticks; of several lines it is code."""
    text = proposal.strip("\n")
    if "\n" not in text:
        code = text[1:-1] if len(text) > 2 and text[0] == text[-1] == "`" and "`" not in text[1:-1] else None
        return [f"  - Consider: {quoted(code) if code is not None else plain(text)}"]
    return ["  - Consider:", "", *_indented(_indented(fenced(text, "")))]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _tables(statistics: Statistics) -> str:
    text = ""
    tables = {"rule": statistics.rules(), "safety": list(statistics.by_safety.items()), "folder": statistics.folders()}
    for title, rows in tables.items():
        text += f"\n| {title} | {' | '.join(COLUMNS)} |\n|---|{'---:|' * len(COLUMNS)}\n"
        for name, count in rows:
            numbers = (count.sites, count.fixed, count.safe, count.unsafe, count.manual)
            text += f"| {quoted(name).replace('|', chr(92) + '|')} | {' | '.join(map(str, numbers))} |\n"
    return text


# -- text of users -----------------------------------------------------------------------------------

_CODE = re.compile(r"`([^`\n]+)`")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~@$:])")


def quoted(text: str) -> str:
    """A text as code within a line: nothing in it means anything."""
    text = visible_line(text)
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) or not text else ""
    return f"{ticks}{pad}{text or ' '}{pad}{ticks}"


def plain(text: str) -> str:
    """A message: what stands in backticks stays code, all else means nothing."""
    parts = _CODE.split(visible_line(text))
    return "".join(quoted(part) if number % 2 else _escaped(part) for number, part in enumerate(parts))


def _escaped(text: str) -> str:
    """Without what Markdown, or GitHub and GitLab (mentions, references), would take for more than text."""
    return _SPECIAL.sub(r"\\\1", text) if re.search(r"[\\`*_\[\]<>&~@$#|!]", text) else text


def fenced(text: str, language: str) -> list[str]:
    """Code of several lines."""
    text = visible(text)
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return [f"{fence}{language}", *text.split("\n"), fence]
