"""``getattr(run.data, name)``: which container is only known when it runs; ``vars(run.data)["_metrics"]``."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.flow.lattice import DATA_VARS, MIXED, RUN_DATA
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import string_of
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.quoted import quoted_reads

RULE = Rule(
    code="RD405",
    name="dynamic-name",
    what="a container read by a computed name, `getattr(run.data, name)`, past its property, or in a string that is run",
    why=(
        "What is read depends on the name; with `metrics`, `params` and `tags` it is a dict now. What MLflow keeps in "
        "`run.data._metrics` is its own affair. Code in a string that `eval` or `exec` runs is not looked into."
    ),
    safety="Never fixed. `getattr` with a literal name is treated as the attribute.",
    examples=(
        Example(
            "for name in ('metrics', 'params'):\n    for e in getattr(run.data, name):\n        print(e.key)\n",
            named=True,
        ),
        Example(
            "import mlflow\nrun = mlflow.active_run()\nns = [e.key for e in getattr(run.data, what)]\n", named=True
        ),
        Example("import mlflow\nfor m in vars(mlflow.active_run().data)['_metrics']:\n    print(m.key)\n", named=True),
        Example("import mlflow\nprint([m.key for m in mlflow.active_run().data._metrics])\n", named=True),
        Example(
            "import mlflow\nrun = mlflow.active_run()\nks = eval('[m.key for m in run.data.metrics]')\n", named=True
        ),
        Example("import mlflow\nrun = mlflow.active_run()\nks = eval('list(run.data.metrics)')\n"),
        Example("import mlflow\nfor k in mlflow.active_run().data._metrics:\n    print(k.lower())\n"),
        Example("for k in getattr(run.data, name):\n    print(k.lower())\n"),
        Example("x = getattr(config, name)\n"),
        Example("for k, v in getattr(run.data, name).items():\n    print(k, v)\n"),
    ),
)


def gate(site: Site) -> Outcome | None:
    """The dynamic read, if the site is one and its elements are read as entities."""
    if _is_private(site):
        return _of_private(site) if trace_of(site).is_old_style else None
    if site.value.container is not None or not isinstance(site.node, (cst.Call, cst.Name)):
        return None
    origin = site.node
    if isinstance(origin, cst.Call) and (
        site.context.values.builtin_name(origin.func) != "getattr" or string_of(origin.args[1].value) is not None
    ):
        return None
    if isinstance(origin, cst.Name) and not _holds_getattr(site, origin):
        return None
    if not trace_of(site).is_old_style:
        return None
    code = " ".join(site.context.tree.code(site.node).split())
    return Outcome(
        RULE.code,
        "a container is read by a computed name",
        Safety.MANUAL,
        (),
        site.node,
        "which attribute this is shows only when it runs",
        f"if it is metrics, params or tags: `for key, value in {code}.items()`",
    )


def document_outcomes(context: Context) -> Iterator[Outcome]:
    """Strings that read entities when they are run, or filled with variables."""
    message, reason = "a string reads entities", "no fix looks into a string that is run or filled"
    for text in quoted_reads(context):
        yield Outcome(RULE.code, message, Safety.MANUAL, (), text, reason)


def _is_private(site: Site) -> bool:
    """``run.data._metrics``, ``vars(run.data)["_metrics"]``, written out at the site."""
    node = site.node.func if isinstance(site.node, cst.Call) else site.node
    if site.value.kind != MIXED or not isinstance(node, (cst.Attribute, cst.Subscript)):
        return False
    return site.context.values.of(node.value).kind in (RUN_DATA, DATA_VARS)


def _of_private(site: Site) -> Outcome:
    code = f"run.data.{site.value.container}"
    return Outcome(
        RULE.code,
        "a container is read past its property",
        Safety.MANUAL,
        (),
        site.node,
        "what MLflow keeps there is its own affair",
        f"`for key, value in {code}.items()`",
    )


def _holds_getattr(site: Site, name: cst.Name) -> bool:
    values = site.context.values
    return any(
        isinstance(binding.value, cst.Call) and values.builtin_name(binding.value.func) == "getattr"
        for binding in site.context.names.slot(name).bindings
    )
