"""One page for who leads a migration: how much there is and where, each change beside its proof, and a filter.

The page needs nothing but itself, and works without its script as a long list. Text of users gets into it by ``_text``
alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from rundata_migrate import __version__
from rundata_migrate.findings import Confidence, Finding
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Paper, is_listed, place_of, project_path, where
from rundata_migrate.report.code import Change, Code, Line
from rundata_migrate.report.marks import marks
from rundata_migrate.report.statistics import Count, Statistics, folder_of
from rundata_migrate.report.text import notes_of, summary_line
from rundata_migrate.report.verify import how_to_verify
from rundata_migrate.report.visible import visible, visible_line
from rundata_migrate.rules import by_code

if TYPE_CHECKING:
    from rundata_migrate.options import Options

_PAGE = Path(__file__).with_name("page")
_NATURES = {
    "safe": ("safe", "Safe: the same result on every input"),
    "unsafe": ("unsafe", "Unsafe: the same but for a case that the message names"),
    "manual": ("manual", "Manual: a person must decide"),
    "error": ("error", "Error: could not be done"),
}


def report_on(paper: Paper, options: Options) -> HtmlReport:
    """The report for a run's options."""
    return HtmlReport(paper.write, writes=options.writes, verbose=options.verbose)


class HtmlReport:
    """The page is written when the run is over: its numbers stand at its top."""

    def __init__(self, write: Callable[[str], object], *, writes: bool = True, verbose: bool = False) -> None:
        self.write = write
        self.writes = writes
        self.verbose = verbose
        self.statistics = Statistics()
        self._sites: list[str] = []

    def add(self, result: FileResult) -> None:
        """Report one file."""
        self.statistics.add(result)
        listed = [finding for finding in result.findings if is_listed(finding, self.verbose)]
        code = Code(result)
        for finding, mark in zip(listed, marks(result, listed), strict=True):
            self._sites.append(_site(finding, code, mark, self.writes))

    def finish(self, summary: Summary) -> None:
        """Write the page."""
        style = (_PAGE / "page.css").read_text(encoding="utf-8")
        script = (_PAGE / "page.js").read_text(encoding="utf-8")
        # What might be smuggled in could not run: only this script may, and nothing is fetched.
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
        self.write(
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}; form-action \'none\'">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>MLflow run data: {_text(summary_line(summary, self.writes))}</title>\n"
            f"<style>{style}</style>\n</head>\n<body>\n"
        )
        for part in _body(summary, self.statistics, self._sites, self.writes):
            self.write(part)
        self.write(f"<script>{script}</script>\n</body>\n</html>\n")


def _text(text: str) -> str:
    """Text of users as text, in elements and in attributes."""
    return escape(visible(text), quote=True)


# -- the page --------------------------------------------------------------------------------------


def _body(summary: Summary, statistics: Statistics, sites: Sequence[str], writes: bool) -> Iterator[str]:
    said = notes_of(summary, writes)
    yield '<a class="skip" href="#sites">To the sites</a>\n<header class="top">\n<div>\n'
    yield "<h1>MLflow run data: from lists to dicts</h1>\n"
    yield "".join(f'<p class="soft">{_text(line)}</p>\n' for line in said)
    yield f'<p class="soft">rundata-migrate {__version__}; {summary.files} files looked at</p>\n</div>\n'
    yield '<div><button id="keys" type="button" hidden data-needs-script>Keyboard</button>\n'
    yield '<button id="theme" type="button" hidden data-needs-script>Colours: auto</button></div>\n</header>\n'
    yield _tiles(summary, statistics, writes)
    yield '<div class="panels">\n'
    yield "<div>\n" + _panel("Folder", statistics.folders()) + _panel("Safety", list(statistics.by_safety.items()))
    yield f'<p class="legend" aria-hidden="true">{_LEGEND}</p>\n</div>\n'
    yield _panel("Rule", statistics.rules(), _names(statistics.by_rule))
    yield "</div>\n"
    yield _filter(statistics)
    yield '<main id="sites" tabindex="-1">\n<h2>Sites</h2>\n'
    yield from sites
    if not sites:
        yield "<p>Nothing is left, and nothing was found.</p>\n"
    yield "</main>\n" + _HELP


