"""Dicts whose values are entities, or lists of them: what is done with the dict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from rundata_migrate.syntax import (
    Expression,
    Node,
    comparison_of,
    index_of,
    integer_of,
    is_none,
    only_target,
    parameters_of_lambda,
    plain_arguments,
    slice_of,
)
from rundata_migrate.translate.follow.handing import Offer, enter, give, keep, put_by_call
from rundata_migrate.translate.follow.walk import Keyed, Several, Single, Walk
from rundata_migrate.translate.forms import DICT, GROUPS, Stretch

_READ_KEYS = frozenset(
    {"len", "bool", "list", "tuple", "set", "frozenset", "iter", "sorted", "enumerate", "any", "all"}
)
"""What makes of a dict something of its keys alone."""
_COPIES = frozenset({"copy.copy", "copy.deepcopy", "collections.OrderedDict"})


def follow_keyed(walk: Walk, step: Keyed) -> None:
    """``step.node`` is a dict of entities, or of lists of them: look at what stands above it."""
    parent = walk.tree.parent(step.node)
    field, look = _TAKERS.get(type(parent), ("", None))
    if look is not None and (not field or getattr(parent, field) is step.node) and look(walk, step, parent):
        return
    if not (walk.is_truth(step.node) or isinstance(parent, cst.Expr) or _asks_for_keys(walk, step.node, parent)):
        walk.handed_on(step.node)


def _offer(step: Keyed) -> Offer:
    return Offer(step.node, step.stretch, GROUPS if step.deep else DICT)


def _asks_for_keys(walk: Walk, node: Expression, parent: Node | None) -> bool:
    """``k in d``, ``d == {}``."""
    compared = comparison_of(walk.tree.parent(parent) if isinstance(parent, cst.ComparisonTarget) else parent)
    if compared is None:
        return False
    left, operator, right = compared
    if right is node:
        return isinstance(operator, (cst.In, cst.NotIn))
    is_empty = isinstance(right, cst.Dict) and not right.elements
    return left is node and is_empty and isinstance(operator, (cst.Equal, cst.NotEqual))


# -- by what stands above -------------------------------------------------------------------------


def _at_key(walk: Walk, step: Keyed, subscript: cst.Subscript) -> bool:
    if slice_of(subscript) is not None:
        return False
    above = walk.tree.parent(subscript)
    if isinstance(above, cst.AssignTarget):
        assign = walk.tree.parent(above)
        if only_target(assign) is None or not walk.puts(subscript.value, assign.value):  # type: ignore[union-attr]
            walk.block("RD402", subscript, "an entity is put into a dict")
    elif isinstance(above, cst.AugAssign) and above.target is subscript:
        is_sum = step.deep and isinstance(above.operator, cst.AddAssign)
        if not is_sum or not walk.puts(subscript, above.value):
            walk.block("RD402", subscript, "an entity is put into a dict")
    elif walk.is_store(subscript):
        if not isinstance(above, cst.Del):
            walk.block("RD402", subscript, "an entity is put into a dict")
    else:
        _held(walk, step, subscript, optional=False)
    return True


def _held(walk: Walk, step: Keyed, node: Expression, optional: bool) -> None:
    """``node`` is what the dict holds at a key."""
    walk.follow(Several(node, step.stretch) if step.deep else Single(node, step.stretch, optional))


def _iterated(walk: Walk, step: Keyed, loop: cst.For | cst.CompFor) -> bool:
    """Its keys are."""
    return loop.asynchronous is None


def _argument(walk: Walk, step: Keyed, arg: cst.Arg) -> bool:
    call = walk.tree.parent(arg)
    if not isinstance(call, cst.Call) or arg.star:
        return False
    name = walk.values.builtin_name(call.func)
    keywords = {one.keyword.value for one in call.args if one.keyword is not None}
    if call.args[0] is arg and arg.keyword is None and len(call.args) == 1 + len(keywords):
        if not keywords and (name == "dict" or walk.values.dotted(call.func) in _COPIES):
            walk.follow(Keyed(call, step.stretch, step.deep))
            return True
        if name in _READ_KEYS or (name in ("max", "min") and keywords):
            return True
    why = put_by_call(walk, call, arg, _offer(step))
    if why is None:
        why = enter(walk, call, arg, _offer(step))
    if why:
        walk.handed_on(step.node, why)
    return True


def _assigned(walk: Walk, step: Keyed, parent: cst.Assign) -> bool:
    target = only_target(parent)
    why = keep(walk, target, _offer(step)) if target is not None else None
    if why != "":
        walk.handed_on(step.node, why or "")
    return True


def _given(walk: Walk, step: Keyed, parent: cst.Return) -> bool:
    why = give(walk, parent, _offer(step))
    if why:
        walk.handed_on(step.node, why)
    return True


# -- methods --------------------------------------------------------------------------------------


def _method(walk: Walk, step: Keyed, parent: cst.Attribute) -> bool:
    call = walk.tree.call_of(parent)
    arguments = plain_arguments(call) if call is not None else None
    look = _METHODS.get((parent.attr.value, len(arguments))) if arguments is not None else None
    if look is not None and call is not None and look(walk, step, call, arguments or []):
        return True
    if parent.attr.value != "clear" or arguments is None:
        walk.block("RD402", parent, f"`.{parent.attr.value}` of a dict of entities")
    return True


def _keys(walk: Walk, step: Keyed, call: cst.Call, arguments: list[Expression]) -> bool:
    return True


def _values(walk: Walk, step: Keyed, call: cst.Call, arguments: list[Expression]) -> bool:
    if step.deep:
        _lists(walk, call, step.stretch, ())
    else:
        walk.follow(Several(call, step.stretch))
    return True


def _items(walk: Walk, step: Keyed, call: cst.Call, arguments: list[Expression]) -> bool:
    if step.deep:
        _lists(walk, call, step.stretch, (1,))
    elif (orderer := _ordered_by(walk, call)) is not None:
        _ordered_items(walk, orderer, step.stretch)
    else:
        walk.follow(Several(call, step.stretch, (1,)))
    return True


def _got(walk: Walk, step: Keyed, call: cst.Call, arguments: list[Expression]) -> bool:
    """``d.get(k)``, ``d.pop(k, None)``."""
    name = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
    default = arguments[1] if len(arguments) == 2 else None
    is_empty = isinstance(default, (cst.List, cst.Tuple)) and not default.elements
    if default is not None and not is_none(default) and not (step.deep and is_empty):
        walk.block("RD402", call, f"`.{name}` with a default that is no entity")
    _held(walk, step, call, optional=not (name == "pop" and default is None))
    return True


def _set_default(walk: Walk, step: Keyed, call: cst.Call, arguments: list[Expression]) -> bool:
    if step.deep and walk.passages is not None and walk.passages.holders.adds_a_group(call):
        walk.follow(Several(call, step.stretch))
    elif step.deep or not walk.puts(step.node, arguments[1]):
        walk.block("RD402", call, "an entity is put into a dict")
    else:
        walk.follow(Single(call, step.stretch))
    return True


def _updated(walk: Walk, step: Keyed, call: cst.Call, arguments: list[Expression]) -> bool:
    return not step.deep and walk.puts(step.node, arguments[0])


def _copied(walk: Walk, step: Keyed, call: cst.Call, arguments: list[Expression]) -> bool:
    walk.follow(Keyed(call, step.stretch, step.deep))
    return True


_METHODS: dict[tuple[str, int], Callable[[Walk, Keyed, cst.Call, list[Expression]], bool]] = {
    ("keys", 0): _keys,
    ("values", 0): _values,
    ("items", 0): _items,
    ("get", 1): _got,
    ("get", 2): _got,
    ("pop", 1): _got,
    ("pop", 2): _got,
    ("setdefault", 2): _set_default,
    ("update", 1): _updated,
    ("copy", 0): _copied,
}
"""Name and number of arguments -> what looks at the call."""

_TAKERS: dict[type, tuple[str, Callable[[Walk, Keyed, Any], bool]]] = {
    cst.Subscript: ("value", _at_key),
    cst.Attribute: ("value", _method),
    cst.For: ("iter", _iterated),
    cst.CompFor: ("iter", _iterated),
    cst.Arg: ("", _argument),
    cst.Assign: ("", _assigned),
    cst.Return: ("", _given),
}
"""The node above, which of its fields the dict is, and what looks at it."""


# -- pairs of a dict ------------------------------------------------------------------------------


def _ordered_by(walk: Walk, items: cst.Call) -> cst.Call | None:
    """``sorted(d.items(), ...)``, and ``max`` or ``min`` with a key."""
    call, arg = walk.tree.argument(items)
    if call is None or arg is None or call.args[0] is not arg or arg.keyword:
        return None
    keywords = {one.keyword.value for one in call.args[1:] if one.keyword is not None}
    name = walk.values.builtin_name(call.func)
    is_ordered = name == "sorted" and keywords <= {"key", "reverse"}
    is_best = name in ("max", "min") and keywords == {"key"}
    return call if (is_ordered or is_best) and len(keywords) == len(call.args) - 1 else None


def _ordered_items(walk: Walk, call: cst.Call, stretch: Stretch) -> None:
    """Without a key function the dict's own keys decide: no two are the same."""
    walk.trace.kinds.add("ordering")
    for arg in call.args[1:]:
        if arg.keyword is not None and arg.keyword.value == "key":
            _pair_function(walk, arg.value, stretch)
    if walk.values.builtin_name(call.func) == "sorted":
        walk.follow(Several(call, stretch, (1,)))
    else:
        _pair(walk, call, stretch)


