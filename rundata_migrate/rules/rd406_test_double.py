"""``run.data.metrics = [Metric(...)]``: a test double in the old shape."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Safety
from rundata_migrate.flow.lattice import RIVAL, RUN_DATA
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Node, attribute_of
from rundata_migrate.translate.context import Context, Outcome

RULE = Rule(
    code="RD406",
    name="test-double",
    what="a list put in the place of a container: `run.data.metrics = [Metric(...)]`",
    why="Mocks that hold lists keep old code passing its tests and migrated code failing them.",
    safety="Never fixed: the double must get the dict that its readers expect.",
    examples=(
        Example(
            "from mlflow.entities import Metric\nrun = Mock()\nrun.data.metrics = [Metric('a', 1.0, 0)]\n", named=True
        ),
        Example("run = Mock()\nrun.data.metrics = {'a': 1.0}\n"),
        Example("run.data.metrics = compute()\n"),
        Example("run.data.tags['a'] = 'b'\n"),
        Example("batch.metrics = [Metric('a', 1.0, 0)]\n"),
    ),
)


def document_outcomes(context: Context) -> list[Outcome]:
    """Every assignment of a list of entities to a container's place."""
    found = []
    for node in context.tree.order:
        if isinstance(node, cst.Assign):
            for target in node.targets:
                if _is_container_place(context, target.target) and _is_entity_list(context, node.value):
                    found.append(_outcome(context, node))
    return found


def _outcome(context: Context, node: cst.Assign) -> Outcome:
    return Outcome(
        RULE.code,
        "a list of entities takes a container's place",
        Safety.MANUAL,
        (),
        node,
        "readers on MLflow 1.0 and later expect a dict here",
        "a dict of keys and values: `{'key': value}`",
    )


def _is_container_place(context: Context, target: Node) -> bool:
    parts = attribute_of(target)
    if parts is None or parts[1] not in api.CONTAINERS:
        return False
    owner = context.values.of(parts[0])
    if owner.kind == RUN_DATA:
        return True
    data = attribute_of(parts[0])
    return data is not None and data[1] == "data" and owner.kind != RIVAL


def _is_entity_list(context: Context, value: Node) -> bool:
    if isinstance(value, cst.ListComp):
        return isinstance(value.elt, cst.Call) and _is_entity(context, value.elt)
    if not isinstance(value, cst.List) or not value.elements:
        return False
    return any(isinstance(one.value, cst.Call) and _is_entity(context, one.value) for one in value.elements)


def _is_entity(context: Context, call: cst.Call) -> bool:
    return context.values.dotted(call.func) in api.ENTITY_PATHS
