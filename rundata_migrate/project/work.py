"""What is done with one document, or with documents that belong together: bytes in, results out; nothing is written.

These functions run in this process or in a worker. Whatever goes wrong with a file becomes a finding that names it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache

from rundata_migrate import depth, files, screen, taint, trees
from rundata_migrate.documents import DocumentError, changed_document, open_document
from rundata_migrate.documents.model import Document, Problem, marks_of
from rundata_migrate.documents.prose import Prose
from rundata_migrate.findings import ANYTHING, DocumentResult, EngineOptions, Finding, Outside, Place, Source
from rundata_migrate.layout import Candidate
from rundata_migrate.pauses import without_collection
from rundata_migrate.project import examples
from rundata_migrate.project.engine import migrate_program
from rundata_migrate.project.gathering import Group
from rundata_migrate.project.places import located
from rundata_migrate.project.results import FileResult, all_or_none, error, failure, unreadable

_NO_OTHERS: Mapping[str, Document] = {}


class Worth(IntEnum):
    """Whether the engine has to look at a file, or at what is wrong with it."""

    NO = 0
    WITH_OTHERS = 1
    """If others give it run data."""
    ALONE = 2
    IN_ANY_CASE = 3
    """A record speaks of it, a comment speaks to this tool, or its tree cannot be read."""


def may_hold_site(path: str, options: EngineOptions) -> tuple[str, Worth]:
    """Whether the engine has to look at a file."""
    return _looked_at(path, options, is_alone=False)


def may_hold_site_alone(path: str, options: EngineOptions) -> tuple[str, Worth]:
    """Whether it has to where none but those that import MLflow lead to others."""
    return _looked_at(path, options, is_alone=True)


@without_collection()
def _looked_at(path: str, options: EngineOptions, is_alone: bool) -> tuple[str, Worth]:
    if path in options.evidence:
        return path, Worth.IN_ANY_CASE
    try:
        data = files.read(path)
        if is_alone and not options.docs and _shows_nothing(data):
            return path, Worth.NO
        document = open_document(path, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if _speaks(document) or _has_examples(document, options):
                return path, Worth.IN_ANY_CASE
            return path, _worth(document.text, is_alone)
    except Exception:
        return path, Worth.IN_ANY_CASE


def _shows_nothing(data: bytes) -> bool:
    """Whether there is neither a word for this tool or of MLflow, nor any code of the list API."""
    if b"mlflow" in data or b"RunData" in data or b"rundata:" in data:
        return False
    return not screen.shows_list_api(data) and not screen.may_have_odd_names(data)


def _worth(text: str, is_alone: bool = False) -> Worth:
    """The second screen, on Python's own syntax tree; raises RecursionError for what libcst would die of."""
    tree = depth.parse(text)
    if tree is None or taint.says_more_than_its_tree(text):
        return Worth.IN_ANY_CASE
    if is_alone and not taint.may_hold_site_alone(tree):
        return Worth.NO
    if not taint.may_hold_site(tree):
        return Worth.NO
    trees.keep(text, tree)
    return Worth.ALONE if is_alone or taint.may_hold_site_alone(tree) else Worth.WITH_OTHERS


def _speaks(document: Document) -> bool:
    """Whether there is something to say of a document beside what is found in its text."""
    return bool(document.problems or marks_of(document))


def _has_examples(document: Document, options: EngineOptions) -> bool:
    """Whether a docstring has to be looked at, where that is asked for."""
    return options.docs and examples.may_hold_site(document)


