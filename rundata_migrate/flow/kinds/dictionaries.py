"""Run data as a dict: ``run.to_dictionary()``, ``dict(run.data)``, ``vars(run.data)``."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.kinds.runs import pair_of_run_data, private_container
from rundata_migrate.flow.lattice import CONTAINER, OTHER_VALUE, ROWS, Value, sequence
from rundata_migrate.syntax import index_of, string_of


class ToDictionary(Kind):
    """``run.to_dictionary()``, and its part ``data``."""

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        return self._at(base, string_of(index_of(node)))

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        return self._at(base, string_of(node.args[0].value)) if name == "get" and node.args else None

    @staticmethod
    def _at(form: Value, key: str | None) -> Value:
        if key in api.CONTAINERS:
            return replace(form, kind=ROWS, container=key, optional=False)
        return form if key == "data" else OTHER_VALUE


class Rows(Kind):
    """The list of one container in it."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return OTHER_VALUE


class DataDict(Kind):
    """``dict(run.data)``: the containers themselves, by their names."""

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        key = string_of(index_of(node))
        return replace(base, kind=CONTAINER, container=key) if key in api.CONTAINERS else OTHER_VALUE

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        pair = pair_of_run_data(base)
        return {"items": sequence(pair), "values": sequence(pair.items[1])}.get(name)


class DataVars(Kind):
    """``vars(run.data)``: its attributes by their names."""

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        return private_container(base, string_of(index_of(node)))

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        return private_container(base, string_of(node.args[0].value)) if name in ("get", "pop") and node.args else None
