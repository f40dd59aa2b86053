"""Functions, classes and instances of classes of the program."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.collections import Tuple
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.lattice import INSTANCE, MIXED, OTHER_VALUE, RIVAL, UNKNOWN, UNKNOWN_VALUE, Value, join
from rundata_migrate.syntax import Node

_TUPLE = Tuple()


def _node_of(value: Value) -> Node:
    assert value.node is not None
    return value.node


class LocalFunction(Kind):
    """A function or lambda."""

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        return values.result_of(_node_of(callee))


class LocalClass(Kind):
    """A class."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        owner, name = _node_of(base), node.attr.value
        method = values.classes.method(owner, name)
        return method if method is not None else values.attributes.of_class(owner, name)

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        if values.classes.method(_node_of(base), name) is not None:
            return None
        return values.instance_of(_node_of(base))  # a constructor by another name, inherited: Run.parse_obj(...)

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        return values.instance_of(_node_of(callee))


class Instance(Kind):
    """An instance of a class; a NamedTuple is the tuple of its fields, too."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return values.attributes.of_instance(_node_of(base), node.attr.value)

    def by_name(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value:
        return values.attributes.of_instance(_node_of(base), name)

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        owner = _node_of(base)
        method = values.classes.method(owner, name)
        if method is not None and method.node is not None:
            every = (method.node, *values.classes.overrides(owner, name))
            result = join(values.result_of(one) for one in every)
            is_foreign = result.kind == UNKNOWN and not _knows_mlflow(values, owner)
            return Value(RIVAL, node=method.node) if is_foreign else result
        record = self._of_record(values, base, name)
        if record is not None:
            return record
        # an abstract class or a mixin: there may be subclasses that nobody sees
        below = join((*(values.result_of(one) for one in values.classes.below(owner, name)), UNKNOWN_VALUE))
        return below if below.kind == MIXED else UNKNOWN_VALUE

    @staticmethod
    def _of_record(values: Evaluator, base: Value, name: str) -> Value | None:
        """``_replace`` and ``_asdict`` of a namedtuple."""
        layout = values.records.layout(_node_of(base)) if name in ("_replace", "_asdict") else None
        if layout is None or not layout.is_tuple:
            return None
        return base if name == "_replace" else values.attributes.as_mapping(base)

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        fields = values.attributes.as_tuple(base)
        return _TUPLE.item(values, fields, node) if fields is not None else self._special(values, base, "__getitem__")

    def elements(self, values: Evaluator, base: Value) -> Value:
        """``__iter__`` says it, else ``__getitem__``."""
        fields = values.attributes.as_tuple(base)
        if fields is not None:
            return _TUPLE.elements(values, fields)
        if values.classes.method(_node_of(base), "__iter__") is None:
            return self._special(values, base, "__getitem__")
        given = self._special(values, base, "__iter__")
        return UNKNOWN_VALUE if given.kind == INSTANCE else values.elements(given)

    def part(self, values: Evaluator, base: Value, position: int) -> Value:
        fields = values.attributes.as_tuple(base)
        return _TUPLE.part(values, fields, position) if fields is not None else OTHER_VALUE

    def entered(self, values: Evaluator, base: Value) -> Value:
        return self._special(values, base, "__enter__")

    @staticmethod
    def _special(values: Evaluator, base: Value, name: str) -> Value:
        """What a special method of the class gives; unknown where the program does not define it."""
        method = values.classes.method(_node_of(base), name)
        return values.result_of(method.node) if method is not None and method.node else UNKNOWN_VALUE


def _knows_mlflow(values: Evaluator, owner: Node) -> bool:
    """Whether the module that the class stands in imports mlflow anywhere."""
    return any(
        binding.dotted.split(".")[0] == "mlflow"
        for scope in values.names.of_document(values.tree.document_of(owner)).scopes.values()
        for bound in scope.bindings.values()
        for binding in bound
    )
