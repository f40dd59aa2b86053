"""Who takes the elements of a container, or of a list that is made of them: loops, calls, subscripts, variables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import libcst as cst

from rundata_migrate import python_api
from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Expression,
    attribute_of,
    comparison_of,
    index_of,
    integer_of,
    is_none,
    only_target,
    slice_of,
    string_of,
)
from rundata_migrate.translate.context import changes_a_container
from rundata_migrate.translate.follow.functions import follow_key_function, follow_mapped
from rundata_migrate.translate.follow.handing import Offer, enter, give, join, keep, keep_in, list_filling, put_by_call
from rundata_migrate.translate.follow.variables import follow_lambda, follow_target
from rundata_migrate.translate.follow.walk import Keyed, Named, Several, Single, Walk
from rundata_migrate.translate.forms import KEY, LIST, VALUE, VALUES


def follow_several(walk: Walk, step: Several) -> None:
    """``step.node`` gives elements: look at what stands above it."""
    node = step.node
    parent = walk.tree.parent(node)
    field, look = (_TAKERS_OF_ITEMS if step.path else _TAKERS).get(type(parent), ("", None))
    if look is not None and (not field or getattr(parent, field) is node) and look(walk, step, parent):
        return
    if step.path or not (walk.is_truth(node) or isinstance(parent, cst.Expr) or _is_emptiness_test(walk, node)):
        walk.handed_on(node)


def _is_root(walk: Walk, step: Several) -> bool:
    return step.node is walk.trace.root


def _is_emptiness_test(walk: Walk, node: Expression) -> bool:
    """``xs == []`` for a list of elements; the container itself is no list any more."""
    compared = comparison_of(walk.tree.parent(node))
    if compared is None or compared[0] is not node or node is walk.trace.root:
        return False
    return isinstance(compared[2], cst.List) and not compared[2].elements


# -- by what stands above -------------------------------------------------------------------------
# Each says whether it has understood it: has gone on, or has noted why not.


def _loop(walk: Walk, step: Several, loop: cst.For | cst.CompFor) -> bool:
    walk.trace.kinds.add("loop" if isinstance(loop, cst.For) else "comprehension")
    if loop.asynchronous is not None:
        walk.block("RD402", step.node, "an asynchronous loop")
        return True
    if _is_changed_meanwhile(walk, loop):
        walk.block("RD403", loop.iter, "a container is changed while it is iterated")
    follow_target(walk, loop, step.stretch, step.path)
    return True


def _is_changed_meanwhile(walk: Walk, loop: cst.For | cst.CompFor) -> bool:
    """Whether a container may be changed between two elements: a dict that is being walked must not be.

    A generator that is no argument of a call may be walked anywhere in its function.
    """
    if isinstance(loop, cst.For):
        return changes_a_container(walk.context, loop.body)
    around = next((one for one in walk.tree.ancestors(loop) if not isinstance(one, cst.CompFor)), None)
    if not isinstance(around, cst.GeneratorExp) or isinstance(walk.tree.parent(around), cst.Arg):
        return False
    return changes_a_container(walk.context, walk.tree.function_of(around))


def _part(walk: Walk, step: Several, parent: cst.Subscript) -> bool:
    """A slice of a list of pairs is one too."""
    if slice_of(parent) is None:
        return False
    walk.follow(Several(parent, step.stretch, step.path))
    return True


def _subscript(walk: Walk, step: Several, parent: cst.Subscript) -> bool:
    index = index_of(parent)
    if slice_of(parent) is not None:
        _at_position(walk, step, parent, is_old_style=_is_root(walk, step))
        if walk.is_store(parent):
            walk.block("RD403", parent, "a part of the list is replaced")
        else:
            _drop_whole_slice(walk, step, parent)
            walk.follow(Several(parent, step.stretch))
    elif index is not None and _is_integer(walk, index):
        # a dict may have integers for keys: only what is read there tells
        _at_position(walk, step, parent, is_old_style=_is_root(walk, step) and not walk.is_store(parent))
        if walk.is_store(parent):
            walk.block("RD403", parent, "an element of the list is replaced")
        else:
            walk.follow(Single(parent, step.stretch))
    elif not _is_root(walk, step):
        walk.block("RD402", parent, "an index that may not be an integer")
    else:
        _unclear_index(walk, parent, index)
    return True


def _drop_whole_slice(walk: Walk, step: Several, parent: cst.Subscript) -> None:
    """``C[:]`` is a copy, and so is ``list(C)``."""
    part = slice_of(parent)
    end, whole_end = walk.tree.span(parent.value)[1], walk.tree.inner_span(parent)[1]
    if part is None or not _is_root(walk, step) or walk.tree.has_comment(end, whole_end):
        return
    if part.lower is None and part.upper is None and part.step is None:
        walk.trace.edits.append(Edit(end, whole_end, ""))


def _at_position(walk: Walk, step: Several, parent: cst.Subscript, is_old_style: bool) -> None:
    walk.trace.kinds.add("position")
    if is_old_style:
        walk.trace.needs_list = True
        walk.trace.evidence.append(parent)


def _unclear_index(walk: Walk, parent: cst.Subscript, index: Expression | None) -> None:
    """``C[i].value``: the container itself, read by something of unknown type."""
    read = attribute_of(walk.tree.parent(parent))
    if read is not None and read[1] in (KEY, VALUE, "timestamp") and string_of(index) is None:
        walk.trace.evidence.append(parent)
        proposal = "by position: `list(C.values())[i]`; by key: `C[k]`"
        walk.block("RD304", parent, "the index may be a position in the list or a key", proposal)


def _is_integer(walk: Walk, node: Expression) -> bool:
    """Whether an index is an integer for sure."""
    if integer_of(node) is not None:
        return True
    if isinstance(node, cst.BinaryOperation):
        return _is_integer(walk, node.left) and _is_integer(walk, node.right)
    if isinstance(node, cst.Call) and walk.values.builtin_name(node.func) in ("len", "int"):
        return True
    if isinstance(node, cst.UnaryOperation):
        return _is_integer(walk, node.expression)
    bindings = walk.names.slot(node).bindings if isinstance(node, cst.Name) else ()
    return bool(bindings) and all(_binds_integer(walk, one) for one in bindings)


def _binds_integer(walk: Walk, binding: Binding) -> bool:
    value = binding.value
    if binding.kind == b.ELEMENT and isinstance(value, cst.Call):
        counter = {"range": (), "enumerate": (0,)}.get(walk.values.builtin_name(value.func) or "")
        return counter is not None and binding.path == counter
    step = walk.tree.parent(binding.node)
    if isinstance(step, cst.AugAssign):
        return integer_of(step.value) is not None
    return binding.kind == b.ASSIGN and binding.path == () and integer_of(value) is not None


def _method(walk: Walk, step: Several, parent: cst.Attribute) -> bool:
    if _is_root(walk, step):
        return True
    call, name = walk.tree.call_of(parent), parent.attr.value
    look = _METHODS.get(name)
    if call is not None:
        if look is not None and look(walk, step, call):
            return True
        filling = list_filling(walk.tree.parent, step.node)
        if filling is not None and walk.puts(step.node, filling):
            return True
    walk.block("RD403", parent, f"`.{name}` on a list of entities")
    return True


def _pop(walk: Walk, step: Several, call: cst.Call) -> bool:
    if call.args and [integer_of(arg.value) for arg in call.args] not in ([0], [-1]):
        return False
    walk.trace.kinds.add("position")
    walk.follow(Single(call, step.stretch))
    return True


def _sort(walk: Walk, step: Several, call: cst.Call) -> bool:
    keywords = {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
    if len(keywords) != len(call.args) or "key" not in keywords:
        return False
    walk.trace.kinds.add("ordering")
    follow_key_function(walk, keywords["key"], step.stretch)
    return True


def _keeps_elements(walk: Walk, step: Several, call: cst.Call) -> bool:
    return not call.args


def _copied(walk: Walk, step: Several, call: cst.Call) -> bool:
    if not call.args:
        walk.follow(Several(call, step.stretch))
    return not call.args


def _popped_left(walk: Walk, step: Several, call: cst.Call) -> bool:
    """``queue.popleft()``."""
    return not call.args and _pop(walk, step, call)


_METHODS = {
    "pop": _pop,
    "popleft": _popped_left,
    "sort": _sort,
    "reverse": _keeps_elements,
    "clear": _keeps_elements,
    "copy": _copied,
}


def _walrus(walk: Walk, step: Several, parent: cst.NamedExpr) -> bool:
    if not _is_root(walk, step):
        walk.follow(Named(parent.target, step.stretch, several=True))
        walk.follow(Several(parent, step.stretch))
    return True


def _annotated(walk: Walk, step: Several, parent: cst.AnnAssign) -> bool:
    if not _is_root(walk, step):
        walk.block("RD501", parent, "the variable's annotation would become false")
    return True


def _assigned(walk: Walk, step: Several, parent: cst.Assign) -> bool:
    target, is_root = only_target(parent), _is_root(walk, step)
    if target is None:
        return False
    if isinstance(target, (cst.Tuple, cst.List)):
        walk.trace.kinds.add("position")
        _unpacked(walk, target, step)
        return True
    why = keep(walk, target, Offer(step.node, step.stretch, LIST)) if not is_root else None
    if why:
        walk.handed_on(step.node, why)
    elif why is None and isinstance(target, cst.Name):
        if not is_root:
            walk.follow(Named(target, step.stretch, several=True))
    elif why is None:
        return False
    return True


def _unpacked(walk: Walk, target: cst.Tuple | cst.List, step: Several) -> None:
    """``[m] = xs`` and ``a, b = C``: each name is an element."""
    for element in target.elements:
        if isinstance(element.value, cst.Name):
            several = isinstance(element, cst.StarredElement)
            walk.follow(Named(element.value, step.stretch, several))
        else:
            walk.block("RD402", target, "entities are unpacked further")


def _added(walk: Walk, step: Several, parent: cst.AugAssign) -> bool:
    """``xs += C``, from either side."""
    is_sum = isinstance(parent.operator, cst.AddAssign)
    if parent.target is step.node:
        return is_sum and walk.puts(step.node, parent.value)
    found = walk.passages.holders.list_at(parent.target) if walk.passages is not None else None
    if found is None or not is_sum:
        return False
    why = keep_in(walk, *found, Offer(step.node, step.stretch, LIST))
    if why:
        walk.handed_on(step.node, why)
    return True


def _dict_value(walk: Walk, step: Several, parent: cst.DictComp) -> bool:
    """``{k: [m for m in C] for ...}``."""
    if _is_root(walk, step):
        return False
    walk.follow(Keyed(parent, step.stretch, deep=True))
    return True


def _starred(walk: Walk, step: Several, parent: cst.StarredElement) -> bool:
    """``[*C]``."""
    display = walk.tree.parent(parent)
    if not isinstance(display, (cst.List, cst.Tuple)) or len(display.elements) != 1:
        return False
    walk.follow(Several(display, step.stretch))
    return True


def _given(walk: Walk, step: Several, parent: cst.Return | cst.From) -> bool:
    if _is_root(walk, step):
        return False
    statement = parent if isinstance(parent, cst.Return) else walk.tree.parent(parent)
    assert statement is not None
    why = give(walk, statement, Offer(step.node, step.stretch, LIST))
    if why:
        walk.handed_on(step.node, why)
    return True


# -- calls ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Call:
    """A call that elements are an argument of."""

    node: cst.Call
    name: str
    positional: list[Expression]
    keywords: dict[str, Expression]
    index: int
    """Which of the positional arguments they are."""


def _argument(walk: Walk, step: Several, arg: cst.Arg) -> bool:
    call = walk.tree.parent(arg)
    if isinstance(call, cst.Call) and not arg.star and arg.keyword is None:
        if any(item.star for item in call.args):
            return False
        if _taken_by(walk, step, call):
            return True
    why = _put_or_entered(walk, step, arg, call) if isinstance(call, cst.Call) and not arg.star else None
    if why != "":
        walk.handed_on(step.node, why or "")
    return True


def _taken_by(walk: Walk, step: Several, call: cst.Call) -> bool:
    """Whether it is a call of a function of Python's own that is known to take elements."""
    name, dotted = walk.values.builtin_name(call.func) or "", walk.values.dotted(call.func)
    look = _BUILTINS.get(name) or _LIBRARY.get(dotted)
    positional = [item.value for item in call.args if item.keyword is None]
    keywords = {item.keyword.value: item.value for item in call.args if item.keyword is not None}
    taken = _Call(call, name, positional, keywords, positional.index(step.node))
    if step.path:
        return look is _passed_on and _passed_on(walk, step, taken)
    if look is None and python_api.SAME_ELEMENTS.get(dotted) == taken.index:
        walk.follow(Several(call, step.stretch))
        return True
    return look is not None and look(walk, step, taken)


