"""The rows of run data's old dictionary form: ``row["key"]`` in the place of ``entity.key``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.syntax import (
    Expression,
    Node,
    comp_clauses,
    comparison_of,
    index_of,
    integer_of,
    name_of,
    string_of,
)
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.forms import KEY, VALUE


def _field(node: Node | None, name: str | None) -> str | None:
    """``"key"`` of ``name["key"]``."""
    if isinstance(node, cst.Subscript) and name is not None and name_of(node.value) == name:
        return string_of(index_of(node))
    return None


def copied(site: Site) -> Expression | None:
    """The comprehension ``{row["key"]: row["value"] for row in rows}`` around the rows."""
    clause = site.context.tree.parent(site.node)
    comp = site.context.tree.parent(clause) if isinstance(clause, cst.CompFor) else None
    if not isinstance(clause, cst.CompFor) or not isinstance(comp, cst.DictComp) or comp_clauses(comp) != [clause]:
        return None
    row = name_of(clause.target)
    if clause.ifs or clause.asynchronous is not None:
        return None
    return comp if (_field(comp.key, row), _field(comp.value, row)) == (KEY, VALUE) else None


def looked_up(site: Site) -> tuple[Expression, Expression] | None:
    """``[row for row in rows if row["key"] == K][0]["value"]``, or with the value inside; the whole, and K."""
    tree = site.context.tree
    clause = tree.parent(site.node)
    comp = tree.parent(clause) if isinstance(clause, cst.CompFor) else None
    if not isinstance(clause, cst.CompFor) or not isinstance(comp, cst.ListComp) or comp_clauses(comp) != [clause]:
        return None
    row = name_of(clause.target)
    compared = comparison_of(clause.ifs[0].test) if len(clause.ifs) == 1 else None
    if compared is None or clause.asynchronous is not None or not isinstance(compared[1], cst.Equal):
        return None
    # `row["key"] == K` and `K == row["key"]`
    sides = [side for side in (compared[0], compared[2]) if _field(side, row) != KEY]
    if len(sides) != 1 or string_of(sides[0]) is None:
        return None
    first = tree.parent(comp)
    if not isinstance(first, cst.Subscript) or first.value is not comp or integer_of(index_of(first)) not in (0, -1):
        return None
    if _field(comp.elt, row) == VALUE:
        return first, sides[0]
    read = tree.parent(first)
    if name_of(comp.elt) == row and isinstance(read, cst.Subscript) and read.value is first:
        return (read, sides[0]) if string_of(index_of(read)) == VALUE else None
    return None
