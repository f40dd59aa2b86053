"""Which exceptions an expression names: builtins, aliases and tuples of them, through imports."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator

import libcst as cst

from rundata_migrate.flow.bindings import ASSIGN, CLASS, FUNCTION, IMPORT, Binding
from rundata_migrate.flow.lattice import API, INSTANCE, LOCAL_CLASS, MODULE
from rundata_migrate.syntax import Expression, Node
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.handlers.looks import TOLD, handlers_of

_MOST_STEPS = 12
_LIBRARIES = frozenset({*sys.stdlib_module_names, "mlflow"})
"""What is never a module of the project; an exception of theirs is no class above IndexError and its like."""

GENERAL = (Exception, BaseException)
"""What catches both the old and the new exception, and tells them apart only by looking."""


def builtin_exception(context: Context, node: Node) -> type[BaseException] | None:
    """The builtin exception that a name or attribute is."""
    cls = getattr(builtins, context.values.builtin_name(node) or "", None)
    return cls if isinstance(cls, type) and issubclass(cls, BaseException) else None


def classes_of(context: Context, caught: Expression | None) -> list[type[BaseException] | None]:
    """The builtin exceptions that a handler of ``caught`` catches; None among them for what cannot be told.

    A class of the project or of a library catches no builtin exception, and is left out.
    """
    if caught is None:
        return [BaseException]
    return list(dict.fromkeys(_Resolver(context).of(caught, _MOST_STEPS)))


def catches(context: Context, caught: Expression | None, name: str) -> bool | None:
    """Whether a handler of ``caught`` catches the builtin exception; None if that cannot be told."""
    classes = classes_of(context, caught)
    exception = getattr(builtins, name)
    if any(cls is not None and issubclass(exception, cls) for cls in classes):
        return True
    return None if None in classes else False


def names_exactly(context: Context, caught: Expression | None, name: str) -> bool:
    """Whether the exception itself is named, not a class above it."""
    return caught is not None and getattr(builtins, name) in classes_of(context, caught)


def unread_exceptions(context: Context) -> Iterator[tuple[str, Node]]:
    """The dotted paths of imported names that handlers catch and no document that is read explains."""
    caught = [handler.type for handler in handlers_of(context.tree) if handler.type is not None]
    told = [call for name in TOLD for call in context.names.index.calls(name)]
    caught += [arg.value for call in context.names.index.in_order(told) for arg in call.args]
    resolver = _Resolver(context)
    for one in caught:
        list(resolver.of(one, _MOST_STEPS))
    yield from resolver.unread


class _Resolver:
    """Follows one expression to the exceptions that it stands for."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.unread: list[tuple[str, Node]] = []
        """What was imported from a document that is not read, if it is one of the project's."""

    def of(self, node: Node, steps: int) -> Iterator[type[BaseException] | None]:
        """The classes, None for what is not known."""
        cls = builtin_exception(self._context, node)
        if cls is not None:
            yield cls
        elif steps == 0:
            yield None
        elif isinstance(node, (cst.Tuple, cst.List)):
            for element in node.elements:
                yield from self.of(element.value, steps - 1)
        elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
            yield from self.of(node.left, steps - 1)
            yield from self.of(node.right, steps - 1)
        elif isinstance(node, cst.IfExp):
            yield from self.of(node.body, steps - 1)
            yield from self.of(node.orelse, steps - 1)
        elif isinstance(node, cst.Name):
            yield from self._name(node, steps - 1)
        elif isinstance(node, cst.Attribute):
            yield from self._attribute(node, steps - 1)
        else:
            yield None

    def _name(self, node: cst.Name, steps: int) -> Iterator[type[BaseException] | None]:
        slot = self._context.names.slot(node)
        bindings = list(slot.bindings) or self._context.values.modules.starred(node)
        if not bindings and self._context.values.builtin_name(node) is None:
            yield None
        for binding in bindings:
            yield from self._binding(binding, steps)

    def _binding(self, binding: Binding, steps: int) -> Iterator[type[BaseException] | None]:
        if binding.kind in (CLASS, FUNCTION):
            return
        if binding.kind == ASSIGN and binding.value is not None and binding.path == ():
            yield from self.of(binding.value, steps)
        elif binding.kind == IMPORT:
            yield from self._imported(
                binding.dotted, binding.node, self._context.values.modules.variables(binding), steps
            )
        else:
            yield None

    def _attribute(self, node: cst.Attribute, steps: int) -> Iterator[type[BaseException] | None]:
        values = self._context.values
        base = values.of(node.value)
        if base.kind == MODULE:
            document = values.modules.document_of(base.node)
            bindings = values.modules.bindings(document, node.attr.value) if document is not None else []
            yield from self._imported("", node, bindings, steps)
        elif base.kind == API:
            yield from self._imported(f"{base.dotted}.{node.attr.value}", node, [], steps)
        elif base.kind in (INSTANCE, LOCAL_CLASS) and base.node is not None:
            given = list(values.assigned_to(base.node, node.attr.value))
            if not given and base.kind == INSTANCE:
                yield None
            for value in given:
                yield from self.of(value, steps)
        else:
            yield None

    def _imported(
        self, dotted: str, place: Node, bindings: list[Binding], steps: int
    ) -> Iterator[type[BaseException] | None]:
        """What is imported from a document that is read, or by a dotted path from one that is not."""
        for binding in bindings:
            yield from self._binding(binding, steps - 1) if steps > 0 else (None,)
        if bindings or dotted.split(".")[0] in _LIBRARIES:
            return
        self.unread.append((dotted, place))
        if not dotted or dotted.startswith(".") or self._context.stands_alone:
            yield None
