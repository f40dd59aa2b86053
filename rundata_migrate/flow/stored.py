"""What is bound to attributes, or put into what names and attributes hold, wherever that is: by structure alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from rundata_migrate import python_api
from rundata_migrate.flow.knows import Knows
from rundata_migrate.syntax import Node, Tree, string_of

ANY = "*"
"""The name under which stores to attributes of computed names are kept."""


class Stored(NamedTuple):
    """Something that is bound to an attribute, or put into what it holds."""

    owner: Node
    """The expression whose attribute it is."""
    value: Node
    target: cst.Attribute | None = None
    """The attribute, if one is written."""
    is_part: bool = False
    """Each element of it, one after the other."""
    is_kept: bool = True
    """Not handed to a method that may do something else with it."""


class Stores:
    """What is bound to attributes, by their names; found when somebody asks."""

    def __init__(self, values: Knows) -> None:
        """``values`` say what is ``setattr``."""
        self._values = values
        self._tree = values.tree
        self._stores: dict[str, list[Stored]] | None = None

    def of(self, name: str) -> list[Stored]:
        """What is bound to attributes of this name, or put into what they hold."""
        return self._found().get(name, [])

    def names(self) -> list[str]:
        """The names of all attributes that something is bound to, or put into; ``ANY`` for those of computed names."""
        return list(self._found())

    def _found(self) -> dict[str, list[Stored]]:
        if self._stores is None:
            self._stores = {}
            for node in self._tree.every(cst.Attribute):
                for one in self._stored_at(node):
                    # what is put into ``x.__dict__`` may be an attribute of any name
                    is_any = node.attr.value == "__dict__"
                    stored = one._replace(owner=node.value, is_part=True) if is_any else one
                    self._stores.setdefault(ANY if is_any else node.attr.value, []).append(stored)
            for call in self._tree.every(cst.Call):
                if len(call.args) == 3 and self._is_setattr(call.func):
                    owner, named, value = (arg.value for arg in call.args)
                    self._stores.setdefault(string_of(named) or ANY, []).append(Stored(owner, value))
        return self._stores

    def _is_setattr(self, callee: Node) -> bool:
        """``setattr``, and ``object.__setattr__`` of a frozen class."""
        if isinstance(callee, cst.Attribute) and callee.attr.value == "__setattr__":
            return True
        return self._values.builtin_name(callee) == "setattr"

    def _stored_at(self, node: cst.Attribute) -> Iterator[Stored]:
        """What an attribute is given where it stands, or what is put into what it holds there."""
        for put, is_kept in puts(self._tree, node):
            yield Stored(node.value, put, node, is_kept=is_kept)
        target, above = self._target_around(node)
        assign = self._tree.parent(above) if isinstance(above, cst.AssignTarget) else above
        if isinstance(assign, (cst.Assign, cst.AnnAssign, cst.AugAssign)) and assign.value not in (None, node):
            assert assign.value is not None
            yield Stored(node.value, assign.value, node, is_part=target is not node)
        elif isinstance(assign, (cst.For, cst.CompFor)) and assign.target is target:
            yield Stored(node.value, assign.iter, node, is_part=True)
        elif isinstance(assign, cst.AsName) and isinstance(item := self._tree.parent(assign), cst.WithItem):
            yield Stored(node.value, item.item, node, is_part=True)

    def _target_around(self, node: Node) -> tuple[Node, Node | None]:
        """The tuple of targets that an attribute stands in, or itself, and what is around that."""
        above = self._tree.parent(node)
        while isinstance(above, (cst.Element, cst.StarredElement, cst.Tuple, cst.List)):
            node, above = above, self._tree.parent(above)
        return node, above


def puts(tree: Tree, use: Node) -> Iterator[tuple[Node, bool]]:
    """What a statement puts into what an expression holds: ``xs.append(v)``, ``d[k] = v``, ``(a or b).add(v)``."""
    node, above = use, tree.parent(use)
    while above is not None:
        if isinstance(above, cst.Attribute) and above.value is node:
            call = tree.call_of(above)
            if call is None:
                return
            name = above.attr.value
            if name not in python_api.ASKING:
                yield from ((arg.value, name in python_api.KEEPING) for arg in call.args)
            node, above = call, tree.parent(call)
        elif isinstance(above, cst.Subscript) and above.value is node:
            target = tree.parent(above)
            statement = tree.parent(target) if isinstance(target, cst.AssignTarget) else None
            if isinstance(statement, cst.Assign):
                yield statement.value, True
                return
            node, above = above, target
        elif isinstance(above, cst.BooleanOperation) or (isinstance(above, cst.IfExp) and above.test is not node):
            node, above = above, tree.parent(above)
        else:
            return
