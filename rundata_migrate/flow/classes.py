"""The classes of a module: bases, methods, overrides."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from rundata_migrate.flow.lattice import API, LOCAL_CLASS, LOCAL_FUNCTION, Value
from rundata_migrate.syntax import Node, Tree


class Classes:
    """Which class has which method, as far as the module shows."""

    def __init__(self, tree: Tree, of: Callable[[Node], Value]) -> None:
        """``of`` tells what an expression holds: base classes are expressions."""
        self._tree = tree
        self._of = of
        self._fields: dict[Node, dict[str, cst.AnnAssign]] = {}
        self._every: list[cst.ClassDef] | None = None
        self._method_table: dict[str, list[cst.FunctionDef]] | None = None

    def methods_named(self) -> dict[str, list[cst.FunctionDef]]:
        """Every method of the module, by name."""
        if self._method_table is None:
            table: dict[str, list[cst.FunctionDef]] = {}
            for node in self._tree.every(cst.FunctionDef):
                if self.owner_class(node) is not None:
                    table.setdefault(node.name.value, []).append(node)
            self._method_table = table
        return self._method_table

    def related(self, one: Node | None, two: Node | None) -> bool:
        """Whether one of the classes is the other, or inherits from it."""
        return one is two or two in self.bases(one) or one in self.bases(two)

    def owner_class(self, function: Node) -> cst.ClassDef | None:
        """The class whose method the function is."""
        block = self._tree.parent(function)
        owner = self._tree.parent(block) if block is not None else None
        return owner if isinstance(owner, cst.ClassDef) and isinstance(function, cst.FunctionDef) else None

    def bases(self, owner: Node | None) -> list[Node]:
        """The classes of the module that a class inherits from, nearest first."""
        found: list[Node] = []
        todo = [owner]
        while todo:
            top = todo.pop()
            if not isinstance(top, cst.ClassDef):
                continue
            for base in top.bases:
                value = self._of(base.value)
                # a namedtuple is the call that made it
                is_class = value.kind == LOCAL_CLASS or (value.kind == API and isinstance(value.node, cst.Call))
                if is_class and value.node is not None and value.node not in found:
                    found.append(value.node)
                    todo.append(value.node)
        return found

    def method(self, owner: Node, name: str) -> Value | None:
        """The method that a class has or inherits."""
        for cls in (owner, *self.bases(owner)):
            for statement in cls.body.body if isinstance(cls, cst.ClassDef) else ():
                if isinstance(statement, cst.FunctionDef) and statement.name.value == name:
                    return Value(LOCAL_FUNCTION, node=statement)
        return None

    def overrides(self, owner: Node, name: str) -> list[cst.FunctionDef]:
        """The methods of this name in subclasses: `self` may be one of them."""
        return [one for one in self.methods_named().get(name, ()) if owner in self.bases(self.owner_class(one))]

    def below(self, owner: Node, name: str) -> list[cst.FunctionDef]:
        """The methods of this name that the subclasses have, of their own or from another base."""
        found: dict[cst.FunctionDef, None] = {}
        for cls in self._all() if self.methods_named().get(name) else ():
            if owner in self.bases(cls):
                method = self.method(cls, name)
                if method is not None and isinstance(method.node, cst.FunctionDef):
                    found[method.node] = None
        return list(found)

    def constructor(self, owner: Node | None) -> cst.FunctionDef | None:
        """The ``__init__`` that making an instance of the class calls, if the module has it."""
        method = self.method(owner, "__init__") if owner is not None else None
        return method.node if method is not None and isinstance(method.node, cst.FunctionDef) else None

    def made_with(self, constructor: cst.FunctionDef) -> list[cst.ClassDef]:
        """The classes whose instances are made with this ``__init__``: its own, and those that inherit it."""
        owner = self.owner_class(constructor)
        return [one for one in self._all() if one is owner or self.constructor(one) is constructor]

    def _all(self) -> list[cst.ClassDef]:
        if self._every is None:
            self._every = self._tree.every(cst.ClassDef)
        return self._every

    def fields(self, owner: Node) -> dict[str, cst.AnnAssign]:
        """The annotated names of a class body, in order: a dataclass's fields."""
        known = self._fields.get(owner)
        if known is None:
            known = {}
            for line in owner.body.body if isinstance(owner, cst.ClassDef) else ():
                for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
                    if isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name):
                        known[small.target.value] = small
            self._fields[owner] = known
        return known
