"""The old way to look something up: a scan of the container for one key.

``[m for m in C if m.key == K]``, its generator and ``filter`` forms, and what is done with the one
element that it can find.
"""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from rundata_migrate.flow.bindings import Binding
from rundata_migrate.mlflow_api import PRIVATE_READS
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Expression,
    Node,
    attribute_of,
    comp_clauses,
    comp_results,
    comparison_of,
    conjuncts,
    index_of,
    integer_of,
    name_of,
    names_in,
    parameters_of_lambda,
    plain_arguments,
    walk,
)
from rundata_migrate.translate.context import Context, Site, builtin_around, climb_wrappers, is_truth_position


@dataclass
class Scan:
    """A pass over the elements of a container, with conditions."""

    whole: Expression
    """The comprehension or the call of ``filter``."""
    variable: Binding
    result: Expression | None
    """What is made of an element; None where it is the element itself, by ``filter``."""
    conditions: list[Expression]
    key: Expression | None
    """K of ``E.key == K``, if that is one of the conditions, exactly once."""
    others: list[Expression]
    """The conditions without the one on the key."""
    once: bool = False
    """The key stands outside the scan and was evaluated once all along."""

    @property
    def is_lookup(self) -> bool:
        """Whether the key is the only condition: zero or one element."""
        return self.key is not None and not self.others


def read_of(node: Node | None, name: str) -> str | None:
    """``"key"`` for ``name.key``, ``name._key`` or ``getattr(name, "key")``, and so on."""
    parts = attribute_of(node)
    if parts is not None and name_of(parts[0]) == name:
        return PRIVATE_READS.get(parts[1], parts[1])
    return None


def scan_at(site: Site) -> Scan | None:
    """The scan whose source is the site's container, if there is one."""
    tree = site.context.tree
    source = list(climb_wrappers(site.context, site.node, ("list", "tuple", "iter")))[-1]
    parent = tree.parent(source)
    if isinstance(parent, cst.CompFor) and parent.iter is source:
        return _comprehension_scan(site.context, parent)
    if isinstance(parent, cst.Arg):
        return _filter_scan(site.context, parent)
    return None


def _comprehension_scan(context: Context, clause: cst.CompFor) -> Scan | None:
    comp = context.tree.parent(clause)
    if not isinstance(comp, (cst.ListComp, cst.GeneratorExp, cst.SetComp)) or len(comp_clauses(comp)) != 1:
        return None
    if clause.asynchronous is not None or not isinstance(clause.target, cst.Name):
        return None
    conditions = [part for condition in clause.ifs for part in conjuncts(condition.test)]
    return _scan(context, comp, clause.target, comp.elt, conditions)


def _filter_scan(context: Context, arg: cst.Arg) -> Scan | None:
    call = context.tree.parent(arg)
    if not isinstance(call, cst.Call) or context.values.builtin_name(call.func) != "filter":
        return None
    arguments = plain_arguments(call)
    if arguments is None or len(arguments) != 2 or arg is not call.args[1]:
        return None
    test = arguments[0]
    if not isinstance(test, cst.Lambda):
        return None
    params = parameters_of_lambda(test)
    if params is None or len(params) != 1:
        return None
    return _scan(context, call, params[0], None, conjuncts(test.body))


def _scan(
    context: Context, whole: Expression, target: Node, result: Expression | None, conditions: list[Expression]
) -> Scan | None:
    variable = context.names.binding_of_target.get(target)
    if variable is None:
        return None
    key = None
    others = []
    for condition in conditions:
        found = key_of(condition, variable.name)
        if found is not None and key is None:
            key = found
        else:
            others.append(condition)
    return Scan(whole, variable, result, conditions, key, others)


@dataclass
class Projection:
    """Every element made into something: ``[f(m) for m in C]``, ``map(lambda m: f(m), C)``."""

    whole: Expression
    element: str
    results: list[Expression]
    """What an element becomes: one expression, or key and value of a dict."""


def projection_at(site: Site) -> Projection | None:
    """The projection whose source is the site's container, if there is one and it leaves nothing out."""
    tree = site.context.tree
    source = list(climb_wrappers(site.context, site.node, ("list", "tuple", "iter")))[-1]
    parent = tree.parent(source)
    if isinstance(parent, cst.CompFor) and parent.iter is source:
        comp = tree.parent(parent)
        element = name_of(parent.target)
        if not isinstance(comp, COMPREHENSIONS) or element is None or len(comp_clauses(comp)) != 1:
            return None
        if parent.ifs or parent.asynchronous is not None:
            return None
        return Projection(comp, element, comp_results(comp))
    mapped = mapped_over(site.context, source)
    if mapped is None:
        return None
    call, function = mapped
    if isinstance(function, cst.Lambda):
        params = parameters_of_lambda(function)
        if params is not None and len(params) == 1:
            return Projection(call, params[0].name.value, [function.body])
    return None


def key_of(condition: Node, element: str) -> Expression | None:
    """K of ``E.key == K`` or ``K == E.key``."""
    compared = comparison_of(condition)
    if compared is None or not isinstance(compared[1], cst.Equal):
        return None
    for one, other in ((compared[0], compared[2]), (compared[2], compared[0])):
        if read_of(one, element) == "key" and element not in names_in(other):
            return other
    return None


