"""Where the rows of `to_dictionary()["metrics"]` are read, and whether somebody may have changed them before."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence
from rundata_migrate.flow.bindings import ASSIGN, Binding
from rundata_migrate.flow.lattice import ROWS, TO_DICTIONARY
from rundata_migrate.syntax import Expression, Node, index_of, is_attribute, string_of
from rundata_migrate.translate.context import Context

_WRITERS = frozenset({"dump", "dumps", "safe_dump", "log_dict"})
_READERS = frozenset({"get", "items", "keys", "values", "copy", *api.LIST_ONLY_METHODS})


def runs_made(context: Context) -> Iterator[cst.Call]:
    """``Run.from_dictionary(...)``, ``RunData.from_dictionary(...)``."""
    for call in context.tree.every(cst.Call):
        owner, _, method = context.values.dotted(call.func).rpartition(".")
        if method == "from_dictionary" and owner in api.RUN_PATHS | api.RUN_DATA_PATHS:
            yield call


def rows_read(context: Context) -> Iterator[tuple[cst.Subscript, str]]:
    """``form["metrics"]``, with the container's name; not where it is assigned to."""
    index = context.names.index
    named = [(read, name) for name in api.CONTAINERS for read in index.subscripts(name)]
    for read, name in sorted(named, key=lambda one: context.tree.range_of(one[0])[0]):
        if not isinstance(context.tree.parent(read), (cst.AssignTarget, cst.Del)) and _is_form(context, read.value):
            yield read, name


def rows_from_elsewhere(context: Context) -> Iterator[Expression]:
    """What holds rows that a parameter, an attribute or a result gives: read here, made by somebody else."""
    for node in context.tree.every(cst.Name, cst.Attribute, cst.Call):
        if isinstance(context.tree.parent(node), (cst.AssignTarget, cst.Del)):
            continue
        if isinstance(node, cst.Name) and (node not in context.names.slots or _is_assigned_rows(context, node)):
            continue
        value = context.values.of(node)
        if value.kind == ROWS and value.confidence is Confidence.PROVEN:
            yield node


def _is_assigned_rows(context: Context, name: cst.Name) -> bool:
    """Whether one of the name's bindings is a read of rows, which is looked at where it stands."""
    return any(_is_of_form(context, one) for one in context.names.slot(name).bindings)


def _is_of_form(context: Context, binding: Binding) -> bool:
    value = binding.value
    return binding.kind == ASSIGN and isinstance(value, cst.Subscript) and _is_form(context, value.value)


def _is_form(context: Context, node: Expression) -> bool:
    if isinstance(node, cst.Subscript) and string_of(index_of(node)) == "data":
        return _is_form(context, node.value)
    value = context.values.of(node)
    return value.kind == TO_DICTIONARY and value.confidence is Confidence.PROVEN


def may_change(context: Context, node: Expression) -> bool:
    """Whether something may be put into the dictionary that the rows are read from."""
    root = node
    while isinstance(root, cst.Subscript):
        root = root.value
    if not isinstance(root, cst.Name):
        return not _is_fresh(root)
    bindings = context.names.slot(root).bindings
    if not all(binding.kind == ASSIGN and binding.path == () and _is_fresh(binding.value) for binding in bindings):
        return True
    uses = {use for binding in bindings for use in binding.uses}
    return any(_is_change(context, use) for use in uses)


def _is_fresh(node: Node | None) -> bool:
    """``run.to_dictionary()``, or its data: nobody else has it."""
    while isinstance(node, cst.Subscript):
        node = node.value
    return isinstance(node, cst.Call) and is_attribute(node.func, {"to_dictionary"})


def _is_change(context: Context, use: Expression) -> bool:
    tree = context.tree
    parent = tree.parent(use)
    while isinstance(parent, cst.Subscript) and parent.value is use:
        use, parent = parent, tree.parent(parent)
    if isinstance(parent, cst.Attribute):
        return parent.attr.value not in _READERS
    if isinstance(parent, cst.Arg):
        call = tree.parent(parent)
        if not isinstance(call, cst.Call):
            return True
        return context.values.builtin_name(call.func) is None and not is_attribute(call.func, _WRITERS)
    if isinstance(parent, (cst.Assign, cst.Return, cst.Element, cst.DictElement, cst.Yield)):
        return string_of(index_of(use)) not in api.CONTAINERS
    return isinstance(parent, (cst.AssignTarget, cst.AugAssign, cst.Del))
