"""It reads like run data, but it may be something else."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Confidence, Safety
from rundata_migrate.flow.bindings import PARAMETER, Binding
from rundata_migrate.flow.lattice import CONTAINER, MIXED, NONE
from rundata_migrate.flow.signatures import argument_for
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, Node
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.dual_code import is_told_apart
from rundata_migrate.translate.generic import generic_outcomes, group_of, shim_edits, trace_of
from rundata_migrate.translate.nothing import told_apart_by
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD408",
    name="doubt",
    what="a container on one way through the code and something else on another, or a run that may be a look-alike's",
    why=(
        "Rewriting would break the other case. A container or None is rewritten, unless somebody may catch the TypeError of "
        "iterating None: `None.items()` raises AttributeError."
    ),
    safety="Never fixed.",
    examples=(
        Example(
            "import mlflow\nitems = mlflow.active_run().data.metrics if live else load()\nfor m in items:\n    print(m.key)\n",
            named=True,
        ),
        Example(
            "import mlflow\nfrom databricks.sdk import WorkspaceClient\ndef show(run):\n    for m in run.data.metrics:\n"
            "        print(m.key)\n",
            named=True,
        ),
        Example(
            "import mlflow\nitems = None\nif live:\n    items = mlflow.active_run().data.metrics\ntry:\n"
            "    for m in items:\n        print(m.key, m.value)\nexcept TypeError:\n    print('none')\n",
            named=True,
        ),
        Example("items = load()\nfor m in items:\n    print(m.key)\n"),
        Example(
            "from databricks.sdk import WorkspaceClient\nw = WorkspaceClient()\n"
            "for m in w.experiments.get_run('r').run.data.metrics:\n    print(m.key)\n"
        ),
        Example("import mlflow\nfor m in (mlflow.active_run().data.metrics if live else {}).items():\n    print(m)\n"),
    ),
)


def gate(site: Site) -> Outcome | None:
    """The doubt, if there is one."""
    if site.value.kind == MIXED:
        if not trace_of(site).is_old_style or is_told_apart(site):
            return None
        other = _something_else(site.context, site.node)
        where = f", {site.context.tree.where(other)}" if other is not None else ""
        reason = f"this is a container in one case and something else in another{where}"
    elif site.value.confidence is Confidence.LIKELY and site.context.rival_is_near(site.node):
        if not trace_of(site).is_old_style:
            return None
        reason = "a library with runs of the same shape is in use, and where this run comes from is not known"
    else:
        return _may_be_none(site)
    return Outcome(
        RULE.code,
        "this may be MLflow's run data, or not",
        Safety.MANUAL,
        (),
        site.node,
        reason,
        "annotate the run (`run: mlflow.entities.Run`) if it always is MLflow's",
        shim=shim_edits(site) if site.value.kind != MIXED else (),
    )


def _something_else(context: Context, node: Node | None, depth: int = 4) -> Node | None:
    """Where what is no container comes from."""
    if depth == 0 or not isinstance(node, Expression):
        return None
    known = [one for one in _sources(context, node) if isinstance(one, Expression)]
    for source in sorted(known, key=lambda one: context.tree.inner_span(one)[0]):
        kind = context.values.of(source).kind
        if kind == MIXED:
            return _something_else(context, source, depth - 1) or source
        if kind not in (CONTAINER, NONE):
            return source
    return None


def _sources(context: Context, node: Expression) -> list[Node | None]:
    """The expressions that one of several cases of an expression is."""
    if isinstance(node, cst.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, cst.BooleanOperation):
        return [node.left, node.right]
    if not isinstance(node, cst.Name) or node not in context.names.slots:
        return []
    return [source for binding in context.names.slot(node).bindings for source in _given(context, binding)]


def _given(context: Context, binding: Binding) -> list[Node | None]:
    """What a name is bound to: of a parameter what its function's calls give it."""
    function = context.tree.function_of(binding.node)
    if binding.kind == PARAMETER and isinstance(binding.node, cst.Param) and isinstance(function, cst.FunctionDef):
        is_method = context.values.classes.owner_class(function) is not None
        calls = context.values.calls.calls_of(function)
        return [argument_for(binding.node, function, call, is_method) for call in calls]
    return [binding.value] if binding.path == () else []


def _may_be_none(site: Site) -> Outcome | None:
    """The doubt where somebody catches what comes of iterating None."""
    who = told_apart_by(site)
    if not who or not (trace_of(site).is_old_style or _is_of_a_group(site)):
        return None
    return Outcome(
        RULE.code,
        "this may be MLflow's run data, or None",
        Safety.MANUAL,
        (),
        site.node,
        f"iterating None raises TypeError, `.items()` of it AttributeError: {who}",
        "test it for None first",
    )


def _is_of_a_group(site: Site) -> bool:
    """Whether its entities are read in other functions, or in what they are kept in, and may be rewritten with these."""
    return group_of(site) is not None


def outcomes(site: Site) -> list[Outcome]:
    """Elements whose variable may hold something else, if the site has such."""
    return generic_outcomes(site, RULE.code)
