"""What is done with one document, or with documents that belong together: bytes in, results out; nothing is written.

These functions run in this process or in a worker. Whatever goes wrong with a file becomes a finding that names it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rundata_migrate import depth, files, taint
from rundata_migrate.documents import python
from rundata_migrate.findings import ANYTHING, DocumentResult, EngineOptions, Outside, Source
from rundata_migrate.pauses import without_collection
from rundata_migrate.project.gathering import Group
from rundata_migrate.project.results import FileResult, all_or_none, error, failure, unreadable


@without_collection()
def may_hold_site(path: str, options: EngineOptions) -> tuple[str, bool]:
    """Whether the engine has to look at a file, or at what is wrong with it."""
    if path in options.evidence:
        return path, True
    try:
        document = python.decode(files.read(path))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return path, _worth_analysing(document.text)
    except Exception:
        return path, True


def _worth_analysing(text: str) -> bool:
    """The second screen, on Python's own syntax tree; raises RecursionError for what libcst would die of."""
    tree = depth.parse(text)
    if tree is None or "rundata:" in text or taint.has_type_comment(text):
        return True
    return taint.may_hold_site(tree)


@without_collection()
def migrate_bytes(data: bytes, path: str, options: EngineOptions) -> FileResult:
    """Decode, analyse and encode one document; never raises for what is in it."""
    try:
        document = python.decode(data)
    except python.DocumentError as reason:
        return FileResult(path, (error(path, "RD903", f"cannot be decoded: {reason}"),), before=data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the parsers, about the user's escapes
            if path not in options.evidence and not _worth_analysing(document.text):
                return FileResult(path)
        # libcst is a large part of the start-up: only what gets here pays for it.
        from rundata_migrate.engine import migrate_text

        result = migrate_text(document.text, path, options)
    except Exception as reason:
        return FileResult(path, (failure(path, reason),), before=data)
    return _encoded(result, document, data)


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
    documents: dict[str, tuple[python.PythonDocument, bytes]] = {}
    for member in group.members:
        try:
            data = files.read(member.path)
            document = python.decode(data)
        except OSError as reason:
            results.append(FileResult(member.path, (unreadable(member.path, reason.strerror or str(reason)),)))
        except python.DocumentError as reason:
            undecoded = error(member.path, "RD903", f"cannot be decoded: {reason}")
            results.append(FileResult(member.path, (undecoded,), before=data))
        else:
            documents[member.path] = document, data
            sources.append(
                Source(member.path, document.text, member.location, group.modules[member.path], member.is_asked)
            )
    if len(sources) < len(group.members):
        # what cannot be read may call anything
        options = replace(options, outside=ANYTHING)
    for found in _migrated(sources, options, _reader(group)):
        document, data = documents[found.path]
        results.append(_encoded(found, document, data))
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
    members = {member.location for member in group.members}

    def read(dotted: str, importer: str) -> Source | None:
        found = group.table.resolve(dotted, importer) if group.table is not None else None
        if group.table is None or found is None or found[0] in members:
            return None
        candidate = group.table.candidates[found[0]]
        try:
            text = python.decode(files.read(candidate.path)).text
        except (OSError, python.DocumentError):
            return None
        return Source(candidate.path, text, candidate.location, group.table.names(found[0]), is_asked=False)

    return read


def _migrated(
    sources: Sequence[Source], options: EngineOptions, more: Callable[[str, str], Source | None]
) -> Iterable[DocumentResult]:
    from rundata_migrate.engine import migrate_program

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return migrate_program(sources, options, more)
    except Exception as reason:
        return [DocumentResult(source.path, (failure(source.path, reason),)) for source in sources]


def _encoded(found: DocumentResult, document: python.PythonDocument, data: bytes) -> FileResult:
    try:
        after = None if found.new_text is None else document.encode(found.new_text)
    except Exception as reason:
        return FileResult(found.path, (failure(found.path, reason),), before=data, together=found.together)
    after = None if after == data else after
    before = data if found.findings or found.sites or after is not None else None
    return FileResult(
        found.path, found.findings, found.sites, before, after, together=found.together, outdated=found.outdated
    )
