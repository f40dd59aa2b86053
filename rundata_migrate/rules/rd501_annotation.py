"""An annotation or type comment that says entities, where there is a dict or a value now."""

from __future__ import annotations

import re

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.flow.bindings import parameters_of
from rundata_migrate.flow.lattice import CONTAINER
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Node
from rundata_migrate.translate.context import Context, Outcome, Site
from rundata_migrate.translate.generic import generic_outcomes

RULE = Rule(
    code="RD501",
    name="annotation",
    what="an annotation or type comment that says entities: `metrics: List[Metric] = run.data.metrics`",
    why="A type checker would refuse the new code, or believe the old type.",
    safety=(
        "Never fixed: change the annotation with the code, `List[Metric]` to `Dict[str, float]`, `List[Param]` and "
        "`List[RunTag]` to `Dict[str, str]`, `Metric` to `float`."
    ),
    examples=(
        Example("m: Metric = run.data.metrics[0]\nprint(m.value)\n", named=True),
        Example("for m in run.data.metrics:  # type: Metric\n    print(m.value)\n", named=True),
        Example("metrics: List[Metric] = run.data.metrics\n", named=True),
        Example("metrics = run.data.metrics  # type: List[Metric]\n", named=True),
        Example(
            "def names(run) -> 'List[Metric]':\n    return run.data.metrics\n", named=True, note="a result's annotation"
        ),
        Example("m: Metric = history[0]\nprint(m.value)\n"),
        Example("acc: float = run.data.metrics['acc']\nprint(acc)\n"),
        Example("for k in run.data.metrics:  # type: str\n    print(k.lower())\n"),
        Example("metrics: Dict[str, float] = run.data.metrics\n"),
        Example("def history(client) -> List[Metric]:\n    return client.get_metric_history('r', 'k')\n"),
    ),
)

_LIST_OF_ENTITIES = re.compile(
    r"\b(List|list|Sequence|Iterable|Collection|Tuple|tuple)\s*\[.*\b(Metric|Param|RunTag)\b"
)
_NEW_TYPES = {"Metric": "Dict[str, float]", "Param": "Dict[str, str]", "RunTag": "Dict[str, str]"}


def outcomes(site: Site) -> list[Outcome]:
    """The annotation that keeps a site from being rewritten, if there is one."""
    return generic_outcomes(site, RULE.code)


def document_outcomes(context: Context) -> list[Outcome]:
    """Annotations of containers as lists of entities."""
    found: list[Outcome | None] = []
    for node in context.tree.order:
        if isinstance(node, cst.AnnAssign) and node.value is not None:
            if context.is_container(node.value):
                found.append(_annotated(context, node.annotation.annotation))
        elif isinstance(node, cst.Assign) and context.is_container(node.value):
            comment = context.values.type_comment(node)
            if comment is not None and _LIST_OF_ENTITIES.search(comment):
                found.append(_outcome(node, comment))
        elif isinstance(node, cst.FunctionDef):
            found.extend(_of_function(context, node))
    return [outcome for outcome in found if outcome is not None]


def _of_function(context: Context, function: cst.FunctionDef) -> list[Outcome | None]:
    found: list[Outcome | None] = []
    for param in parameters_of(function):
        binding = context.names.binding_of_target.get(param)
        if binding is not None and param.annotation is not None:
            if context.values.of_binding(binding).kind == CONTAINER:
                found.append(_annotated(context, param.annotation.annotation))
    if function.returns is not None and context.values.result_of(function).kind == CONTAINER:
        found.append(_annotated(context, function.returns.annotation))
    return found


def _annotated(context: Context, annotation: Node) -> Outcome | None:
    text = context.tree.code(annotation)
    return _outcome(annotation, text) if _LIST_OF_ENTITIES.search(text) else None


def _outcome(node: Node, text: str) -> Outcome:
    match = _LIST_OF_ENTITIES.search(text)
    entity = match.group(2) if match is not None else "Metric"
    reason = "the container is a dict on MLflow 1.0 and later"
    message = "an annotation says that this holds entities"
    return Outcome(RULE.code, message, Safety.MANUAL, (), node, reason, f"`{_NEW_TYPES[entity]}`")
