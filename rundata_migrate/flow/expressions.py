"""What an expression holds, by its class: a table, and a small function for each of its rows.

What a value answers, once it is known what is asked of it, is up to its kind (``flow/kinds/``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.contents import key_of
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds import KINDS
from rundata_migrate.flow.lattice import NONE_VALUE, OTHER_VALUE, UNKNOWN_VALUE, Value, join, made_at, sequence
from rundata_migrate.syntax import Expression, Node, is_attribute, positional_and_keywords

_SHARED = frozenset({k.CONTAINER, k.SEQUENCE, k.RUN, k.RUN_DATA, k.CLIENT, k.STORE})
"""What a variable of a module may hold, that another module may put something else in the place of."""


def evaluate(values: Evaluator, node: Node) -> Value:
    """What an expression holds."""
    way = _WAYS.get(type(node))
    return way(values, node) if way is not None else OTHER_VALUE


# -- names, attributes, calls, subscripts -----------------------------------------------------


def _name(values: Evaluator, node: cst.Name) -> Value:
    if node.value == "None":
        return NONE_VALUE
    bindings = values.names.slot(node).in_order()
    if not bindings:
        starred = values.modules.starred(node)
        if starred:
            return join(values.of_binding(binding) for binding in starred)
        return Value(k.API, dotted=f"builtins.{node.value}") if values.names.is_builtin(node) else UNKNOWN_VALUE
    value = join(values.of_binding(binding) for binding in bindings)
    # another file may say `module.run = other`
    if value.kind in _SHARED and any(one.scope.kind == "module" for one in bindings):
        stored = values.modules.stored_from_outside(values.tree.document_of(node), node.value)
        return join((value, *(values.of(one) for one in stored)))
    return value


def _attribute(values: Evaluator, node: cst.Attribute) -> Value:
    base = values.of(node.value)
    kind = KINDS[base.kind]
    if node.attr.value in api.RIVAL_SERVICE_ATTRIBUTES and not kind.has_own_attributes:
        return Value(k.RIVAL)
    return kind.attribute(values, base, node)


def _call(values: Evaluator, node: cst.Call) -> Value:
    if isinstance(node.func, cst.Attribute):
        found = _method_call(values, node, node.func)
        if found is not None:
            return found
    callee = values.of(node.func)
    return KINDS[callee.kind].called(values, callee, node)


def _method_call(values: Evaluator, node: cst.Call, func: cst.Attribute) -> Value | None:
    name, base = func.attr.value, values.of(func.value)
    if isinstance(func.value, cst.Call) and values.builtin_name(func.value.func) == "super":
        inherited = _inherited_methods(values, func)
        return join(values.result_of(one) for one in inherited) if inherited else None
    if name in api.RIVAL_METHODS and base.kind not in (k.CLIENT, k.STORE):
        return Value(k.RIVAL)
    return KINDS[base.kind].method(values, base, name, node)


def _inherited_methods(values: Evaluator, func: cst.Attribute) -> list[Node]:
    """What ``super().name`` in a method may be: which it is, the order of the bases of a subclass decides."""
    owner = next((one for one in values.tree.ancestors(func) if isinstance(one, cst.ClassDef)), None)
    bases = values.classes.bases(owner)
    named = values.classes.methods_named(func.attr.value)
    return [one for one in named if values.classes.owner_class(one) in bases]


def _subscript(values: Evaluator, node: cst.Subscript) -> Value:
    base = values.of(node.value)
    return KINDS[base.kind].item(values, base, node)


# -- one of two -------------------------------------------------------------------------------


def _conditional(values: Evaluator, node: cst.IfExp) -> Value:
    return _either(values, node.body, node.orelse)


def _boolean(values: Evaluator, node: cst.BooleanOperation) -> Value:
    return _either(values, node.left, node.right)


def _either(values: Evaluator, one: Expression, two: Expression) -> Value:
    """What a conditional gives; an empty list is as good as an empty container, once it is a dict."""
    for first, second in ((one, two), (two, one)):
        value = values.of(first)
        is_empty = isinstance(second, (cst.List, cst.Tuple)) and not second.elements
        if value.kind == k.CONTAINER and is_empty:
            return replace(value, empties=(*value.empties, second))
    return join((values.of(one), values.of(two)))


# -- displays and comprehensions --------------------------------------------------------------


def _comprehension(values: Evaluator, node: cst.BaseSimpleComp) -> Value:
    return made_at(sequence(values.of(node.elt)), node)


def _dict_comprehension(values: Evaluator, node: cst.DictComp) -> Value:
    return made_at(Value(k.MAPPING, inner=values.of(node.value)), node)


def _list(values: Evaluator, node: cst.List | cst.Set) -> Value:
    if not node.elements:
        return OTHER_VALUE
    return made_at(sequence(join(_elements(values, node))), node)


def _tuple(values: Evaluator, node: cst.Tuple) -> Value:
    if any(isinstance(element, cst.StarredElement) for element in node.elements):
        return sequence(join(_elements(values, node)))
    return Value(k.TUPLE, items=tuple(_elements(values, node)))


def _elements(values: Evaluator, node: cst.List | cst.Set | cst.Tuple) -> Iterator[Value]:
    for one in node.elements:
        yield values.element_of(one.value) if isinstance(one, cst.StarredElement) else values.of(one.value)


def _dict(values: Evaluator, node: cst.Dict) -> Value:
    return values.contents.merged(node, [(key_of(element), element.value) for element in node.elements])


# -- others -----------------------------------------------------------------------------------


def _binary(values: Evaluator, node: cst.BinaryOperation) -> Value:
    is_sum = isinstance(node.operator, cst.Add)
    return values.contents.added(node.left, node.right, node) if is_sum else OTHER_VALUE


_WAYS: dict[type[Node], Callable[[Evaluator, Any], Value]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Call: _call,
    cst.Subscript: _subscript,
    cst.IfExp: _conditional,
    cst.BooleanOperation: _boolean,
    cst.NamedExpr: lambda values, node: values.of(node.value),
    cst.Await: lambda values, node: values.of(node.expression),
    **dict.fromkeys((cst.ListComp, cst.SetComp, cst.GeneratorExp), _comprehension),
    cst.DictComp: _dict_comprehension,
    **dict.fromkeys((cst.List, cst.Set), _list),
    cst.Tuple: _tuple,
    cst.Dict: _dict,
    cst.BinaryOperation: _binary,
    cst.Yield: lambda values, node: UNKNOWN_VALUE,  # what the caller sends
    cst.Lambda: lambda values, node: Value(k.LOCAL_FUNCTION, node=node),
}
"""Node -> what it holds; of all others it is nothing of MLflow's."""


# -- what iterating them gives ----------------------------------------------------------------


def element_of(values: Evaluator, node: Expression) -> Value:
    """What iterating an expression gives; of some calls that is known better than what they hold."""
    if isinstance(node, cst.Call):
        name = values.builtin_name(node.func)
        args = positional_and_keywords(node)
        if name in ("enumerate", "zip") and args is not None and args[0]:
            if name == "zip":
                return Value(k.TUPLE, items=tuple(values.element_of(arg) for arg in args[0]))
            return Value(k.TUPLE, items=(OTHER_VALUE, values.element_of(args[0][0])))
        if is_attribute(node.func, ("items", "values", "keys")):
            base = values.of(node.func.value)
            if base.kind == k.MAPPING:
                inner = values.contents.inner(base)
                pair = Value(k.TUPLE, items=(OTHER_VALUE, inner))
                return {"values": inner, "keys": OTHER_VALUE, "items": pair}[node.func.attr.value]
    return values.elements(values.of(node))
