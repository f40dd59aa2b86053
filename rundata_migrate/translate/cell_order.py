"""Cells run from top to bottom in what is proven, and in any order in a notebook.

Where a later cell binds a name to something else that an earlier one reads, the earlier one may be run again with it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

import libcst as cst

from rundata_migrate.documents.model import CELL
from rundata_migrate.findings import Edit, Safety
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.lattice import INTERESTING, Value
from rundata_migrate.syntax import Node, Tree, walk
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.outcome import Outcome


def without_later_names(site: Site, outcome: Outcome) -> Outcome:
    """The outcome, without its edits if a later cell gives another meaning to what the site is made of."""
    if not outcome.edits or not _begins(site.context, site.node):
        return outcome
    context = site.context
    for name, binding in _bound_later(context, [site.node, *_changed(context, outcome.edits)]):
        line = context.tree.line(binding.node)
        reason = f"a later cell binds `{name}` to something else (line {line}), and cells may be run in any order"
        return replace(outcome, edits=(), safety=Safety.MANUAL, reason=reason, kept_for="", reserve=[])
    return outcome


def _changed(context: Context, edits: Sequence[Edit]) -> Iterator[cst.Name]:
    """The names of containers, and of what comes of them, on the lines that edits change."""
    lines = [context.tree.line_range(edit.start, edit.end) for edit in edits]
    for name in context.tree.every(cst.Name):
        start = context.tree.inner_span(name)[0]
        if any(first <= start < last for first, last in lines) and context.names.slot(name).bindings:
            if context.values.of(name).kind in INTERESTING:
                yield name


def _bound_later(context: Context, nodes: Sequence[Node]) -> Iterator[tuple[str, Binding]]:
    """Names that expressions are made of, and a binding in a cell below the one that gave them what they are."""
    waiting = list(nodes)
    seen: set[Binding] = set()
    while waiting:
        for name in walk(waiting.pop()):
            if not isinstance(name, cst.Name):
                continue
            here = _cell(context, name)
            is_of_function = not isinstance(context.tree.function_of(name), cst.Module)
            for binding in (context.names.slot(name).bindings or _below(context, name)) - seen:
                seen.add(binding)
                if binding.value is not None:
                    waiting.append(binding.value)
                at = _cell(context, binding.node)
                # what its own cell binds is bound again with it; a function runs where it is called
                if binding.scope.kind == "module" and (at != here or is_of_function):
                    yield from ((name.value, later) for later in _others(context, binding, at if at > here else here))


def _below(context: Context, name: cst.Name) -> frozenset[Binding]:
    """What cells further down bind a name to that none above does."""
    scope = context.names.scope_of_name.get(name)
    bindings = scope.module_scope().bindings.get(name.value, ()) if scope is not None else ()
    return frozenset(one for one in bindings if _cell(context, one.node) > _cell(context, name))


def _others(context: Context, binding: Binding, cell: int) -> Iterator[Binding]:
    """The bindings of the same name in cells below, to something of another kind."""
    meaning = _meaning(context.values.of_binding(binding))
    for later in binding.scope.bindings.get(binding.name, ()):
        if later is not binding and _cell(context, later.node) > cell:
            if _meaning(context.values.of_binding(later)) != meaning:
                yield later


def _meaning(value: Value) -> tuple[object, ...]:
    inner = value.inner
    return (value.kind, value.container, *((inner.kind, inner.container) if inner is not None else ()))


def _cell(context: Context, node: Node) -> int:
    """The number of the cell that a node stands in, among those of its document."""
    tree = context.tree
    document = tree.document_of(node)
    return bisect.bisect_right(_begins(context, node), tree.inner_span(node)[0] - tree.base(document))


def _begins(context: Context, node: Node) -> list[int]:
    """Where the cells of the node's document end, found once."""
    document: Tree = context.tree.document_of(node)
    if document not in context.cells:
        context.cells[document] = [match.start() for match in CELL.finditer(document.text)]
    return context.cells[document]
