"""``any(m.key == K for m in C)`` becomes ``K in C``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import (
    Expression,
    comparison_of,
    conjuncts,
    is_none,
    is_pure,
)
from rundata_migrate.translate.context import Context, Site, builtin_around, climb_wrappers, is_truth_position
from rundata_migrate.translate.keyed import (
    contains_text,
    is_cheap,
    item_text,
    key_operand,
    lookup_outcome,
    operand_text,
    shown_key,
)
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import (
    Scan,
    counted_as,
    key_of,
    result_role,
    scan_at,
    taken_from,
    with_element_replaced,
    with_not,
)
from rundata_migrate.translate.text import AND, ATOM, COMPARISON, replace_node

RULE = Rule(
    code="RD103",
    name="membership",
    what="a scan that only asks whether a key is there: `any(m.key == K for m in C)` -> `K in C`",
    why="The scan found an element exactly when the dict has the key.",
    safety=(
        "Safe. A key that could fail or run code where the run has no entries (an attribute, a subscript, a call), or a "
        "comment inside, keeps the scan (RD302)."
    ),
    examples=(
        Example("ok = any(m.key == 'acc' for m in run.data.metrics)\n", "ok = 'acc' in run.data.metrics\n"),
        Example("ok = name in [m.key for m in run.data.metrics]\n", "ok = name in run.data.metrics\n"),
        Example("ok = name not in {t.key for t in run.data.tags}\n", "ok = name not in run.data.tags\n"),
        Example(
            "if not any(t.key == 'done' for t in run.data.tags):\n    pass\n",
            "if 'done' not in run.data.tags:\n    pass\n",
        ),
        Example(
            "ok = any(t.key == 'stage' and t.value == 'prod' for t in run.data.tags)\n",
            "ok = 'stage' in run.data.tags and run.data.tags['stage'] == 'prod'\n",
        ),
        Example(
            "if len([t for t in run.data.tags if t.key == 'done']) > 0:\n    pass\n",
            "if 'done' in run.data.tags:\n    pass\n",
        ),
        Example("ok = bool([t for t in run.data.tags if t.key == 'done'])\n", "ok = 'done' in run.data.tags\n"),
        Example("ok = 'acc' in run.data.metrics\n"),
        Example("ok = any(k == 'acc' for k in run.data.metrics)\n"),
        Example("ok = any(m.key == 'acc' for m in metrics)\n"),
        Example("ok = 'acc' in list(run.data.metrics)\n"),
        Example("ok = any(k.startswith('val_') for k in run.data.metrics)\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The membership test, if the site is one."""
    scan = scan_at(site)
    if scan is None:
        return []
    found = _any(site, scan) or _in_keys(site, scan) or _truth(site, scan)
    if found is None:
        return []
    scan, whole, edits = found
    assert scan.key is not None
    message = f"scan for key {shown_key(site, scan.key)} is a membership test now"
    outcome = lookup_outcome(site, RULE.code, scan, whole, edits, None, message)
    return [outcome] if outcome is not None else []


_Found = tuple[Scan, Expression, list[Edit]]


def _any(site: Site, scan: Scan) -> _Found | None:
    tree = site.context.tree
    outer = list(climb_wrappers(site.context, scan.whole, ("list", "tuple", "iter")))[-1]
    call = builtin_around(site.context, outer, ("any",))
    if call is None or scan.result is None:
        return None
    conditions = [*scan.conditions, *conjuncts(scan.result)]
    keys = [(part, key_of(part, scan.variable.name)) for part in conditions]
    found = [(part, key) for part, key in keys if key is not None]
    if not found:
        return None
    condition, key = found[0]
    assert key is not None
    others = [part for part in conditions if part is not condition]
    merged = Scan(scan.whole, scan.variable, scan.result, conditions, key, others)
    whole, negated = with_not(site.context, call)
    if not others:
        return merged, whole, [replace_node(tree, whole, contains_text(site, key, negated), COMPARISON)]
    if not is_cheap(site) or not is_pure(key) or negated:
        return None
    parts = [contains_text(site, key)]
    for other in others:
        if not isinstance(other, cst.Comparison) or not is_pure(other):
            return None
        text = with_element_replaced(
            site.context, other, scan.variable.name, key_operand(site, key), item_text(site, key)
        )
        if text is None:
            return None
        parts.append(text)
    return merged, call, [replace_node(tree, call, " and ".join(parts), AND)]