def _put_or_entered(walk: Walk, step: Several, arg: cst.Arg, call: cst.Call) -> str | None:
    """Put into a list, or handed to a function: the reason where that cannot be followed, None where it is neither."""
    if step.path:
        return None
    offer = Offer(step.node, step.stretch, LIST)
    why = put_by_call(walk, call, arg, offer)
    if why is None and not _is_root(walk, step):
        why = enter(walk, call, arg, offer)
    return why


def _passed_on(walk: Walk, step: Several, call: _Call) -> bool:
    """``list(xs)``, ``iter(xs)``."""
    if len(call.node.args) != 1:
        return False
    walk.follow(Several(call.node, step.stretch, step.path))
    return True


def _numbered(walk: Walk, step: Several, call: _Call) -> bool:
    """``enumerate(xs)``, ``zip(xs, ys)``."""
    if call.name == "enumerate" and call.index != 0:
        return False
    walk.trace.kinds.add("ordering")
    walk.follow(Several(call.node, step.stretch, (1,) if call.name == "enumerate" else (call.index,)))
    return True


def _reversed(walk: Walk, step: Several, call: _Call) -> bool:
    walk.trace.kinds.add("ordering")
    # dict views can be reversed from Python 3.8 on only
    walk.trace.needs_list = walk.trace.needs_list or _is_root(walk, step)
    walk.follow(Several(call.node, step.stretch))
    return True


