"""``[m.key for m in C]`` becomes ``list(C)``; values and pairs alike."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, plain_arguments, tuple_elements
from rundata_migrate.translate.context import Site, climb_wrappers
from rundata_migrate.translate.keyed import has_comment, operand_text
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.reading import (
    ADDED,
    COUNTED,
    LATER,
    LOOPED,
    MAPPED,
    ONCE,
    PAIRS,
    SOUGHT,
    TRUTH,
    is_read_as,
    order_is_lost,
    reading_of,
)
from rundata_migrate.translate.scan import mapped_over, projection_at, read_of
from rundata_migrate.translate.text import ATOM, as_base, flat, replace_node

RULE = Rule(
    code="RD202",
    name="views",
    what="lists and sets of keys, values or pairs: `[m.key for m in C]` -> `list(C)`, `C.values()`, `C.items()`",
    why="These are the dict's own views, in the same order.",
    safety="Safe. With a comment inside, the comprehension is kept over `.items()` (RD302).",
    examples=(
        Example("ks = [m.key for m in run.data.metrics]\n", "ks = list(run.data.metrics)\n"),
        Example("ks = {m.key for m in run.data.metrics}\n", "ks = set(run.data.metrics)\n"),
        Example("vs = [m.value for m in run.data.metrics]\n", "vs = list(run.data.metrics.values())\n"),
        Example("ps = [(m.key, m.value) for m in run.data.metrics]\n", "ps = list(run.data.metrics.items())\n"),
        Example("ps = set([(p.key, p.value) for p in run.data.params])\n", "ps = set(run.data.params.items())\n"),
        Example("best = max(m.value for m in run.data.metrics)\n", "best = max(run.data.metrics.values())\n"),
        Example("s = ', '.join(p.key for p in run.data.params)\n", "s = ', '.join(run.data.params)\n"),
        Example("ks = list(map(lambda m: m.key, run.data.metrics))\n", "ks = list(run.data.metrics)\n"),
        Example("for k in [m.key for m in run.data.metrics]:\n    pass\n", "for k in run.data.metrics:\n    pass\n"),
        Example("n = len([m.value for m in run.data.metrics])\n", "n = len(run.data.metrics)\n"),
        Example("n = len({m.value for m in run.data.metrics})\n", "n = len(set(run.data.metrics.values()))\n"),
        Example("ks = list(run.data.metrics)\n"),
        Example("ks = [k for k in run.data.metrics]\n"),
        Example("ks = sorted(k for k in run.data.metrics if k.startswith('a'))\n"),
        Example("vs = [run.data.metrics[m] for m in run.data.metrics]\n"),
        Example("ks = [m.key for m in client.get_metric_history('r', 'k')]\n"),
        Example("vs = list(run.data.metrics.values())\n"),
    ),
)

_VIEWS = {("key",): "", ("value",): ".values()", ("key", "value"): ".items()"}


def outcomes(site: Site) -> list[Outcome]:
    """The view, if the site is one."""
    tree = site.context.tree
    found = _projected(site) or _got(site)
    if found is None:
        return []
    whole, roles, maker = found
    if has_comment(tree.code(whole)):
        return []
    view = as_base(tree, site.node) + _VIEWS[roles] if _VIEWS[roles] else flat(tree.code(site.node))
    bare = _without_copy(site, whole, roles, maker)
    if bare:
        text = bare
    elif maker == "":
        return []
    elif site.context.has_builtin(maker, whole):
        text = f"{maker}({view})"
    elif maker == "list":
        text = f"[*{view}]"
    else:
        return []
    edit = replace_node(tree, whole, text, ATOM)
    what = "keys" if roles == ("key",) else "values" if roles == ("value",) else "pairs"
    return [Outcome(RULE.code, f"{what} are read from the dict now", Safety.SAFE, (edit,), whole)]


def _projected(site: Site) -> tuple[Expression, tuple[str, ...], str] | None:
    projection = projection_at(site)
    if projection is None or len(projection.results) != 1:
        return None
    roles = roles_of(projection.results[0], projection.element)
    if roles is None:
        return None
    maker = {cst.ListComp: "list", cst.SetComp: "set", cst.Call: "iter"}.get(type(projection.whole), "")
    return projection.whole, roles, maker


def _got(site: Site) -> tuple[Expression, tuple[str, ...], str] | None:
    """``map(attrgetter("key"), C)``."""
    source = list(climb_wrappers(site.context, site.node, ("list", "tuple", "iter")))[-1]
    mapped = mapped_over(site.context, source)
    role = _getter(site, mapped[1]) if mapped is not None else None
    return (mapped[0], (role,), "iter") if mapped is not None and role is not None else None


def _getter(site: Site, function: Expression) -> str | None:
    if isinstance(function, cst.Call) and site.context.values.dotted(function.func) == "operator.attrgetter":
        arguments = plain_arguments(function)
        if arguments is not None and len(arguments) == 1:
            role = site.context.tree.code(arguments[0]).strip("'\"")
            return role if role in ("key", "value") else None
    return None


def roles_of(result: Expression, element: str) -> tuple[str, ...] | None:
    """``("key",)``, ``("value",)``, ``("key", "value")``, or None for anything else."""
    pair = tuple_elements(result) if isinstance(result, cst.Tuple) else None
    parts = pair if pair is not None else [result]
    roles = tuple(read_of(part, element) or "" for part in parts)
    return roles if roles in _VIEWS else None


def _without_copy(site: Site, whole: Expression, roles: tuple[str, ...], maker: str) -> str:
    """The dict or its view, where nobody could tell it from a copy; else nothing."""
    context = site.context
    if maker == "set" and (roles == ("value",) or not order_is_lost(context, whole)):
        return ""  # values may be there twice, and a set has an order of its own
    reading = reading_of(context, whole)
    put_in = reading == MAPPED and roles == ("key", "value")
    if put_in or (reading in (COUNTED, TRUTH) and maker in ("list", "set")):
        return operand_text(site, site.node)
    # `x in C.items()` asks for the hash of what is sought
    sought = reading == SOUGHT and roles == ("value",)
    pairs = reading == PAIRS and roles != ("key",)
    if sought or pairs or is_read_as(context, whole, ONCE, ADDED, LATER, LOOPED):
        return as_base(context.tree, site.node) + _VIEWS[roles] if _VIEWS[roles] else operand_text(site, site.node)
    return ""