@without_collection()
def migrate_bytes(data: bytes, path: str, options: EngineOptions) -> FileResult:
    """Decode, analyse and encode one document; never raises for what is in it."""
    try:
        document = open_document(path, data)
    except DocumentError as reason:
        return FileResult(path, (error(path, "RD903", f"cannot be decoded: {reason}"),), before=data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the parsers, about the user's escapes
            is_wanted = path in options.evidence or _speaks(document) or _has_examples(document, options)
            if not is_wanted and not _worth(document.text):
                return FileResult(path)
        if isinstance(document, Prose):
            result = examples.of_examples(document, path, options)
        else:
            result = migrate_program([_source(Candidate(path, ""), document)], options)[0]
    except Exception as reason:
        return FileResult(path, (failure(path, reason),), before=data)
    return _encoded(result, document, data, options)


def migrate_file(path: str, options: EngineOptions) -> FileResult:
    """Read one file and migrate its text; writes nothing."""
    try:
        data = files.read(path)
    except OSError as reason:
        return FileResult(path, (unreadable(path, reason.strerror or str(reason)),))
    return migrate_bytes(data, path, options)


@without_collection()
def migrate_group(group: Group, options: EngineOptions) -> tuple[FileResult, ...]:
    """Read and migrate documents as one program; results for those that were asked for. Writes nothing."""
    options = replace(options, outside=outside_of(group.open_names))
    if len(group.members) == 1 and group.table is None:
        return (migrate_file(group.members[0].path, options),)
    results: list[FileResult] = []
    sources: list[Source] = []
    documents: dict[str, tuple[Document, bytes]] = {}
    for member in group.members:
        try:
            data = files.read(member.path)
            document = open_document(member.path, data)
        except OSError as reason:
            results.append(FileResult(member.path, (unreadable(member.path, reason.strerror or str(reason)),)))
        except DocumentError as reason:
            undecoded = error(member.path, "RD903", f"cannot be decoded: {reason}")
            results.append(FileResult(member.path, (undecoded,), before=data))
        else:
            documents[member.path] = document, data
            sources.append(_source(member, document, group.modules[member.path]))
    if len(sources) < len(group.members):
        # what cannot be read may call anything
        options = replace(options, outside=ANYTHING)
    read = {path: document for path, (document, _) in documents.items()}
    for found in _migrated(sources, options, _reader(group)):
        document, data = documents[found.path]
        results.append(_encoded(found, document, data, options, read))
    asked = {member.path for member in group.members if member.is_asked}
    return tuple(sorted((one for one in all_or_none(results) if one.path in asked), key=lambda one: one.path))


def outside_of(marked: Iterable[str]) -> Outside:
    """A group's open names: ``name``, ``.method``, ``@attribute``, ``=looked_for``, ``!path``; ``@``, ``@?``, ``*``."""
    by_mark: dict[str, set[str]] = {mark: set() for mark in ("", ".", "@", "=", "!")}
    for one in marked:
        mark = one[0] if one[0] in by_mark else ""
        by_mark[mark].add(one.removeprefix(mark))
    looked_for = frozenset(by_mark["="]) if "?" in by_mark["@"] else None
    return Outside(
        frozenset(by_mark[""] - {"*"}),
        frozenset(by_mark["."]),
        frozenset(by_mark["@"] - {"", "?"}),
        frozenset() if "" in by_mark["@"] else looked_for,
        "*" in by_mark[""],
        frozenset(by_mark["!"]),
    )


def _reader(group: Group) -> Callable[[str, str], Source | None]:
    """Reads the document that an import means, if it is one of the project's; not to be changed or reported on."""
    table = group.table
    members = {member.location for member in group.members}

    @lru_cache(maxsize=50)  # the names of one import statement mean the same file
    def source(location: str) -> Source | None:
        assert table is not None
        candidate = table.candidates[location]
        try:
            document = open_document(candidate.path, files.read(candidate.path))
        except (OSError, DocumentError):
            return None
        return replace(_source(candidate, document, table.names(location)), is_asked=False)

    def read(dotted: str, importer: str) -> Source | None:
        found = table.resolve(dotted, importer) if table is not None else None
        return source(found[0]) if found is not None and found[0] not in members else None

    return read


def _migrated(
    sources: Sequence[Source], options: EngineOptions, more: Callable[[str, str], Source | None]
) -> Iterable[DocumentResult]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return migrate_program(sources, options, more)
    except Exception as reason:
        return [DocumentResult(source.path, (failure(source.path, reason),)) for source in sources]


def _source(candidate: Candidate, document: Document, modules: tuple[str, ...] = ()) -> Source:
    text = document.text
    return Source(candidate.path, text, candidate.location, modules, candidate.is_asked, document.unread)


def _encoded(
    found: DocumentResult,
    document: Document,
    data: bytes,
    options: EngineOptions,
    others: Mapping[str, Document] = _NO_OTHERS,
) -> FileResult:
    """The result for the file: its new bytes, and all that is said of the text told of the file.

    ``others`` are the documents that were read with it, by path.
    """
    problems = tuple(document.problems)
    if options.docs:
        found, more = examples.with_examples(found, document, options)
        problems += more
    try:
        after, changed = _applied(found, document)
        findings = tuple(located(finding, document, changed, others) for finding in found.findings)
        sites = tuple(located(site, document, changed, others) for site in found.sites)
    except Exception as reason:
        return FileResult(found.path, (failure(found.path, reason),), before=data, together=found.together)
    after = None if after == data else after
    told, passed_over = _problems(found.path, problems)
    idle = examples.idle_marks(document, found.path, options)
    findings = tuple(
        sorted((*findings, *told, *idle), key=lambda one: (one.cell or 0, one.place.line, one.place.column))
    )
    return FileResult(
        found.path,
        findings,
        sites,
        data if findings or passed_over or sites or after is not None else None,
        after,
        together=found.together,
        outdated=found.outdated,
        passed_over=passed_over,
    )


def _applied(found: DocumentResult, document: Document) -> tuple[bytes | None, Document]:
    """The new bytes, if any, and the document in them; raises DocumentError where that is not what was meant."""
    if found.new_text is None:
        return None, document
    after = document.apply(found.edits)
    changed = changed_document(document, found.path, after)
    if changed.text != found.new_text:
        raise DocumentError("the new text does not come back from the file as it was written")
    return after, changed


def _may_hold_site(source: str) -> bool:
    return "rundata: ignore" not in source and screen.may_hold_site(source.encode("utf-8", "replace"))


def _problems(path: str, problems: Sequence[Problem]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is said of a document's parts that are no Python: an error if one may hold a site, else in passing."""
    told: list[Finding] = []
    passed_over: list[Finding] = []
    for problem in problems:
        at = problem.location
        place = Place(at.line, at.column, at.line, at.column)
        said = f"cannot be parsed: {problem.message}" if problem.is_error else problem.message
        found = replace(error(path, "RD900", said, place), cell=at.cell, error=problem.is_error)
        (told if _may_hold_site(problem.source) else passed_over).append(found)
    return tuple(told), tuple(passed_over)
