"""What lists and dicts hold: what they were made with, and what is put in later.

That is ``xs.append(v)``, ``d["key"] = v``, ``d.update(other)``, wherever it stands: a list is known by the expression
that made it (``Value.origins``), whatever names it goes by, so what another function puts into it counts too. What is
written once and only read is what it was written as.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import (
    OTHER_VALUE,
    PENDING,
    UNKNOWN_VALUE,
    Value,
    holds_container,
    is_empty_display,
    join,
    made_at,
    sequence,
)
from rundata_migrate.syntax import Expression, Node, index_of, slice_of, string_of

ONE, AT, EACH, MERGED = "one", "at", "each", "merged"
_ONE = {"append": 0, "add": 0, "appendleft": 0, "insert": 1}
_AT = frozenset({"__setitem__", "setdefault"})
_EACH = frozenset({"extend", "extendleft"})
_MATTERS = frozenset({k.CONTAINER, k.MIXED, k.RUN, k.RUN_DATA})
"""What is worth to ask for what is put beside it."""

_ADDED = frozenset({k.CONTAINER, k.ENTITY, k.MIXED})
"""What a list is of that is added to another."""


_ADDED = frozenset({k.CONTAINER, k.ENTITY, k.MIXED})
"""What a list is of that is followed through a sum."""


@dataclass(frozen=True)
class Put:
    """One place where something goes into a list or dict."""

    holder: Expression
    value: Node
    how: str = ONE
    """The value itself as one more element, or at a key; what iterating it gives; or what another mapping holds."""
    key: str | None = None
    """At which key, where that is written out."""


class Contents:
    """The contents of lists and dicts; where something is put into them is found when somebody asks."""

    def __init__(self, values: Knows) -> None:
        """``values`` tell what expressions hold."""
        self._values = values
        self._waiting: dict[str | None, list[Put]] | None = None
        self._known: dict[Node, list[Put]] = {}
        self._by_attribute: dict[str, list[Put]] | None = None

    # -- what they hold ---------------------------------------------------------------------

    def inner(self, value: Value) -> Value:
        """Anything that a list or mapping holds, with what is put into it after it was made."""
        inner = value.inner or UNKNOWN_VALUE
        if not _may_matter(value):
            return inner
        return join((inner, *(self.put(put) for put in self._into(value))))

    def at_key(self, value: Value, key: str | None) -> Value:
        """What a mapping holds at a key: of one that was written out, what stands there or is stored there later."""
        if key is None or not value.keys:
            return self.inner(value)
        puts = self._into(value) if _may_matter(value) else self._under(value, key)
        later = [self.put(put, key) for put in puts if put.key in (None, key)]
        if key not in value.keys:
            return join(later) if later else UNKNOWN_VALUE
        stored = [self._values.of(one) for one in self._stored_at(key)]
        return join((value.items[value.keys.index(key)], *stored, *later))

    def put(self, put: Put, key: str | None = None) -> Value:
        """What a place that puts something into a list or mapping puts there, under a key or any."""
        if put.how == EACH:
            is_expression = isinstance(put.value, cst.BaseExpression)
            return self._values.element_of(put.value) if is_expression else UNKNOWN_VALUE  # type: ignore[arg-type]
        value = self._values.of(put.value)
        if put.how != MERGED:
            return value
        if value.kind == k.MAPPING:
            return self.at_key(value, key)
        return PENDING if value.kind == k.PENDING_KIND else UNKNOWN_VALUE

    # -- how they are made ------------------------------------------------------------------

    def merged(self, node: Node, parts: Iterable[tuple[str | None, Expression]]) -> Value:
        """A dict of these keys and values; an empty key is that of another mapping, ``**other``, None one not known."""
        at: dict[str, Value] = {}
        every: list[Value] = []
        is_open = False
        for key, expression in parts:
            value = self._values.of(expression)
            if key == "":
                every.append(self.inner(value) if value.kind == k.MAPPING else UNKNOWN_VALUE)
                if value.kind == k.MAPPING and value.keys:
                    at.update((one, self.at_key(value, one)) for one in value.keys)
                else:  # it may have any of the keys so far
                    at = {one: join((held, UNKNOWN_VALUE)) for one, held in at.items()}
                continue
            every.append(value)
            is_open = is_open or key is None
            if key is not None:
                at[key] = value
        inner = join(every) if every else OTHER_VALUE
        if is_open or not at:
            return made_at(Value(k.MAPPING, inner=inner), node)
        return made_at(Value(k.MAPPING, inner=inner, items=tuple(at.values()), keys=tuple(at)), node)

    def added(self, left: Expression, right: Expression, node: Node) -> Value:
        """``xs + ys``: a list of what both hold."""
        one, two = self._values.of(left), self._values.of(right)
        if one.kind == two.kind == k.TUPLE:
            return Value(k.TUPLE, items=(*one.items, *two.items))
        for first, second, other in ((one, two, right), (two, one, left)):
            if first.kind == k.SEQUENCE and first.inner is not None and first.inner.kind in _ADDED:
                held = [self.inner(first)]
                if not self._is_empty(other):
                    is_list = second.kind in (k.SEQUENCE, k.TUPLE)
                    held.append(self._values.elements(second) if is_list else UNKNOWN_VALUE)
                return made_at(sequence(join(held)), node)
        return OTHER_VALUE

    def _is_empty(self, node: Expression) -> bool:
        """Whether a list is empty, but for what this very place adds to it in a loop."""
        if not isinstance(node, cst.Name):
            return is_empty_display(node)
        bindings = self._values.names.slot(node).bindings
        return bool(bindings) and all(one.node is node or is_empty_display(one.value) for one in bindings)

    def filled(self, binding: Binding) -> Value | None:
        """An empty list or dict that is filled by its name: ``xs = []``, ``xs.append(client.get_run(i))``."""
        made = binding.value
        if binding.kind != b.ASSIGN or binding.path != () or made is None or not is_empty_display(made):
            return None
        listed: list[Value] = []
        mapped: list[tuple[str | None, Value]] = []
        for use in binding.uses:
            for put in self._puts_by(use):
                if put.how in (ONE, EACH):
                    listed.append(self.put(put))
                elif put.how == AT:
                    mapped.append((put.key, self.put(put)))
                elif not isinstance(made, cst.List):
                    mapped += self._merged_in(put)
        if bool(listed) == bool(mapped):
            return None
        return made_at(sequence(join(listed)) if listed else _mapping(mapped), made)

    def _merged_in(self, put: Put) -> list[tuple[str | None, Value]]:
        value = self._values.of(put.value)
        if value.kind == k.MAPPING and value.keys:
            return [(key, self.at_key(value, key)) for key in value.keys]
        return [(None, self.inner(value) if value.kind == k.MAPPING else UNKNOWN_VALUE)]

    # -- where something is put in ----------------------------------------------------------

    def into_attribute(self, name: str) -> list[Put]:
        """What is put into the lists and dicts that are attributes of this name."""
        if self._by_attribute is None:
            self._by_attribute = {}
            for put in self._every():
                if isinstance(put.holder, cst.Attribute):
                    self._by_attribute.setdefault(put.holder.attr.value, []).append(put)
        return self._by_attribute.get(name, [])

    def _into(self, value: Value) -> list[Put]:
        """What is put into the list or dict that this is."""
        for key in list(self._unasked()):
            self._ask(key)
        return self._found(value)

    def _under(self, value: Value, key: str) -> list[Put]:
        """What is put into the dict that this is under a key that is written out there."""
        self._ask(key)
        return [put for put in self._found(value) if put.key == key]

    def _found(self, value: Value) -> list[Put]:
        origins = self._values.names.index.in_order(value.origins)
        return list(dict.fromkeys(put for origin in origins for put in self._known.get(origin, ())))

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
                holder = self._values.of(put.holder)
            except BaseException:  # put off
                waiting[key] = [*puts[at:], *waiting.get(key, ())]
                raise
            if holder.kind == k.PENDING_KIND:
                waiting.setdefault(key, []).append(put)
            for origin in holder.origins:
                self._known.setdefault(origin, []).append(put)

    def _every(self) -> Iterator[Put]:
        for node in self._values.tree.every(cst.Assign, cst.AugAssign, cst.Call):
            yield from _puts_of(node)

    def _puts_by(self, use: Node) -> Iterator[Put]:
        """What the statement or call puts into a list or dict that a name in it means."""
        above = self._values.tree.parent(use)
        around = self._values.tree.parent(above)
        statement = self._values.tree.parent(around) if isinstance(around, cst.AssignTarget) else around
        if isinstance(above, (cst.Attribute, cst.Subscript)) and isinstance(statement, (cst.Assign, cst.Call)):
            yield from (put for put in _puts_of(statement) if put.holder is use)

    def _stored_at(self, key: str) -> list[Node]:
        """The values of ``x["key"] = value``, whatever x is."""
        tree = self._values.tree
        targets = [tree.parent(one) for one in self._values.names.index.subscripts(key)]
        statements = [tree.parent(one) for one in targets if isinstance(one, cst.AssignTarget)]
        return [one.value for one in statements if isinstance(one, cst.Assign)]


def _puts_of(node: Node) -> Iterator[Put]:
    if isinstance(node, cst.Assign):
        for target in node.targets:
            if isinstance(target.target, cst.Subscript):
                is_slice = slice_of(target.target) is not None
                key = string_of(index_of(target.target))
                yield Put(target.target.value, node.value, EACH if is_slice else AT, key)
    elif isinstance(node, cst.AugAssign) and isinstance(node.target, (cst.Name, cst.Attribute)):
        yield Put(node.target, node.value, MERGED if isinstance(node.operator, cst.BitOrAssign) else EACH)
    elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        yield from _called(node, node.func)


def _called(call: cst.Call, func: cst.Attribute) -> Iterator[Put]:
    name = func.attr.value
    positional = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
    if name == "update":
        for arg in call.args:
            yield from _updated(func.value, arg)
    elif name in _EACH and positional:
        yield Put(func.value, positional[0], EACH)
    elif name in _AT and len(positional) == 2:
        yield Put(func.value, positional[1], AT, string_of(positional[0]))
    elif len(positional) == _ONE.get(name, -1) + 1 > 0:
        yield Put(func.value, positional[-1])


def _updated(holder: Expression, arg: cst.Arg) -> Iterator[Put]:
    """What one argument of ``d.update(...)`` puts into d."""
    if arg.keyword is not None:
        yield Put(holder, arg.value, AT, arg.keyword.value)
    elif isinstance(arg.value, cst.Dict) and all(key_of(one) for one in arg.value.elements):
        yield from (Put(holder, one.value, AT, key_of(one)) for one in arg.value.elements)
    else:
        yield Put(holder, arg.value, MERGED)


def key_of(element: cst.BaseDictElement) -> str | None:
    """The key of an element of a dict that is written out; empty for ``**other``."""
    return string_of(element.key) if isinstance(element, cst.DictElement) else ""


def _mapping(entries: Iterable[tuple[str | None, Value]]) -> Value:
    """A dict of these entries, by their keys if all of them are known."""
    by_key: dict[str | None, list[Value]] = {}
    for key, value in entries:
        by_key.setdefault(key, []).append(value)
    inner = join(value for found in by_key.values() for value in found)
    if None in by_key:
        return Value(k.MAPPING, inner=inner)
    keys = tuple(key for key in by_key if key is not None)
    return Value(k.MAPPING, inner=inner, items=tuple(join(by_key[key]) for key in keys), keys=keys)


def _may_matter(value: Value) -> bool:
    """Whether a list or mapping has something in it that would be a site if nothing else is."""
    parts = (value.inner, *value.items)
    return bool(value.origins) and any(
        part is not None and (part.kind in _MATTERS or holds_container(part) or _is_of_functions(part))
        for part in parts
    )


def _is_of_functions(value: Value) -> bool:
    """Whether a value is a function of the program, or one of several."""
    return value.kind == k.LOCAL_FUNCTION or any(one.kind == k.LOCAL_FUNCTION for one in value.items)
