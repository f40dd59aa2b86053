"""``[m for m in C if m.key == K][0].value`` becomes ``C[K]``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Expression,
    Node,
    attribute_of,
    canonical,
    name_of,
    only_target,
    tuple_elements,
    walk,
)
from rundata_migrate.translate.context import Site, climb_wrappers
from rundata_migrate.translate.keyed import item_text, lookup_outcome, shown_key
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import Scan, Taken, read_of, result_role, scan_at, taken_from, with_element_replaced
from rundata_migrate.translate.text import ATOM, replace_node

RULE = Rule(
    code="RD101",
    name="lookup-first",
    what="a scan for one key whose first element is read: `[m for m in C if m.key == K][0].value` -> `C[K]`",
    why=(
        "A container holds at most one entity for a key, so the scan found that one or nothing, and the dict "
        "finds the same value. A missing key raised IndexError (`[0]`), StopIteration (`next`) or ValueError "
        "(unpacking), and raises KeyError now."
    ),
    safety=(
        "Safe. Unsafe where the key has a call in it, where it could fail under a handler though the run has no entries, "
        "where a comment inside would be lost, or where a handler must change and other code in its `try` body could raise KeyError too, or something that may be on the "
        "stack catches or looks at the exception; then the scan is kept as a scan over `.items()` (RD302), which is exact."
    ),
    examples=(
        Example(
            "acc = [m for m in run.data.metrics if m.key == 'acc'][0].value\n",
            "acc = run.data.metrics['acc']\n",
        ),
        Example(
            "acc = [m.value for m in run.data.metrics if 'acc' == m.key][-1]\n",
            "acc = run.data.metrics['acc']\n",
        ),
        Example(
            "acc = next(m for m in run.data.metrics if m.key == name).value\n",
            "acc = run.data.metrics[name]\n",
        ),
        Example(
            "acc = list(filter(lambda m: m.key == name, run.data.metrics))[0].value\n",
            "acc = run.data.metrics[name]\n",
        ),
        Example(
            "[acc] = [m.value for m in run.data.metrics if m.key == 'acc']\n",
            "acc = run.data.metrics['acc']\n",
        ),
        Example(
            "rate = float([p for p in run.data.params if p.key == 'rate'][0].value)\n",
            "rate = float(run.data.params['rate'])\n",
        ),
        Example(
            "try:\n    acc = [m for m in run.data.metrics if m.key == 'acc'][0].value\nexcept IndexError:\n    acc = None\n",
            "try:\n    acc = run.data.metrics['acc']\nexcept KeyError:\n    acc = None\n",
            note="the handler changes with the lookup",
        ),
        Example(
            "acc = [m for m in run.data.metrics if m.key == name()][0].value\n",
            "acc = [value for key, value in run.data.metrics.items() if key == name()][0]\n",
            note="a key with a call in it is still evaluated for each element",
        ),
        Example("first = [k for k in run.data.metrics if k == 'acc'][0]\n", note="already dict style"),
        Example("acc = [m for m in history if m.key == 'acc'][0].value\n", note="not a container"),
        Example("acc = run.data.metrics['acc']\n"),
        Example("acc = [m for m in client.get_metric_history('r', 'acc') if m.key == 'acc'][0].value\n"),
        Example("n = [f for f in run.data.params if 'x' in f.lower()][0]\n"),
        Example(
            "when = [m for m in run.data.metrics if m.key == 'acc'][0].timestamp\n",
            named=False,
            note="no timestamp in the dict: RD401 names it",
        ),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The lookup, if the site is one."""
    scan = scan_at(site)
    if scan is None or not scan.is_lookup or scan.key is None:
        return []
    found = _read(site, scan) or _unpacked(site, scan)
    if found is None:
        return []
    whole, edits, raises = found
    outcome = lookup_outcome(
        site, RULE.code, scan, whole, edits, raises, f"scan for key {shown_key(site, scan.key)} is a lookup now"
    )
    return [outcome] if outcome is not None else []


def _read(site: Site, scan: Scan) -> tuple[Expression, list, str] | None:  # type: ignore[type-arg]
    """The read of what the scan finds: the whole of it, the edits, and what it raises where there is none."""
    tree, role = site.context.tree, result_role(scan)
    taken = taken_from(site.context, scan)
    if taken is None or scan.key is None or (taken.default is not None and role != "entity"):
        return None
    whole: Expression | None = taken.node
    raises, text = taken.raises, item_text(site, scan.key)
    binds = ATOM
    if role == "entity":
        whole = _value_of(site, taken)
        raises = raises if taken.default is None else "AttributeError"
    elif role == "other":
        text = _applied(site, scan, text) or ""
        binds = ATOM if _is_atom(scan.result) else 0
    elif role != "value":
        return None
    if whole is None or raises is None or not text:
        return None
    if _in_own_f_string(site, whole) or _has_own_default(site, scan, whole):
        return None
    return whole, [replace_node(tree, whole, text, binds)], raises


def _value_of(site: Site, taken: Taken) -> cst.Attribute | None:
    """The read of the value of the entity that is taken; None raises there, any other default does not."""
    read = site.context.tree.parent(taken.node)
    parts = attribute_of(read)
    if parts is None or parts[1] not in ("value", "_value") or not isinstance(read, cst.Attribute):
        return None
    if taken.default is not None and name_of(taken.default) != "None":
        return None
    is_stored = isinstance(site.context.tree.parent(read), (cst.AssignTarget, cst.Del, cst.AugAssign))
    return None if is_stored else read


def _has_own_default(site: Site, scan: Scan, whole: Expression) -> bool:
    """``S[0].value if S else D``: RD102 has a word for that."""
    tree = site.context.tree
    choice = tree.parent(whole)
    if not isinstance(choice, cst.IfExp) or choice.body is not whole:
        return False
    return canonical(tree.code(choice.test)) == canonical(tree.code(scan.whole))


def _in_own_f_string(site: Site, whole: Expression) -> bool:
    for above in site.context.tree.ancestors(whole):
        if isinstance(above, cst.FormattedStringExpression):
            return above.equal is not None
    return False


def _is_atom(node: Node | None) -> bool:
    return isinstance(node, (cst.Call, cst.Name, cst.Attribute, cst.Subscript))


def _applied(site: Site, scan: Scan, text: str) -> str | None:
    """``float(m.value)`` with the lookup in the place of the one read of the value."""
    result = scan.result
    if result is None or any(isinstance(below, (cst.Lambda, *COMPREHENSIONS)) for below in walk(result)):
        return None
    reads = [read_of(below, scan.variable.name) for below in walk(result)]
    if reads.count("value") != 1 or reads.count("key"):
        return None
    return with_element_replaced(site.context, result, scan.variable.name, "", text)


def _unpacked(site: Site, scan: Scan) -> tuple[Expression, list, str] | None:  # type: ignore[type-arg]
    """``[v] = scan`` and ``v, = scan``."""
    tree = site.context.tree
    if result_role(scan) != "value" or scan.key is None:
        return None
    outer = list(climb_wrappers(site.context, scan.whole, ("list", "tuple", "iter")))[-1]
    target = only_target(tree.parent(outer))
    elements = tuple_elements(target)
    if target is None or elements is None or len(elements) != 1:
        return None
    if not isinstance(elements[0], (cst.Name, cst.Attribute)):
        return None
    if tree.has_comment(*tree.span(target)):
        return None
    edits = [
        replace_node(tree, target, tree.code(elements[0]), ATOM),
        replace_node(tree, outer, item_text(site, scan.key), ATOM),
    ]
    return outer, edits, "ValueError"
