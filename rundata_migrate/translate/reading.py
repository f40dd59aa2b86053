"""How a list, a set or a dict that a rewrite would make is read: where nobody could tell the copy from the dict itself.

A program that wrote ``len([m.key for m in C])`` had no other way to ask; ``len(list(C))`` would be an odd translation.
"""

from __future__ import annotations

import sys

import libcst as cst

from rundata_migrate.flow.bindings import ASSIGN
from rundata_migrate.syntax import Expression, Node, attribute_of, comparison_of, index_of
from rundata_migrate.translate.context import Context, builtin_around, is_truth_position

WHOLE = "whole"
"""Anything may be done with it."""
ONCE = "once"
"""It is iterated once, at once."""
ADDED = "added"
"""The same, by a list or a set that is known to be one."""
PAIRS = "pairs"
"""The same, by ``dict``, which treats a dict in its own way."""
MAPPED = "mapped"
"""It is unpacked by ``**`` or put into a dict."""
COUNTED = "counted"
"""Only its length is asked for."""
TRUTH = "truth"
"""Only its truth is asked for."""
SOUGHT = "sought"
"""Only whether something is in it is asked for."""
LATER = "later"
"""It is iterated once, by an iterator that may be read later."""
LOOPED = "looped"
"""It is iterated once, and other code runs between two elements."""

_READINGS = {
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "sorted", "sum", "max", "min", "any", "all"), ONCE),
    "dict": PAIRS,
    "iter": LATER,
    "len": COUNTED,
    "bool": TRUTH,
}
"""How builtins read their one argument."""
_UNORDERED = frozenset({"set", "frozenset", "sorted", "max", "min", "any", "all"})
_MADE = {
    "dict": (cst.Dict, cst.DictComp),
    "list": (cst.List, cst.ListComp),
    "set": (cst.Set, cst.SetComp),
}
_DICTS = frozenset({"collections.OrderedDict", "collections.defaultdict"})
_OF_SETS = frozenset({"issubset", "issuperset", "isdisjoint", "union", "intersection", "difference"})
_LAZY = {"enumerate": True, "zip": None, "map": False, "filter": False}
"""Whether what they iterate later is the first argument; None where each is."""


def reading_of(context: Context, node: Expression) -> str:
    """One of the words above, for an expression whose value is new and has no other name."""
    parent = context.tree.parent(node)
    if isinstance(parent, cst.Arg):
        return _argument(context, node, parent)
    if isinstance(parent, cst.StarredDictElement):
        return MAPPED
    if isinstance(parent, cst.StarredElement):
        display = context.tree.parent(parent)
        return ONCE if isinstance(display, (cst.List, cst.Set, cst.Tuple)) else WHOLE
    if isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is node:
        return WHOLE if parent.asynchronous is not None else LOOPED
    if isinstance(parent, cst.ComparisonTarget):
        compared = comparison_of(context.tree.parent(parent))
        is_sought = compared is not None and isinstance(compared[1], (cst.In, cst.NotIn)) and compared[2] is node
        return SOUGHT if is_sought else WHOLE
    if _is_tested(context, node, parent):
        return TRUTH
    return WHOLE


def _is_tested(context: Context, node: Expression, parent: Node | None) -> bool:
    """Whether the truth is asked, and the value itself goes nowhere: ``a or b`` may give it to somebody."""
    return is_truth_position(context, node) and not isinstance(parent, cst.BooleanOperation)


def _argument(context: Context, node: Expression, arg: cst.Arg) -> str:
    call = context.tree.parent(arg)
    if not isinstance(call, cst.Call):
        return WHOLE
    if arg.star:
        return ONCE if arg.star == "*" else MAPPED
    name = context.values.builtin_name(call.func)
    positional = [item for item in call.args if item.keyword is None]
    if arg.keyword is not None or any(item.star for item in positional):
        return WHOLE
    if name in _LAZY and name is not None:
        is_first = positional[0] is arg
        return LATER if _LAZY[name] in (None, is_first) else WHOLE
    if positional != [arg]:
        return WHOLE
    method = attribute_of(call.func)
    return _READINGS.get(name or "") or (_method_argument(context, *method) if method is not None else WHOLE)


def _method_argument(context: Context, owner: Expression, name: str) -> str:
    if name == "join":
        return ONCE if isinstance(owner, cst.SimpleString) else WHOLE
    if name == "update" and is_made_as(context, owner, "dict"):
        return MAPPED
    if (name == "extend" and is_made_as(context, owner, "list")) or (
        name in ("update", *_OF_SETS) and is_made_as(context, owner, "set")
    ):
        return ADDED
    return WHOLE


def is_made_as(context: Context, node: Expression, what: str) -> bool:
    """Whether the node is a ``dict``, ``list`` or ``set`` for sure: a display, a call, or a name of nothing else."""
    if isinstance(node, _MADE[what]):
        return True
    if isinstance(node, cst.Call):
        is_made = context.values.builtin_name(node.func) == what
        return is_made or (what == "dict" and context.values.dotted(node.func) in _DICTS)
    if not isinstance(node, cst.Name):
        return False
    bindings = context.names.slot(node).bindings
    return bool(bindings) and all(
        one.kind == ASSIGN
        and one.path == ()
        and one.value is not None
        and not isinstance(one.value, cst.Name)
        and is_made_as(context, one.value, what)
        for one in bindings
    )


def is_still(context: Context) -> bool:
    """Whether no container is changed anywhere in the program: one that is iterated stays as it is meanwhile."""
    return not context.changes.is_between(0, sys.maxsize)


def is_read_as(context: Context, node: Expression, *readings: str) -> bool:
    """Whether the node is read in one of these ways, and no container changes where other code runs meanwhile."""
    reading = reading_of(context, node)
    return reading in readings and (reading not in (LATER, LOOPED) or is_still(context))


def order_is_lost(context: Context, node: Expression) -> bool:
    """Whether the node goes into a call for which the order of the elements makes no difference, or ``len``."""
    return builtin_around(context, node, _UNORDERED | {"len"}) is not None


def copy_needed(context: Context, node: Expression) -> bool:
    """Whether ``dict(C)`` in the place of the node could be told from ``C``."""
    if is_read_as(context, node, ONCE, ADDED, PAIRS, MAPPED, COUNTED, TRUTH, SOUGHT, LATER, LOOPED):
        return False
    parent = context.tree.parent(node)
    if isinstance(parent, cst.Subscript) and parent.value is node:
        return index_of(parent) is None or _is_written(context, parent)
    method = attribute_of(parent)
    call = context.tree.call_of(parent)
    if method is None or method[0] is not node or call is None:
        return True
    if method[1] in ("get", "copy"):
        return False
    if method[1] not in ("keys", "values", "items") or call.args:
        return True
    return not is_read_as(context, call, ONCE, ADDED, PAIRS, MAPPED, COUNTED, SOUGHT, LATER, LOOPED)


def _is_written(context: Context, node: Expression) -> bool:
    parent = context.tree.parent(node)
    if isinstance(parent, (cst.AssignTarget, cst.Del, cst.AugAssign, cst.AnnAssign)):
        return getattr(parent, "value", None) is not node
    if isinstance(parent, (cst.For, cst.CompFor)):
        return parent.target is node
    # in a tuple or list it may be a target
    return isinstance(parent, (cst.Element, cst.StarredElement, cst.NamedExpr, cst.WithItem, cst.AsName))
