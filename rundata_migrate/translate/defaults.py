"""``lambda m=m: m.value``: a default that keeps what the loop's variable holds, and that nobody replaces."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.bindings import parameters_of
from rundata_migrate.syntax import Function, Node, name_of, only_target
from rundata_migrate.translate.context import Context

_HANDS_OVER = frozenset({"map", "filter", "sorted", "max", "min"})


def function_of_default(context: Context, param: cst.Param) -> Function | None:
    """The function or lambda whose parameter it is."""
    parameters = context.tree.parent(param)
    function = context.tree.parent(parameters)
    return function if isinstance(function, (cst.FunctionDef, cst.Lambda)) else None


def problem_with_default(context: Context, param: cst.Param) -> str:
    """Why somebody may hand over something else for the parameter; empty where nobody does."""
    function = function_of_default(context, param)
    if function is None:
        return "it is no parameter"
    if param.annotation is not None:
        return "the parameter's annotation would become false"
    if isinstance(function, cst.FunctionDef) and (function.decorators or function.asynchronous is not None):
        return "the function is decorated, or a coroutine"
    if _is_keyword(context, param.name.value):
        return f"`{param.name.value}=` is given by keyword somewhere"
    position = parameters_of(function).index(param)
    if _is_handed_elements(context, function, position) or _is_called_with(context, function, position):
        return "the parameter may be given"
    return ""


def is_last(function: Function, param: cst.Param) -> bool:
    """Whether another parameter may stand right behind it."""
    return parameters_of(function)[-1] is param and function.params.star_kwarg is None


def _is_keyword(context: Context, name: str) -> bool:
    """Whether some call gives an argument of that name; what Python's own functions call theirs is another matter."""
    calls = [context.tree.parent(arg) for arg in context.names.index.keywords(name)]
    return any(not isinstance(one, cst.Call) or context.values.builtin_name(one.func) is None for one in calls)


def _is_handed_elements(context: Context, function: Function, position: int) -> bool:
    """``map(lambda m=m: ..., xs)`` hands an element over; what stands behind its first parameter is free."""
    call, arg = context.tree.argument(function)
    if call is None or arg is None:
        return False
    if context.values.dotted(call.func) == "functools.reduce":
        return True
    hands_over = name_of(arg.keyword) == "key" or context.values.builtin_name(call.func) in _HANDS_OVER
    return hands_over and (position == 0 or context.values.builtin_name(call.func) == "map")


def _is_called_with(context: Context, function: Function, position: int) -> bool:
    """Whether a call by the function's name reaches the parameter."""
    target: Node | None = function
    if isinstance(function, cst.Lambda):
        assign = context.tree.parent(function)
        if not isinstance(assign, cst.Assign):
            return isinstance(assign, cst.Call)  # called where it stands
        target = only_target(assign)
    name = name_of(target) if not isinstance(target, cst.FunctionDef) else target.name.value
    if name is None:
        return True
    calls = context.names.index.calls(name)
    return any(len(call.args) > position or any(arg.star for arg in call.args) for call in calls)
