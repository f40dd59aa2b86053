"""What is left in files that were not asked for, told where those that were asked for have to do with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit, Finding, Place
from rundata_migrate.flow.lattice import ENTITY, Value
from rundata_migrate.flow.values import Values
from rundata_migrate.syntax import Node, Tree


@dataclass(frozen=True)
class Left:
    """An outcome of a site in a file that was not asked for."""

    finding: Finding
    edits: tuple[Edit, ...]
    """What would have to change, in all files."""
    origins: frozenset[Node]
    """The reads of run data that the site's container comes from."""


@dataclass(frozen=True)
class Reading:
    """A finding in a file that was asked for, and the text that it is about."""

    finding: Finding
    span: tuple[int, int]


def readings(tree: Tree, values: Values, asked: Collection[str], left: list[Left]) -> Iterator[Reading]:
    """The places in each file asked for that would change too.

    Else those where an entity of these sites is read, or else the first expression that holds some.
    """
    origins = {origin: one for one in reversed(left) for origin in one.origins}
    for document in tree.documents:
        if document.path in asked:
            yield from _changed(tree, document, left) or _read(tree, values, document, origins)


def _changed(tree: Tree, document: Tree, left: list[Left]) -> list[Reading]:
    found = []
    for one in left:
        own = [(edit.start, edit.end) for edit in one.edits if tree.document_at(edit.start) is document]
        if own:
            found.append(_reading(tree, one.finding, document.path, min(own)))
    return found


def _read(tree: Tree, values: Values, document: Tree, origins: dict[Node, Left]) -> list[Reading]:
    if not origins:
        return []
    read = [
        (node, values.of(node.value)) for node in document.every(cst.Attribute) if node.attr.value in api.ENTITY_READS
    ]
    found = _with_sources(tree, document, read, origins)
    if found:
        return found
    others = ((node, values.of(node)) for node in document.every(cst.Call, cst.Attribute))
    return _with_sources(tree, document, others, origins)[:1]


def _with_sources(
    tree: Tree, document: Tree, held: Iterable[tuple[Node, Value]], origins: dict[Node, Left]
) -> list[Reading]:
    found = []
    for node, value in held:
        known = [origin for origin in _origins_of(value) if origin in origins]
        if known:
            one = origins[min(known, key=tree.span)]
            finding = replace(one.finding, message=_with_source(one.finding))
            found.append(_reading(tree, finding, document.path, tree.span(node)))
    return found


def _origins_of(value: Value | None) -> Iterator[Node]:
    """Where the entities come from that a value is or holds."""
    while value is not None:
        if value.kind == ENTITY:
            yield from value.origins
        value = value.inner


def _with_source(finding: Finding) -> str:
    return f"{finding.message} (line {finding.place.line} of {finding.path}, which was not asked for)"


def _reading(tree: Tree, finding: Finding, path: str, span: tuple[int, int]) -> Reading:
    after = Place(*tree.line_column(span[0]), *tree.line_column(span[1]))
    return Reading(
        replace(finding, path=path, place_after=after, fix=None, proposal=None, why=(), known_by=None, recorded=0), span
    )
