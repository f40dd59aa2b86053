"""Which files that were not asked for may give entities to those that were, or get them from there."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rundata_migrate import mlflow_api as api
from rundata_migrate import screen
from rundata_migrate.layout import Candidate
from rundata_migrate.nodes import nodes_of
from rundata_migrate.project.imports import ImportGraph
from rundata_migrate.spread import Taint
from rundata_migrate.steps import Steps

MOST_REACHED = 100
"""So many modules of the project are looked through for imports, the nearest first."""

MOST_STEPS = 3
"""So many modules may stand between the one that reads an entity and the one that has it from MLflow."""


MOST_SOURCES = 20
"""So many files are read for this besides those that were asked for: each brings others with it."""


@dataclass
class Sources:
    """Files that may hold a site by their bytes."""

    files: list[Candidate] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """Locations of a reader, and of a file that a name is imported from whose entities may be read there."""


def sources_of(graph: ImportGraph, readers: list[str], others: Iterable[Candidate]) -> Sources:
    """Those of the others from which the readers may get an entity, directly or not, and those that hand it to them."""
    found = Sources()
    holding = {one.location: one for one in others if readers and screen.may_hold_site(graph.data(one.location))}
    if not holding:
        return found
    leads = {reader: _leads(graph, reader) for reader in readers}
    found.pairs = [(reader, one) for reader in readers for one in leads[reader] if one in holding]
    reached = _reached(graph, [one for reader in readers for one in leads[reader]])
    direct = {source for _, source in found.pairs}
    givers = [*_of(holding, direct), *_of(holding, reached - direct)]
    takers = {reader: taken for reader in readers if (taken := _takers(graph, reader))}
    handers = (one for one in holding if one not in reached and _hands_on(graph, one, takers))
    kept = list(itertools.islice(itertools.chain(givers, handers), MOST_SOURCES))
    found.files = [holding[one] for one in kept]
    found.pairs = [(reader, source) for reader, source in found.pairs if source in kept]
    return found


def _of(holding: Mapping[str, Candidate], locations: set[str]) -> Iterator[str]:
    return (one for one in holding if one in locations)


def _leads(graph: ImportGraph, location: str) -> list[str]:
    """The files that define what a file imports, if an attribute like an entity's is read of what comes from it."""
    document = graph.module(location)
    if document is None:
        return []
    reads = [node.value for name in api.ENTITY_READS for node in document.reading.get(name, ())]
    is_anywhere = "attrgetter" in document.imports or "attrgetter" in document.reading
    found = []
    for alias, path in document.imports.items():
        way = graph.way(path, location)
        if not way or way[-1] in found:
            continue
        if not (is_anywhere or alias.startswith("*")):
            taint = Taint(document.steps, _names_of(alias.split(".")[0], document.nodes))
            taint.spread()
            if not any(taint.holds(node) for node in reads):
                continue
        found.append(way[-1])
    return found


def _names_of(name: str, nodes: list[ast.AST]) -> set[str]:
    """The name, and ``self`` where a class inherits from what it means."""
    for node in nodes:
        if isinstance(node, ast.ClassDef) and any(
            isinstance(below, ast.Name) and below.id == name for base in node.bases for below in ast.walk(base)
        ):
            return {name, "self", "cls", *(one.name for one in nodes if isinstance(one, ast.ClassDef))}
    return {name}


def _reached(graph: ImportGraph, leads: list[str]) -> set[str]:
    """The files, and what they import, and what that imports, as far as it is looked for."""
    reached = set(leads)
    step = list(dict.fromkeys(leads))
    for _ in range(MOST_STEPS):
        following: list[str] = []
        for location in step:
            if len(reached) >= MOST_REACHED:
                return reached
            found = [one for one in graph.imported_by(location) if one not in reached]
            reached.update(found)
            following += found
        step = following
    return reached


def _hands_on(graph: ImportGraph, location: str, takers: dict[str, set[str]]) -> bool:
    """Whether a file imports a reader, and calls a function of its name with what may be run data or an entity."""
    near = {one for one in takers if graph.mentions_module(location, one)}
    document = graph.module(location) if near else None
    if document is None:
        return False
    taint: Taint | None = None
    for reader in near.intersection(graph.imported_by(location)):
        names = takers[reader].union(*(document.aliases(name) for name in takers[reader]))
        for node in document.nodes:
            if not isinstance(node, ast.Call) or document.words_below([node]).isdisjoint(names):
                continue
            if taint is None:
                taint = Taint(document.steps)
                taint.spread()
            if any(taint.holds(one) for one in (*node.args, *(keyword.value for keyword in node.keywords))):
                return True
    return False


def _takers(graph: ImportGraph, location: str) -> set[str]:
    """The functions of a file that read an attribute like an entity's of what they are handed, and their classes."""
    document = graph.module(location)
    found: set[str] = set()
    for function, owner in document.definitions if document is not None else ():
        assert document is not None
        nodes = nodes_of(function)
        parameters = {node.arg for node in nodes if isinstance(node, ast.arg)} - {"self", "cls"}
        taint = Taint(Steps(nodes), parameters)
        taint.spread()
        if any(
            isinstance(one, ast.Attribute) and one.attr in api.ENTITY_READS and taint.holds(one.value) for one in nodes
        ):
            found.add(owner.name if owner is not None and function.name == "__init__" else function.name)
    return found
