"""What else in the body of a ``try`` may raise the old exception, or KeyError."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.bindings import ASSIGN, ELEMENT
from rundata_migrate.flow.lattice import (
    API,
    CLIENT,
    CONTAINER,
    ENTITY,
    LOCAL_CLASS,
    LOCAL_FUNCTION,
    MODULE,
    RUN,
    RUN_DATA,
    STORE,
)
from rundata_migrate.syntax import COMPREHENSIONS, Expression, Node, attribute_of, is_constant, walk
from rundata_migrate.translate.context import Context

_CONVERSIONS = frozenset({"float", "int", "round"})
"""Raise ValueError and TypeError, never IndexError or KeyError."""
_HARMLESS_CALLS = frozenset({"isinstance", "issubclass", "type", "id"})
_LOOKING_CALLS = frozenset(
    {"len", "str", "repr", "print", "bool", "list", "tuple", "dict", "set", "sorted", "max", "min", "sum"}
)
"""Run the code of what they are given: its iteration, or how it is written out."""

_TAME_KINDS = frozenset({RUN, RUN_DATA, CONTAINER, ENTITY, CLIENT, STORE, API, MODULE, LOCAL_FUNCTION, LOCAL_CLASS})
"""What raises no KeyError when it is read from or iterated over: MLflow's own objects, modules."""

_OPERATIONS = (cst.BinaryOperation, cst.UnaryOperation, cst.Comparison)


_RUN_BY: dict[type, tuple[str, ...]] = {
    cst.AugAssign: ("value", "target"),
    **dict.fromkeys((cst.For, cst.CompFor), ("iter",)),
    **dict.fromkeys((cst.If, cst.While, cst.IfExp), ("test",)),
    cst.BooleanOperation: ("left",),
    cst.WithItem: ("item",),
    cst.FormattedStringExpression: ("expression",),
}
"""Of which parts a node runs code: iteration, truth, operators, how it is written out."""


def other_sources(context: Context, body: Node, node: Expression, old: str) -> tuple[bool, bool]:
    """Whether the body may still raise the old exception, and whether it may raise KeyError or anything at all besides.

    ``node`` is the lookup, whose own exception is known.
    """
    sources = _Sources(context, node, old)
    sources.pass_over_scans(body)
    for below in walk(body):
        if below in sources.harmless:
            continue
        if sources.may_raise(below):
            return sources.still, True
    return sources.still, False


