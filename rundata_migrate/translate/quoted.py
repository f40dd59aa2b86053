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
from rundata_migrate.flow.lattice import API, CLIENT, CONTAINER, ENTITY, MAPPING, RUN, RUN_DATA, SEQUENCE, TUPLE, Value
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
        elif call.args and _runs(context, call):
            text = _text_of(context, call.args[0].value)
            if text is not None and _reads_when_run(context, call, text):
                yield call.args[0].value


def _runs(context: Context, call: cst.Call) -> bool:
    return context.values.builtin_name(call.func) in _RUNNERS or context.values.dotted(call.func) in _TIMERS


def _text_of(context: Context, node: Expression) -> str | None:
    """A string, or the one that a name is bound to."""
    return string_of(context.names.assigned(node) if isinstance(node, cst.Name) else node)


# -- code -----------------------------------------------------------------------------------------


def _reads_when_run(context: Context, place: Node, text: str) -> bool:
    """Whether the text is Python that reads an attribute of entities, and a name in it leads to a container."""
    try:
        nodes = list(ast.walk(ast.parse(textwrap.dedent(text))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    if not attributes & api.ENTITY_READS:
        return False
    kinds = {kind for node in nodes if isinstance(node, ast.Name) for kind in _kinds(context, place, node.id)}
    return bool(kinds & {CONTAINER, ENTITY}) or (bool(kinds & _ABOVE) and bool(attributes & set(api.CONTAINERS)))


def _kinds(context: Context, place: Node, name: str) -> Iterator[str]:
    """What kinds of things a name may hold where the string is used."""
    for value in _held(context, place, name):
        inner: Value | None = value
        while inner is not None and inner.kind in (SEQUENCE, MAPPING, TUPLE):
            inner = inner.inner
        if inner is not None:
            yield CLIENT if inner.kind == API and inner.dotted.startswith("mlflow") else inner.kind


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
    if not given:
        return _takes_variables(context, call) and bool(set(_kinds(context, call, first)) & {CONTAINER, ENTITY})
    value = context.values.of(given[0] if isinstance(given, list) else given)
    if value.kind == CONTAINER:
        return True
    return value.kind in _ABOVE and bool(set(steps) & set(api.CONTAINERS))


def _takes_variables(context: Context, call: cst.Call) -> bool:
    """``**locals()``, and ``format_map(vars())``."""
    for arg in call.args:
        if isinstance(arg.value, cst.Call) and not arg.value.args:
            if context.values.builtin_name(arg.value.func) in _NAMESPACES:
                return True
    return False
