"""What Python's builtin functions give of what they are called with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate import python_api
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.lattice import OTHER_VALUE, UNKNOWN_VALUE, Value, is_empty_display, join, made_at, sequence
from rundata_migrate.syntax import Expression, attribute_of, positional_and_keywords, short, string_of

_Arguments = list[Expression]


def builtin_call(values: Evaluator, node: cst.Call, name: str) -> Value:
    """What a call of a builtin gives; the tables of python_api.py say of which it may be anything."""
    args = positional_and_keywords(node)
    if name == "dict" and (args is None or not args[0] or args[1]):
        return _made_dict(values, node)
    if args is None or not args[0]:
        return OTHER_VALUE
    found = _GIVES[name](values, node, args[0]) if name in _GIVES else None
    if found is None:
        return UNKNOWN_VALUE if name in python_api.GIVES_ANYTHING else OTHER_VALUE
    return found


def _listed(values: Evaluator, node: cst.Call, args: _Arguments) -> Value:
    return made_at(sequence(values.element_of(args[0])), node)


def _each(values: Evaluator, node: cst.Call, args: _Arguments) -> Value:
    return sequence(values.element_of(node))


def _filtered(values: Evaluator, node: cst.Call, args: _Arguments) -> Value | None:
    return sequence(values.element_of(args[1])) if len(args) == 2 else None


def _mapped(values: Evaluator, node: cst.Call, args: _Arguments) -> Value | None:
    if len(args) != 2:
        return None
    mapped = args[0]
    if isinstance(mapped, cst.Lambda):
        return sequence(values.of(mapped.body))
    called = attribute_of(mapped)
    base = values.of(called[0]) if called is not None else UNKNOWN_VALUE
    if called is not None and base.kind in (k.CLIENT, k.STORE) and api.METHODS[base.kind].get(called[1]) == k.RUN:
        return sequence(Value(k.RUN, why=(f"{short(values.tree.inner_code(mapped))}(...)", *base.why)))
    function = values.of(mapped)
    is_own = function.kind == k.LOCAL_FUNCTION and function.node is not None
    return sequence(values.result_of(function.node) if is_own and function.node is not None else UNKNOWN_VALUE)


def _next(values: Evaluator, node: cst.Call, args: _Arguments) -> Value:
    inner = values.element_of(args[0])
    return join((inner, values.of(args[1]))) if len(args) == 2 else inner


def _best(values: Evaluator, node: cst.Call, args: _Arguments) -> Value:
    return values.element_of(args[0]) if len(args) == 1 else join(values.of(arg) for arg in args)


def _got(values: Evaluator, node: cst.Call, args: _Arguments) -> Value | None:
    if len(args) < 2:
        return None
    name, base = string_of(args[1]), values.of(args[0])
    if name is not None:
        return values.by_name(base, name, node)
    return replace(base, kind=k.CONTAINER, container=None) if base.kind == k.RUN_DATA else UNKNOWN_VALUE


def _dict(values: Evaluator, node: cst.Call, args: _Arguments) -> Value | None:
    held = values.of(args[0])
    if held.kind == k.MAPPING:
        return _made_dict(values, node)
    return replace(held, kind=k.DATA_DICT) if held.kind == k.RUN_DATA else None


def _made_dict(values: Evaluator, node: cst.Call) -> Value:
    """``dict(other, metrics=run.data.metrics)``."""
    if not node.args:
        return OTHER_VALUE
    keys = [arg.keyword.value if arg.keyword is not None else "" for arg in node.args]
    return values.contents.merged(node, zip(keys, (arg.value for arg in node.args), strict=True))


def _vars(values: Evaluator, node: cst.Call, args: _Arguments) -> Value | None:
    held = values.of(args[0])
    return replace(held, kind=k.DATA_VARS) if held.kind == k.RUN_DATA else None


def _sum(values: Evaluator, node: cst.Call, args: _Arguments) -> Value | None:
    if len(args) != 2 or not is_empty_display(args[1]):
        return None
    return made_at(sequence(values.elements(values.element_of(args[0]))), node)


_GIVES: Mapping[str, Callable[[Evaluator, cst.Call, _Arguments], Value | None]] = {
    **dict.fromkeys(python_api.LISTING, _listed),
    **dict.fromkeys(("enumerate", "zip"), _each),
    "filter": _filtered,
    "map": _mapped,
    "next": _next,
    **dict.fromkeys(("max", "min"), _best),
    "getattr": _got,
    "dict": _dict,
    "vars": _vars,
    "sum": _sum,
}
"""Builtins that may give run data, or what has it in it; None where these arguments do not make it so."""
