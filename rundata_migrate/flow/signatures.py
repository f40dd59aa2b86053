"""How a call meets a signature."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.bindings import parameters_of
from rundata_migrate.syntax import Expression, Function, name_of


def argument_for(param: cst.Param, function: Function, call: cst.Call, is_method: bool) -> Expression | None:
    """The argument that a call binds to a parameter; None if it gives none or a star hides it."""
    params = parameters_of(function)
    index = params.index(param)
    if is_method and isinstance(function, cst.FunctionDef):
        if "staticmethod" not in {name_of(d.decorator) for d in function.decorators}:
            index -= 1
    position = 0
    for arg in call.args:
        if arg.star:
            return None
        if arg.keyword is not None:
            if arg.keyword.value == param.name.value:
                return arg.value
            continue
        if position == index and param not in function.params.kwonly_params:
            return arg.value
        position += 1
    return None
