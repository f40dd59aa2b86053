"""``C["k"].value`` becomes ``C["k"]``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Confidence, Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import attribute_of, index_of, string_of
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD204",
    name="entity-values",
    what='an entity read from a dict: `C["k"].value` -> `C["k"]`',
    why=(
        "This never ran: the list API has no keys, and the dict API has no entities. It is what is left when a "
        "migration by hand stopped half way, or was made for a proposal that MLflow did not take."
    ),
    safety="Safe where the key is a string literal: the code could only fail before.",
    examples=(
        Example(
            "import mlflow\nacc = mlflow.get_run('r').data.metrics['acc'].value\n",
            "import mlflow\nacc = mlflow.get_run('r').data.metrics['acc']\n",
        ),
        Example("acc = run.data.metrics['acc'].value\n", named=True, note="a run of unknown origin"),
        Example("acc = run.data.metrics['acc']\n"),
        Example("acc = other['acc'].value\n"),
        Example("n = run.data.params['lr'].strip()\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The half-way read, if the site is one."""
    tree = site.context.tree
    subscript = tree.parent(site.node)
    if not isinstance(subscript, cst.Subscript) or subscript.value is not site.node:
        return []
    index = index_of(subscript)
    if string_of(index) is None and not isinstance(index, cst.FormattedString):
        return []
    read = tree.parent(subscript)
    parts = attribute_of(read)
    if read is None or parts is None or parts[1] != "value" or parts[0] is not subscript:
        return []
    if site.value.confidence is not Confidence.PROVEN:
        reason = "what has `.data` here may be something else than an MLflow run"
        return [Outcome(RULE.code, "`.value` of what a dict holds", Safety.MANUAL, (), read, reason)]
    edit = Edit(tree.span(subscript)[1], tree.inner_span(read)[1], "")
    return [Outcome(RULE.code, "the dict holds values, not entities", Safety.SAFE, (edit,), read)]
