"""What is made of texts with examples: prose, and the docstrings of a Python file beside what became of its code.

Each docstring is a text of its own, and in a text the examples that belong together are a program of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rundata_migrate import screen
from rundata_migrate.documents import DocumentError, docstrings
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.documents.model import Document, Problem, Program, Suppression, marks_of, programs_of
from rundata_migrate.documents.prose import Prose
from rundata_migrate.findings import (
    DocumentResult,
    Edit,
    EngineOptions,
    Finding,
    Outside,
    Place,
    ProjectFacts,
    Safety,
    Source,
)
from rundata_migrate.project.engine import migrate_program
from rundata_migrate.project.places import place_in
from rundata_migrate.project.results import failure

_ABOUT_COMMENTS = frozenset({"RD902"})


def with_examples(
    found: DocumentResult, file: Document, options: EngineOptions
) -> tuple[DocumentResult, tuple[Problem, ...]]:
    """The result for a file's code, with that for its docstrings; and what in these is no Python."""
    texts = docstrings.read(file)
    if not texts:
        return found, ()
    problems = tuple(problem for text in texts for problem in text.problems)
    try:
        return _joined(found, file, [_of_docstring(text, found.path, options) for text in texts]), problems
    except Exception as reason:  # the code is right all the same
        return replace(found, findings=(*found.findings, failure(found.path, reason))), problems


def of_examples(text: Prose, path: str, options: EngineOptions) -> DocumentResult:
    """The result for a text with examples, each program of it analysed alone; later places as if it changed alone."""
    results = [_of_program(text, program, path, options) for program in programs_of(text)]
    every = sorted((edit for one in results for edit in one.edits), key=lambda edit: (edit.start, edit.end))
    edits = text.without_emptied(every)
    dropped = [edit for edit in every if edit not in edits]
    findings: list[Finding] = []
    for result in results:
        others = [edit for one in results if one is not result for edit in one.edits if edit in edits]
        back = [one for one in result.edits if one in dropped]
        own = (one for one in result.findings if not (one.fixed and _is_in(one.place, dropped, text.text)))
        findings += [_after(_after(one, text.text, others), text.text, back, -1) for one in own]
    findings.sort(key=lambda one: (one.place.line, one.place.column, one.rule))
    sites = tuple(site for one in results for site in one.sites)
    new = apply_edits(text.text, edits) if edits else None
    return DocumentResult(path, tuple(findings), new, tuple(edits), sites)


def idle_marks(document: Document, path: str, options: EngineOptions) -> Iterator[Finding]:
    """A finding (RD902) for each mark that keeps nothing which would be found."""
    marks = [one for one in marks_of(document) if not _may_keep(one)]
    if not marks or options.disabled_at(path):
        return
    whole: Document = document.unheeded()  # type: ignore[attr-defined]
    results = [_of_program(whole, program, path, options) for program in programs_of(whole)]
    seen = {(problem.location.cell, problem.location.line) for problem in whole.problems}
    for finding in (one for result in results for one in result.findings):
        cell, place = place_in(whole, finding.place)
        seen.update((cell, line) for line in range(place.line, place.end_line + 1))
    for mark in marks:
        at = mark.location
        if seen.isdisjoint(mark.lines):
            place = Place(at.line, at.column, at.line, at.column + mark.width)
            said = "unused suppression: nothing is found in what it keeps"
            yield Finding(path, place, "RD902", Safety.MANUAL, said, proposal="delete the mark", cell=at.cell)


def _may_keep(mark: Suppression) -> bool:
    """Whether a mark is of use though nothing is found here: in a notebook, what others give is not followed."""
    kept = mark.source.replace("rundata:", "").encode("utf-8", "replace")
    return screen.reads_entities(kept) or (mark.location.cell is not None and screen.may_hold_site(kept))


def for_examples(options: EngineOptions) -> EngineOptions:
    """The options for what stands alone, and whose comments may stand for themselves (RD902)."""
    return replace(
        options,
        project=ProjectFacts(),
        outside=Outside(),
        evidence={},
        disabled=options.disabled | _ABOUT_COMMENTS,
        disabled_in={path: codes | _ABOUT_COMMENTS for path, codes in options.disabled_in.items()},
    )


def may_hold_site(file: Document) -> bool:
    """Whether an example of a docstring has to be looked at."""
    return bool(docstrings.read(file))