@dataclass
class Taken:
    """The first (and only) element taken out of a scan."""

    node: Expression
    """The expression that gives it: ``scan[0]``, ``next(scan)``, ..."""
    raises: str | None
    """What a scan that found nothing raises; None where there is a default."""
    default: Expression | None = None


def taken_from(context: Context, scan: Scan) -> Taken | None:
    """How the one element is taken out of the scan, if it is."""
    outer = list(climb_wrappers(context, scan.whole, ("list", "tuple", "iter")))[-1]
    parent = context.tree.parent(outer)
    if _is_lazy(context, outer):
        return _taken_by_next(context, outer, parent) if isinstance(parent, cst.Arg) else None
    if isinstance(parent, cst.Subscript) and parent.value is outer:
        return Taken(parent, "IndexError") if integer_of(index_of(parent)) in (0, -1) else None
    return _popped(context, outer, parent) if isinstance(parent, cst.Attribute) else None


def _popped(context: Context, scanned: Expression, method: cst.Attribute) -> Taken | None:
    """``[...].pop()``, ``list(...).pop(0)``."""
    call = context.tree.call_of(method)
    if method.attr.value != "pop" or call is None:
        return None
    is_list = isinstance(scanned, cst.Call) and context.values.builtin_name(scanned.func) == "list"
    arguments = plain_arguments(call)
    if arguments is None or not (is_list or isinstance(scanned, cst.ListComp)):
        return None
    return Taken(call, "IndexError") if [integer_of(one) for one in arguments] in ([], [0], [-1]) else None


def _taken_by_next(context: Context, scanned: Expression, arg: cst.Arg) -> Taken | None:
    """``next(... for ...)``, with or without a default."""
    call = context.tree.parent(arg)
    if not isinstance(call, cst.Call) or context.values.builtin_name(call.func) != "next":
        return None
    arguments = plain_arguments(call)
    if arguments is None or arguments[0] is not scanned or len(arguments) > 2:
        return None
    return Taken(call, "StopIteration") if len(arguments) == 1 else Taken(call, None, arguments[1])


def _is_lazy(context: Context, node: Expression) -> bool:
    if isinstance(node, cst.GeneratorExp):
        return True
    if isinstance(node, cst.Call):
        return context.values.builtin_name(node.func) in ("iter", "filter")
    return False


def result_role(scan: Scan) -> str:
    """What the scan gives: ``entity``, ``value``, ``key`` or ``other``."""
    if scan.result is None or name_of(scan.result) == scan.variable.name:
        return "entity"
    role = read_of(scan.result, scan.variable.name)
    return role if role in ("key", "value") else "other"


def with_element_replaced(context: Context, node: Node, element: str, key: str, value: str) -> str | None:
    """The node's text with ``E.key`` and ``E.value`` replaced; None if the element is used otherwise."""
    tree = context.tree
    start, end = tree.span(node)
    pieces: list[tuple[int, int, str]] = []
    for below in walk(node):
        if isinstance(below, cst.Name) and below.value == element:
            parent = tree.parent(below)
            if isinstance(parent, cst.Attribute) and parent.attr is below:
                continue
            if isinstance(parent, cst.Arg) and parent.keyword is below:
                continue
            role = read_of(parent, element)
            if role not in ("key", "value") or not isinstance(parent, cst.Attribute):
                return None
            pieces.append((*tree.span(parent), key if role == "key" else value))
    text = tree.text
    for low, high, new in sorted(pieces, reverse=True):
        text = text[:low] + new + text[high:]
        end += len(new) - (high - low)
    return text[start:end]


def counted_as(context: Context, node: Expression) -> tuple[Expression, bool] | None:
    """``len(scan) > 0``, ``== 1``, ``!= 0``, ``>= 1`` (there), ``== 0``, ``< 1`` (not there)."""
    call = builtin_around(context, node, ("len",))
    if call is None:
        return None
    if is_truth_position(context, call):
        return with_not(context, call)
    above = context.tree.parent(call)
    compared = comparison_of(above)
    if compared is None or compared[0] is not call or not isinstance(above, cst.Comparison):
        return None
    number = integer_of(compared[2])
    there = {(cst.GreaterThan, 0), (cst.Equal, 1), (cst.NotEqual, 0), (cst.GreaterThanEqual, 1)}
    gone = {(cst.Equal, 0), (cst.LessThan, 1), (cst.NotEqual, 1), (cst.LessThanEqual, 0)}
    case = (type(compared[1]), number)
    if case in there:
        return above, False
    return (above, True) if case in gone else None


def mapped_over(context: Context, source: Expression) -> tuple[cst.Call, Expression] | None:
    """``map(function, source)``, and the function."""
    call = context.tree.call_with(source)
    if call is None or context.values.builtin_name(call.func) != "map":
        return None
    arguments = plain_arguments(call)
    if arguments is None or len(arguments) != 2 or arguments[1] is not source:
        return None
    return call, arguments[0]


def with_not(context: Context, node: Expression) -> tuple[Expression, bool]:
    """The node, or the ``not`` around it, and whether there is one."""
    above: Node | None = context.tree.parent(node)
    if isinstance(above, cst.UnaryOperation) and isinstance(above.operator, cst.Not):
        return above, True
    return node, False
