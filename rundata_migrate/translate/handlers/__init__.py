"""Who catches what a lookup raises: a fix that changes the exception must change its handler too.

``exception_change`` climbs from the lookup. Handlers in its own function may change with it (``change``). Above that
are the callers: ``stack`` follows them as far as they are seen, and their handlers must not tell the exceptions apart.
Where anybody may be on the stack, ``words`` decides. ``exceptions`` says which exceptions an expression names,
``looks`` who looks at one, ``managers`` which context managers catch some, ``sources`` what else a body may raise.
"""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.index import Guard
from rundata_migrate.syntax import Expression, Node
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.handlers.change import try_verdict, with_verdict
from rundata_migrate.translate.handlers.exceptions import catches, names_exactly
from rundata_migrate.translate.handlers.looks import looks_at_exception
from rundata_migrate.translate.handlers.managers import EXPECTATIONS, SUPPRESSORS, may_catch
from rundata_migrate.translate.handlers.stack import (
    Stack,
    is_first_iterable,
    is_used_up,
    runs_when_asked,
)
from rundata_migrate.translate.handlers.verdict import FREE, Change, Verdict
from rundata_migrate.translate.handlers.words import where, word_against

__all__ = ["FREE", "Verdict", "exception_change", "handler_is_near", "moves_between_handlers"]


def exception_change(context: Context, node: Expression, old: str, new: str) -> Verdict:
    """What must change if evaluating ``node`` raises ``new`` where it raised ``old``.

    Looks at the handlers around it in the function, and at whatever may be on the stack above, in other files too.
    """
    if old == new:
        return FREE
    tree = context.tree
    below: Node = node
    for above in tree.ancestors(node):
        # defaults and decorators are evaluated where the function is defined, under the handlers there
        if isinstance(above, (cst.FunctionDef, cst.Lambda)) and below is above.body:
            return _above_function(context, above, Change((old,), new))
        if isinstance(above, cst.GeneratorExp) and not is_first_iterable(above, tree, node):
            if not is_used_up(context, above):
                return _above(context, Stack(context).above_generator(above), Change((old,), new).in_generator())
            if old == "StopIteration":
                old = "RuntimeError"  # what Python makes of it (PEP 479)
        # `except*` gets a group of exceptions, of which it may see several at once
        if isinstance(above, cst.TryStar) and below is above.body:
            return Verdict(False, reason=f"an `except*` at {where(context, above)} is around it")
        verdict = None
        # what `else`, `finally` or a handler raises does not come to the handlers of its own statement
        if isinstance(above, cst.Try) and below is above.body:
            verdict = try_verdict(context, above, node, old, new)
        elif isinstance(above, cst.With) and below is above.body:
            verdict = with_verdict(context, above, node, old, new)
        if verdict is not None:
            return verdict
        below = above
    return _above(context, Stack(context).above_module(node), Change((old,), new))


def _above_function(context: Context, function: cst.FunctionDef | cst.Lambda, change: Change) -> Verdict:
    stack = Stack(context).above_function(function)
    is_generator = isinstance(function, cst.FunctionDef) and runs_when_asked(context, function)
    if stack.anywhere and not stack.kept and "StopIteration" in change.olds and not is_generator:
        return Verdict(False, reason="what calls the function may take StopIteration for the end of an iteration")
    return _above(context, stack, change.in_generator() if stack.is_lazy else change)


def _above(context: Context, stack: Stack, change: Change) -> Verdict:
    """What everything above the function says."""
    if stack.kept:
        return Verdict(False, reason=stack.kept)
    for guard in stack.guards():
        reason = _told_by_guard(context, guard, change)
        if reason:
            return Verdict(False, reason=reason)
    reason = word_against(context, stack.anywhere, change) if stack.anywhere else ""
    return Verdict(False, reason=reason) if reason else FREE


def _told_by_guard(context: Context, guard: Guard, change: Change) -> str:
    """How a ``try`` or ``with`` around a call tells the exceptions apart; empty if it does not."""
    caught: list[tuple[Node, Expression]] = []
    if isinstance(guard, cst.With):
        place = f"the context manager at {where(context, guard)}"
        if any(may_catch(context, item.item) for item in guard.items):
            return f"{place} may catch exceptions"
        for item in guard.items:
            if isinstance(item.item, cst.Call):
                caught += [(guard, arg.value) for arg in item.item.args]
    else:
        for handler in guard.handlers:
            if looks_at_exception(context, handler):
                return f"the handler at {where(context, handler)} looks at the exception"
        caught = [(handler, handler.type) for handler in guard.handlers if handler.type is not None]
    for holder, part in caught:
        does = _tells_apart(context, part, change)
        if does:
            kind = "context manager" if isinstance(holder, cst.With) else "handler"
            return f"the {kind} at {where(context, holder)} {does}"
    return ""


def _tells_apart(context: Context, part: Expression, change: Change) -> str:
    catches_new = catches(context, part, change.new)
    for one in change.olds:
        if catches(context, part, one) and not catches_new:
            return f"catches {one}"
    if catches_new is None and _is_for_exceptions(context, part):
        return "names its exceptions by a variable"
    if names_exactly(context, part, change.new):
        return f"catches {change.new}"
    if catches_new and not all(catches(context, part, one) for one in change.olds):
        return f"would now catch {change.new}"
    return ""


def _is_for_exceptions(context: Context, part: Node) -> bool:
    """Whether what is named in a handler or in the arguments of a context manager is which exceptions to catch."""
    call = context.tree.call_with(part)
    return call is None or context.values.dotted(call.func) in (*SUPPRESSORS, *EXPECTATIONS)


def moves_between_handlers(context: Context, node: Node, place: Node) -> bool:
    """Whether something evaluated at ``node`` would be under other handlers at ``place``, further on in the function.

    A ``try`` around the place alone does no harm if it does not catch what reading an attribute raises.
    """
    here, there = _guards_around(context, node), _guards_around(context, place)
    if any(guard not in there for guard in here):
        return True
    for statement, _ in [guard for guard in there if guard not in here]:
        if not isinstance(statement, cst.Try):
            return True
        if any(catches(context, handler.type, "AttributeError") is not False for handler in statement.handlers):
            return True
    return False


def handler_is_near(context: Context, node: Node) -> bool:
    """Whether something in the function catches exceptions around the node."""
    for statement, part in _guards_around(context, node):
        if not isinstance(statement, (cst.Try, cst.TryStar, cst.With)) or part is not statement.body:
            continue
        if isinstance(statement, (cst.Try, cst.TryStar)):
            if statement.handlers:
                return True
        else:
            calls = [item.item for item in statement.items]
            known = (*SUPPRESSORS, *EXPECTATIONS)
            if any(isinstance(one, cst.Call) and context.values.dotted(one.func) in known for one in calls):
                return True
            if any(may_catch(context, one) for one in calls):
                return True
    return False


def _guards_around(context: Context, node: Node) -> list[tuple[Node, Node]]:
    """The ``try`` and ``with`` statements around a node in its function, each with the part that holds it."""
    found: list[tuple[Node, Node]] = []
    below = node
    for above in context.tree.ancestors(node):
        if isinstance(above, (cst.FunctionDef, cst.Lambda)):
            break
        if isinstance(above, (cst.Try, cst.TryStar, cst.With)):
            found.append((above, below))
        below = above
    return found