def _of_program(text: Document, program: Program, path: str, options: EngineOptions) -> DocumentResult:
    """The result for one of a document's programs, its places and edits those of the document; no new text."""
    if not screen.may_hold_site(program.text.encode("utf-8", "replace")):
        return DocumentResult(path)
    (result,) = migrate_program([Source(path, program.text, unread=text.unread)], for_examples(options))
    edits = _further(result.edits, program.start) if result.new_text is not None else ()
    findings, sites = (tuple(_below(one, program) for one in some) for some in (result.findings, result.sites))
    return replace(result, new_text=None, edits=edits, findings=findings, sites=sites)


_LINE = re.compile(r"\bline (\d+)\b")


def _below(finding: Finding, program: Program) -> Finding:
    """A finding of a program as one of the document."""
    if not program.lines:
        return finding

    def told(text: str) -> str:
        return _LINE.sub(lambda match: f"line {int(match[1]) + program.lines}", text)

    after, fix = finding.place_after, finding.fix
    return replace(
        finding,
        place=_moved(finding.place, program.lines, 0),
        place_after=_moved(after, program.lines, 0) if after is not None else None,
        fix=replace(fix, edits=_further(fix.edits, program.start)) if fix is not None else None,
        message=told(finding.message),
        details=told(finding.details),
        why=tuple(map(told, finding.why)),
    )


def _further(edits: Sequence[Edit], start: int) -> tuple[Edit, ...]:
    return tuple(Edit(one.start + start, one.end + start, one.text) for one in edits)


def _of_docstring(text: Prose, path: str, options: EngineOptions) -> DocumentResult:
    """The result for one docstring, its edits and places those of the file; later places as if it changed alone."""
    result = of_examples(text, path, options)
    idle = tuple(idle_marks(text, path, options))
    findings = tuple(_in_file(finding, text) for finding in result.findings)
    sites = tuple(_in_file(site, text) for site in result.sites)
    return replace(result, edits=tuple(text.in_file(result.edits)), findings=(*findings, *idle), sites=sites)


def _in_file(finding: Finding, text: Prose) -> Finding:
    margin = text.locate(finding.place.line, 1).column - 1
    after = finding.place_after
    fix = finding.fix
    return replace(
        finding,
        place=_moved(finding.place, 0, margin),
        place_after=_moved(after, 0, margin) if after is not None else None,
        fix=replace(fix, edits=tuple(text.in_file(fix.edits))) if fix is not None else None,
    )


def _moved(place: Place, lines: int, columns: int) -> Place:
    return Place(place.line + lines, place.column + columns, place.end_line + lines, place.end_column + columns)


def _is_in(place: Place, edits: Sequence[Edit], text: str) -> bool:
    """Whether a place is in lines that edits of a text touch."""
    return any(text.count("\n", 0, one.start) < place.line <= text.count("\n", 0, one.end) + 1 for one in edits)


def _joined(found: DocumentResult, file: Document, examples: Sequence[DocumentResult]) -> DocumentResult:
    """The results as one; raises DocumentError where the docstrings would not be alone in what changes."""
    results = [found, *examples]
    edits = sorted((edit for one in results for edit in one.edits), key=lambda edit: (edit.start, edit.end))
    if any(one.edits for one in examples):
        for one, two in pairwise(edits):
            if one.end > two.start:
                raise DocumentError("a docstring would be changed twice")
        if not docstrings.differ_in_strings_alone(apply_edits(file.text, found.edits), apply_edits(file.text, edits)):
            raise DocumentError("the new text of a docstring would be no docstring")
    findings = []
    for result in results:
        others = [edit for one in results if one is not result for edit in one.edits]
        findings += [_after(finding, file.text, others) for finding in result.findings]
    findings.sort(key=lambda one: (one.place.line, one.place.column, one.rule))
    text = apply_edits(file.text, edits) if edits else found.new_text
    sites = tuple(site for one in results for site in one.sites)
    return replace(found, findings=tuple(findings), new_text=text, edits=tuple(edits), sites=sites)


def _after(finding: Finding, text: str, edits: Sequence[Edit], sign: int = 1) -> Finding:
    """The finding, its later place moved by what edits above it add in lines; with -1 back again."""
    if finding.place_after is None:
        return finding
    lines = 0
    for edit in edits:
        if text.count("\n", 0, edit.end) < finding.place.line - 1:
            lines += edit.text.count("\n") - text.count("\n", edit.start, edit.end)
    return replace(finding, place_after=_moved(finding.place_after, sign * lines, 0))
