"""Where the type of something that holds a container is written: annotations, type comments, docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.lattice import CONTAINER, Value
from rundata_migrate.syntax import Node
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.docstring_types import docstring_of, parameter_types, result_types

_Held = dict[str, tuple[Value, Binding]]
"""The parameters of a function that are containers, by their names."""


@dataclass(frozen=True)
class WrittenType:
    """A type as it is written, of something that is a container."""

    node: Node
    """What a finding on it is about."""
    text: str
    start: int
    """Where the text stands."""
    value: Value
    binding: Binding | None = None
    """The variable or parameter that has the type; None for a result."""
    is_in_docstring: bool = False


def written_types(context: Context) -> Iterator[WrittenType]:
    """Each of them, in the order of the variables and functions that they belong to."""
    for node in context.tree.every(cst.AnnAssign, cst.Assign, cst.FunctionDef):
        if isinstance(node, cst.FunctionDef):
            yield from _of_function(context, node)
        elif isinstance(node, (cst.AnnAssign, cst.Assign)) and node.value is not None:
            if context.is_container(node.value):
                yield from _of_variable(context, node, context.values.of(node.value))


def _of_variable(context: Context, node: cst.AnnAssign | cst.Assign, value: Value) -> Iterator[WrittenType]:
    target = node.target if isinstance(node, cst.AnnAssign) else node.targets[0].target
    binding = context.names.binding_of_target.get(target)
    if isinstance(node, cst.AnnAssign):
        yield _annotated(context, node.annotation, value, binding)
    else:
        yield from _commented(context, node, value, binding)


def _of_function(context: Context, function: cst.FunctionDef) -> Iterator[WrittenType]:
    held: _Held = {}
    for param in parameters_of(function):
        binding = context.names.binding_of_target.get(param)
        value = context.values.of_binding(binding) if binding is not None else None
        if binding is None or value is None or value.kind != CONTAINER:
            continue
        held[param.name.value] = (value, binding)
        if param.annotation is not None:
            yield _annotated(context, param.annotation, value, binding)
        else:
            yield from _commented(context, param, value, binding)
    result = context.values.result_of(function)
    given = result if result.kind == CONTAINER else None
    if function.returns is not None and given is not None:
        yield _annotated(context, function.returns, given, None)
    if held or given is not None:
        yield from _in_signature(context, function, held, given)
        yield from _in_docstring(context, function, held, given)


def _annotated(context: Context, annotation: cst.Annotation, value: Value, binding: Binding | None) -> WrittenType:
    node = annotation.annotation
    return WrittenType(node, context.tree.code(node), context.tree.span(node)[0], value, binding)


# -- type comments ----------------------------------------------------------------------------


def _commented(context: Context, node: Node, value: Value, binding: Binding | None) -> Iterator[WrittenType]:
    """``# type: List[Metric]`` at the end of the node's line."""
    line = context.tree.line(node)
    comment = context.values.annotations.comment_on(node, line)
    if comment is not None and not comment.startswith("("):  # that is the one of a whole signature
        yield WrittenType(node, comment, _comment_start(context, node, line), value, binding)


def _in_signature(
    context: Context, function: cst.FunctionDef, held: _Held, result: Value | None
) -> Iterator[WrittenType]:
    """``# type: (List[Metric]) -> List[Metric]`` between the signature and the body."""
    if not function.body.body:
        return
    names = [param.name.value for param in parameters_of(function)]
    for line in range(context.tree.line(function.name), context.tree.line(function.body.body[0]) + 1):
        comment = context.values.annotations.comment_on(function, line) or ""
        if not comment.startswith("(") or "->" not in comment:
            continue
        start = _comment_start(context, function, line)
        parts = list(_signature_parts(comment))
        is_without_self = len(parts) == len(names) and context.values.classes.owner_class(function) is not None
        for (text, at), name in zip(parts[:-1], names[is_without_self:], strict=False):
            if name in held:
                yield WrittenType(function.name, text, start + at, *held[name])
        text, at = parts[-1]
        if result is not None:
            yield WrittenType(function.name, text, start + at, result)


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


def _comment_start(context: Context, near: Node, line: int) -> int:
    """Where the text of the type comment stands, on a line of the document that the node is in."""
    document = context.tree.document_of(near)
    start = document.line_start(line)
    match = re.compile(r"[^\r\n]*?#[ \t]*type:[ \t]*(?!ignore)").match(document.text, start)
    return context.tree.base(document) + (match.end() if match is not None else start)


# -- docstrings -------------------------------------------------------------------------------


def _in_docstring(
    context: Context, function: cst.FunctionDef, held: _Held, result: Value | None
) -> Iterator[WrittenType]:
    docstring = docstring_of(function)
    if docstring is None:
        return
    text, start = context.tree.inner_code(docstring), context.tree.inner_span(docstring)[0]
    for name, written, at in parameter_types(text):
        if name in held:
            yield WrittenType(docstring, written, start + at, *held[name], is_in_docstring=True)
    if result is not None:
        for written, at in result_types(text):
            yield WrittenType(docstring, written, start + at, result, is_in_docstring=True)
