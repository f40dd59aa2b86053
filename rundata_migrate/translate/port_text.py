"""How what stands at the two ends of a port is written: annotations, and what is handed over."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Node, is_none, name_of, walk
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.forms import ITEMS, KEY, KEYS, VALUE
from rundata_migrate.translate.passages import Passages
from rundata_migrate.translate.text import glue
from rundata_migrate.translate.trace import PARAMETER, HandOver, Port

_WORDS = ("Metric", "Param", "RunTag")
_NONE_SHAPES = ("Optional", "typing.Optional", "t.Optional")


# -- annotations ----------------------------------------------------------------------------------


def value_type(container: str | None) -> str:
    """The type of a value in the container's dict."""
    return "float" if container == "metrics" else "str"


def annotation_edits(context: Context, container: str | None, annotation: Node, form: str) -> list[Edit]:
    """``Metric`` or ``Optional[Metric]`` with the plain type; nothing where it is another type."""
    if form == ITEMS:
        return []
    found = [node for node in walk(annotation) if _is_entity_name(context, container, node)]
    inside = isinstance(annotation, cst.Subscript) and context.tree.code(annotation.value) in _NONE_SHAPES
    either = isinstance(annotation, cst.BinaryOperation) and (is_none(annotation.left) or is_none(annotation.right))
    if len(found) != 1 or not (found[0] is annotation or inside or either):
        return []
    return [_put(context, found[0], "str" if form == KEYS else value_type(container))]


def _put(context: Context, node: Node, text: str) -> Edit:
    start, end = context.tree.span(node)
    return Edit(start, end, glue(context.tree, start, text))


def _is_entity_name(context: Context, container: str | None, node: Node) -> bool:
    if not isinstance(node, (cst.Name, cst.Attribute)) or isinstance(context.tree.parent(node), cst.Attribute):
        return False
    named = api.ENTITY_PATHS.get(context.values.dotted(node))
    return named is not None and named == container


def annotation_problem(passages: Passages, port: Port) -> str:
    """Why an annotation could not be made true in the form that was chosen; empty if it can."""
    form, context, container = port.stretch.form, passages.context, port.trace.container
    is_parameter = port.key.kind == PARAMETER
    for function in port.key.functions:
        annotation = passages.parameters(function)[port.key.index].annotation if is_parameter else function.returns
        if annotation is None:
            continue
        node = annotation.annotation
        may_split = form == ITEMS and is_parameter and not port.key.is_several
        if not any(word in context.tree.code(node) for word in _WORDS):
            if may_split:
                return f"{function.name.value}() is annotated with something else"
            continue
        splits = may_split and _is_entity_name(context, container, node)
        if port.key.is_several or not (splits or annotation_edits(context, container, node, form)):
            return f"an annotation of {function.name.value}() says what it was"
    return ""


def result_edits(context: Context, port: Port) -> list[Edit]:
    """The annotations of what the port's functions give, made true."""
    returns = [one.returns for one in port.key.functions if port.key.kind != PARAMETER]
    return [
        edit
        for one in returns
        if one is not None
        for edit in annotation_edits(context, port.trace.container, one.annotation, port.stretch.form)
    ]


# -- what is handed over --------------------------------------------------------------------------


def is_by_keyword(context: Context, source: HandOver) -> bool:
    """Whether a source names the parameter."""
    arg = context.tree.argument(source.node)[1]
    return source.port.kind == PARAMETER and arg is not None and arg.keyword is not None


def source_edits(context: Context, port: Port, source: HandOver) -> list[Edit]:
    """How a source hands on the entity in the port's form."""
    tree, key = context.tree, port.key
    form = port.stretch.form
    text = source.whole_text(form) if source.whole_text is not None else None
    if key.is_several or key.kind != PARAMETER or form != ITEMS:
        return [_put(context, source.node, text)] if text is not None and text != name_of(source.node) else []
    start = tree.span(source.node)[0]
    if text is None:
        return [Edit(start, start, "*")]
    is_split = text.startswith("(")
    arg = tree.parent(source.node)
    if isinstance(arg, cst.Arg) and arg.keyword is not None:
        parts = text[1:-1].split(", ") if is_split else [f"{text}[0]", f"{text}[1]"]
        low, high = tree.span(arg.keyword)[0], tree.span(source.node)[1]
        names = port.trace.names
        return [Edit(low, high, f"{names[KEY]}={parts[0]}, {names[VALUE]}={parts[1]}")]
    return [_put(context, source.node, glue(tree, start, text[1:-1] if is_split else f"*{text}"))]
