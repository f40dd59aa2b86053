"""The classes of a module: bases, methods, overrides."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import libcst as cst

from rundata_migrate.flow.index import Index
from rundata_migrate.flow.lattice import API, LOCAL_CLASS, LOCAL_FUNCTION, PENDING_KIND, Value
from rundata_migrate.syntax import Node, Tree


class Classes:
    """Which class has which method, as far as the module shows."""

    def __init__(self, tree: Tree, index: Index, of: Callable[[Node], Value]) -> None:
        """``of`` tells what an expression holds: base classes are expressions."""
        self._tree = tree
        self._index = index
        self._of = of
        self._fields: dict[Node, dict[str, cst.AnnAssign]] = {}
        self._own_methods: dict[Node, dict[str, cst.FunctionDef]] = {}
        self._bases: dict[Node, list[Node]] = {}
        self._subclasses: dict[Node, list[cst.ClassDef]] | None = None
        self._is_collecting = False

    def methods_named(self, name: str) -> list[cst.FunctionDef]:
        """The methods of a name, of all classes."""
        return [one for one in self._index.functions(name) if self.owner_class(one) is not None]

    def related(self, one: Node | None, two: Node | None) -> bool:
        """Whether one of the classes is the other, or inherits from it."""
        return one is two or two in self.bases(one) or one in self.bases(two)

    def owner_class(self, function: Node) -> cst.ClassDef | None:
        """The class whose method the function is."""
        block = self._tree.parent(function)
        owner = self._tree.parent(block)
        return owner if isinstance(owner, cst.ClassDef) and isinstance(function, cst.FunctionDef) else None

    def bases(self, owner: Node | None) -> list[Node]:
        """The classes of the module that a class inherits from, nearest first."""
        known = self._bases.get(owner) if owner is not None else None
        if known is not None:
            return known
        found: dict[Node, None] = {}
        todo = [owner]
        is_known = True
        while todo:
            top = todo.pop()
            if not isinstance(top, cst.ClassDef):
                continue
            for base in top.bases:
                value = self._of(base.value)
                is_known = is_known and value.kind != PENDING_KIND
                # a namedtuple is the call that made it
                is_class = value.kind == LOCAL_CLASS or (value.kind == API and isinstance(value.node, cst.Call))
                if is_class and value.node is not None and value.node not in found:
                    found[value.node] = None
                    todo.append(value.node)
        every = list(found)
        if is_known and owner is not None:
            self._bases[owner] = every
        return every

    def subclasses(self, owner: Node) -> list[cst.ClassDef]:
        """The classes of the module that inherit from a class, in order."""
        if self._subclasses is not None:
            return self._subclasses.get(owner, [])
        every = self._tree.every(cst.ClassDef)
        if self._is_collecting:  # asked for a class's bases, which depend on what their subclasses have
            return [one for one in every if owner in self.bases(one)]
        self._is_collecting = True
        found: dict[Node, list[cst.ClassDef]] = {}
        try:
            for one in every:
                for base in self.bases(one):
                    found.setdefault(base, []).append(one)
        finally:
            self._is_collecting = False
        if all(one in self._bases for one in every):
            self._subclasses = found
        return found.get(owner, [])

    def relatives(self, owner: Node) -> list[Node]:
        """The class, those that it inherits from, and those that inherit from it."""
        return list(dict.fromkeys((owner, *self.bases(owner), *self.subclasses(owner))))

    def method(self, owner: Node, name: str) -> Value | None:
        """The method that a class has or inherits."""
        for cls in (owner, *self.bases(owner)):
            statement = self.own_methods(cls).get(name)
            if statement is not None:
                return Value(LOCAL_FUNCTION, node=statement)
        return None

    def own_methods(self, cls: Node) -> dict[str, cst.FunctionDef]:
        """The methods that stand in the body of a class, by their names."""
        known = self._own_methods.get(cls)
        if known is None:
            known = self._own_methods[cls] = {}
            for statement in cls.body.body if isinstance(cls, cst.ClassDef) else ():
                if isinstance(statement, cst.FunctionDef):
                    known.setdefault(statement.name.value, statement)
        return known

    def overrides(self, owner: Node, name: str) -> list[cst.FunctionDef]:
        """The methods of this name in subclasses: `self` may be one of them."""
        if not self.methods_named(name):
            return []
        return self.methods_among(name, self.subclasses(owner))

    def methods_among(self, name: str, classes: Iterable[Node]) -> list[cst.FunctionDef]:
        """Every method of this name that one of the classes has itself."""
        return [
            one
            for cls in classes
            if isinstance(cls, cst.ClassDef) and name in self.own_methods(cls)
            for one in cls.body.body
            if isinstance(one, cst.FunctionDef) and one.name.value == name
        ]

    def below(self, owner: Node, name: str) -> list[cst.FunctionDef]:
        """The methods of this name that the subclasses have, of their own or from another base."""
        found: dict[cst.FunctionDef, None] = {}
        for cls in self.subclasses(owner) if self.methods_named(name) else ():
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
        if owner is None:
            return []
        below = {owner, *self.subclasses(owner)}
        found = [one for one in below if one is owner or self.constructor(one) is constructor]
        return self._index.in_order(found)

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
