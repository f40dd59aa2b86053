"""``m = [m for m in C if m.key == K][0]`` and later ``m.value`` become ``m = C[K]`` and ``m``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, is_constant, is_none
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.follow import trace_entity
from rundata_migrate.translate.follow.walk import Manner
from rundata_migrate.translate.forms import VALUES
from rundata_migrate.translate.keyed import (
    item_text,
    key_is_settled,
    key_text,
    lookup_outcome,
    shown_key,
)
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import Scan, Taken, result_role, scan_at, taken_from
from rundata_migrate.translate.text import ATOM, as_base, replace_node
from rundata_migrate.translate.trace import Trace

RULE = Rule(
    code="RD105",
    name="lookup-variable",
    what="an entity looked up into a variable whose uses read it: `x = [...][0]`, `x.value` -> `x = C[K]`, `x`",
    why=(
        "Where every use of the variable reads its key or its value, the variable can hold the value. An entity "
        "was always true, a value may be 0.0 or an empty string: its truth becomes `is not None`."
    ),
    safety=(
        "Safe where every use is understood. Where the entity may be None and is read without a test, the "
        "variable holds the pair of key and value instead (RD302), so that reading None still raises."
    ),
    examples=(
        Example(
            "m = [m for m in run.data.metrics if m.key == 'acc'][0]\nprint(m.key, m.value)\n",
            "m = run.data.metrics['acc']\nprint('acc', m)\n",
        ),
        Example(
            "def f(run, name):\n    t = next((t for t in run.data.tags if t.key == name), None)\n"
            "    return t.value if t else None\n",
            "def f(run, name):\n    t = run.data.tags.get(name)\n    return t\n",
        ),
        Example(
            "def f(run):\n    t = next((t for t in run.data.tags if t.key == 'a'), None)\n"
            "    if not t:\n        return 'none'\n    return t.value\n",
            "def f(run):\n    t = run.data.tags.get('a')\n    if t is None:\n        return 'none'\n    return t\n",
        ),
        Example(
            "def f(run):\n    t = next((t for t in run.data.tags if t.key == 'a'), None)\n    return t.value\n",
            "def f(run):\n    t = next(((key, value) for key, value in run.data.tags.items() if key == 'a'), None)\n"
            "    return t[1]\n",
            note="a missing tag still raises",
        ),
        Example(
            "m = [m for m in run.data.metrics if m.key == 'acc'][0]\nprint('found')\n",
            "m = run.data.metrics['acc']\nprint('found')\n",
            note="nobody reads it",
        ),
        Example("m = run.data.metrics['acc']\nprint(m)\n"),
        Example("m = next((k for k in run.data.metrics if k == 'acc'), None)\nprint(m)\n"),
        Example("m = next((x for x in xs if x.key == 'acc'), None)\nprint(m.value)\n"),
        Example("m = run.data.metrics.get('acc')\nif m is not None:\n    print(m)\n"),
    ),
)


def _spelled(site: Site, scan: Scan, taken: Taken) -> Trace | None:
    """The uses of the entity that a lookup gives, read as its value; None if that cannot stand for it in each."""
    key_text = site.context.tree.code(scan.key) if scan.key is not None else None
    manner = Manner(unpacks_pairs=False, key_text=key_text)
    trace = trace_entity(site, taken.node, taken.default is not None, manner)
    # a variable that nobody reads, or that is only asked whether it is None, may hold the value as well
    if trace.blockers or VALUES in trace.start.forbidden or trace.new_style:
        return None
    if len(trace.stretches) > 1:
        return None  # another name or list is given the entity, and would have to hold its value too
    if trace.key_reads and not _key_stays(site, scan, trace):
        return None
    trace.start.form = VALUES
    trace.spell()
    return trace


def _key_stays(site: Site, scan: Scan, trace: Trace) -> bool:
    """Whether the key may be written in the place of each read of it."""
    key, context = scan.key, site.context
    if key is None or not key_is_settled(site, key):
        return False
    above = [one for use in trace.key_reads for one in context.tree.ancestors(use)]
    if not isinstance(key, cst.Name) and any(isinstance(one, cst.FormattedStringExpression) for one in above):
        return False
    if is_constant(key):
        return True
    return all(not context.names.slot(use).stale for use in trace.key_reads if isinstance(use, cst.Name))


def outcomes(site: Site) -> list[Outcome]:
    """The lookup into a variable, if the site is one."""
    scan = scan_at(site)
    if scan is None or not scan.is_lookup or scan.key is None or result_role(scan) != "entity":
        return []
    taken = taken_from(site.context, scan)
    if taken is None or (taken.default is not None and not is_none(taken.default)):
        return []
    parent = site.context.tree.parent(taken.node)
    if not isinstance(parent, (cst.Assign, cst.NamedExpr, cst.Element)):
        return []
    trace = _spelled(site, scan, taken)
    return _outcome(site, scan, taken, trace.edits) if trace is not None else []


def _outcome(site: Site, scan: Scan, taken: Taken, edits: list[Edit]) -> list[Outcome]:
    assert scan.key is not None
    text = item_text(site, scan.key)
    if taken.default is not None:
        text = f"{as_base(site.context.tree, site.node)}.get({key_text(site, scan.key)})"
    whole: Expression = taken.node
    edits = [replace_node(site.context.tree, whole, text, ATOM), *edits]
    message = f"scan for key {shown_key(site, scan.key)} is a lookup now, and its variable holds the value"
    outcome = lookup_outcome(site, RULE.code, scan, whole, edits, taken.raises, message)
    if outcome is None or outcome.safety is Safety.MANUAL:
        return []
    return [outcome]
