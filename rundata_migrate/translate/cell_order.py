"""Cells run from top to bottom in what is proven, and in any order in a notebook.

Where a later cell binds a name to something else that an earlier one reads, the earlier one may be run again with it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import replace

import libcst as cst

from rundata_migrate.documents.model import CELL
from rundata_migrate.findings import Safety
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Node, Tree, walk
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.outcome import Outcome


def without_later_names(site: Site, outcome: Outcome) -> Outcome:
    """The outcome, without its edits if a later cell gives another meaning to what the site is made of."""
    if not outcome.edits or not _begins(site.context, site.node):
        return outcome
    for name, binding in _bound_later(site.context, site.node):
        line = site.context.tree.line(binding.node)
        reason = f"a later cell binds `{name}` to something else (line {line}), and cells may be run in any order"
        return replace(outcome, edits=(), safety=Safety.MANUAL, reason=reason, kept_for="", reserve=[])
    return outcome


def _bound_later(context: Context, node: Node) -> Iterator[tuple[str, Binding]]:
    """Names that a module's expression is made of, and a binding in a cell below the one that reads them."""
    if not isinstance(context.tree.function_of(node), cst.Module):
        return
    waiting = [node]
    seen: set[Binding] = set()
    while waiting:
        for name in walk(waiting.pop()):
            if not isinstance(name, cst.Name):
                continue
            here = _cell(context, name)
            for binding in context.names.slot(name).bindings - seen:
                seen.add(binding)
                if binding.value is not None:
                    waiting.append(binding.value)
                if _cell(context, binding.node) < here:
                    yield from ((name.value, later) for later in _others(context, binding, here))


def _others(context: Context, binding: Binding, cell: int) -> Iterator[Binding]:
    """The bindings of the same name in cells below, to something of another kind."""
    value = context.values.of_binding(binding)
    for later in binding.scope.bindings.get(binding.name, ()):
        if _cell(context, later.node) > cell:
            other = context.values.of_binding(later)
            if (other.kind, other.container) != (value.kind, value.container):
                yield later


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
