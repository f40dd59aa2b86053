"""An annotation, type comment or docstring that says entities, where there is a dict or a value now."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.lattice import CONTAINER, Value
from rundata_migrate.rules.decide import decide
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Node
from rundata_migrate.translate.container_types import NewType, new_documented_type, new_type, says_entities
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.docstring_types import docstring_of, parameter_types, result_types
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

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
    found: list[Outcome] = []
    for node in context.tree.every(cst.AnnAssign, cst.Assign, cst.FunctionDef):
        if isinstance(node, cst.AnnAssign) and node.value is not None:
            value = context.values.of(node.value)
            binding = context.names.binding_of_target.get(node.target)
            found += _written(context, node.annotation.annotation, value, binding)
        elif isinstance(node, cst.Assign) and context.is_container(node.value):
            binding = context.names.binding_of_target.get(node.targets[0].target)
            line = context.tree.line(node)
            found += _commented(context, node, line, context.values.of(node.value), binding)
        elif isinstance(node, cst.FunctionDef):
            found += _of_function(context, node)
    return found


def _of_function(context: Context, function: cst.FunctionDef) -> list[Outcome]:
    found: list[Outcome] = []
    held: dict[str, tuple[Value, Binding]] = {}
    for param in parameters_of(function):
        binding = context.names.binding_of_target.get(param)
        value = context.values.of_binding(binding) if binding is not None else None
        if binding is None or value is None or value.kind != CONTAINER:
            continue
        held[param.name.value] = (value, binding)
        if param.annotation is not None:
            found += _written(context, param.annotation.annotation, value, binding)
        else:
            found += _commented(context, param, context.tree.line(param), value, binding)
    result = context.values.result_of(function)
    if function.returns is not None:
        found += _written(context, function.returns.annotation, result, None)
    found += _in_signature(context, function, held, result)
    return found + _in_docstring(context, function, held, result)


# -- the places of a type ---------------------------------------------------------------------


def _written(context: Context, annotation: Node, value: Value, binding: Binding | None) -> list[Outcome]:
    if value.kind != CONTAINER:
        return []
    text, start = context.tree.code(annotation), context.tree.span(annotation)[0]
    return _judged(context, annotation, new_type(context, text, start, value.container), text, value, binding)


def _commented(context: Context, node: Node, line: int, value: Value, binding: Binding | None) -> list[Outcome]:
    """``# type: List[Metric]`` at the end of the line."""
    comment = context.values.annotations.comment_on(node, line)
    if comment is None or comment.startswith("("):
        return []
    start = _comment_start(context, node, line)
    return _judged(context, node, new_type(context, comment, start, value.container), comment, value, binding)


def _in_signature(
    context: Context, function: cst.FunctionDef, held: dict[str, tuple[Value, Binding]], result: Value
) -> list[Outcome]:
    """``# type: (List[Metric]) -> List[Metric]`` between the signature and the body."""
    found: list[Outcome] = []
    if not function.body.body:
        return found
    first, last = context.tree.line(function.name), context.tree.line(function.body.body[0])
    for line in range(first, last + 1):
        comment = context.values.annotations.comment_on(function, line) or ""
        if not comment.startswith("(") or "->" not in comment:
            continue
        start = _comment_start(context, function, line)
        names = [param.name.value for param in parameters_of(function)]
        parts = list(_signature_parts(comment))
        if len(parts) == len(names) and context.values.classes.owner_class(function) is not None:
            names = names[1:]  # the comment leaves `self` out
        for (text, at), name in zip(parts[:-1], names, strict=False):
            if name in held:
                value, binding = held[name]
                new = new_type(context, text, start + at, value.container)
                found += _judged(context, function.name, new, text, value, binding)
        text, at = parts[-1]
        if result.kind == CONTAINER:
            new = new_type(context, text, start + at, result.container)
            found += _judged(context, function.name, new, text, result, None)
    return found


def _signature_parts(comment: str) -> Iterator[tuple[str, int]]:
    """The types of the parameters, then that of the result, each with its place in the comment."""
    depth, start = 0, 1
    for index, char in enumerate(comment):
        depth += (char in "([") - (char in ")]")
        if (char == "," and depth == 1) or (char == ")" and depth == 0):
            yield comment[start:index], start
            start = index + 1
        if char == ")" and depth == 0:
            arrow = comment.index("->", index) + 2
            yield comment[arrow:], arrow
            return


def _in_docstring(
    context: Context, function: cst.FunctionDef, held: dict[str, tuple[Value, Binding]], result: Value
) -> list[Outcome]:
    docstring = docstring_of(function)
    if docstring is None or not (held or result.kind == CONTAINER):
        return []
    text, start = context.tree.inner_code(docstring), context.tree.inner_span(docstring)[0]
    edits: list[Edit] = []
    for name, written, at in parameter_types(text):
        if name in held and not _what_stays(context, *held[name]):
            edit = new_documented_type(context, written, start + at, held[name][0].container)
            edits += [edit] if edit is not None else []
    for written, at in result_types(text) if result.kind == CONTAINER and not result.empties else ():
        edit = new_documented_type(context, written, start + at, result.container)
        edits += [edit] if edit is not None else []
    return [_fixed(docstring, edit) for edit in dict.fromkeys(edits)]


def _comment_start(context: Context, near: Node, line: int) -> int:
    """Where the text of the type comment stands, on a line of the document that the node is in."""
    document = context.tree.document_of(near)
    text = document.text
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text)), len(text)]
    start, end = starts[line - 1], starts[line]
    match = re.search(r"#\s*type:\s*(?!ignore)", text[start:end])
    return context.tree.base(document) + start + (match.end() if match is not None else 0)


# -- judging ----------------------------------------------------------------------------------


def _judged(
    context: Context, node: Node, new: NewType | None, text: str, value: Value, binding: Binding | None
) -> list[Outcome]:
    if new is None:
        return []
    reason = new.problem or _what_stays(context, value, binding)
    if not reason:
        return [_fixed(node, *new.edits)]
    proposal = _PROPOSALS.get(value.container or "")
    message = "an annotation says that this holds entities"
    return [Outcome(RULE.code, message, Safety.MANUAL, (), node, reason, proposal)] if says_entities(text) else []


def _what_stays(context: Context, value: Value, binding: Binding | None) -> str:
    """Why the value is not simply a dict afterwards, if so."""
    if value.empties:
        return "an empty list may stand in for the container"
    for use in binding.uses if binding is not None else ():
        held = context.values.of(use)
        if held.kind == CONTAINER and not isinstance(context.tree.parent(use), cst.AssignTarget):
            outcome = decide(Site(context, use, held))
            if outcome is not None and outcome.safety is not Safety.SAFE:
                return f"what reads it on line {context.tree.line(use)} stays as it is"
    return ""


def _fixed(node: Node, *edits: Edit) -> Outcome:
    return Outcome(RULE.code, "the type of a container is a dict's now", Safety.SAFE, edits, node)
