"""What nothing, or nothing of MLflow's, is known of."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.clients import made, made_by_method
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.lattice import OTHER_VALUE, PENDING, UNKNOWN_VALUE, VARIOUS_VALUE, Value, join
from rundata_migrate.syntax import attribute_of, short

_OF_RUN_DATA = (k.CONTAINER, k.MIXED, k.RUN, k.RUN_DATA)
_RESPONDING = frozenset({"getrun", "createrun", "get", "getrunrequest"})
"""Methods of REST and SDK clients that answer with something that has a ``run``."""


def kept_run_data(values: Evaluator, node: cst.Attribute) -> Value | None:
    """``x.data`` of what is a run that was kept in a list, dict, set, field or queue; None if it is none."""
    kept = values.derived.run_behind(node.value)
    return kept if kept is None or kept.kind == k.MIXED else replace(kept, kind=k.RUN_DATA)


class _Opaque(Kind):
    """What nobody sees into: what comes out of it is of the same kind."""

    def elements(self, values: Evaluator, base: Value) -> Value:
        return base

    def part(self, values: Evaluator, base: Value, position: int) -> Value:
        return base


class Unknown(_Opaque):
    """Anything; or one of several functions or instances (``items``), or a partial function (``inner``)."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        name = node.attr.value
        if base.items:
            several = join(
                values.attributes.of_instance(one.node, name) if one.node is not None else UNKNOWN_VALUE
                for one in base.items
            )
            if several.kind in _OF_RUN_DATA:
                return several
            if all(one.node is not None for one in base.items):
                return VARIOUS_VALUE
        return _likely_data(values, node) if name == "data" else UNKNOWN_VALUE

    def by_name(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value:
        if name != "data":
            return UNKNOWN_VALUE
        return Value(k.RUN_DATA, confidence=Confidence.LIKELY, why=(f'getattr(..., "data") {values.tree.where(node)}',))

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        """Of objects of several classes: a container only where each of them gives one."""
        if not base.items:
            return None
        methods = [values.classes.method(one.node, name) if one.node is not None else None for one in base.items]
        result = join(
            values.result_of(one.node) if one is not None and one.node is not None else UNKNOWN_VALUE for one in methods
        )
        return result if result.kind in (k.CONTAINER, k.MIXED) else None

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        if callee.inner is not None:
            return _partial_call(values, node, callee.inner)
        if not callee.items or any(one.kind != k.LOCAL_FUNCTION for one in callee.items):
            return UNKNOWN_VALUE
        result = join(values.result_of(one.node) for one in callee.items if one.node is not None)
        return result if result.kind in (k.CONTAINER, k.MIXED) else UNKNOWN_VALUE

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        return UNKNOWN_VALUE


def _likely_data(values: Evaluator, node: cst.Attribute) -> Value:
    if _is_response(values, node.value):
        return Value(k.RIVAL)
    root = values.tree.inner_code(node.value)
    why = f"{short(root)} {k.READ_LIKE_A_RUN} {values.tree.where(node)}"
    return kept_run_data(values, node) or Value(k.RUN_DATA, confidence=Confidence.LIKELY, why=(why,))


def _is_response(values: Evaluator, node: cst.BaseExpression) -> bool:
    """``x.get_run(i).run``, or ``r.run`` with such an ``r``: what a REST or SDK client answers, not MLflow's."""
    owner = attribute_of(node)
    if owner is None or owner[1] != "run":
        return False
    sources: list[cst.BaseExpression | None] = [owner[0]]
    if isinstance(owner[0], cst.Name):
        sources = [binding.value for binding in values.names.slot(owner[0]).bindings]
    called = [attribute_of(source.func) for source in sources if isinstance(source, cst.Call)]
    return any(one is not None and one[1].lower().replace("_", "") in _RESPONDING for one in called)


def _partial_call(values: Evaluator, node: cst.Call, function: Value) -> Value:
    """What a partial function gives: that does not depend on the arguments."""
    if function.kind == k.LOCAL_FUNCTION and function.node is not None:
        return values.result_of(function.node)
    if function.kind == k.METHOD and function.inner is not None:
        return made_by_method(values, function.inner, function.dotted, node)
    kind = api.FUNCTIONS.get(function.dotted) if function.kind == k.API else None
    return made(values, kind, node) if kind is not None else UNKNOWN_VALUE


class Other(Kind):
    """Known, and nothing of MLflow's run data."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        kept = kept_run_data(values, node) if node.attr.value == "data" else None
        return kept or OTHER_VALUE


class Rival(_Opaque):
    """Of a library whose objects look like MLflow's: so is all that comes of it."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return Value(k.RIVAL)

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        return Value(k.RIVAL)

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        return callee

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        return base


class Pending(_Opaque):
    """Asked for inside its own evaluation."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        return PENDING

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        return PENDING

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        return PENDING
