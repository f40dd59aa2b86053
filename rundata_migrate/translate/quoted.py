"""Strings that read entities when they are run or filled: ``eval("ms[0].key")``, ``"{m.key}".format(**locals())``.

No fix looks into them. What a name in such a string holds is asked where the string is used.
"""

from __future__ import annotations

import ast
import re
import string
import textwrap
from collections.abc import Iterable, Iterator

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.lattice import (
    API,
    CLIENT,
    CONTAINER,
    ENTITY,
    MAPPING,
    OTHER,
    RUN,
    RUN_DATA,
    SEQUENCE,
    TUPLE,
    UNKNOWN,
    Value,
)
from rundata_migrate.syntax import Expression, Node, last_name, name_of, string_of
from rundata_migrate.translate.context import Context

_RUNNERS = frozenset({"eval", "exec", "compile"})
_TIMERS = frozenset({"timeit.timeit", "timeit.repeat", "timeit.Timer"})
_NAMESPACES = frozenset({"locals", "vars", "globals"})
_ABOVE = frozenset({RUN, RUN_DATA, CLIENT})
"""Kinds of which a container has to be read first."""
_STEP = re.compile(r"\.(\w+)|\[([^\]]*)\]")


def quoted_reads(context: Context) -> Iterator[Expression]:
    """The strings, each once."""
    for call in context.tree.every(cst.Call):
        name = last_name(call.func)
        if name in ("format", "format_map") and isinstance(call.func, cst.Attribute):
            text = _text_of(context, call.func.value)
            if text is not None and any(_fills(context, call, field) for field in _fields(text)):
                yield call.func.value
        # `eval("run.data.metrics[0].key")`
        elif call.args and _runs(context, call):
            texts = [text for arg in call.args if (text := _text_of(context, arg.value)) is not None]
            if _reads_when_run(context, call, texts):
                yield call.args[0].value


def _runs(context: Context, call: cst.Call) -> bool:
    return context.values.builtin_name(call.func) in _RUNNERS or context.values.dotted(call.func) in _TIMERS


def _text_of(context: Context, node: Expression) -> str | None:
    """A string, or the one that a name is bound to."""
    return string_of(context.names.assigned(node) if isinstance(node, cst.Name) else node)


# -- code -----------------------------------------------------------------------------------------


def _reads_when_run(context: Context, call: cst.Call, texts: Iterable[str]) -> bool:
    """Whether the texts are Python that reads an attribute of entities, and a name in it leads to a container."""
    nodes = [node for text in texts for node in _nodes_of(text)]
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    if not attributes & api.ENTITY_READS:
        return False
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    kinds = {kind for name in names for kind in (*_kinds(context, call, name), *_given(context, call, name))}
    if any(isinstance(node, (ast.Lambda, ast.FunctionDef)) for node in nodes):
        kinds |= _handed_to_unknown(context)
    return bool(kinds & {CONTAINER, ENTITY}) or (bool(kinds & _ABOVE) and bool(attributes & set(api.CONTAINERS)))


def _nodes_of(text: str) -> Iterable[ast.AST]:
    """What stands in a text that is Python, and nothing of another: a mode, a file's name."""
    try:
        return list(ast.walk(ast.parse(textwrap.dedent(text))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _handed_to_unknown(context: Context) -> set[str]:
    """What kinds of things are handed to functions that nobody knows: one of them may be made of the text."""
    calls = (call for call in context.tree.every(cst.Call) if context.values.of(call.func).kind in (UNKNOWN, OTHER))
    return {kind for call in calls for arg in call.args for kind in _kinds_in(context.values.of(arg.value))}


def _given(context: Context, call: cst.Call, name: str) -> Iterator[str]:
    """What kinds of things a dict of variables has under a name: ``exec(code, {"ms": run.data.metrics})``."""
    for arg in call.args:
        value = context.values.of(arg.value)
        if value.kind == MAPPING:
            held = dict(zip(value.keys, value.items, strict=False)).get(name, value.inner)
            if held is not None:
                yield from _kinds_in(held)


def _kinds_in(value: Value) -> Iterator[str]:
    """The kind of a thing, or of what a list or dict of such things holds."""
    inner: Value | None = value
    while inner is not None and inner.kind in (SEQUENCE, MAPPING, TUPLE):
        inner = inner.inner
    if inner is not None:
        yield CLIENT if inner.kind == API and inner.dotted.startswith("mlflow") else inner.kind


def _kinds(context: Context, place: Node, name: str) -> Iterator[str]:
    """What kinds of things a name may hold where the string is used."""
    for value in _held(context, place, name):
        yield from _kinds_in(value)


def _held(context: Context, place: Node, name: str) -> Iterable[Value]:
    for scope in context.names.scope_at(place).visible():
        bindings = scope.bindings.get(name)
        if bindings:
            return [context.values.of_binding(binding) for binding in bindings]
    return []


# -- fields ---------------------------------------------------------------------------------------


def _fields(text: str) -> list[str]:
    """The fields that read an attribute of entities: ``m.key`` and ``[0].key``."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name]
    except ValueError:
        return []
    return [name for name in names if name.rpartition(".")[2] in api.ENTITY_READS]


def _fills(context: Context, call: cst.Call, field: str) -> bool:
    """Whether a container, or a variable with an entity, is what the field begins with."""
    first = re.split(r"[.\[]", field, maxsplit=1)[0]
    steps = [attribute or index for attribute, index in _STEP.findall(field[len(first) :])]
    named = {name_of(arg.keyword): arg.value for arg in call.args if arg.keyword is not None}
    placed = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
    given = named.get(first) if first and not first.isdecimal() else placed[int(first or 0) :][:1]
    if given:
        kinds = {context.values.of(given[0] if isinstance(given, list) else given).kind} - {ENTITY}
    else:
        kinds = set(_given(context, call, first))
        kinds |= set(_kinds(context, call, first)) if _takes_variables(context, call) else set()
    return bool(kinds & {CONTAINER, ENTITY}) or (bool(kinds & _ABOVE) and bool(set(steps) & set(api.CONTAINERS)))


def _takes_variables(context: Context, call: cst.Call) -> bool:
    """``**locals()``, and ``format_map(vars())``."""
    for arg in call.args:
        if isinstance(arg.value, cst.Call) and not arg.value.args:
            if context.values.builtin_name(arg.value.func) in _NAMESPACES:
                return True
    return False
