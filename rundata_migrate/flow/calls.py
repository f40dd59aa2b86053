"""Who calls a function, as far as one module shows.

This is where the flow across a project would come in: with an index of all modules' calls, ``calls_of`` would
answer for every file, and ``is_closed`` would know callers elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Bindings
from rundata_migrate.flow.classes import Classes
from rundata_migrate.flow.lattice import INSTANCE, LOCAL_CLASS, MIXED, PENDING_KIND, UNKNOWN, Value
from rundata_migrate.syntax import Function, Node, Tree, name_of


class Calls:
    """The calls of a module's functions and classes, found at the first question."""

    def __init__(self, tree: Tree, names: Bindings, classes: Classes, of: Callable[[Node], Value]) -> None:
        """``of`` tells what an expression holds: a method is called on something."""
        self._tree = tree
        self._names = names
        self._classes = classes
        self._of = of
        self._calls: dict[Node, list[cst.Call]] | None = None
        self._escaped: set[Node] = set()
        self._made_by: dict[Node, list[cst.Call]] = {}

    def made_by(self, owner: Node) -> list[cst.Call]:
        """The calls that make an instance of a class without a constructor of its own."""
        self._collect()
        return self._made_by.get(owner, [])

    def calls_of(self, function: Function) -> list[cst.Call]:
        """The calls in this module that reach the function; notes functions handed on as values."""
        self._collect()
        assert self._calls is not None
        return self._calls.get(function, [])

    def is_closed(self, function: Function) -> bool:
        """Whether the function is only ever called, never handed on as a value."""
        self.calls_of(function)
        return function not in self._escaped

    def lambda_calls(self, function: cst.Lambda) -> list[cst.Call]:
        """The calls of a lambda that is called where it stands, or through the one name that it is bound to."""
        parent = self._tree.parent(function)
        if isinstance(parent, cst.Call) and parent.func is function:
            return [parent]
        if not isinstance(parent, cst.Assign) or len(parent.targets) != 1:
            return []
        binding = self._names.binding_of_target.get(parent.targets[0].target)
        calls = []
        for use in binding.uses if binding is not None else ():
            call = self._tree.parent(use)
            if not isinstance(call, cst.Call) or call.func is not use:
                return []
            if self._names.slot(use).bindings != {binding}:
                return []
            calls.append(call)
        return calls

    def _collect(self) -> None:
        if self._calls is not None:
            return
        self._calls = {}
        for node in self._tree.order:
            if isinstance(node, cst.Name) and self._is_function_name(node):
                self._note_function_use(node)
            elif isinstance(node, cst.Name):
                self._note_class_use(node)
            elif isinstance(node, cst.Attribute):
                self._note_method_use(node)

    def _is_function_name(self, node: cst.Name) -> bool:
        return any(binding.kind == b.FUNCTION for binding in self._names.slot(node).bindings)

    def _note_function_use(self, node: cst.Name) -> None:
        for binding in self._names.slot(node).bindings:
            if binding.kind == b.FUNCTION and isinstance(binding.node, cst.FunctionDef):
                self._note_use(node, binding.node)

    def _note_class_use(self, node: cst.Name) -> None:
        """``A(...)`` calls ``A.__init__``; a class that goes anywhere else may be made by anybody."""
        for binding in self._names.slot(node).bindings:
            if binding.kind != b.CLASS:
                continue
            constructor = self._classes.constructor(binding.node)
            parent = self._tree.parent(node)
            if constructor is None:
                if isinstance(parent, cst.Call) and parent.func is node:
                    self._made_by.setdefault(binding.node, []).append(parent)
            elif not self._is_annotation(node):
                self._note_use(node, constructor)

    def _is_annotation(self, node: Node) -> bool:
        return any(isinstance(above, cst.Annotation) for above in self._tree.ancestors(node))

    def _note_use(self, node: Node, function: cst.FunctionDef) -> None:
        assert self._calls is not None
        parent = self._tree.parent(node)
        if isinstance(parent, cst.Call) and parent.func is node:
            if parent not in self._calls.setdefault(function, []):
                self._calls[function].append(parent)
        else:
            self._escaped.add(function)

    def _note_method_use(self, node: cst.Attribute) -> None:
        name = node.attr.value
        for function in self._classes.methods_named().get(name, ()):
            root = node.value
            owner = self._classes.owner_class(function)
            base_name = name_of(root)
            if base_name is None and not isinstance(root, (cst.Attribute, cst.Call)):
                continue
            # By name alone: any `x.method` may be this method, unless x is known to be something else.
            value = self._shallow(root)
            if value is not None and value.kind in (INSTANCE, LOCAL_CLASS):
                if owner is not None and value.node is not owner and not self._classes.related(value.node, owner):
                    continue
            elif value is not None and value.kind not in (UNKNOWN, MIXED, PENDING_KIND):
                continue
            self._note_use(node, function)

    def _shallow(self, node: Node) -> Value | None:
        """The value of a name that is plainly ``self``, a class or an instance of one."""
        if isinstance(node, cst.Name):
            return self._of(node)
        if isinstance(node, cst.Call):
            return self._of(node)
        return None
