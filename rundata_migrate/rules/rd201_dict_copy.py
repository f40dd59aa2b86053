"""``{m.key: m.value for m in C}`` becomes ``dict(C)``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import (
    Expression,
    comp_clauses,
    name_of,
    parameters_of_lambda,
    plain_arguments,
    tuple_elements,
)
from rundata_migrate.translate.context import Outcome, Site, climb_wrappers
from rundata_migrate.translate.keyed import has_comment
from rundata_migrate.translate.scan import read_of
from rundata_migrate.translate.text import ATOM, flat, replace_node

RULE = Rule(
    code="RD201",
    name="dict-copy",
    what="a dict made of keys and values: `{m.key: m.value for m in C}` -> `dict(C)`",
    why="The container is that dict now; `dict(C)` is a copy, as the old one was: writes to it do not reach the run.",
    safety="Safe. With a comment inside, the comprehension is kept over `.items()` (RD302).",
    examples=(
        Example("d = {m.key: m.value for m in run.data.metrics}\n", "d = dict(run.data.metrics)\n"),
        Example("d = dict((p.key, p.value) for p in run.data.params)\n", "d = dict(run.data.params)\n"),
        Example("d = dict([(p.key, p.value) for p in run.data.params])\n", "d = dict(run.data.params)\n"),
        Example("d = dict(map(lambda p: (p.key, p.value), run.data.params))\n", "d = dict(run.data.params)\n"),
        Example(
            "d = {m.key: round(m.value, 2) for m in run.data.metrics}\n",
            "d = {key: round(value, 2) for key, value in run.data.metrics.items()}\n",
            note="a changed value keeps the comprehension (RD302)",
        ),
        Example("d = dict(run.data.metrics)\n"),
        Example("d = {k: v for k, v in run.data.metrics.items()}\n"),
        Example("d = {m['key']: m['value'] for m in response['metrics']}\n"),
        Example("d = {k: run.data.params[k] for k in run.data.params}\n"),
        Example("d = {m.key: m.value for m in history}\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The copy, if the site is one."""
    tree = site.context.tree
    source = list(climb_wrappers(site.context, site.node, ("list", "tuple", "iter")))[-1]
    whole = _comprehension(site, source) or _mapped(site, source)
    if whole is None or has_comment(tree.code(whole)):
        return []
    code = flat(tree.code(site.node))
    text = f"dict({code})" if site.context.has_builtin("dict", whole) else f"{{**{code}}}"
    call = _dict_around(site, whole)
    if call is not None:
        whole = call
    edit = replace_node(tree, whole, text, ATOM)
    return [Outcome(RULE.code, "dict of keys and values is a copy now", Safety.SAFE, (edit,), whole)]


def _dict_around(site: Site, whole: Expression) -> cst.Call | None:
    arg = site.context.tree.parent(whole)
    call = site.context.tree.parent(arg) if isinstance(arg, cst.Arg) else None
    if isinstance(call, cst.Call) and plain_arguments(call) == [whole]:
        if site.context.values.builtin_name(call.func) == "dict":
            return call
    return None


def _comprehension(site: Site, source: Expression) -> Expression | None:
    tree = site.context.tree
    clause = tree.parent(source)
    if not isinstance(clause, cst.CompFor) or clause.iter is not source or clause.ifs or clause.asynchronous:
        return None
    comp = tree.parent(clause)
    element = name_of(clause.target)
    if element is None:
        return None
    if isinstance(comp, cst.DictComp) and len(comp_clauses(comp)) == 1:
        return comp if _is_pair(element, [comp.key, comp.value]) else None
    if isinstance(comp, (cst.GeneratorExp, cst.ListComp)) and len(comp_clauses(comp)) == 1:
        pair = tuple_elements(comp.elt)
        outer = list(climb_wrappers(site.context, comp, ("list", "tuple", "iter", "set")))[-1]
        if pair is not None and _is_pair(element, pair):
            return _dict_around(site, outer)
    return None


def _mapped(site: Site, source: Expression) -> Expression | None:
    tree = site.context.tree
    arg = tree.parent(source)
    call = tree.parent(arg) if isinstance(arg, cst.Arg) else None
    if not isinstance(call, cst.Call) or site.context.values.builtin_name(call.func) != "map":
        return None
    arguments = plain_arguments(call)
    if arguments is None or len(arguments) != 2 or arguments[1] is not source:
        return None
    if not isinstance(arguments[0], cst.Lambda):
        return None
    params = parameters_of_lambda(arguments[0])
    pair = tuple_elements(arguments[0].body)
    if params is None or len(params) != 1 or pair is None or not _is_pair(params[0].name.value, pair):
        return None
    return _dict_around(site, call)


def _is_pair(element: str, pair: list[Expression]) -> bool:
    return len(pair) == 2 and [read_of(part, element) for part in pair] == ["key", "value"]