class _Sources:
    def __init__(self, context: Context, node: Expression, old: str) -> None:
        self._context = context
        self._tree = context.tree
        self._node = node
        self._old = old
        self.harmless = set(walk(node))
        # any attribute may be missing, those of the lookup itself as well
        self.still = old == "AttributeError"
        """The old exception may come from elsewhere."""

    def pass_over_scans(self, body: Node) -> None:
        """Other scans of containers that only compare and read: they may raise the old exception, and nothing else."""
        for below in walk(body):
            if not isinstance(below, (cst.ListComp, cst.GeneratorExp)) or below in self.harmless:
                continue
            if self._context.is_container(below.for_in.iter) and self._reads_only(below):
                self.still = True
                around = (self._tree.parent(below), self._tree.call_with(below))
                self.harmless |= {*walk(below), *(one for one in around if one is not None)}

    def may_raise(self, node: Node) -> bool:
        """Whether something besides the lookup may raise KeyError here."""
        if self._old == "ValueError" and isinstance(node, (cst.Tuple, cst.List)) and self._is_unpacked(node):
            self.still = True
        if isinstance(node, (cst.Raise, cst.Subscript, cst.Await, cst.Yield, cst.StarredElement)):
            return True
        if isinstance(node, cst.Call):
            return self._call_may_raise(node)
        if isinstance(node, _OPERATIONS):
            return not self._is_tame_operation(node)
        if isinstance(node, cst.AssignTarget) and isinstance(node.target, (cst.Tuple, cst.List)):
            assign = self._tree.parent(node)
            return not isinstance(assign, cst.Assign) or not self._unpacks_plainly(assign.value)
        if isinstance(node, cst.Attribute):
            return not isinstance(self._tree.parent(node), cst.AssignTarget) and not self._reads_plainly(node)
        return not all(self._is_tame(getattr(node, part)) for part in _RUN_BY.get(type(node), ()))

    def _call_may_raise(self, call: cst.Call) -> bool:
        name = self._context.values.builtin_name(call.func)
        if name in _HARMLESS_CALLS:
            return False
        if name in _CONVERSIONS:
            self.still = self.still or self._old in ("ValueError", "TypeError")
            return False
        if name in _LOOKING_CALLS:
            return not all(self._is_tame(arg.value) for arg in call.args)
        # MLflow raises MlflowException
        return not _is_mlflow(self._context, call)

    def _is_tame_operation(self, node: Node) -> bool:
        if isinstance(node, cst.BinaryOperation):
            if isinstance(node.operator, cst.Modulo) and self._context.is_container(node.right):
                return False  # "%(loss)s" % run.data.metrics
            return self._is_tame(node.left) and self._is_tame(node.right)
        if isinstance(node, cst.UnaryOperation):
            return self._is_tame(node.expression)
        assert isinstance(node, cst.Comparison)
        if all(isinstance(one.operator, (cst.Is, cst.IsNot)) for one in node.comparisons):
            return True
        return self._is_tame(node.left) and all(self._is_tame(one.comparator) for one in node.comparisons)

    def _is_tame(self, node: Node | None, steps: int = 6) -> bool:
        """Whether a value is text, a number, or of MLflow's: reading, iterating and computing raise no KeyError."""
        if node is None or steps == 0:
            return False
        if self._is_tame_itself(node):
            return True
        if isinstance(node, cst.Name):
            return node.value in ("None", "True", "False") or self._is_tame_name(node, steps - 1)
        if isinstance(node, cst.Call):
            name = self._context.values.builtin_name(node.func)
            return name in (*_CONVERSIONS, *_HARMLESS_CALLS, *_LOOKING_CALLS) or _is_mlflow(self._context, node)
        if isinstance(node, _OPERATIONS):
            return self._is_tame_operation(node)
        if isinstance(node, cst.Attribute):
            return self._reads_plainly(node)
        parts = _parts_of(node)
        return parts is not None and all(self._is_tame(part, steps - 1) for part in parts)

    def _is_tame_itself(self, node: Node) -> bool:
        if node is self._node or (node in self.harmless and isinstance(node, cst.Subscript)):
            return True
        # what is in comprehensions and lambdas is looked at by itself
        if is_constant(node) or isinstance(node, (cst.FormattedString, *COMPREHENSIONS, cst.Lambda)):
            return True
        return self._context.values.of(node).kind in _TAME_KINDS

    def _reads_plainly(self, node: cst.Attribute) -> bool:
        """Whether an attribute is no property of the project's: MLflow's, a module's, or assigned by a class."""
        return self._is_tame(node.value) or self._context.values.is_plain_attribute(node)

    def _is_tame_name(self, node: cst.Name, steps: int) -> bool:
        slot = self._context.names.slot(node)
        return bool(slot.bindings) and all(
            (binding.kind == ASSIGN and binding.path == () and self._is_tame_value(binding.value, steps))
            or (binding.kind == ELEMENT and binding.value is not None and self._gives_tame(binding.value))
            for binding in slot.bindings
        )

    def _is_tame_value(self, value: Expression | None, steps: int) -> bool:
        return not isinstance(value, (cst.GeneratorExp, cst.Lambda)) and self._is_tame(value, steps)

    def _gives_tame(self, iterated: Expression) -> bool:
        """Whether the elements are numbers, texts, or MLflow's."""
        if isinstance(iterated, (cst.Tuple, cst.List)):
            return all(is_constant(element.value) for element in iterated.elements)
        if isinstance(iterated, cst.Call) and self._context.values.builtin_name(iterated.func) == "range":
            return True
        return self._context.is_container(iterated) or self._is_tame(iterated)

    def _unpacks_plainly(self, value: Expression) -> bool:
        return value is self._node or isinstance(value, (cst.Tuple, cst.List)) or self._is_tame(value)

    def _is_unpacked(self, target: Node) -> bool:
        """Whether values are unpacked into the target, other than the lookup's own."""
        parent = self._tree.parent(target)
        if isinstance(parent, cst.AssignTarget):
            assign = self._tree.parent(parent)
            return isinstance(assign, cst.Assign) and assign.value is not self._node
        return isinstance(parent, (cst.For, cst.CompFor)) and parent.target is target

    def _reads_only(self, scan: Node) -> bool:
        """Whether a scan does nothing but compare and read: no call or subscript of its own can raise."""
        allowed = {below for below in walk(scan) if isinstance(below, cst.Call) and _is_mlflow(self._context, below)}
        return not any(
            isinstance(below, (cst.Call, cst.Subscript, cst.Await, cst.Yield, cst.Lambda)) and below not in allowed
            for below in walk(scan)
        )


def _parts_of(node: Node) -> list[Expression] | None:
    """What a value is one of, or made of: the sides of ``a or b``, the elements of a tuple."""
    if isinstance(node, (cst.Tuple, cst.List)):
        return [element.value for element in node.elements]
    if isinstance(node, cst.BooleanOperation):
        return [node.left, node.right]
    return [node.body, node.orelse] if isinstance(node, cst.IfExp) else None


def _is_mlflow(context: Context, call: cst.Call) -> bool:
    """Whether MLflow itself is called, not a function that hands on what it got from there."""
    callee = context.values.of(call.func)
    if callee.kind == API:
        return callee.dotted.startswith("mlflow.")
    parts = attribute_of(call.func)
    return parts is not None and context.values.of(parts[0]).kind in (CLIENT, STORE)
