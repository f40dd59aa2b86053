"""What is put into a list or dict after it was made: ``xs.append(v)``, ``d["key"] = v``, ``d.update(other)``.

A list is known by the expression that made it (``Value.origins``), whatever names it goes by, so what another function
puts into it counts too. What is written once and only read is what it was written as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.flow.lattice import PENDING_KIND, Value
from rundata_migrate.syntax import Expression, Node, Tree, index_of, slice_of, string_of

ONE, EACH, MERGED = "one", "each", "merged"
_ONE = {"append": 0, "add": 0, "appendleft": 0, "insert": 1, "__setitem__": 1}
_EACH = frozenset({"extend", "extendleft"})


@dataclass(frozen=True)
class Put:
    """One place where something goes into a list or dict."""

    holder: Expression
    value: Node
    how: str = ONE
    """The value itself, what iterating it gives, or what another mapping holds."""
    key: str | None = None
    """Under which key, where that is written out."""


class Contents:
    """Where something is put into what was made elsewhere; found when somebody asks."""

    def __init__(self, tree: Tree, of: Callable[[Node], Value]) -> None:
        """``of`` tells what an expression holds."""
        self._tree = tree
        self._of = of
        self._waiting: dict[str | None, list[Put]] | None = None
        self._known: dict[Node, list[Put]] = {}
        self._by_attribute: dict[str, list[Put]] | None = None

    def into_attribute(self, name: str) -> list[Put]:
        """What is put into the lists and dicts that are attributes of this name."""
        if self._by_attribute is None:
            self._by_attribute = {}
            for put in self._every():
                if isinstance(put.holder, cst.Attribute):
                    self._by_attribute.setdefault(put.holder.attr.value, []).append(put)
        return self._by_attribute.get(name, [])

    def into(self, value: Value) -> list[Put]:
        """What is put into the list or dict that this is."""
        for key in list(self._unasked()):
            self._ask(key)
        return self._found(value)

    def under(self, value: Value, key: str) -> list[Put]:
        """What is put into the dict that this is under a key that is written out there."""
        self._ask(key)
        return [put for put in self._found(value) if put.key == key]

    def _found(self, value: Value) -> list[Put]:
        return list(dict.fromkeys(put for origin in value.origins for put in self._known.get(origin, ())))

    def _unasked(self) -> dict[str | None, list[Put]]:
        if self._waiting is None:
            self._waiting = {}
            for put in self._every():
                self._waiting.setdefault(put.key, []).append(put)
        return self._waiting

    def _ask(self, key: str | None) -> None:
        """Ask what holds the things that are put somewhere under a key; what has no answer yet is asked again."""
        waiting = self._unasked()
        puts = waiting.pop(key, [])
        for at, put in enumerate(puts):
            try:
                holder = self._of(put.holder)
            except BaseException:  # put off
                waiting[key] = [*puts[at:], *waiting.get(key, ())]
                raise
            if holder.kind == PENDING_KIND:
                waiting.setdefault(key, []).append(put)
            for origin in holder.origins:
                self._known.setdefault(origin, []).append(put)

    def _every(self) -> Iterator[Put]:
        for node in self._tree.order:
            if isinstance(node, cst.Assign):
                for target in node.targets:
                    yield from _stored(target.target, node.value)
            elif isinstance(node, cst.AugAssign):
                if isinstance(node.target, (cst.Name, cst.Attribute)):
                    how = MERGED if isinstance(node.operator, cst.BitOrAssign) else EACH
                    yield Put(node.target, node.value, how)
            elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
                yield from _called(node, node.func)


def _stored(target: Node, value: Node) -> Iterator[Put]:
    if not isinstance(target, cst.Subscript):
        return
    if slice_of(target) is not None:
        yield Put(target.value, value, EACH)
    else:
        yield Put(target.value, value, ONE, string_of(index_of(target)))


def _called(call: cst.Call, func: cst.Attribute) -> Iterator[Put]:
    name = func.attr.value
    positional = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
    if name in _ONE and len(positional) == _ONE[name] + 1:
        yield Put(func.value, positional[-1], ONE, string_of(positional[0]) if name == "__setitem__" else None)
    elif name in _EACH and positional:
        yield Put(func.value, positional[0], EACH)
    elif name == "setdefault" and len(positional) == 2:
        yield Put(func.value, positional[1], ONE, string_of(positional[0]))
    elif name == "update":
        for arg in call.args:
            if arg.keyword is not None:
                yield Put(func.value, arg.value, ONE, arg.keyword.value)
            elif isinstance(arg.value, cst.Dict) and all(_key(one) for one in arg.value.elements):
                yield from (Put(func.value, one.value, ONE, _key(one)) for one in arg.value.elements)
            else:
                yield Put(func.value, arg.value, MERGED)


def _key(element: cst.BaseDictElement) -> str | None:
    return string_of(element.key) if isinstance(element, cst.DictElement) else None