def _tiles(summary: Summary, statistics: Statistics, writes: bool) -> str:
    total = sum(count.sites for count in statistics.by_safety.values())
    tiles = {
        "sites": total,
        "fixed" if writes else "can be fixed": summary.fixed,
        "unsafe fixes": summary.unsafe,
        "left to a person": summary.left - summary.unsafe,
        "files change": summary.changed,
        "errors": summary.errors,
    }
    tiles |= {"known": summary.known} if summary.known else {}
    shown = "".join(f"<div><dt>{name}</dt><dd>{number}</dd></div>\n" for name, number in tiles.items())
    return f'<section aria-label="Sum">\n<dl class="tiles">\n{shown}</dl>\n</section>\n'


_LEGEND = "".join(
    f'<span><i class="{nature}"></i>{words}</span>' for nature, (_, words) in _NATURES.items() if nature != "error"
)


def _panel(title: str, rows: Sequence[tuple[str, Count]], names: dict[str, str] | None = None) -> str:
    most = max((count.sites for _, count in rows), default=1) or 1
    field = title.lower()
    lines = "".join(_row(field, name, count, most, (names or {}).get(name, "")) for name, count in rows)
    return (
        f'<section class="panel" aria-labelledby="by-{field}">\n<h2 id="by-{field}">By {field}</h2>\n'
        f'<table class="counts">\n<thead><tr><th scope="col">{title}</th><th scope="col">Share</th>'
        '<th scope="col">Sites</th><th scope="col">Safe</th><th scope="col">Unsafe</th><th scope="col">Manual</th>'
        f"</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n</section>\n"
    )


def _row(field: str, name: str, count: Count, most: int, words: str) -> str:
    parts = {"safe": count.safe, "unsafe": count.unsafe, "manual": count.manual}
    bars = "".join(
        f'<i class="{nature}" style="width:{100 * number / most:.2f}%"></i>'
        for nature, number in parts.items()
        if number
    )
    numbers = "".join(f"<td>{number}</td>" for number in (count.sites, *parts.values()))
    said = f' <span class="soft">{_text(words)}</span>' if words else ""
    shown = _text(visible_line(name))
    if field != "safety":  # those are boxes of the filter
        shown = f'<button class="pick" type="button" data-field="{field}" data-value="{shown}">{shown}</button>'
    bar = f'<td class="bar" aria-hidden="true"><span>{bars}</span></td>'
    return f'<tr><th scope="row">{shown}{said}</th>{bar}{numbers}</tr>\n'


def _names(codes: Iterable[str]) -> dict[str, str]:
    return {code: by_code(code).name for code in codes}


def _filter(statistics: Statistics) -> str:
    def choice(field: str, title: str, names: Iterable[str]) -> str:
        options = "".join(f"<option>{_text(visible_line(name))}</option>" for name in sorted(names))
        return f'<label>{title}<select name="{field}"><option value="">all</option>{options}</select></label>\n'

    boxes = "".join(
        f'<label><input type="checkbox" name="nature" value="{nature}" checked>{word}</label>\n'
        for nature, (word, _) in _NATURES.items()
    )
    return (
        '<div class="filter" role="search">\n<form id="filter" hidden>\n'
        '<label>Words<input type="search" name="text" autocomplete="off" placeholder="path, code, message"></label>\n'
        + choice("rule", "Rule", [*statistics.by_rule, *statistics.errors])
        + choice("folder", "Folder", statistics.by_folder)
        + f'<fieldset aria-label="How safe">{boxes}</fieldset>\n'
        '<fieldset><label><input type="checkbox" name="shortcuts" checked>single-key shortcuts</label></fieldset>\n'
        '<button id="all" type="button">Show all</button>\n</form>\n<p id="status" role="status"></p>\n</div>\n'
    )


_HELP = """\
<dialog id="help" aria-labelledby="help-title">
<form method="dialog">
<h2 id="help-title">Keyboard</h2>
<dl>
<dt><kbd>/</kbd></dt><dd>to the filter</dd>
<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous site</dd>
<dt><kbd>o</kbd></dt><dd>open or close the proof of the site</dd>
<dt><kbd>Esc</kbd></dt><dd>in the filter: show all again</dd>
<dt><kbd>?</kbd></dt><dd>this list</dd>
</dl>
<button>Close</button>
</form>
</dialog>
"""


# -- a site ----------------------------------------------------------------------------------------


