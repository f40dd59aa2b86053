"""An annotation, type comment or docstring that says entities, where there is a dict or a value now."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.rules.decide import decide
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Node
from rundata_migrate.translate.container_types import new_documented_type, new_type, says_entities
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.written_types import WrittenType, written_types

_HEAD = "import mlflow\nfrom typing import List\nfrom mlflow.entities import Metric, Param\n"
_NEW_HEAD = "import mlflow\nfrom typing import Dict\nfrom mlflow.entities import "

RULE = Rule(
    code="RD501",
    name="annotation",
    what="an annotation, type comment or docstring type of a container: `List[Metric]` -> `Dict[str, float]`",
    why="The container is a dict on MLflow 1.0 and later: a type checker would refuse the new code, or believe the old type.",
    safety=(
        "Safe where the value is a container, what reads it here becomes dict style, and the type is `List[...]` or the like of "
        "MLflow's own class, also optional or as a string. `Dict` is imported beside `List`; imports that nothing needs "
        "any more go (RD502). Other forms, and annotations of single entities, are named only."
    ),
    examples=(
        Example(
            _HEAD + "metrics: List[Metric] = mlflow.active_run().data.metrics\n",
            _NEW_HEAD + "Param\nmetrics: Dict[str, float] = mlflow.active_run().data.metrics\n",
        ),
        Example(
            _HEAD + "params = mlflow.active_run().data.params  # type: List[Param]\n",
            _NEW_HEAD + "Metric\nparams = mlflow.active_run().data.params  # type: Dict[str, str]\n",
        ),
        Example(
            "import mlflow\nfrom mlflow.entities import RunTag\n\n\ndef tags() -> 'list[RunTag] | None':\n"
            '    """The tags.\n\n    :rtype: list[RunTag]\n    """\n    return mlflow.active_run().data.tags\n',
            "import mlflow\n\n\ndef tags() -> 'dict[str, str] | None':\n"
            '    """The tags.\n\n    :rtype: dict[str, str]\n    """\n    return mlflow.active_run().data.tags\n',
            note="a result's annotation and its docstring",
        ),
        Example("m: Metric = run.data.metrics[0]\nprint(m.value)\n", named=True),
        Example("for m in run.data.metrics:  # type: Metric\n    print(m.value)\n", named=True),
        Example("metrics: List[Metric] = run.data.metrics\n", named=True, note="`List` and `Metric` are not known"),
        Example("metrics = run.data.metrics  # type: List[Metric]\n", named=True),
        Example(
            "def names(run) -> 'List[Metric]':\n    return run.data.metrics\n", named=True, note="a result's annotation"
        ),
        Example(
            _HEAD + "metrics: List[List[Metric]] = mlflow.active_run().data.metrics\n", named=True, note="another form"
        ),
        Example("m: Metric = history[0]\nprint(m.value)\n"),
        Example("acc: float = run.data.metrics['acc']\nprint(acc)\n"),
        Example("for k in run.data.metrics:  # type: str\n    print(k.lower())\n"),
        Example("metrics: Dict[str, float] = run.data.metrics\n"),
        Example("def history(client) -> List[Metric]:\n    return client.get_metric_history('r', 'k')\n"),
    ),
)

_PROPOSALS = {"metrics": "`Dict[str, float]`", "params": "`Dict[str, str]`", "tags": "`Dict[str, str]`"}


def outcomes(site: Site) -> list[Outcome]:
    """The annotation that keeps a site from being rewritten, if there is one."""
    return generic_outcomes(site, RULE.code)


def document_outcomes(context: Context) -> list[Outcome]:
    """Annotations, type comments and docstrings that say a container is a list of entities."""
    found = [
        _documented(context, one) if one.is_in_docstring else _judged(context, one) for one in written_types(context)
    ]
    # two of a docstring's forms may find one type: the same edits are told once
    return list({one.edits or at: one for at, one in enumerate(found) if one is not None}.values())


def _documented(context: Context, one: WrittenType) -> Outcome | None:
    """The new type in a docstring. What cannot be rewritten there is not named: no program reads it."""
    edit = new_documented_type(context, one.text, one.start, one.value.container)
    return _fixed(one.node, edit) if edit is not None and not _what_stays(context, one) else None


def _judged(context: Context, one: WrittenType) -> Outcome | None:
    """The new type, or why it cannot be written; None where the type says nothing false."""
    new = new_type(context, one.text, one.start, one.value.container)
    if new is None:
        return None
    reason = new.problem or _what_stays(context, one)
    if not reason:
        return _fixed(one.node, *new.edits)
    if not says_entities(one.text):
        return None
    proposal = _PROPOSALS.get(one.value.container or "")
    message = "an annotation says that this holds entities"
    return Outcome(RULE.code, message, Safety.MANUAL, (), one.node, reason, proposal)


def _what_stays(context: Context, one: WrittenType) -> str:
    """Why the value is not simply a dict afterwards, if so."""
    if one.value.empties:
        return "an empty list may stand in for the container"
    for use in one.binding.uses if one.binding is not None else ():
        if context.is_container(use) and not isinstance(context.tree.parent(use), cst.AssignTarget):
            outcome = decide(Site(context, use, context.values.of(use)))
            if outcome is not None and outcome.safety is not Safety.SAFE:
                return f"what reads it on line {context.tree.line(use)} stays as it is"
    return ""


def _fixed(node: Node, *edits: Edit) -> Outcome:
    return Outcome(RULE.code, "the type of a container is a dict's now", Safety.SAFE, edits, node)
