"""Places that something may come from, on the way back from where it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Node, last_name, string_of, tuple_elements

Key = tuple[Node | Binding, bool, str, bool, bool]
"""What two states must share to be one and the same."""


class State(NamedTuple):
    """A place on the way back: an expression, a binding or a function whose result is meant."""

    at: Node | Binding
    is_part: bool = False
    """What was asked about is an element of it, or of an element."""
    read: str = ""
    """What was read of it on the way: ``container`` after ``.metrics``, ``data`` before that, else ``other``."""
    is_made: bool = False
    """A function that nobody knows made what was asked about of it."""
    is_given: bool = False
    """It is an argument of a function that nobody knows, and that may give a part of it."""
    through: Node | None = None
    """The first call on the way whose function is not known."""

    @property
    def key(self) -> Key:
        """What two states must share for the second to be left out."""
        return self[:5]

    def to(self, node: Node | Binding, *, is_part: bool = False, through: Node | None = None) -> State:
        """The place before this one."""
        return State(node, self.is_part or is_part, self.read, self.is_made, self.is_given, self.through or through)

    def made_of(self, node: Node, call: cst.Call, *, is_part: bool = False) -> State:
        """What a function that nobody knows is called with."""
        return State(node, self.is_part or is_part, self.read, True, _may_pick(call, node), self.through or call)

    def made(self) -> State:
        """The same place, if a function that nobody knows made what was asked about of it."""
        return self._replace(is_made=True, is_given=False)


def _may_pick(call: cst.Call, argument: Node) -> bool:
    """Whether a call may give a part of an argument: a class makes an object of its own, of its keywords above all."""
    name = last_name(call.func) or ""
    return not name[:1].isupper() and any(
        arg.value is argument and arg.keyword is None and not arg.star for arg in call.args
    )


def taken(binding: Binding) -> Node | None:
    """The part of ``a, b = x, y`` that a name is given, where it is written out."""
    parts = tuple_elements(binding.value) if binding.path and len(binding.path) == 1 else None
    return parts[binding.path[0]] if parts and binding.path and binding.path[0] < len(parts) else None


def read_after(read: str, name: str) -> str:
    """What has been read of an object once its attribute of this name is read, of which ``read`` was read."""
    if read == "":
        return "container" if name in api.CONTAINERS else "other"
    return "data" if read == "container" and name == "data" else "other"


def beginning(name: Node) -> str:
    """How a name that is put together begins: ``"visit_" + kind``."""
    while isinstance(name, cst.BinaryOperation):
        name = name.left
    if isinstance(name, cst.FormattedString):
        first = name.parts[0] if name.parts else None
        return first.value if isinstance(first, cst.FormattedStringText) else ""
    return string_of(name) or ""


def parts(node: Node) -> Iterable[Node]:
    """The expressions one of which an expression is, or that it holds."""
    if isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        return [element.value for element in node.elements]
    if isinstance(node, cst.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, cst.BooleanOperation):
        return [node.left, node.right]
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, (cst.Add, cst.BitOr)):
        return [node.left, node.right]
    if isinstance(node, (cst.NamedExpr, cst.StarredElement)):
        return [node.value]
    if isinstance(node, cst.Await):
        return [node.expression]
    return []
