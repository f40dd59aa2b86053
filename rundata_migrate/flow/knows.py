"""What the parts of flow/ ask of whoever evaluates expressions, so that none of them imports who uses it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from rundata_migrate.findings import Outside
from rundata_migrate.flow.bindings import Binding, Bindings
from rundata_migrate.flow.calls import Calls
from rundata_migrate.flow.classes import Classes
from rundata_migrate.flow.escape import Escapes
from rundata_migrate.flow.lattice import Value
from rundata_migrate.flow.modules import Modules
from rundata_migrate.syntax import Expression, Node, Tree


class Knows(Protocol):
    """Whoever evaluates expressions."""

    tree: Tree
    names: Bindings
    outside: Outside
    classes: Classes
    modules: Modules
    calls: Calls
    escapes: Escapes

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being evaluated."""

    def of(self, node: Node) -> Value:
        """What the expression holds."""

    def of_binding(self, binding: Binding) -> Value:
        """What a binding makes its name hold."""

    def element_of(self, node: Expression) -> Value:
        """What iterating the expression gives."""

    def elements(self, value: Value) -> Value:
        """What iterating a value gives."""

    def result_of(self, function: Node) -> Value:
        """What a call of a function of the program gives."""

    def instance_of(self, owner: Node) -> Value:
        """What making an instance of a class of the program gives."""

    def assigned_to(self, owner: Node, name: str) -> Iterable[Node]:
        """The expressions that are assigned to an attribute of a class."""

    def builtin_name(self, node: Node) -> str | None:
        """``"len"`` if the node is the builtin of that name."""

    def dotted(self, node: Node) -> str:
        """The dotted path of something imported, or ``""``."""
