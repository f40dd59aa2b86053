"""Reads of one entity (``m.key``, ``m.value``), and tests of whether there is one."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.syntax import Expression, Node, attribute_of, is_none, name_of
from rundata_migrate.translate.follow.walk import Use, Walk
from rundata_migrate.translate.forms import ITEMS, KEY, KEYS, VALUE, VALUES
from rundata_migrate.translate.text import glue, replace_node


def read_role(walk: Walk, use: Use, read: Node, role: str) -> None:
    """The key or the value is read by the expression ``read``."""
    if walk.is_store(read):
        walk.block("RD402", read, f"the entity's {role} is assigned")
        return
    above = walk.tree.parent(read)
    if isinstance(above, cst.FormattedStringExpression) and above.equal is not None:
        walk.block("RD402", read, "`=` in an f-string prints the expression itself")
        return
    if use.unguarded:
        # None.value raised; None[1] raises too, a bare None would go on unnoticed
        use.stretch.forbidden |= {VALUES, KEYS}
        walk.trace.exceptions.append((read, "AttributeError", "TypeError"))
    use.stretch.needs.add(role)
    known = walk.manner.key_text if role == KEY else None
    if role == KEY:
        walk.trace.key_reads.append(use.node)

    def emit(form: str) -> None:
        if read not in walk.collapsed:
            edit = walk.put(read, known) if known is not None else use.spell(use.node, read, role, form)
            walk.trace.edits.append(edit)

    use.stretch.emitters.append(emit)


def history_proposal(walk: Walk, role: str) -> str:
    """The expression for the Metric that the run shows, under the names of this place where known."""
    client, run = "client", "run"
    data = attribute_of(walk.trace.root)
    shown = attribute_of(data[0]) if data is not None else None
    if shown is not None and shown[1] == "data" and isinstance(shown[0], cst.Name):
        run = shown[0].value
        client = _client_that_fetched(walk, shown[0]) or client
    return f"`{api.HISTORY.format(client=client, run_id=f'{run}.info.run_id', key='key')}.{role}`"


def _client_that_fetched(walk: Walk, run: cst.Name) -> str | None:
    """``c`` for ``run = c.get_run(...)``, the one assignment that reaches the site."""
    reaching = walk.names.slot(run).bindings
    binding = next(iter(reaching)) if len(reaching) == 1 else None
    if binding is None or binding.kind != b.ASSIGN or binding.path != ():
        return None
    call = binding.value
    method = attribute_of(call.func) if isinstance(call, cst.Call) else None
    if method is None or method[1] != "get_run" or not isinstance(method[0], cst.Name):
        return None
    return method[0].value if walk.values.of(method[0]).kind == api.CLIENT else None


# -- is there one? --------------------------------------------------------------------------------


def is_asked(walk: Walk, use: Use, parent: Node | None) -> bool:
    """Whether the use only asks if there is an entity; what it is asked by is spelled anew."""
    if use.keeps_name and walk.is_none_test(use.node):
        return True
    if not use.optional:
        return False
    if _collapses(walk, use, parent):
        return True
    if walk.is_truth(use.node):
        use.stretch.emitters.append(lambda form: _write_truth(walk, use.node, form))
        return True
    if _is_left_of_and(use.node, parent):
        # `x and f(x.value)` gives x itself when it is None: a tuple keeps that, a number would not
        use.stretch.forbidden |= {VALUES, KEYS}
        return True
    return False


def _is_left_of_and(use: Node, parent: Node | None) -> bool:
    return isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.And) and parent.left is use


def _read_where_true(use: Node, parent: Node | None) -> Expression | None:
    """``x.value`` of ``x.value if x else None`` and of ``x and x.value``."""
    if isinstance(parent, cst.IfExp) and parent.test is use and is_none(parent.orelse):
        return parent.body
    if isinstance(parent, cst.BooleanOperation) and _is_left_of_and(use, parent):
        return parent.right
    return None


def _collapses(walk: Walk, use: Use, parent: Node | None) -> bool:
    """``x.value if x else None`` and ``x and x.value`` are just the optional value."""
    read = _read_where_true(use.node, parent)
    parts = attribute_of(read)
    if parts is None or not isinstance(use.node, cst.Name) or not isinstance(parent, cst.BaseExpression):
        return False
    name, role = use.node.value, parts[1]
    if name_of(parts[0]) != name or role not in (KEY, VALUE):
        return False
    if walk.is_truth(parent) or walk.tree.has_comment(*walk.tree.span(parent)):
        return False
    use.stretch.needs.add(role)

    def emit(form: str) -> None:
        if form != ITEMS:  # a pair is true as the entity was
            walk.trace.edits.append(replace_node(walk.tree, parent, name, 9))

    # Registered before the read's own emitter runs, which then leaves the read alone.
    def mark(form: str) -> None:
        if form != ITEMS and read is not None:
            walk.collapsed.add(read)

    use.stretch.emitters.insert(0, mark)
    use.stretch.emitters.append(emit)
    return True


def _write_truth(walk: Walk, use: Expression, form: str) -> None:
    """``x`` becomes ``x is not None``, ``not x`` becomes ``x is None``; what stands inside x is not touched."""
    if form == ITEMS:
        return
    parent = walk.tree.parent(use)
    start, end = walk.tree.span(use)
    bare = isinstance(use, cst.NamedExpr) and not use.lpar
    before, after = ("(", ")") if bare else ("", "")
    if isinstance(parent, cst.UnaryOperation) and isinstance(parent.operator, cst.Not):
        low = walk.tree.inner_span(parent)[0]
        walk.trace.edits += [Edit(low, start, glue(walk.tree, low, before)), Edit(end, end, f"{after} is None")]
        return
    if before:
        walk.trace.edits.append(Edit(start, start, before))
    walk.trace.edits.append(Edit(end, end, f"{after} is not None"))
