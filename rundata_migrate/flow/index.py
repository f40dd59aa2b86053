"""What stands where in a program, found in one walk: what would otherwise be looked for node by node, for each site.

By structure alone, no value is looked at. The index of a document is kept for as long as its tree is: a round that
changes one document of fifty walks that one again.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

import libcst as cst

from rundata_migrate.syntax import Node, Tree, index_of, last_name, name_of, string_of, tuple_elements

_T = TypeVar("_T", bound=Node)
_Name = TypeVar("_Name", str, str | None)

Guard = cst.Try | cst.TryStar | cst.With
"""A statement that may catch an exception."""


class Index:
    """The nodes of a tree, by class, name and place."""

    def __init__(self, tree: Tree) -> None:
        """Each table is made when it is first asked for."""
        self._tree = tree
        self._places: dict[tuple[type[Node], ...], list[int]] = {}
        self._attributes: dict[str, list[cst.Attribute]] | None = None
        self._calls: dict[str, list[cst.Call]] | None = None
        self._parameters: dict[str, list[cst.Param]] | None = None
        self._functions: dict[str, list[cst.FunctionDef]] | None = None
        self._keywords: dict[str, list[cst.Arg]] | None = None
        self._subscripts: dict[str | None, list[cst.Subscript]] | None = None
        self._stores: dict[str, list[tuple[cst.Attribute, Node | None]]] | None = None
        self._assigned: dict[str, list[tuple[Node, Node]]] | None = None

    def below(self, node: Node, *classes: type[_T]) -> list[_T]:
        """The nodes of exactly these classes at or below a node, in order."""
        start, end = self._tree.range_of(node)
        return self.between(start, end, *classes)

    def between(self, start: int, end: int, *classes: type[_T]) -> list[_T]:
        """The nodes of exactly these classes from one place in the order of all nodes to another."""
        every = self._tree.every(*classes)
        places = self._places.get(classes)
        if places is None:
            places = self._places[classes] = [self._tree.range_of(one)[0] for one in every]
        return every[bisect.bisect_left(places, start) : bisect.bisect_left(places, end)]

    def in_order(self, nodes: Collection[_T]) -> list[_T]:
        """The nodes, each once, in the order of the program."""
        if len(nodes) < 2:
            return list(nodes)
        return sorted(dict.fromkeys(nodes), key=lambda one: self._tree.range_of(one)[0])

    def attributes(self, name: str) -> Sequence[cst.Attribute]:
        """Every ``x.name``."""
        if self._attributes is None:
            self._attributes = _by_name(self._tree.every(cst.Attribute), lambda one: one.attr.value)
        return self._attributes.get(name, ())

    def calls(self, name: str) -> Sequence[cst.Call]:
        """Every ``name(...)`` and ``x.name(...)``."""
        if self._calls is None:
            self._calls = _by_name(self._tree.every(cst.Call), lambda one: last_name(one.func) or "")
        return self._calls.get(name, ())

    def parameters(self, name: str) -> Sequence[cst.Param]:
        """Every parameter of a function or lambda that has this name."""
        if self._parameters is None:
            self._parameters = _by_name(self._tree.every(cst.Param), lambda one: one.name.value)
        return self._parameters.get(name, ())

    def functions(self, name: str) -> Sequence[cst.FunctionDef]:
        """Every function and method of this name."""
        if self._functions is None:
            self._functions = _by_name(self._tree.every(cst.FunctionDef), lambda one: one.name.value)
        return self._functions.get(name, ())

    def keywords(self, name: str) -> Sequence[cst.Arg]:
        """Every ``name=...`` in a call."""
        if self._keywords is None:
            self._keywords = _by_name(self._tree.every(cst.Arg), lambda one: name_of(one.keyword) or "")
        return self._keywords.get(name, ())

    def subscripts(self, key: str) -> Sequence[cst.Subscript]:
        """Every ``x["key"]``."""
        if self._subscripts is None:
            self._subscripts = _by_name(self._tree.every(cst.Subscript), lambda one: string_of(index_of(one)))
        return self._subscripts.get(key, ())

    def stores(self, name: str) -> Sequence[tuple[cst.Attribute, Node | None]]:
        """Where an attribute of this name is bound, and to what; None for a loop, ``with`` or augmented assignment."""
        if self._stores is None:
            self._stores = {}
            for bound, value in self._bound():
                for part in [bound] if isinstance(bound, cst.Attribute) else tuple_elements(bound) or ():
                    if isinstance(part, cst.Attribute):
                        self._stores.setdefault(part.attr.value, []).append((part, value if part is bound else None))
        return self._stores.get(name, ())

    def assigned(self, name: str) -> Sequence[tuple[Node, Node]]:
        """Where an attribute of this name is assigned, and what; in a class body its bare name."""
        if self._assigned is None:
            self._assigned = {}
            for bound, value in self._bound():
                if value is not None and (isinstance(bound, cst.Attribute) or self._is_in_class_body(bound)):
                    self._assigned.setdefault(last_name(bound) or "", []).append((bound, value))
        return self._assigned.get(name, ())

    def _bound(self) -> Iterator[tuple[Node, Node | None]]:
        """Each target, and what it is assigned; None where that is not written out."""
        for node in self._tree.every(cst.Assign, cst.AnnAssign, cst.For, cst.CompFor, cst.AugAssign, cst.AsName):
            if isinstance(node, cst.Assign):
                for target in node.targets:
                    yield from _pairs(target.target, node.value)
            elif isinstance(node, cst.AsName):
                yield node.name, None
            elif isinstance(node, (cst.For, cst.CompFor, cst.AugAssign)):
                yield node.target, None
            elif isinstance(node, cst.AnnAssign) and node.value is not None:
                yield node.target, node.value

    def _is_in_class_body(self, target: Node) -> bool:
        if not isinstance(target, cst.Name):
            return False
        scopes = (one for one in self._tree.ancestors(target) if isinstance(one, (cst.FunctionDef, cst.ClassDef)))
        return isinstance(next(scopes, None), cst.ClassDef)

    def guards(self) -> list[Guard]:
        """Every ``try`` and ``with``."""
        return self._tree.every(cst.Try, cst.TryStar, cst.With)


def _pairs(target: Node, value: Node) -> Iterator[tuple[Node, Node]]:
    """``a, b = x, y`` as two assignments."""
    sides = (target, value)
    if all(isinstance(side, (cst.Tuple, cst.List)) for side in sides):
        targets, parts = ([element.value for element in side.elements] for side in sides)  # type: ignore[attr-defined]
        if len(targets) == len(parts):
            for one, part in zip(targets, parts, strict=True):
                yield from _pairs(one, part)
            return
    yield target, value


class Among:
    """Some nodes of a tree, by their places: is one of them below a node?"""

    def __init__(self, tree: Tree, nodes: Sequence[Node]) -> None:
        """``nodes`` are in any order."""
        self._tree = tree
        self._places = sorted(tree.range_of(one)[0] for one in nodes)

    def is_below(self, node: Node) -> bool:
        """Whether one of them is the node, or below it."""
        return self.is_between(*self._tree.range_of(node))

    def is_between(self, start: int, end: int) -> bool:
        """Whether one of them stands there in the order of all nodes."""
        at = bisect.bisect_left(self._places, start)
        return at < len(self._places) and self._places[at] < end


def _by_name(nodes: Sequence[_T], name: Callable[[_T], _Name]) -> dict[_Name, list[_T]]:
    found: dict[_Name, list[_T]] = {}
    for one in nodes:
        found.setdefault(name(one), []).append(one)
    return found