def _sorted(walk: Walk, step: Several, call: _Call) -> bool:
    if not set(call.keywords) <= {"key", "reverse"}:
        return False
    walk.trace.kinds.add("ordering")
    if "key" in call.keywords:
        follow_key_function(walk, call.keywords["key"], step.stretch)
        walk.follow(Several(call.node, step.stretch))
    else:
        walk.handed_on(step.node)
    return True


def _best(walk: Walk, step: Several, call: _Call) -> bool:
    """``max(xs, key=...)``."""
    if len(call.positional) != 1 or "key" not in call.keywords:
        return False
    walk.trace.kinds.add("ordering")
    follow_key_function(walk, call.keywords["key"], step.stretch)
    _one_of(walk, step, call, call.keywords.get("default"))
    return True


def _next(walk: Walk, step: Several, call: _Call) -> bool:
    if call.index != 0:
        return False
    walk.trace.kinds.add("position")
    _one_of(walk, step, call, call.positional[1] if len(call.positional) > 1 else None)
    return True


def _one_of(walk: Walk, step: Several, call: _Call, default: Expression | None) -> None:
    if default is not None and not is_none(default):
        walk.block("RD402", call.node, f"`{call.name}` with a default that is not None")
    walk.follow(Single(call.node, step.stretch, optional=default is not None))


