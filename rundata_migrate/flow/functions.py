"""What parameters of functions hold, by their calls, and what functions give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import libcst as cst

from rundata_migrate.findings import Confidence
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.escape import is_plain_decorator
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.lattice import NONE_VALUE, OTHER_VALUE, PENDING, UNKNOWN_VALUE, Value, join, sequence
from rundata_migrate.flow.signatures import argument_for, is_cls, is_self, is_star, own_nodes, position_of
from rundata_migrate.syntax import is_attribute, is_none

# -- what comes in ----------------------------------------------------------------------------


def parameter(values: Evaluator, binding: Binding) -> Value:
    """What a parameter holds: by what it is for, by what is promised, or by all calls of its function."""
    param, function = binding.node, binding.statement
    if not isinstance(param, cst.Param) or not isinstance(function, (cst.FunctionDef, cst.Lambda)):
        return UNKNOWN_VALUE
    owner = values.classes.owner_class(function)
    if owner is not None and is_self(param, function):
        return values.instance_of(owner)
    if owner is not None and is_cls(param, function):
        return Value(k.LOCAL_CLASS, node=owner)
    promised = values.annotations.of_binding(binding) or values.annotations.of_parameter(param, function)
    if promised is not None:
        return promised
    # a tuple or dict of whatever the other parameters do not take
    if is_star(param, function):
        return UNKNOWN_VALUE
    if isinstance(function, cst.Lambda):
        return _of_lambda(values, param, function)
    # which calls reach the function is being asked, and depends on what this very parameter holds
    if values.calls.is_pending(function):
        return PENDING
    return _of_function(values, param, function, is_method=owner is not None)


def _of_function(values: Evaluator, param: cst.Param, function: cst.FunctionDef, is_method: bool) -> Value:
    partials = values.partials.calls_of(function)
    fixture = values.libraries.fixture(param, function)
    # pytest calls tests and fixtures: no call of them is seen
    if fixture is not None:
        return fixture
    if partials is None or values.escapes.is_called_unread(function) or not is_transparent(values, function):
        return UNKNOWN_VALUE
    stated = values.calls.calls_of(function)
    if not stated and not partials:
        # A default shows what the parameter is for; what others pass is not known.
        value = _default(values, param)
        is_known = value.kind in k.INTERESTING or value.kind in (k.CLIENT, k.STORE)
        return replace(value, confidence=Confidence.LIKELY) if is_known else UNKNOWN_VALUE
    given: list[Value] = []
    for call in (*stated, *(call for call, _ in partials)):
        one = _given(values, param, function, call, is_method)
        if one is None:
            return UNKNOWN_VALUE
        given.append(one)
    # a default of None says that None may come, though every call that is seen gives something
    if param.default is not None and is_none(param.default):
        given.append(NONE_VALUE)
    where = values.tree.where([*stated, *(call for _, call in partials)][0])
    return _of_calls(given, f"parameter `{param.name.value}` of {function.name.value}(), called {where}")


def _of_calls(given: list[Value], link: str) -> Value:
    value = join(given)
    if value.kind == k.MIXED and not any(one.kind == k.MIXED for one in given) and value.container is not None:
        # Containers from some callers, lists from others: the function must go on taking either.
        return UNKNOWN_VALUE
    return replace(value, why=(link, *value.why)) if value.kind in k.INTERESTING or value.kind == k.MIXED else value


def _given(
    values: Evaluator, param: cst.Param, function: cst.FunctionDef, call: cst.Call, is_method: bool
) -> Value | None:
    """What a call gives a parameter; None where it is not known."""
    argument = argument_for(param, function, call, is_method)
    if argument is not None:
        return values.of(argument)
    if any(arg.star for arg in call.args):
        unpacked = _unpacked(values, param, function, call, is_method)
        return unpacked if unpacked is not None else _out_of_dict(values, param.name.value, call)
    return values.of(param.default) if param.default is not None else None


def _default(values: Evaluator, param: cst.Param) -> Value:
    return values.of(param.default) if param.default is not None else UNKNOWN_VALUE


def _unpacked(
    values: Evaluator, param: cst.Param, function: cst.FunctionDef, call: cst.Call, is_method: bool
) -> Value | None:
    """What ``*row`` or ``**row._asdict()`` gives a parameter; None where it is not known."""
    positional: list[Value] = []
    named: dict[str, Value] = {}
    for arg in call.args:
        held = values.of(arg.value)
        # a namedtuple unpacks like a tuple
        value = values.attributes.as_tuple(held) or held
        if arg.star == "*" and value.kind == k.TUPLE:
            positional += value.items
        elif arg.star == "**" and value.kind == k.MAPPING and value.keys:
            named.update((key, values.contents.at_key(value, key)) for key in value.keys)
        elif arg.star:
            return None
        elif arg.keyword is not None:
            named[arg.keyword.value] = value
        else:
            positional.append(value)
    if param.name.value in named:
        return named[param.name.value]
    position = position_of(param, function, is_method)
    return positional[position] if position is not None and 0 <= position < len(positional) else None


def _out_of_dict(values: Evaluator, name: str, call: cst.Call) -> Value | None:
    """A container that ``show(**found)`` hands to a parameter; what else the dict may hold by then is not known."""
    for arg in call.args:
        held = values.of(arg.value) if arg.star == "**" else OTHER_VALUE
        if held.kind == k.MAPPING and name in held.keys:
            value = join((values.contents.at_key(held, name), UNKNOWN_VALUE))
            return value if value.kind == k.MIXED else None
    return None


def _of_lambda(values: Evaluator, param: cst.Param, function: cst.Lambda) -> Value:
    """What a lambda is called with: at once, by its name, or by sorted, max, filter, map, list.sort."""
    direct = values.calls.lambda_calls(function)
    if direct:
        arguments = [argument_for(param, function, call, False) for call in direct]
        return join(_default(values, param) if one is None else values.of(one) for one in arguments)
    call, arg = values.tree.argument(function)
    if call is None or arg is None:
        return UNKNOWN_VALUE
    elements = _handed_elements(values, arg, call, parameters_of(function).index(param))
    return values.element_of(elements) if elements is not None else UNKNOWN_VALUE


def _handed_elements(values: Evaluator, arg: cst.Arg, call: cst.Call, index: int) -> cst.BaseExpression | None:
    """The elements of which a call hands to a parameter of the function that it is given as an argument."""
    name = values.builtin_name(call.func)
    positional = [item.value for item in call.args if item.keyword is None and not item.star]
    if arg.keyword is not None and arg.keyword.value == "key":
        if name in ("sorted", "max", "min"):
            return positional[0] if len(positional) == 1 else None
        return call.func.value if is_attribute(call.func, {"sort"}) else None
    if name in ("map", "filter") and positional and positional[0] is arg.value:
        return positional[index + 1] if index + 1 < len(positional) else None
    return None


# -- what comes out ---------------------------------------------------------------------------


def result(values: Evaluator, function: cst.FunctionDef) -> Value:
    """What a call of a function gives, whatever the arguments: what is promised, or returned, or yielded."""
    promised = values.annotations.read(function.returns.annotation) if function.returns is not None else None
    if promised is not None:
        return promised
    returned: list[Value] = []
    yielded: list[Value] = []
    for node in own_nodes(function):
        if isinstance(node, cst.Return):
            returned.append(NONE_VALUE if node.value is None else values.of(node.value))
        elif isinstance(node, cst.Yield) and node.value is not None:
            is_from = isinstance(node.value, cst.From)
            yielded.append(values.element_of(node.value.item) if is_from else values.of(node.value))  # type: ignore[union-attr]
    # a call of a generator function gives the generator, whatever `return` gives at its end
    if yielded:
        return sequence(join(yielded))
    return join(returned) if returned else OTHER_VALUE


# -- decorators -------------------------------------------------------------------------------


def is_transparent(values: Evaluator, function: cst.FunctionDef) -> bool:
    """Whether calls of what the decorators make of a function give what the function gives."""
    decorators: Iterable[cst.BaseExpression] = (one.decorator for one in function.decorators)
    return all(is_plain_decorator(one) or values.libraries.is_handing_on(one) for one in decorators)
