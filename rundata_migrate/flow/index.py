"""What stands where in a program, found in one walk: what would otherwise be looked for node by node, for each site.

By structure alone, no value is looked at. The index of a document is kept for as long as its tree is: a round that
changes one document of fifty walks that one again.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from typing import TypeVar

import libcst as cst

from rundata_migrate.syntax import Node, Tree, last_name

_T = TypeVar("_T", bound=Node)

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

    def in_order(self, nodes: Sequence[_T]) -> list[_T]:
        """The nodes, each once, in the order of the program."""
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

    def guards(self) -> list[Guard]:
        """Every ``try`` and ``with``."""
        return self._tree.every(cst.Try, cst.TryStar, cst.With)


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


def _by_name(nodes: Sequence[_T], name: Callable[[_T], str]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for one in nodes:
        found.setdefault(name(one), []).append(one)
    return found
