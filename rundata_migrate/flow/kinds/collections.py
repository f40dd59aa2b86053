"""Lists, dicts and tuples, and what Python calls by their methods."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate import python_api
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.lattice import OTHER_VALUE, UNKNOWN_VALUE, Value, join, sequence
from rundata_migrate.syntax import index_of, integer_of, slice_of, string_of


class Sequence(Kind):
    """A list, set, generator or the like, of elements that are alike."""

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        if name in python_api.LIST_GIVES_ONE:
            return values.contents.inner(base)
        return base if name in python_api.COPIES else None

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        return base if slice_of(node) is not None else values.contents.inner(base)

    def elements(self, values: Evaluator, base: Value) -> Value:
        return values.contents.inner(base)

    def part(self, values: Evaluator, base: Value, position: int) -> Value:
        return values.contents.inner(base)

    def entered(self, values: Evaluator, base: Value) -> Value:
        return base.inner or UNKNOWN_VALUE  # a @contextmanager of the program: what it yields


class Mapping(Kind):
    """A dict."""

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        if name in python_api.DICT_GIVES_ONE:
            key = string_of(node.args[0].value) if node.args else None
            return replace(values.contents.at_key(base, key), optional=True)
        if name == "values":
            return sequence(values.contents.inner(base))
        return base if name == "copy" else None

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        return values.contents.at_key(base, string_of(index_of(node)))


class Tuple(Kind):
    """A tuple whose items are known one by one."""

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        cut = slice_of(node)
        if cut is not None:
            return self._sliced(base, cut)
        position = integer_of(index_of(node))
        if position is not None and -len(base.items) <= position < len(base.items):
            return base.items[position]
        return UNKNOWN_VALUE

    @staticmethod
    def _sliced(base: Value, cut: cst.Slice) -> Value:
        ends = (cut.lower, cut.upper, cut.step)
        numbers = [integer_of(end) for end in ends]
        if any(number is None for end, number in zip(ends, numbers, strict=True) if end is not None):
            return sequence(join(base.items)) if base.items else base
        return replace(base, items=base.items[slice(*numbers)]) if numbers[2] != 0 else UNKNOWN_VALUE

    def elements(self, values: Evaluator, base: Value) -> Value:
        return join(base.items) if base.items else OTHER_VALUE

    def part(self, values: Evaluator, base: Value, position: int) -> Value:
        return base.items[position] if position < len(base.items) else OTHER_VALUE
