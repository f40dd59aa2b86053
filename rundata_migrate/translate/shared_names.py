"""Loop variables at the top level of a module that other modules read: they must not go, nor hold something else."""

from __future__ import annotations

from dataclasses import replace

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.flow.bindings import ELEMENT, Binding
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.outcome import Outcome


def without_shared_names(context: Context, outcome: Outcome) -> Outcome:
    """The outcome, without its edits if one of them takes a name away that another module reads."""
    if not outcome.edits:
        return outcome
    for binding, start, end in _shared(context):
        if any(_covers(edit, start, end) for edit in outcome.edits):
            reason = f"another module reads `{binding.name}`"
            return replace(outcome, edits=(), safety=Safety.MANUAL, reason=reason, kept_for="", reserve=[])
    return outcome


def _covers(edit: Edit, start: int, end: int) -> bool:
    return edit.start < end and start < edit.end


def _shared(context: Context) -> list[tuple[Binding, int, int]]:
    """The loop variables that others may read, with the places where they are bound; found once."""
    if context.shared_loops is None:
        context.shared_loops = [
            (binding, *context.tree.span(binding.node))
            for document in context.tree.documents
            for bound in context.names.of_document(document).module.bindings.values()
            for binding in bound
            if binding.kind == ELEMENT and context.values.escapes.is_read_elsewhere(binding)
        ]
    return context.shared_loops
