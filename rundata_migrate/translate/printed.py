"""Code that a program prints: ``f"{expr=}"`` shows the source of ``expr``, so nothing inside may change."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.outcome import Outcome

_PARTS: tuple[type[cst.CSTNode], ...] = tuple(
    getattr(cst, name)
    for name in ("FormattedStringExpression", "TemplatedStringExpression")
    if hasattr(cst, name)  # template strings are of libcst 1.8.3
)
_REASON = "`=` in an f-string prints the expression itself"


def unprinted(context: Context, outcome: Outcome) -> Outcome:
    """The outcome, without its edits if one of them would change what an f-string prints."""
    if not _printed(context):
        return outcome
    if not any(_changes_what_is_printed(context, edit) for edit in (*outcome.edits, *outcome.shim)):
        return outcome
    shim = () if any(_changes_what_is_printed(context, edit) for edit in outcome.shim) else outcome.shim
    if not any(_changes_what_is_printed(context, edit) for edit in outcome.edits):
        return replace(outcome, shim=shim)
    return replace(outcome, edits=(), safety=Safety.MANUAL, reason=_REASON, shim=shim, kept_for="", reserve=[])


def _changes_what_is_printed(context: Context, edit: Edit) -> bool:
    text = context.tree.text
    return any(
        edit.start < end and start < edit.end and text[start:end] not in edit.text for start, end in _printed(context)
    )


def _printed(context: Context) -> list[tuple[int, int]]:
    """The spans of the expressions that print themselves, found once."""
    if context.printed is None:
        context.printed = [
            context.tree.span(node) for node in context.tree.every(*_PARTS) if getattr(node, "equal", None) is not None
        ]
    return context.printed
