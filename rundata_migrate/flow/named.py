"""What a binding makes its name hold, by how it binds it: a table, and a small function for each of its rows."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.functions import is_transparent, parameter
from rundata_migrate.flow.kinds import KINDS
from rundata_migrate.flow.kinds.imported import imported
from rundata_migrate.flow.lattice import OTHER_VALUE, UNKNOWN_VALUE, Value


def evaluate_binding(values: Evaluator, binding: Binding) -> Value:
    """What a binding makes its name hold."""
    return _WAYS[binding.kind](values, binding)


def _import(values: Evaluator, binding: Binding) -> Value:
    return imported(values, binding.dotted, values.tree.document_of(binding.node))


def _function(values: Evaluator, binding: Binding) -> Value:
    function = binding.node
    is_other = isinstance(function, cst.FunctionDef) and not is_transparent(values, function)
    return UNKNOWN_VALUE if is_other else Value(k.LOCAL_FUNCTION, node=function)


def _class(values: Evaluator, binding: Binding) -> Value:
    return Value(k.LOCAL_CLASS, node=binding.node)


def _opaque(values: Evaluator, binding: Binding) -> Value:
    statement = values.tree.parent(binding.node)
    if not isinstance(statement, cst.AugAssign):
        return OTHER_VALUE if binding.value is not None else UNKNOWN_VALUE
    if isinstance(statement.operator, cst.AddAssign):
        added = values.contents.added(statement.target, statement.value, statement)
        return added if added.kind == k.SEQUENCE else UNKNOWN_VALUE
    held = values.of(statement.target)
    return held if held.kind == k.MAPPING and isinstance(statement.operator, cst.BitOrAssign) else UNKNOWN_VALUE


def _assigned(values: Evaluator, binding: Binding) -> Value:
    """What is promised counts, else what is assigned, iterated or entered, along the targets that unpack it."""
    promised = values.annotations.of_binding(binding)
    if promised is not None:
        return promised
    if binding.value is None:
        return UNKNOWN_VALUE
    if binding.kind == b.ELEMENT:
        return _along(values, values.element_of(binding.value), binding.path)
    filled = values.contents.filled(binding)
    if filled is not None:
        return filled
    value = values.of(binding.value)
    if binding.kind == b.ENTER:
        return KINDS[value.kind].entered(values, value)
    return _along(values, value, binding.path)


def _along(values: Evaluator, value: Value, path: tuple[int, ...] | None) -> Value:
    if path is None:
        return values.elements(value) if value.kind == k.SEQUENCE else UNKNOWN_VALUE
    for position in path:
        value = KINDS[value.kind].part(values, value, position)
        if value.kind in (k.PENDING_KIND, k.UNKNOWN, k.RIVAL, k.OTHER):
            return value
    return value


_WAYS: dict[str, Callable[[Evaluator, Binding], Value]] = {
    b.IMPORT: _import,
    b.FUNCTION: _function,
    b.CLASS: _class,
    b.PARAMETER: parameter,
    b.OPAQUE: _opaque,
    b.ASSIGN: _assigned,
    b.ELEMENT: _assigned,
    b.ENTER: _assigned,
}