def _pair_function(walk: Walk, function: Expression, stretch: Stretch) -> None:
    """``lambda pair: pair[1].value``."""
    params = parameters_of_lambda(function) if isinstance(function, cst.Lambda) else None
    binding = walk.names.binding_of_target.get(params[0]) if params and len(params) == 1 else None
    if binding is None:
        walk.block("RD402", function, "the key function takes whole entities")
        return
    for use in binding.uses:
        _pair(walk, use, stretch)


def _pair(walk: Walk, node: Expression, stretch: Stretch) -> None:
    """One pair of the dict's key and the entity."""
    parent = walk.tree.parent(node)
    position = integer_of(index_of(parent)) if isinstance(parent, cst.Subscript) and parent.value is node else None
    if isinstance(parent, cst.Subscript) and position in (1, -1):
        walk.follow(Single(parent, stretch))
    elif position not in (0, -2):
        walk.block("RD402", node, "a pair with an entity goes where it cannot be followed")


# -- lists in a dict ------------------------------------------------------------------------------


def _lists(walk: Walk, node: Expression, stretch: Stretch, path: tuple[int, ...]) -> None:
    """``d.values()`` and ``d.items()`` of a dict of lists."""
    parent = walk.tree.parent(node)
    if isinstance(parent, cst.Arg) and _lists_in_call(walk, parent, stretch, path):
        return
    if not isinstance(parent, (cst.For, cst.CompFor)) or parent.iter is not node or parent.asynchronous is not None:
        walk.handed_on(node)
        return
    target = _list_in(parent.target) if path else parent.target
    binding = walk.names.binding_of_target.get(target) if isinstance(target, cst.Name) else None
    if binding is None or binding.scope.kind == "class":
        walk.block("RD402", target or parent.target, "the loop's target does not name the list")
    elif binding.name in binding.scope.global_names | binding.scope.nonlocal_names:
        walk.block("RD402", target or parent.target, f"`{binding.name}` is bound outside the function")
    else:
        walk.follow_uses(binding, lambda use: Several(use, stretch))


def _lists_in_call(walk: Walk, arg: cst.Arg, stretch: Stretch, path: tuple[int, ...]) -> bool:
    """``list(d.values())``, ``sorted(d.items())``, ``len(d.items())``."""
    call = walk.tree.parent(arg)
    if not isinstance(call, cst.Call) or len(call.args) != 1:
        return False
    name = walk.values.builtin_name(call.func)
    if (name in ("list", "tuple") or (name == "sorted" and path)) and not arg.star:
        _lists(walk, call, stretch, path)
        return True
    return name == "len"


def _list_in(target: Node) -> Node | None:
    """The second of the two names that a loop over the items of a dict binds."""
    pair = target.elements if isinstance(target, (cst.Tuple, cst.List)) else ()
    if len(pair) != 2 or any(isinstance(one, cst.StarredElement) for one in pair):
        return None
    return pair[1].value
