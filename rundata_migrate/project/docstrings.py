"""The examples of a Python file's docstrings, each a text of its own, together with what became of the file's code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rundata_migrate.documents import DocumentError, docstrings
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.documents.model import Document, Problem
from rundata_migrate.documents.prose import Prose
from rundata_migrate.findings import DocumentResult, Edit, EngineOptions, Finding, Outside, Place, ProjectFacts, Source
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
        return _joined(found, file, [_migrated(text, found.path, options) for text in texts]), problems
    except Exception as reason:  # the code is right all the same
        return replace(found, findings=(*found.findings, failure(found.path, reason))), problems


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


def _migrated(text: Prose, path: str, options: EngineOptions) -> DocumentResult:
    """The result for one docstring, its edits and places those of the file; later places as if it changed alone."""
    from rundata_migrate.engine import migrate_program  # libcst, as in work.py

    (result,) = migrate_program([Source(path, text.text)], for_examples(options))
    edits = tuple(text.in_file(result.edits)) if result.new_text is not None else ()
    findings = tuple(_in_file(finding, text) for finding in result.findings)
    return replace(result, edits=edits, findings=findings, sites=tuple(_in_file(site, text) for site in result.sites))


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


def _after(finding: Finding, text: str, others: Sequence[Edit]) -> Finding:
    """The finding, its later place moved by the edits of others above it."""
    if finding.place_after is None:
        return finding
    lines = 0
    for edit in others:
        if text.count("\n", 0, edit.end) < finding.place.line - 1:
            lines += edit.text.count("\n") - text.count("\n", edit.start, edit.end)
    return replace(finding, place_after=_moved(finding.place_after, lines, 0))
