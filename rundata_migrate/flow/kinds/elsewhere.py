"""Objects of libraries that run functions of the program or read its objects: pools, futures, getters."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate import python_api
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.definitions import Instance
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.kinds.runs import Run, RunData
from rundata_migrate.flow.lattice import UNKNOWN_VALUE, Value, made_at, sequence
from rundata_migrate.syntax import Node


class Library(Kind):
    """A pool, or ``attrgetter("data.metrics")``."""

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        given = _given_by(values, node.args[0].value) if base.dotted in python_api.POOLS and node.args else None
        if given is None or name not in python_api.POOL_MAPS | python_api.POOL_CALLS:
            return UNKNOWN_VALUE
        if name in python_api.POOL_MAPS:
            return sequence(given)
        return given if name == "apply" else Value(k.FUTURE, inner=given)

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        if callee.dotted != python_api.GETTER or len(node.args) != 1 or len(callee.keys) != 1:
            return UNKNOWN_VALUE
        value = values.of(node.args[0].value)
        for name in callee.keys[0].split("."):
            getter = _GOT.get(value.kind)
            got = getter.by_name(values, value, name, node) if getter is not None else UNKNOWN_VALUE
            if got.kind not in _GOT and got.kind != k.CONTAINER:
                return UNKNOWN_VALUE
            value = made_at(got, node) if got.kind == k.CONTAINER else got
        return value


_GOT: dict[str, Kind] = {k.RUN: Run(), k.RUN_DATA: RunData(), k.INSTANCE: Instance()}


def _given_by(values: Evaluator, function: Node) -> Value | None:
    """What a function gives that is handed to a pool; None where it is not known."""
    value = values.of(function)
    if value.kind == k.LOCAL_FUNCTION and value.node is not None:
        return values.of(value.node.body) if isinstance(value.node, cst.Lambda) else values.result_of(value.node)
    if value.kind == k.METHOD and value.inner is not None:
        if api.METHODS[value.inner.kind].get(value.dotted) == api.RUN:
            return Value(k.RUN, why=(f"{value.dotted}(...) {values.tree.where(function)}", *value.inner.why))
    return None


class Future(Kind):
    """What a pool will give."""

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        return base.inner if name in python_api.FUTURE_READS and base.inner is not None else UNKNOWN_VALUE
