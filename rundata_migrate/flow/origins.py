"""Which modules of the project would have to be read to know what something of unknown origin is."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.lattice import INSTANCE, LOCAL_CLASS, LOCAL_FUNCTION
from rundata_migrate.flow.signatures import argument_for, own_nodes
from rundata_migrate.flow.values import Values
from rundata_migrate.syntax import Node, Tree

_MOST_STEPS = 400


def unread_imports(values: Values, node: Node) -> set[tuple[str, Tree]]:
    """The imports that what a node holds goes back to, and that no document that is read answers.

    Each with the document that it stands in.
    """
    return set(_Origins(values).all(node))


_PARTS: dict[type[Node], tuple[str, ...]] = {
    **dict.fromkeys((cst.Subscript, cst.NamedExpr, cst.Element, cst.StarredElement, cst.Arg), ("value",)),
    **dict.fromkeys((cst.ListComp, cst.GeneratorExp), ("elt",)),
    cst.Await: ("expression",),
    cst.IfExp: ("body", "orelse"),
    cst.BooleanOperation: ("left", "right"),
}
"""Class of an expression -> the parts that may be what it gives, or what that is made of."""


class _Origins:
    def __init__(self, values: Values) -> None:
        self._values = values
        self._tree = values.tree
        self._seen: set[Node | Binding] = set()
        self._waiting: list[Node | Binding | None] = []

    def all(self, start: Node) -> Iterator[tuple[str, Tree]]:
        """What one thing goes back to, step by step."""
        self._waiting.append(start)
        while self._waiting and len(self._seen) <= _MOST_STEPS:
            top = self._waiting.pop()
            if top is None or top in self._seen:
                continue
            self._seen.add(top)
            before = len(self._waiting)
            yield from self._binding(top) if isinstance(top, Binding) else self._of(top)
            self._waiting[before:] = reversed(self._waiting[before:])

    def _of(self, node: Node) -> Iterator[tuple[str, Tree]]:
        if isinstance(node, cst.Name):
            self._waiting += self._values.names.slot(node).in_order()
        elif isinstance(node, cst.Attribute):
            yield from self._dotted(node)
            self._waiting.append(node.value)
            base = self._values.of(node.value)
            if base.kind == INSTANCE and base.node is not None:
                for given in self._values.assigned_to(base.node, node.attr.value):
                    self._waiting.append(given)
        elif isinstance(node, cst.Call):
            self._call(node)
        elif isinstance(node, (cst.List, cst.Tuple, cst.Set)):
            self._waiting += [element.value for element in node.elements]
        else:
            self._waiting += [getattr(node, name) for name in _PARTS.get(type(node), ())]
            if isinstance(node, (cst.ListComp, cst.GeneratorExp)):
                self._waiting.append(node.for_in.iter)

    def _dotted(self, node: cst.Attribute) -> Iterator[tuple[str, Tree]]:
        value = self._values.of(node)
        if value.dotted and not value.dotted.startswith("builtins."):
            yield value.dotted, self._tree.document_of(node)

    def _binding(self, binding: Binding) -> Iterator[tuple[str, Tree]]:
        if binding.kind == b.IMPORT:
            yield binding.dotted, self._tree.document_of(binding.node)
            for other in self._values.modules.variables(binding):
                self._waiting.append(other)
        elif binding.kind == b.PARAMETER:
            self._parameter(binding)
        else:
            self._waiting.append(binding.value)

    def _parameter(self, binding: Binding) -> None:
        function, param = binding.statement, binding.node
        if isinstance(function, cst.FunctionDef) and isinstance(param, cst.Param):
            self._waiting.append(param.annotation.annotation if param.annotation is not None else None)
            is_method = self._values.classes.owner_class(function) is not None
            for call in self._values.calls.calls_of(function):
                self._waiting.append(argument_for(param, function, call, is_method))

    def _call(self, node: cst.Call) -> None:
        self._waiting.append(node.func)
        callee = self._values.of(node.func)
        functions: list[Node | None] = []
        if callee.kind == LOCAL_FUNCTION:
            functions = [callee.node]
        elif callee.kind == LOCAL_CLASS and isinstance(callee.node, cst.ClassDef):
            for base in callee.node.bases:
                self._waiting.append(base.value)
        elif isinstance(node.func, cst.Attribute):
            base_value = self._values.of(node.func.value)
            if base_value.kind == INSTANCE and base_value.node is not None:
                method = self._values.classes.method(base_value.node, node.func.attr.value)
                functions = [method.node if method is not None else None]
        for function in functions:
            if isinstance(function, cst.FunctionDef):
                for below in own_nodes(function):
                    if isinstance(below, cst.Return):
                        self._waiting.append(below.value)
        for arg in node.args[:4]:
            self._waiting.append(arg.value)
