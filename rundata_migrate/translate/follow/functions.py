"""Functions that are handed elements: the key of ``sorted``, what ``map`` and ``filter`` call, ``attrgetter``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.lattice import LOCAL_FUNCTION
from rundata_migrate.syntax import Expression, parameters_of_lambda, string_of
from rundata_migrate.translate.follow.variables import follow_lambda
from rundata_migrate.translate.follow.walk import Several, Walk
from rundata_migrate.translate.forms import KEY, VALUE, Stretch, part_of
from rundata_migrate.translate.readers import parameter_reads


def follow_key_function(walk: Walk, function: Expression, stretch: Stretch) -> None:
    """A function that is called with each element, and whose result is compared."""
    if _follow_getter(walk, function, stretch):
        return
    if isinstance(function, cst.Lambda) and len(parameters_of_lambda(function) or ()) == 1:
        follow_lambda(walk, function, stretch)
    else:
        _note_reads(walk, function)
        walk.block("RD402", function, "the key function takes whole entities")


def follow_mapped(walk: Walk, call: cst.Call, function: Expression, stretch: Stretch, name: str) -> None:
    """``map(function, xs)`` and ``filter(function, xs)``."""
    if name == "map" and _follow_getter(walk, function, stretch):
        return
    if isinstance(function, cst.Lambda) and parameters_of_lambda(function) is not None:
        follow_lambda(walk, function, stretch)
        if name == "filter":
            walk.follow(Several(call, stretch))
        return
    _note_reads(walk, function)
    walk.block("RD402", call, f"`{name}` hands entities to a function")


def _follow_getter(walk: Walk, function: Expression, stretch: Stretch) -> bool:
    """Whether the function is ``operator.attrgetter("key")``, which is spelled anew then."""
    if not isinstance(function, cst.Call) or len(function.args) != 1:
        return False
    role = string_of(function.args[0].value)
    if role not in (KEY, VALUE) or walk.values.dotted(function.func) != walk.manner.getter:
        return False
    walk.trace.evidence.append(function)
    stretch.needs.add(role)

    def emit(form: str) -> None:
        text = f"lambda item: item{part_of(role, form)}"
        walk.trace.edits.append(Edit(*walk.tree.span(function), text))
        walk.trace.spelled_anew.append(function)

    stretch.emitters.append(emit)
    return True


def _note_reads(walk: Walk, function: Expression) -> None:
    """``attrgetter("key", "value")``, or a function that reads entities: not followed, but plainly old style."""
    if isinstance(function, cst.Call) and walk.values.dotted(function.func) == "operator.attrgetter":
        if any(string_of(arg.value) in api.ENTITY_READS for arg in function.args):
            walk.trace.evidence.append(function)
    value = walk.values.of(function)
    if value.kind == LOCAL_FUNCTION and isinstance(value.node, (cst.FunctionDef, cst.Lambda)):
        if any(parameter_reads(walk.context, param) for param in b.parameters_of(value.node)):
            walk.trace.evidence.append(function)
