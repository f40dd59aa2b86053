"""MLflow's clients and stores, their methods, and what calls of MLflow's give."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.lattice import CLIENT, METHOD, OTHER_VALUE, RUN, RUN_DATA, STORE, Value, sequence
from rundata_migrate.syntax import short


def made(values: Evaluator, kind: str, node: cst.Call, receiver: tuple[str, ...] = ()) -> Value:
    """What a call gives, by the word of ``mlflow_api`` for it; ``receiver`` says where a method's object is from."""
    link = f"{short(values.tree.inner_code(node.func))}({'...' if node.args else ''}) {values.tree.where(node)}"
    why = (link, *receiver)
    if kind == api.RUNS:
        return sequence(Value(RUN, why=why))
    return Value(kind, why=why) if kind in (RUN, RUN_DATA, CLIENT, STORE) else OTHER_VALUE


def made_by_method(values: Evaluator, owner: Value, name: str, node: cst.Call) -> Value:
    """What a method of a client or store gives."""
    kind = api.METHODS[owner.kind].get(name) or api.METHODS[CLIENT].get(name)
    return made(values, kind or api.OTHER, node, owner.why)


class Client(Kind):
    """A client or a store, or an instance of a class of the program that inherits from one."""

    has_own_attributes = True

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        name = node.attr.value
        if name in api.CLIENT_STORE_ATTRIBUTES:
            return replace(base, kind=STORE)
        if name in api.METHODS[CLIENT] or name in api.METHODS[STORE]:
            return Value(METHOD, dotted=name, inner=base)
        return OTHER_VALUE

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        own = values.classes.method(base.node, name) if base.node is not None else None
        if own is not None and own.node is not None:
            return values.result_of(own.node)
        return made_by_method(values, base, name, node)


class Method(Kind):
    """``client.get_run``, not called yet."""

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        assert callee.inner is not None
        return made_by_method(values, callee.inner, callee.dotted, node)
