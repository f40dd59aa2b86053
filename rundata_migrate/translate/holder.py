"""A variable that entities are kept in, with all that binds it and all that reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Expression, Node, Tree, is_none, only_target


@dataclass(eq=False)
class Holder:
    """A variable, with all that is assigned to it and all that reads it."""

    shown: str
    bindings: list[Binding] = field(default_factory=list)
    reads: list[Expression] = field(default_factory=list)
    """Every expression that means it, but where it is assigned."""
    stored: list[Node] = field(default_factory=list)
    """What is assigned to it."""
    problem: str = ""
    """Why not all of it can be seen; empty if it can."""
    is_shared: bool = False
    """It is an attribute, or a variable that other files read."""

    @property
    def parameter(self) -> Binding | None:
        """The parameter that it is, if it is nothing else."""
        only = self.bindings[0] if len(self.bindings) == 1 else None
        return only if only is not None and only.kind == b.PARAMETER else None

    @property
    def starts_as_none(self) -> bool:
        """Whether None is assigned to it somewhere."""
        return any(is_none(value) for value in self.stored)


def assigned_value(tree: Tree, target: Node) -> Expression | None:
    """The expression that this target alone is given: of ``a, b = x, y`` each its own."""
    above = tree.parent(target)
    if isinstance(above, cst.AnnAssign):
        return above.value
    if isinstance(above, cst.AssignTarget):
        assign = tree.parent(above)
        return assign.value if isinstance(assign, cst.Assign) and only_target(assign) is not None else None
    # `xs, ys = a, b`
    outer = tree.parent(above) if isinstance(above, cst.Element) else None
    if not isinstance(outer, (cst.Tuple, cst.List)):
        return None
    value = assigned_value(tree, outer)
    if not isinstance(value, (cst.Tuple, cst.List)) or len(value.elements) != len(outer.elements):
        return None
    if any(isinstance(one, cst.StarredElement) for one in (*value.elements, *outer.elements)):
        return None
    return value.elements[list(outer.elements).index(cast("cst.Element", above))].value
