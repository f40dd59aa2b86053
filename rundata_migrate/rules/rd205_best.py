"""``max(C, key=lambda m: m.value).key`` becomes ``max(C, key=C.get)``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, attribute_of, parameters_of_lambda
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.keyed import has_comment, is_cheap
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import read_of
from rundata_migrate.translate.text import ATOM, as_base, replace_node

RULE = Rule(
    code="RD205",
    name="best",
    what="the key or the value of the largest or smallest element: `max(C, key=...).key` -> `max(C, key=C.get)`",
    why="The values are compared in the same order, so that ties and NaN come out as before.",
    safety="Safe.",
    examples=(
        Example(
            "k = max(run.data.metrics, key=lambda m: m.value).key\n",
            "k = max(run.data.metrics, key=run.data.metrics.get)\n",
        ),
        Example("v = min(run.data.metrics, key=lambda m: m.value).value\n", "v = min(run.data.metrics.values())\n"),
        Example("k = max(run.data.metrics, key=run.data.metrics.get)\n"),
        Example("k = max(run.data.metrics, key=len)\n"),
        Example("k = max(history, key=lambda m: m.value).step\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The best element's key or value, if the site is one."""
    tree = site.context.tree
    call, arg = tree.argument(site.node)
    if call is None or len(call.args) != 2 or call.args[0] is not arg:
        return []
    name = site.context.values.builtin_name(call.func)
    second = call.args[1]
    if name not in ("max", "min") or second.keyword is None or second.keyword.value != "key":
        return []
    if not _is_value(second.value) or has_comment(tree.code(call)):
        return []
    read = tree.parent(call)
    parts = attribute_of(read)
    if parts is None or parts[0] is not call or not isinstance(read, cst.Attribute):
        return []
    base = as_base(tree, site.node)
    if parts[1] == "value":
        text = f"{name}({base}.values())"
    elif parts[1] == "key" and is_cheap(site):
        text = f"{name}({base}, key={base}.get)"
    else:
        return []
    edit = replace_node(tree, read, text, ATOM)
    return [Outcome(RULE.code, f"{name} is taken over the dict now", Safety.SAFE, (edit,), read)]


def _is_value(function: Expression) -> bool:
    params = parameters_of_lambda(function) if isinstance(function, cst.Lambda) else None
    if params is None or len(params) != 1 or not isinstance(function, cst.Lambda):
        return False
    return read_of(function.body, params[0].name.value) == "value"
