"""Runs, run data, their containers and entities, and what may be one of these and something else."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.lattice import OTHER_VALUE, UNKNOWN_VALUE, Value, made_at, sequence
from rundata_migrate.syntax import index_of, integer_of, slice_of


def private_container(base: Value, name: str | None) -> Value:
    """``run.data._metrics``: what MLflow keeps there is its own affair, so that it is named and never rewritten."""
    public = (name or "").removeprefix("_")
    return replace(base, kind=k.MIXED, container=public, optional=False) if public in api.CONTAINERS else OTHER_VALUE


def pair_of_run_data(value: Value) -> Value:
    """What iterating run data gives (``_MLflowObject.__iter__``): the name of a container, and that container."""
    return Value(k.TUPLE, items=(OTHER_VALUE, replace(value, kind=k.CONTAINER, container=None, optional=False)))


class Run(Kind):
    """``client.get_run(...)``."""

    has_own_attributes = True

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return self._member(base, node.attr.value)

    def by_name(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value:
        return self._member(base, name)

    def _member(self, base: Value, name: str) -> Value:
        return replace(base, kind=k.RUN_DATA, optional=False) if name == "data" else OTHER_VALUE

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        if name == "to_dictionary":
            return replace(base, kind=k.TO_DICTIONARY)
        return base if name == "__enter__" else None


class RunData(Run):
    """``run.data``."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        member = self._member(base, node.attr.value)
        return made_at(member, node) if member.kind == k.CONTAINER else member

    def _member(self, base: Value, name: str) -> Value:
        if name in api.CONTAINERS:
            return replace(base, kind=k.CONTAINER, container=name, optional=False)
        if name == "__dict__":
            return replace(base, kind=k.DATA_VARS, optional=False)
        return private_container(base, name)

    def elements(self, values: Evaluator, base: Value) -> Value:
        return pair_of_run_data(base)


class Container(Kind):
    """``run.data.metrics``."""

    has_own_attributes = True

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return OTHER_VALUE

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        return base if name == "copy" else OTHER_VALUE

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        if slice_of(node) is not None:
            return sequence(self.elements(values, base))
        return self.elements(values, base) if integer_of(index_of(node)) is not None else OTHER_VALUE

    def elements(self, values: Evaluator, base: Value) -> Value:
        return replace(base, kind=k.ENTITY, optional=False)

    def part(self, values: Evaluator, base: Value, position: int) -> Value:
        return self.elements(values, base)


class Entity(Kind):
    """An element of a container."""

    has_own_attributes = True

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return OTHER_VALUE


class Mixed(Kind):
    """A container, entity or run here, something else there."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        name = node.attr.value
        if name in api.CONTAINERS:
            return replace(base, container=name)
        return base if name == "data" else UNKNOWN_VALUE

    def elements(self, values: Evaluator, base: Value) -> Value:
        return base if base.container is not None else UNKNOWN_VALUE
