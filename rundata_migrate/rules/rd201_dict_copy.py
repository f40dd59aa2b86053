"""``{m.key: m.value for m in C}`` becomes ``dict(C)``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, tuple_elements
from rundata_migrate.translate.context import Site, builtin_around, climb_wrappers
from rundata_migrate.translate.keyed import has_comment, operand_text
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.reading import copy_needed
from rundata_migrate.translate.scan import Projection, projection_at, read_of
from rundata_migrate.translate.text import ATOM, as_base, flat, replace_node

RULE = Rule(
    code="RD201",
    name="dict-copy",
    what="a dict made of keys and values: `{m.key: m.value for m in C}` -> `dict(C)`",
    why="The container is that dict now; `dict(C)` is a copy, as the old one was: writes to it do not reach the run. Where "
    "it is only asked for a key, its length or its items, or unpacked, no copy is made.",
    safety="Safe. With a comment inside, the comprehension is kept over `.items()` (RD302).",
    examples=(
        Example("d = {m.key: m.value for m in run.data.metrics}\n", "d = dict(run.data.metrics)\n"),
        Example("d = dict((p.key, p.value) for p in run.data.params)\n", "d = dict(run.data.params)\n"),
        Example("d = dict([(p.key, p.value) for p in run.data.params])\n", "d = dict(run.data.params)\n"),
        Example("lr = {p.key: p.value for p in run.data.params}['lr']\n", "lr = run.data.params['lr']\n"),
        Example("d = {**{p.key: p.value for p in run.data.params}, 'a': 1}\n", "d = {**run.data.params, 'a': 1}\n"),
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
    projection = projection_at(site)
    whole = _copied(site, projection) if projection is not None else None
    if whole is None or has_comment(tree.code(whole)):
        return []
    message = "dict of keys and values is a copy now"
    if not copy_needed(site.context, whole):
        is_base = isinstance(tree.parent(whole), (cst.Attribute, cst.Subscript))
        text = as_base(tree, site.node) if is_base else operand_text(site, site.node)
        message = "the container is the dict of keys and values now"
    else:
        code = flat(tree.code(site.node))
        text = f"dict({code})" if site.context.has_builtin("dict", whole) else f"{{**{code}}}"
    edit = replace_node(tree, whole, text, ATOM)
    return [Outcome(RULE.code, message, Safety.SAFE, (edit,), whole)]


def _copied(site: Site, projection: Projection) -> Expression | None:
    """The expression that makes a dict of keys and values: a comprehension, or ``dict(...)`` of pairs."""
    results = projection.results
    if isinstance(projection.whole, cst.DictComp):
        if not _is_pair(projection.element, results):
            return None
        return builtin_around(site.context, projection.whole, ("dict",)) or projection.whole
    if isinstance(projection.whole, cst.SetComp):
        return None
    pair = tuple_elements(results[0])
    if pair is None or not _is_pair(projection.element, pair):
        return None
    outer = list(climb_wrappers(site.context, projection.whole, ("list", "tuple", "iter", "set")))[-1]
    return builtin_around(site.context, outer, ("dict",))


def _is_pair(element: str, pair: list[Expression]) -> bool:
    return len(pair) == 2 and [read_of(part, element) for part in pair] == ["key", "value"]
