"""Documents that are read as one program: texts in; findings, edits and new texts out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rundata_migrate import depth
from rundata_migrate.engine.parsing import TOP, error_finding, parse_document
from rundata_migrate.engine.rounds import More, Rounds
from rundata_migrate.findings import ANYTHING, DocumentResult, EngineOptions, Outside, Source
from rundata_migrate.syntax import Tree


def migrate_text(text: str, path: str, options: EngineOptions) -> DocumentResult:
    """Analyse one Python document and apply the fixes that ``options`` allows.

    Args:
        text: the decoded text, its line ends as they are.
        path: what to call it in findings.
        options: which rules, which fixes.

    What cannot be parsed becomes a finding; nothing is raised for the user's text.
    """
    return migrate_program([Source(path, text)], options)[0]


def migrate_program(
    sources: Sequence[Source], options: EngineOptions, more: More | None = None
) -> list[DocumentResult]:
    """Analyse documents that import each other as one program, and apply the fixes that ``options`` allows.

    A fix may need edits in several documents: they are all made, or none is. The results are in the order of the
    sources. A document that cannot be parsed becomes a finding, and what it names is taken to be used there in any way.
    ``more`` is asked for the modules that would say what something of unknown origin is.
    """
    results: dict[str, DocumentResult] = {}
    trees: list[Tree] = []
    for source in sources:
        if source.unread:
            options = replace(options, outside=_with_words(options.outside, source.unread))
        try:
            parsed = parse_document(source)
        except Exception as error:
            parsed = _failed(source.path, error)
        if isinstance(parsed, Tree):
            trees.append(parsed)
        else:
            results[source.path] = parsed
            options = replace(options, outside=_with_words(options.outside, source.text))
    if trees:
        try:
            found = Rounds(trees, sources, options).migrate(more)
        except Exception as error:
            found = [_failed(trees[0].path, error)] if len(trees) == 1 else _one_by_one(sources, options, error)
        results.update((one.path, one) for one in found)
    return [results[source.path] for source in sources]  # not those that were read besides


def _one_by_one(sources: Sequence[Source], options: EngineOptions, reason: Exception) -> list[DocumentResult]:
    """Each document alone, as if others could use it in any way: one that is too much takes no other with it."""
    alone = replace(options, outside=ANYTHING)
    results = [migrate_text(source.text, source.path, alone) for source in sources]
    is_named = any(finding.rule in ("RD905", "RD907") for one in results for finding in one.findings)
    if not is_named and not depth.is_too_deep(reason):
        # what only shows in several files together has to be told too
        message = f"internal error, {len(sources)} files were looked at alone: {_said(reason)}"
        place = next((index for index, source in enumerate(sources) if source.is_asked), 0)
        finding = error_finding(results[place].path, TOP, "RD907", message)
        results[place] = replace(results[place], findings=(*results[place].findings, finding))
    return results


def _failed(path: str, reason: Exception) -> DocumentResult:
    """The result of a document whose analysis ended in an exception; nothing in it can fail again."""
    if depth.is_too_deep(reason):
        return DocumentResult(path, (error_finding(path, TOP, "RD905", depth.MESSAGE),))
    message = f"internal error, the file is left as it is: {_said(reason)}"
    return DocumentResult(path, (error_finding(path, TOP, "RD907", message),))


def _said(reason: Exception) -> str:
    try:
        said = " ".join(str(reason).split())[:200]
    except Exception:
        said = "?"
    return f"{type(reason).__name__}: {said}"


def _with_words(outside: Outside, text: str) -> Outside:
    """What is not read, with a text that may use whatever it has the name of."""
    words = frozenset(re.findall(r"[^\W\d]\w*", text))
    return replace(outside, functions=outside.functions | words, methods=outside.methods | words)