def _mapped(walk: Walk, step: Several, call: _Call) -> bool:
    """``map(f, xs)``, ``map(lambda x, y: ..., xs, ys)``, ``filter(f, xs)``."""
    function, count = call.positional[0], len(call.positional)
    if call.name == "map" and count > 2 and call.index > 0 and isinstance(function, cst.Lambda):
        walk.trace.kinds.add("call")
        follow_lambda(walk, function, step.stretch, call.index - 1, count - 1)
    elif count == 2 and call.index == 1:
        walk.trace.kinds.add("call")
        follow_mapped(walk, call.node, function, step.stretch, call.name)
    else:
        return False
    return True


def _reduced(walk: Walk, step: Several, call: _Call) -> bool:
    if call.index != 1 or len(call.positional) != 3:
        return False
    walk.trace.kinds.add("call")
    if isinstance(call.positional[0], cst.Lambda):
        follow_lambda(walk, call.positional[0], step.stretch, index=1, count=2)
    else:
        walk.block("RD402", call.node, "`reduce` hands entities to a function")
    return True


def _chained(walk: Walk, step: Several, call: _Call) -> bool:
    """``itertools.chain(xs, ys)``."""
    if join(walk, call.node, call.positional, Offer(step.node, step.stretch, LIST)):
        return True
    walk.block("RD402", call.node, "elements of several containers are chained")
    walk.follow(Several(call.node, step.stretch))
    return True


