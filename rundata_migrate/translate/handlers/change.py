"""The handlers in the lookup's own function: what becomes of them, and whether that can be done."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Expression, Node, is_attribute, name_of, plain_arguments, tuple_elements
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.handlers.exceptions import catches, names_exactly
from rundata_migrate.translate.handlers.looks import looks_at_exception
from rundata_migrate.translate.handlers.managers import EXPECTATIONS, SUPPRESSORS, may_catch
from rundata_migrate.translate.handlers.sources import other_sources
from rundata_migrate.translate.handlers.verdict import FREE, Verdict
from rundata_migrate.translate.handlers.words import where


def try_verdict(context: Context, statement: cst.Try, node: Expression, old: str, new: str) -> Verdict | None:
    """What a ``try`` around the lookup says; None if it catches neither exception."""
    handlers = list(statement.handlers)
    catching = [(catches(context, one.type, old), catches(context, one.type, new)) for one in handlers]
    for handler, found in zip(handlers, catching, strict=True):
        if None in found:
            return _kept(context, handler, "names its exceptions by a variable")
    # the first handler that fits gets the exception, whatever the others name
    of_old = next((at for at, (is_old, _) in enumerate(catching) if is_old), None)
    of_new = next((at for at, (_, is_new) in enumerate(catching) if is_new), None)
    if of_old is None and of_new is None:
        return None
    if of_new is not None and of_new != of_old:
        if of_old is None or of_new < of_old:
            return _kept(context, handlers[of_new], f"would now catch {new}")
        if names_exactly(context, handlers[of_new].type, new):
            return _kept(context, handlers[of_new], f"is for {new}")
    assert of_old is not None
    handler = handlers[of_old]
    if looks_at_exception(context, handler):
        return _kept(context, handler, "looks at the exception")
    if of_new == of_old:
        return FREE
    assert handler.type is not None
    return _changed(context, handler.type, statement.body, node, old, new)


def with_verdict(context: Context, statement: cst.With, node: Expression, old: str, new: str) -> Verdict | None:
    """What a ``with`` around the lookup says; None if it catches neither exception."""
    for item in statement.items:
        verdict = _item_verdict(context, statement, item, node, old, new)
        if verdict is not None:
            return verdict
    return None


def _item_verdict(
    context: Context, statement: cst.With, item: cst.WithItem, node: Expression, old: str, new: str
) -> Verdict | None:
    call = item.item
    if may_catch(context, call):
        return _kept(context, call, "may catch exceptions")
    if not isinstance(call, cst.Call):
        return None
    expects = _expects(context, call)
    if not expects and context.values.dotted(call.func) not in SUPPRESSORS:
        return None
    arguments = plain_arguments(call)
    caught = {(catches(context, arg, old), catches(context, arg, new) is True) for arg in arguments or ()}
    if not arguments or caught & {(None, True), (None, False)}:
        return _kept(context, call, "catches exceptions")
    if (True, True) in caught:  # by a class above both: LookupError, Exception
        return FREE if item.asname is None else _kept(context, call, "looks at the exception")
    if (False, True) in caught:
        return _kept(context, call, f"would now catch {new}")
    if (True, False) not in caught:
        return None
    verdict = _changed(context, arguments[0], statement.body, node, old, new, alone=expects)
    if expects or len(arguments) > 1 or tuple_elements(arguments[0]) is not None:
        return verdict
    return replace(verdict, edits=tuple(_without_parentheses(edit) for edit in verdict.edits))


def _without_parentheses(edit: Edit) -> Edit:
    """``suppress(A, B)`` takes its exceptions one by one."""
    return replace(edit, text=edit.text.strip("()")) if edit.text.startswith("(") else edit


def _expects(context: Context, call: cst.Call) -> bool:
    """Whether a test expects an exception."""
    is_unittest = is_attribute(call.func, {"assertRaises"})
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
