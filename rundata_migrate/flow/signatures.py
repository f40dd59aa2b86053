"""Functions and their calls: which argument a parameter is given, and the code that is a function's own."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from rundata_migrate.flow.bindings import parameters_of
from rundata_migrate.syntax import Expression, Function, Node, children, name_of


def own_nodes(function: cst.FunctionDef) -> Iterable[Node]:
    """The nodes of a function's body that are not inside another function."""
    stack: list[Node] = [function.body]
    while stack:
        top = stack.pop()
        yield top
        if not isinstance(top, (cst.FunctionDef, cst.Lambda, cst.ClassDef)):
            stack.extend(reversed(list(children(top))))


def is_static(function: cst.FunctionDef) -> bool:
    """Whether a method takes no instance."""
    return "staticmethod" in {name_of(one.decorator) for one in function.decorators}


def is_self(param: cst.Param, function: Function) -> bool:
    """Whether the parameter of a method is ``self``."""
    if not isinstance(function, cst.FunctionDef):
        return False
    is_bound = {"staticmethod", "classmethod"}.isdisjoint(name_of(one.decorator) for one in function.decorators)
    return is_bound and parameters_of(function)[:1] == [param]


def is_cls(param: cst.Param, function: Function) -> bool:
    """Whether the parameter of a method is the class that it is called on."""
    if not isinstance(function, cst.FunctionDef):
        return False
    is_bound = "classmethod" in {name_of(one.decorator) for one in function.decorators}
    return is_bound and parameters_of(function)[:1] == [param]


def is_star(param: cst.Param, function: Function) -> bool:
    """Whether the parameter takes all that no other one takes."""
    return param is function.params.star_arg or param is function.params.star_kwarg


def position_of(param: cst.Param, function: Function, is_method: bool) -> int | None:
    """At which place among the positional arguments a call hands over the parameter; None if only by its name."""
    if param in function.params.kwonly_params:
        return None
    takes_self = is_method and isinstance(function, cst.FunctionDef) and not is_static(function)
    return parameters_of(function).index(param) - takes_self


def argument_for(param: cst.Param, function: Function, call: cst.Call, is_method: bool) -> Expression | None:
    """The argument that a call binds to a parameter; None if it gives none or a star hides it."""
    wanted = position_of(param, function, is_method)
    position = 0
    for arg in call.args:
        if arg.star:
            return None
        if arg.keyword is not None:
            if arg.keyword.value == param.name.value:
                return arg.value
            continue
        if position == wanted:
            return arg.value
        position += 1
    return None
