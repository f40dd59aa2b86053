"""A container that may be None: iterating None raises TypeError, and ``None.items()`` AttributeError."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.lattice import CONTAINER
from rundata_migrate.syntax import Node, comparison_of, is_none
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.handlers import exception_change


def told_apart_by(site: Site) -> str:
    """Who could tell which of the two exceptions it is where the container is None; empty if nobody, or it never is."""
    if site.value.kind != CONTAINER or not site.value.optional or _is_tested(site.context, site.node):
        return ""
    verdict = exception_change(site.context, site.node, "TypeError", "AttributeError")
    if verdict.possible and not verdict.edits:
        return ""
    return verdict.reason or "a handler around it catches TypeError"


def _is_tested(context: Context, node: Node) -> bool:
    """Whether a test around it, or on the way to it, says that it is not None."""
    if isinstance(node, cst.Name) and context.names.slot(node).not_none:
        return True
    below = node
    for above in context.tree.ancestors(node):
        if isinstance(above, (cst.FunctionDef, cst.Lambda)):
            return False
        if isinstance(above, (cst.If, cst.IfExp, cst.While)) and below is above.body and _tests(above.test, node):
            return True
        below = above
    return False


def _tests(test: Node, node: Node) -> bool:
    """``if self.items``, ``if self.items is not None``, alone or with others joined by ``and``."""
    if isinstance(test, cst.BooleanOperation) and isinstance(test.operator, cst.And):
        return _tests(test.left, node) or _tests(test.right, node)
    compared = comparison_of(test)
    if compared is not None:
        is_not = isinstance(compared[1], (cst.IsNot, cst.NotEqual))
        return is_not and is_none(compared[2]) and compared[0].deep_equals(node)
    return test.deep_equals(node)
