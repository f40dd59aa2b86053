"""Which functions of the project read what they are handed as an entity, themselves or in one that they hand it to."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.lattice import INSTANCE, LOCAL_FUNCTION, UNKNOWN
from rundata_migrate.flow.signatures import argument_for
from rundata_migrate.syntax import Node, attribute_of, name_of
from rundata_migrate.translate.context import Context

_Function = cst.FunctionDef | cst.Lambda

MOST_HOPS = 5
"""So often something is handed on before nobody asks any more what is read of it."""


def functions_meant(context: Context, called: Node) -> list[_Function]:
    """The functions that a name or attribute means; methods of unknown objects by name."""
    value = context.values.of(called)
    if value.kind == LOCAL_FUNCTION and isinstance(value.node, (cst.FunctionDef, cst.Lambda)):
        return [value.node]
    meant = [one for one in context.values.modules.meant_by(called) if isinstance(one, (cst.FunctionDef, cst.Lambda))]
    if meant or not isinstance(called, cst.Attribute) or value.kind != UNKNOWN:
        return meant
    return [*context.values.classes.methods_named(called.attr.value)]


def callee_reads(context: Context, call: cst.Call, use: Node, hops: int = MOST_HOPS) -> bool:
    """Whether the call is of a function that reads an argument of it as an entity."""
    return any(_reads_argument(context, one, call, use, hops) for one in functions_meant(context, call.func))


def parameter_reads(context: Context, param: cst.Param, hops: int = MOST_HOPS) -> bool:
    """Whether a parameter is read as an entity."""
    binding = context.names.binding_of_target.get(param)
    return binding is not None and any(_reads(context, use, hops) for use in binding.uses)


def _reads(context: Context, use: Node, hops: int) -> bool:
    parts = attribute_of(context.tree.parent(use))
    if parts is not None and parts[0] is use:
        return parts[1] in api.ENTITY_READS
    call, arg = context.tree.argument(use)
    if call is None or arg is None or arg.star or hops == 0:
        return False
    return _is_put_where_read(context, call, hops - 1) or callee_reads(context, call, use, hops - 1)


def _is_put_where_read(context: Context, call: cst.Call, hops: int) -> bool:
    """``self.found.append(m)``, where a loop over that attribute of an object of the class reads entities."""
    put = attribute_of(call.func)
    kept = attribute_of(put[0]) if put is not None and put[1] in ("append", "add") else None
    if kept is None:
        return False
    owner = context.values.of(kept[0])
    if owner.kind != INSTANCE:
        return False
    lists = [one for one in context.names.index.attributes(kept[1]) if _is_of(context, one.value, owner.node)]
    loops = [(context.tree.parent(one), one) for one in lists]
    targets = [
        context.names.binding_of_target.get(loop.target)
        for loop, one in loops
        if isinstance(loop, (cst.For, cst.CompFor)) and loop.iter is one
    ]
    return any(_reads(context, use, hops) for target in targets if target is not None for use in target.uses)


def _is_of(context: Context, node: Node, owner: Node | None) -> bool:
    """Whether an expression is an instance of the class."""
    value = context.values.of(node)
    return value.kind == INSTANCE and value.node is owner


def _reads_argument(context: Context, function: _Function, call: cst.Call, use: Node, hops: int) -> bool:
    is_method = context.values.classes.owner_class(function) is not None
    for param in _named(function):
        if argument_for(param, function, call, is_method) is use:
            return parameter_reads(context, param, hops)
    position = _position_in_star(context, function, call, use)
    return position is not None and any(
        _reads_starred(context, star, position, hops) for star in _uses_of_star(context, function)
    )


def _reads_starred(context: Context, star: Node, position: int, hops: int) -> bool:
    """What is done with the elements of ``*args``: a loop reads them, or another function gets them all."""
    parent = context.tree.parent(star)
    if isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is star:
        element = context.names.binding_of_target.get(parent.target)
        return element is not None and any(_reads(context, one, hops) for one in element.uses)
    return hops > 0 and any(
        parameter_reads(context, param, hops - 1) for param in forwarded_to(context, star, position)
    )


def forwarded_to(context: Context, star: Node, position: int) -> list[cst.Param]:
    """The parameter of ``inner`` that gets the element of ``args`` at the position, in ``inner(*args)``."""
    call, arg = context.tree.argument(star)
    if call is None or arg is None or arg.star != "*" or call.args[0] is not arg:
        return []
    found = []
    for function in functions_meant(context, call.func):
        named = _positional(context, function)
        found += named[position : position + 1]
    return found


def forwarded_argument(context: Context, function: Node | None, call: cst.Call, use: Node) -> list[cst.Param]:
    """The parameters of other functions that get the argument, where ``function`` hands all of its own on to them."""
    if not isinstance(function, (cst.FunctionDef, cst.Lambda)):
        return []
    position = _position_in_star(context, function, call, use)
    if position is None:
        return []
    return [param for star in _uses_of_star(context, function) for param in forwarded_to(context, star, position)]


def _position_in_star(context: Context, function: _Function, call: cst.Call, use: Node) -> int | None:
    """Which element of ``*args`` an argument of the call becomes."""
    before = len(_positional(context, function))
    for index, arg in enumerate(call.args):
        if arg.star or arg.keyword is not None:
            return None
        if arg.value is use:
            return index - before if index >= before else None
    return None


def _positional(context: Context, function: _Function) -> list[cst.Param]:
    """The parameters that are given by position, without ``self``."""
    params = [*function.params.posonly_params, *function.params.params]
    decorators = function.decorators if isinstance(function, cst.FunctionDef) else ()
    is_static = "staticmethod" in {name_of(one.decorator) for one in decorators}
    return params[1:] if context.values.classes.owner_class(function) is not None and not is_static else params


def _named(function: _Function) -> list[cst.Param]:
    params = function.params
    return [*params.posonly_params, *params.params, *params.kwonly_params]


def _uses_of_star(context: Context, function: _Function) -> list[Node]:
    star = function.params.star_arg
    binding = context.names.binding_of_target.get(star) if isinstance(star, cst.Param) else None
    return list(binding.uses) if binding is not None else []
