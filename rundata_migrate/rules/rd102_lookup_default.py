"""``next((m.value for m in C if m.key == K), D)`` becomes ``C.get(K, D)``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import (
    Expression,
    attribute_of,
    canonical,
    index_of,
    integer_of,
    is_none,
    is_pure,
    tuple_elements,
)
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.evaluation import may_be_evaluated_anyway
from rundata_migrate.translate.keyed import (
    contains_text,
    is_cheap,
    item_text,
    key_is_settled,
    key_text,
    lookup_outcome,
    operand_text,
    shown_key,
)
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import Scan, result_role, scan_at, taken_from
from rundata_migrate.translate.text import ATOM, CONDITIONAL, as_base, flat, replace_node

RULE = Rule(
    code="RD102",
    name="lookup-default",
    what="a scan for one key with a default: `next((m.value for m in C if m.key == K), D)` -> `C.get(K, D)`",
    why=(
        "Where the key was missing the old code gave the default, and so does `get`. A default that was evaluated only where "
        "it was needed, and that could fail or run code (`D[k]`, a call), still is: `C[K] if K in C else D[k]`."
    ),
    safety=(
        "Safe. A key that could fail or run code where the run has no entries (an attribute, a subscript, a call), or a "
        "comment inside, keeps the scan (RD302)."
    ),
    examples=(
        Example(
            "acc = next((m.value for m in run.data.metrics if m.key == 'acc'), 0.0)\n",
            "acc = run.data.metrics.get('acc', 0.0)\n",
        ),
        Example(
            "acc = next((m.value for m in run.data.metrics if m.key == 'acc'), None)\n",
            "acc = run.data.metrics.get('acc')\n",
        ),
        Example(
            "xs = [m.value for m in run.data.metrics if m.key == k]\nacc = ([m.value for m in run.data.metrics if m.key == k] or [0])[0]\n",
            "xs = [value for key, value in run.data.metrics.items() if key == k]\nacc = run.data.metrics.get(k, 0)\n",
        ),
        Example(
            "acc = [m.value for m in run.data.metrics if m.key == k][0] if [m.value for m in run.data.metrics if m.key == k] else d\n",
            "acc = run.data.metrics.get(k, d)\n",
        ),
        Example("acc = run.data.metrics.get('acc', 0.0)\n"),
        Example("acc = next((k for k in run.data.metrics if k.startswith('a')), None)\n"),
        Example("acc = next((m.value for m in other if m.key == 'acc'), None)\n"),
        Example("acc = next(iter(run.data.metrics.values()), None)\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The lookup with a default, if the site is one."""
    scan = scan_at(site)
    if scan is None or not scan.is_lookup or scan.key is None:
        return []
    found = _next(site, scan) or _conditional(site, scan) or _or_default(site, scan)
    if found is None:
        return []
    whole, text, binds = found
    edits = [replace_node(site.context.tree, whole, text, binds)]
    message = f"scan for key {shown_key(site, scan.key)} with a default is `get` now"
    outcome = lookup_outcome(site, RULE.code, scan, whole, edits, None, message)
    return [outcome] if outcome is not None and outcome.safety is not Safety.MANUAL else []


def get_text(site: Site, scan: Scan, default: Expression) -> str:
    """``C.get(K)`` or ``C.get(K, D)``."""
    assert scan.key is not None
    key = key_text(site, scan.key)
    rest = "" if is_none(default) else f", {flat(site.context.tree.code(default))}"
    return f"{as_base(site.context.tree, site.node)}.get({key}{rest})"


def _next(site: Site, scan: Scan) -> tuple[Expression, str, int] | None:
    taken = taken_from(site.context, scan)
    if taken is None or taken.default is None or result_role(scan) != "value" or scan.key is None:
        return None
    if not is_pure(taken.default) and not key_is_settled(site, scan.key):
        # the default was evaluated before the key, and might change what the key is
        return None
    return taken.node, get_text(site, scan, taken.default), ATOM


def _conditional(site: Site, scan: Scan) -> tuple[Expression, str, int] | None:
    """``S[0].value if S else D``, seen from the first of the two scans."""
    tree = site.context.tree
    taken = taken_from(site.context, scan)
    if taken is None or taken.raises != "IndexError":
        return None
    read: Expression = taken.node
    if result_role(scan) == "entity":
        above = tree.parent(taken.node)
        parts = attribute_of(above)
        if parts is None or parts[1] != "value" or not isinstance(above, cst.Attribute):
            return None
        read = above
    elif result_role(scan) != "value":
        return None
    choice = tree.parent(read)
    if not isinstance(choice, cst.IfExp) or choice.body is not read:
        return None
    if canonical(tree.code(choice.test)) != canonical(tree.code(scan.whole)) or scan.key is None:
        return None
    if not is_cheap(site) or not is_pure(scan.key):
        return None
    return choice, *_with_default(site, scan, choice.orelse)


def _or_default(site: Site, scan: Scan) -> tuple[Expression, str, int] | None:
    """``(S or [D])[0]`` over values."""
    tree = site.context.tree
    choice = tree.parent(scan.whole)
    if result_role(scan) != "value" or not isinstance(choice, cst.BooleanOperation):
        return None
    if not isinstance(choice.operator, cst.Or) or choice.left is not scan.whole:
        return None
    defaults = tuple_elements(choice.right)
    subscript = tree.parent(choice)
    if defaults is None or len(defaults) != 1 or scan.key is None:
        return None
    if not isinstance(subscript, cst.Subscript) or integer_of(index_of(subscript)) not in (0, -1):
        return None
    if not may_be_evaluated_anyway(site.context, defaults[0]) and not (is_cheap(site) and is_pure(scan.key)):
        return None
    return subscript, *_with_default(site, scan, defaults[0])


def _with_default(site: Site, scan: Scan, default: Expression) -> tuple[str, int]:
    """``C.get(K, D)``; ``C[K] if K in C else D`` where D was evaluated only if it was needed and must not be in vain."""
    assert scan.key is not None
    if may_be_evaluated_anyway(site.context, default):
        return get_text(site, scan, default), ATOM
    text = f"{item_text(site, scan.key)} if {contains_text(site, scan.key)} else {operand_text(site, default)}"
    return text, CONDITIONAL