def _in_keys(site: Site, scan: Scan) -> _Found | None:
    """``K in [m.key for m in C]``; the key stands outside the scan, and was evaluated once."""
    tree = site.context.tree
    if scan.conditions or result_role(scan) != "key":
        return None
    outer = list(climb_wrappers(site.context, scan.whole, ("list", "tuple", "iter", "set", "frozenset")))[-1]
    target = tree.parent(outer)
    comparison = tree.parent(target) if isinstance(target, cst.ComparisonTarget) else None
    compared = comparison_of(comparison)
    if compared is None or compared[2] is not outer or not isinstance(comparison, cst.Comparison):
        return None
    if not isinstance(compared[1], (cst.In, cst.NotIn)):
        return None
    if tree.has_comment(*tree.span(outer)):
        return None
    # the key stands outside the scan: evaluated once before, once now
    merged = Scan(scan.whole, scan.variable, scan.result, [], compared[0], [], once=True)
    return merged, comparison, [replace_node(tree, outer, operand_text(site, site.node), ATOM)]


def _truth(site: Site, scan: Scan) -> _Found | None:
    """The scan's truth or length, or ``next(scan, None) is not None``."""
    tree = site.context.tree
    if not scan.is_lookup or scan.key is None:
        return None
    role = result_role(scan)
    if role not in ("entity", "key", "value"):
        return None
    outer = list(climb_wrappers(site.context, scan.whole, ("list", "tuple")))[-1]
    lazy = isinstance(outer, cst.GeneratorExp) or (outer is scan.whole and isinstance(outer, cst.Call))
    whole: Expression
    if not lazy and is_truth_position(site.context, outer):
        call = builtin_around(site.context, outer, ("bool",))
        whole, negated = with_not(site.context, call if call is not None else outer)
    else:
        counted = (counted_as(site.context, outer) or _compared_with_empty(site.context, outer)) if not lazy else None
        tested = counted if counted is not None else _none_test(site, scan, role)
        if tested is None:
            return None
        whole, negated = tested
    return scan, whole, [replace_node(tree, whole, contains_text(site, scan.key, negated), COMPARISON)]


def _compared_with_empty(context: Context, outer: Expression) -> tuple[Expression, bool] | None:
    """``scan != []`` (there), ``scan == []`` (not there)."""
    above = context.tree.parent(outer)
    compared = comparison_of(above)
    if compared is None or compared[0] is not outer or not isinstance(above, cst.Comparison):
        return None
    if not isinstance(outer, cst.ListComp) or not isinstance(compared[2], cst.List) or compared[2].elements:
        return None
    if isinstance(compared[1], cst.NotEqual):
        return above, False
    return (above, True) if isinstance(compared[1], cst.Equal) else None


def _none_test(site: Site, scan: Scan, role: str) -> tuple[Expression, bool] | None:
    """``next((m for ...), None) is not None``."""
    taken = taken_from(site.context, scan)
    if taken is None or taken.default is None or not is_none(taken.default) or role != "entity":
        return None
    if is_truth_position(site.context, taken.node):
        return with_not(site.context, taken.node)
    above = site.context.tree.parent(taken.node)
    compared = comparison_of(above)
    if compared is None or compared[0] is not taken.node or not is_none(compared[2]):
        return None
    if not isinstance(above, cst.Comparison):
        return None
    if isinstance(compared[1], (cst.IsNot, cst.NotEqual)):
        return above, False
    return (above, True) if isinstance(compared[1], (cst.Is, cst.Equal)) else None
