"""The handlers in the lookup's own function: what becomes of them, and whether that can be done."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Expression, Node, name_of, plain_arguments, tuple_elements
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.handlers.exceptions import catches, names_exactly
from rundata_migrate.translate.handlers.looks import looks_at_exception
from rundata_migrate.translate.handlers.managers import EXPECTATIONS, SUPPRESSORS, may_catch
from rundata_migrate.translate.handlers.sources import other_sources
from rundata_migrate.translate.handlers.verdict import FREE, Verdict
from rundata_migrate.translate.handlers.words import where


def try_verdict(context: Context, statement: cst.Try, node: Expression, old: str, new: str) -> Verdict | None:
    """What a ``try`` around the lookup says; None if it catches neither exception."""
    old_handler = new_handler = None
    for handler in statement.handlers:
        catches_old, catches_new = catches(context, handler.type, old), catches(context, handler.type, new)
        if catches_old is None or catches_new is None:
            return _kept(context, handler, "names its exceptions by a variable")
        if catches_old and old_handler is None:
            old_handler = handler
        if catches_new and new_handler is None:
            new_handler = handler
    if old_handler is new_handler:
        if old_handler is not None and looks_at_exception(context, old_handler):
            return _kept(context, old_handler, "looks at the exception")
        return FREE if old_handler is not None else None
    if old_handler is None:
        assert new_handler is not None
        return _kept(context, new_handler, f"would now catch {new}")
    if new_handler is not None and statement.handlers.index(new_handler) < statement.handlers.index(old_handler):
        return _kept(context, new_handler, f"would now catch {new}")
    if new_handler is not None and names_exactly(context, new_handler.type, new):
        return _kept(context, new_handler, f"is for {new}")
    assert old_handler.type is not None
    if looks_at_exception(context, old_handler):
        return _kept(context, old_handler, "looks at the exception")
    return _changed(context, old_handler.type, statement.body, node, old, new)


def with_verdict(context: Context, statement: cst.With, node: Expression, old: str, new: str) -> Verdict | None:
    """What a ``with`` around the lookup says; None if it catches neither exception."""
    for item in statement.items:
        call = item.item
        if may_catch(context, call):
            return _kept(context, call, "may catch exceptions")
        if not isinstance(call, cst.Call):
            continue
        expects = _expects(context, call)
        if context.values.dotted(call.func) not in SUPPRESSORS and not expects:
            continue
        arguments = plain_arguments(call)
        if not arguments or any(catches(context, arg, old) is None for arg in arguments):
            return _kept(context, call, "catches exceptions")
        old_ones = [arg for arg in arguments if catches(context, arg, old)]
        new_ones = [arg for arg in arguments if catches(context, arg, new)]
        if set(old_ones) & set(new_ones):
            return FREE if item.asname is None else _kept(context, call, "looks at the exception")
        if new_ones:
            return _kept(context, call, f"would now catch {new}")
        if old_ones:
            if expects or len(arguments) > 1 or tuple_elements(arguments[0]) is not None:
                return _changed(context, arguments[0], statement.body, node, old, new, alone=expects)
            verdict = _changed(context, old_ones[0], statement.body, node, old, new)
            # suppress(A, B) takes its exceptions one by one
            edits = tuple(
                Edit(edit.start, edit.end, edit.text.strip("()")) if edit.text.startswith("(") else edit
                for edit in verdict.edits
            )
            return Verdict(verdict.possible, edits, verdict.doubt, verdict.reason)
    return None


def _expects(context: Context, call: cst.Call) -> bool:
    """Whether a test expects an exception."""
    is_unittest = isinstance(call.func, cst.Attribute) and call.func.attr.value == "assertRaises"
    return is_unittest or context.values.dotted(call.func) in EXPECTATIONS


def _kept(context: Context, what: Node, does: str) -> Verdict:
    kind = "handler" if isinstance(what, cst.ExceptHandler) else "context manager"
    return Verdict(False, reason=f"the {kind} at {where(context, what)} {does}")


def _changed(
    context: Context, caught: Expression, body: Node, node: Expression, old: str, new: str, alone: bool = False
) -> Verdict:
    """Edits that make the handler of ``old`` one of ``new`` (alone, or as well)."""
    tree = context.tree
    elements = tuple_elements(caught)
    named = [part for part in (elements if elements is not None else [caught]) if name_of(part) == old]
    if len(named) != 1:
        return Verdict(False, reason=f"the handler at {where(context, caught)} catches {old} by another name")
    still, others = other_sources(context, body, node, old)
    start, end = tree.span(named[0])
    if not others and not still:
        return Verdict(True, (Edit(start, end, new),))
    if alone:
        return Verdict(False, reason=f"the test at {where(context, caught)} expects {old}")
    both = f"{old}, {new}" if elements is not None else f"({old}, {new})"
    place = where(context, caught)
    doubt = f"other code could raise {new}, which the handler at {place} would now catch" if others else ""
    return Verdict(True, (Edit(start, end, both),), doubt=doubt)
