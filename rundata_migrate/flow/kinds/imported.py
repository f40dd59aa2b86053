"""What is imported: modules of the program, and modules, classes and functions of others, by their dotted paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate import python_api
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.doubles import stand_in
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.builtins import builtin_call
from rundata_migrate.flow.kinds.clients import made
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.kinds.unknown import kept_run_data
from rundata_migrate.flow.lattice import OTHER_VALUE, UNKNOWN_VALUE, Value, join
from rundata_migrate.flow.partials import PARTIAL
from rundata_migrate.flow.records import NAMEDTUPLES, is_namedtuple
from rundata_migrate.syntax import Tree, positional_and_keywords, string_of


def imported(values: Evaluator, dotted: str, importer: Tree) -> Value:
    """What a dotted path means in a document."""
    member = values.modules.resolve(dotted, importer)
    if member is not None:
        value = Value(k.MODULE, node=member.document.module)
        for name in member.rest:
            value = _of_module(values, value, name) if value.kind == k.MODULE else UNKNOWN_VALUE
        return value
    parts = dotted.split(".")
    if dotted.startswith("builtins."):
        return OTHER_VALUE
    if dotted.startswith(api.RIVAL_PATHS) or any(part.endswith(api.RIVAL_SUFFIXES) for part in parts):
        return Value(k.RIVAL)
    return Value(k.RIVAL) if parts[0] in api.RIVAL_ROOTS | api.PLAIN_DATA_ROOTS else Value(k.API, dotted=dotted)


def _of_module(values: Evaluator, module: Value, name: str) -> Value:
    """What a module of the program calls ``name``."""
    document = values.modules.document_of(module.node)
    if document is None:
        return UNKNOWN_VALUE
    found = values.modules.bindings(document, name)
    if found:
        stored = values.modules.stored_from_outside(document, name)
        return join((*(values.of_binding(one) for one in found), *(values.of(one) for one in stored)))
    below = values.modules.submodule(document, name)
    return Value(k.MODULE, node=below.module) if below is not None else UNKNOWN_VALUE


class Module(Kind):
    """A module of the program."""

    has_own_attributes = True

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return _of_module(values, base, node.attr.value)

    def elements(self, values: Evaluator, base: Value) -> Value:
        return UNKNOWN_VALUE


class Api(Kind):
    """What another module than those of the program calls so."""

    has_own_attributes = True

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        name = node.attr.value
        if name == "data" and isinstance(node.value, cst.Attribute):
            kept = kept_run_data(values, node)  # st.session_state.run = ...
            if kept is not None:
                return kept
        return imported(values, f"{base.dotted}.{name}", values.tree.document_of(node))

    def by_name(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value:
        return UNKNOWN_VALUE

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        if name == "_make" and is_namedtuple(base):
            return values.records.made(base, node) or Value(k.RIVAL)
        return None

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        root, _, name = callee.dotted.partition(".")
        if root == "builtins":
            return builtin_call(values, node, name)
        if callee.dotted in api.STAND_INS:
            double = stand_in(node, values.tree, values.names, values.of)
            return double if double.kind != k.RIVAL else values.records.made(callee, node) or double
        return _library_call(values, node, callee.dotted)

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        return UNKNOWN_VALUE

    def elements(self, values: Evaluator, base: Value) -> Value:
        return UNKNOWN_VALUE


def _library_call(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    """What a call of a function or class of MLflow's, Python's or another library's gives."""
    needed, call = _LIBRARY_CALLS.get(dotted, (0, None))
    if call is None or len(node.args) < needed:
        return values.libraries.call(dotted, node)
    return call(values, node, dotted)


def _of_mlflow(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    return Value(k.RIVAL) if _takes_foreign_data(values, node, dotted) else made(values, api.FUNCTIONS[dotted], node)


def _found_runs(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    """``mlflow.search_runs`` gives a data frame, unless it is asked for a list."""
    args = positional_and_keywords(node)
    is_list = args is not None and string_of(args[1].get("output_format")) == "list"
    return made(values, api.RUNS, node) if is_list else OTHER_VALUE


def _namedtuple(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    return Value(k.API, dotted="types.SimpleNamespace", node=node)


def _same_object(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    return values.of(node.args[0].value)


def _as_dict(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    return values.attributes.as_mapping(values.of(node.args[0].value))


def _cast(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    return values.annotations.read(node.args[0].value) or values.of(node.args[1].value)


def _partial(values: Evaluator, node: cst.Call, dotted: str) -> Value:
    function = values.of(node.args[0].value)
    return function if function.kind == k.UNKNOWN else replace(UNKNOWN_VALUE, node=function.node, inner=function)


_LIBRARY_CALLS: dict[str, tuple[int, Callable[[Evaluator, cst.Call, str], Value]]] = {
    PARTIAL: (1, _partial),
    **dict.fromkeys(python_api.CASTS, (2, _cast)),
    **dict.fromkeys(python_api.AS_DICT, (1, _as_dict)),
    **dict.fromkeys(python_api.SAME_OBJECT, (1, _same_object)),
    **dict.fromkeys(NAMEDTUPLES, (0, _namedtuple)),
    **dict.fromkeys(api.SEARCH_FUNCTIONS, (0, _found_runs)),
    **dict.fromkeys(api.FUNCTIONS, (0, _of_mlflow)),
}
"""Function or class -> how many arguments a call of it must have to be understood, and what the call gives."""


def _takes_foreign_data(values: Evaluator, node: cst.Call, dotted: str) -> bool:
    """``Run(info, data)`` gives back the very data object that it was given (entities/run.py)."""
    args = positional_and_keywords(node)
    if args is None or dotted not in api.RUN_PATHS or "ActiveRun" in dotted:
        return False
    data = args[1].get("run_data") or (args[0][1] if len(args[0]) > 1 else None)
    return data is not None and values.of(data).kind in (k.RIVAL, k.MIXED, k.INSTANCE)
