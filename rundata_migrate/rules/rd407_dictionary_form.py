"""``run.to_dictionary()["metrics"]`` was a list of rows; ``from_dictionary`` is gone."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence, Safety
from rundata_migrate.flow.lattice import TO_DICTIONARY
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import attribute_of, index_of, name_of, string_of
from rundata_migrate.translate.context import Context, Outcome

RULE = Rule(
    code="RD407",
    name="dictionary-form",
    what="run data as a dictionary: rows of `to_dictionary()`, `from_dictionary`",
    why=(
        "`to_dictionary()['metrics']` was a list of `{'key': ..., 'value': ...}` up to 0.9.1 and is a dict from 1.0 on "
        "(entities/run_data.py); `RunData.from_dictionary` and `Run.from_dictionary` of rows fail from 1.0 on."
    ),
    safety="Never fixed: the dictionary is often written to a file or sent elsewhere.",
    examples=(
        Example(
            "import mlflow\nd = mlflow.active_run().to_dictionary()\nfor row in d['data']['metrics']:\n    print(row['key'])\n",
            named=True,
        ),
        Example("from mlflow.entities import RunData\ndata = RunData.from_dictionary(rows)\n", named=True),
        Example("import mlflow\nd = mlflow.active_run().to_dictionary()\nprint(d['info'])\n"),
        Example("import mlflow\nd = mlflow.active_run().data.to_dictionary()\nprint(d['metrics']['acc'])\n"),
        Example("m = Metric.from_dictionary({'key': 'a'})\n"),
    ),
)


def document_outcomes(context: Context) -> list[Outcome]:
    """Rows read from a dictionary form, and runs made from one."""
    found = []
    for node in context.tree.order:
        if isinstance(node, cst.Call):
            path = context.values.dotted(node.func)
            if path.endswith(".from_dictionary") and path.rsplit(".", 1)[0] in api.RUN_PATHS | api.RUN_DATA_PATHS:
                found.append(
                    _outcome(node, "MLflow 1.0 and later cannot make runs from rows", "`RunData(metrics=[...])`")
                )
        elif isinstance(node, cst.Subscript) and string_of(index_of(node)) in api.CONTAINERS:
            if _is_form(context, node.value) and _rows_are_read(context, node):
                found.append(_outcome(node, "this is a dict of keys and values from 1.0 on", "`.items()` of it"))
    return found


def _outcome(node: cst.BaseExpression, reason: str, proposal: str) -> Outcome:
    return Outcome(RULE.code, "run data in its dictionary form", Safety.MANUAL, (), node, reason, proposal)


def _is_form(context: Context, node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.Subscript) and string_of(index_of(node)) == "data":
        return _is_form(context, node.value)
    value = context.values.of(node)
    return value.kind == TO_DICTIONARY and value.confidence is Confidence.PROVEN


def _rows_are_read(context: Context, node: cst.Subscript) -> bool:
    """Whether what is iterated is read as ``row["key"]``."""
    tree = context.tree
    parent = tree.parent(node)
    if isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is node:
        row = name_of(parent.target)
        binding = context.names.binding_of_target.get(parent.target)
        if row is None or binding is None:
            return False
        return any(_is_row_read(context, use) for use in binding.uses)
    if isinstance(parent, cst.Subscript) and parent.value is node:
        return isinstance(index_of(parent), cst.Integer)
    parts = attribute_of(parent)
    return parts is not None and parts[1] in api.LIST_ONLY_METHODS


def _is_row_read(context: Context, use: cst.Name) -> bool:
    above = context.tree.parent(use)
    return isinstance(above, cst.Subscript) and string_of(index_of(above)) in ("key", "value", "timestamp")