def _site(finding: Finding, code: Code, mark: str, writes: bool) -> str:
    path = project_path(finding.path)
    place = f"{visible_line(path)}{where(finding, place_of(finding, code.result))}"
    nature = "error" if finding.error else finding.safety.value
    badges = [(nature, nature), ("plain", _state(finding, writes))]
    if finding.confidence in (Confidence.LIKELY, Confidence.DOUBTFUL):
        badges.append(("plain", finding.confidence.value + (f": {', '.join(finding.signs)}" if finding.signs else "")))
    shown = "".join(f'<span class="badge {kind}">{_text(words)}</span>' for kind, words in badges if words)
    folder = visible_line(folder_of(finding.path))
    return (
        f'<article id="s-{mark[:16]}" tabindex="-1" data-rule="{finding.rule}" data-nature="{nature}" '
        f'data-folder="{_text(folder)}">\n<div class="head"><a class="place" href="#s-{mark[:16]}">{_text(place)}</a>'
        f"{shown}</div>\n<h3>{finding.rule} {_text(visible_line(finding.message))}</h3>\n"
        f"{_code(finding, code)}{_notes(finding)}{_proof(finding)}</article>\n"
    )


def _state(finding: Finding, writes: bool) -> str:
    if finding.error:
        return ""
    if finding.fixed:
        return "fixed" if writes else "would be fixed"
    return "needs --unsafe-fixes" if finding.safety.value == "unsafe" else "left"


def _notes(finding: Finding) -> str:
    notes = [("More", finding.details)]
    if not finding.fixed and not finding.error:
        notes += [("Consider", finding.proposal or ""), ("Verify", how_to_verify(finding))]
    if finding.fixed and finding.fix is None:
        notes.append(("Change", "made in several steps with others; `--diff` shows the whole file"))
    if finding.fix is not None and finding.fix.elsewhere:
        notes.append(("Also changes", ", ".join(project_path(path) for path, _ in finding.fix.elsewhere)))
    return "".join(f'<p class="note"><b>{name}:</b> {_with_code(words)}</p>\n' for name, words in notes if words)


def _with_code(words: str) -> str:
    """A message: what stands in backticks is code."""
    parts = words.rstrip("\n").split("`")
    if len(parts) % 2 == 0 or "\n" in words:
        return f'<code style="white-space:pre-wrap">{_text(words)}</code>' if "\n" in words else _text(words)
    return "".join(f"<code>{_text(part)}</code>" if number % 2 else _text(part) for number, part in enumerate(parts))


def _proof(finding: Finding) -> str:
    if not finding.why:
        return ""
    steps = "".join(f"<li>{_with_code(step)}</li>" for step in finding.why)
    return f'<details class="proof" open><summary>Proof, from the site to MLflow</summary><ol>{steps}</ol></details>\n'


def _code(finding: Finding, code: Code) -> str:
    changes = code.changes(finding)
    number, marked = code.marked(finding)
    text = code.of(finding)
    if not changes:
        if not marked.text.strip():
            return ""
        row = f'<tr><td class="no">{text.number(number)}</td><td>{_marked(marked, "mark")}</td></tr>'
        return f'<table class="diff"><tbody>{row}</tbody></table>\n'
    rows = "".join(row for change in changes for row in _rows(change, code.before.number))
    return (
        '<table class="diff"><thead><tr><th class="no" scope="col" aria-label="line"></th><th scope="col">before</th>'
        f'<th scope="col">after</th></tr></thead><tbody>{rows}</tbody></table>\n'
    )


def _rows(change: Change, number: Callable[[int], int]) -> Iterator[str]:
    for at, (old, new) in enumerate(zip_longest(change.old, change.new), change.first):
        shown = number(at) if old is not None else ""
        before = f'<td class="old">{_marked(old, "del")}</td>' if old is not None else "<td></td>"
        after = f'<td class="new">{_marked(new, "ins")}</td>' if new is not None else "<td></td>"
        yield f'<tr><td class="no">{shown}</td>{before}{after}</tr>'


def _marked(line: Line, element: str) -> str:
    """A line of code, what is touched of it within elements."""
    made, at = "", 0
    for start, end in line.touched:
        made += f"{_text(line.text[at:start])}<{element}>{_text(line.text[start:end])}</{element}>"
        at = end
    return made + _text(line.text[at:])