def _one_of_many(walk: Walk, step: Several, above: cst.GeneratorExp | cst.ListComp | cst.Element) -> bool:
    """``chain.from_iterable(r.data.metrics for r in runs)``, ``chain.from_iterable([xs, ys])``."""
    listed = walk.tree.parent(above) if isinstance(above, cst.Element) else above
    call, arg = walk.tree.argument(listed)
    if call is None or arg is None or arg.star or walk.values.dotted(call.func) not in python_api.FLATTENED:
        return False
    if not isinstance(listed, (*COMPREHENSIONS, cst.List, cst.Tuple)):
        return False
    many = [one.value for one in listed.elements] if isinstance(listed, (cst.List, cst.Tuple)) else [step.node]
    return join(walk, call, many, Offer(step.node, step.stretch, LIST))


def _queued(walk: Walk, step: Several, call: _Call) -> bool:
    """``collections.deque(xs)``."""
    if call.index != 0 or len(call.positional) != 1:
        return False
    walk.follow(Several(call.node, step.stretch))
    return True


def _first_few(walk: Walk, step: Several, call: _Call) -> bool:
    """``itertools.islice(xs, 3)``."""
    if call.index != 0:
        return False
    walk.trace.kinds.add("position")
    walk.follow(Several(call.node, step.stretch))
    return True


def _counted(walk: Walk, step: Several, call: _Call) -> bool:
    return True


def _any(walk: Walk, step: Several, call: _Call) -> bool:
    """An entity is true, and so is a key or a pair; a value may not be."""
    step.stretch.forbidden.add(VALUES)
    return True


_BUILTINS: dict[str, Callable[[Walk, Several, _Call], bool]] = {
    **dict.fromkeys(("list", "tuple", "iter"), _passed_on),
    **dict.fromkeys(("enumerate", "zip"), _numbered),
    **dict.fromkeys(("max", "min"), _best),
    **dict.fromkeys(("filter", "map"), _mapped),
    **dict.fromkeys(("len", "bool"), _counted),
    **dict.fromkeys(("any", "all"), _any),
    "reversed": _reversed,
    "sorted": _sorted,
    "next": _next,
}
_LIBRARY: dict[str, Callable[[Walk, Several, _Call], bool]] = {
    "functools.reduce": _reduced,
    "itertools.chain": _chained,
    "itertools.islice": _first_few,
    "collections.deque": _queued,
}

_TAKERS: dict[type, tuple[str, Callable[[Walk, Several, Any], bool]]] = {
    cst.For: ("iter", _loop),
    cst.CompFor: ("iter", _loop),
    cst.Arg: ("", _argument),
    cst.Subscript: ("value", _subscript),
    cst.Attribute: ("value", _method),
    cst.NamedExpr: ("value", _walrus),
    cst.AnnAssign: ("", _annotated),
    cst.Assign: ("", _assigned),
    cst.AugAssign: ("", _added),
    cst.DictComp: ("value", _dict_value),
    cst.StarredElement: ("", _starred),
    cst.Element: ("value", _one_of_many),
    cst.GeneratorExp: ("elt", _one_of_many),
    cst.ListComp: ("elt", _one_of_many),
    cst.Return: ("", _given),
    cst.From: ("", _given),
}
"""The node above, which of its fields the elements are, and what looks at it."""
_TAKERS_OF_ITEMS: dict[type, tuple[str, Callable[[Walk, Several, Any], bool]]] = {
    cst.For: ("iter", _loop),
    cst.CompFor: ("iter", _loop),
    cst.Arg: ("", _argument),
    cst.Subscript: ("value", _part),
}
"""The same where the elements are parts of the items."""
