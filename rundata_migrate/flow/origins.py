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
    return set(_Origins(values).of(node))


class _Origins:
    def __init__(self, values: Values) -> None:
        self._values = values
        self._tree = values.tree
        self._seen: set[object] = set()

    def of(self, node: Node | None) -> Iterator[tuple[str, Tree]]:
        if node is None or node in self._seen or len(self._seen) > _MOST_STEPS:
            return
        self._seen.add(node)
        if isinstance(node, cst.Name):
            for binding in self._values.names.slot(node).bindings:
                yield from self._binding(binding)
        elif isinstance(node, cst.Attribute):
            yield from self._dotted(node)
            yield from self.of(node.value)
            base = self._values.of(node.value)
            if base.kind == INSTANCE and base.node is not None:
                for given in self._values.assigned_to(base.node, node.attr.value):
                    yield from self.of(given)
        elif isinstance(node, cst.Call):
            yield from self._call(node)
        elif isinstance(node, (cst.Subscript, cst.NamedExpr, cst.Element, cst.StarredElement, cst.Arg)):
            yield from self.of(node.value)
        elif isinstance(node, cst.Await):
            yield from self.of(node.expression)
        elif isinstance(node, cst.IfExp):
            yield from self.of(node.body)
            yield from self.of(node.orelse)
        elif isinstance(node, cst.BooleanOperation):
            yield from self.of(node.left)
            yield from self.of(node.right)
        elif isinstance(node, (cst.List, cst.Tuple, cst.Set)):
            for element in node.elements:
                yield from self.of(element.value)
        elif isinstance(node, (cst.ListComp, cst.GeneratorExp)):
            yield from self.of(node.elt)
            yield from self.of(node.for_in.iter)

    def _dotted(self, node: cst.Attribute) -> Iterator[tuple[str, Tree]]:
        value = self._values.of(node)
        if value.dotted and not value.dotted.startswith("builtins."):
            yield value.dotted, self._tree.document_of(node)

    def _binding(self, binding: Binding) -> Iterator[tuple[str, Tree]]:
        if binding in self._seen:
            return
        self._seen.add(binding)
        if binding.kind == b.IMPORT:
            yield binding.dotted, self._tree.document_of(binding.node)
            for other in self._values.modules.variables(binding):
                yield from self._binding(other)
        elif binding.kind == b.PARAMETER:
            yield from self._parameter(binding)
        else:
            yield from self.of(binding.value)

    def _parameter(self, binding: Binding) -> Iterator[tuple[str, Tree]]:
        function, param = binding.statement, binding.node
        if isinstance(function, cst.FunctionDef) and isinstance(param, cst.Param):
            yield from self.of(param.annotation.annotation if param.annotation is not None else None)
            is_method = self._values.classes.owner_class(function) is not None
            for call in self._values.calls.calls_of(function):
                yield from self.of(argument_for(param, function, call, is_method))

    def _call(self, node: cst.Call) -> Iterator[tuple[str, Tree]]:
        yield from self.of(node.func)
        callee = self._values.of(node.func)
        functions: list[Node | None] = []
        if callee.kind == LOCAL_FUNCTION:
            functions = [callee.node]
        elif callee.kind == LOCAL_CLASS and isinstance(callee.node, cst.ClassDef):
            for base in callee.node.bases:
                yield from self.of(base.value)
        elif isinstance(node.func, cst.Attribute):
            base_value = self._values.of(node.func.value)
            if base_value.kind == INSTANCE and base_value.node is not None:
                method = self._values.classes.method(base_value.node, node.func.attr.value)
                functions = [method.node if method is not None else None]
        for function in functions:
            if isinstance(function, cst.FunctionDef):
                for below in own_nodes(function):
                    if isinstance(below, cst.Return):
                        yield from self.of(below.value)
        for arg in node.args[:4]:
            yield from self.of(arg.value)
