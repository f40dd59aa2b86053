"""``for m in C: if m.key == K: ...`` becomes ``if K in C: ...``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import block_statements, is_none
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.evaluation import may_be_evaluated_anyway
from rundata_migrate.translate.keyed import contains_text, item_text, key_operand, key_text, shown_key
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.outdent import moved_out
from rundata_migrate.translate.scan import read_of
from rundata_migrate.translate.text import as_base, flat
from rundata_migrate.translate.waiting import WaitingLoop, element_reads, waiting_loop

RULE = Rule(
    code="RD104",
    name="lookup-loop",
    what="a loop that waits for one key: `for m in C: if m.key == K: v = m.value` -> `if K in C: v = C[K]`",
    why=(
        "At most one element has the key, so the body ran once or not at all. A `break` after it only ended the loop, "
        "and its `else` is the `else` of the test; a `return` followed by the default's `return` is `get`."
    ),
    safety=(
        "Safe. Where more than one read of the value, a key that could fail where the run has no entries, or anything else is "
        "in the way, the loop is kept (RD301)."
    ),
    examples=(
        Example(
            "for m in run.data.metrics:\n    if m.key == 'acc':\n        acc = m.value\n        break\n",
            "if 'acc' in run.data.metrics:\n    acc = run.data.metrics['acc']\n",
        ),
        Example(
            "for m in run.data.metrics:\n    if m.key == 'acc':\n        acc = m.value\n        break\nelse:\n    acc = None\n",
            "if 'acc' in run.data.metrics:\n    acc = run.data.metrics['acc']\nelse:\n    acc = None\n",
        ),
        Example(
            "def tag(run, name):\n    for t in run.data.tags:\n        if t.key == name:\n            return t.value\n    return None\n",
            "def tag(run, name):\n    return run.data.tags.get(name)\n",
        ),
        Example(
            "def param(run, name):\n    for p in run.data.params:\n        if p.key == name:\n            return p.value\n    return DEFAULTS[name]\n",
            "def param(run, name):\n    if name in run.data.params:\n        return run.data.params[name]\n    return DEFAULTS[name]\n",
            note="the default is evaluated only where it is needed, as before",
        ),
        Example(
            "found = False\nfor t in run.data.tags:\n    if t.key == 'done':\n        found = True\n",
            "found = False\nif 'done' in run.data.tags:\n    found = True\n",
        ),
        Example(
            "for m in run.data.metrics:\n    if m.key == 'acc':\n        a, b = m.value, m.value\n",
            "for key, value in run.data.metrics.items():\n    if key == 'acc':\n        a, b = value, value\n",
            note="two reads: the loop is kept",
        ),
        Example("for m in run.data.metrics:\n    if m == 'acc':\n        acc = run.data.metrics[m]\n"),
        Example("for m in items:\n    if m.key == 'acc':\n        acc = m.value\n"),
        Example("for k in run.data.metrics:\n    if k.startswith('a'):\n        n += 1\n"),
        Example("if 'acc' in run.data.metrics:\n    acc = run.data.metrics['acc']\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The lookup, if the site is such a loop."""
    found = waiting_loop(site)
    if found is None:
        return []
    edits = _as_get(site, found) or _as_test(site, found)
    if edits is None:
        return []
    message = f"loop that waits for key {shown_key(site, found.key)} is a lookup now"
    return [Outcome(RULE.code, message, Safety.SAFE, tuple(edits), site.node)]


def _as_get(site: Site, found: WaitingLoop) -> list[Edit] | None:
    """``return m.value`` in the loop and ``return D`` after it."""
    tree = site.context.tree
    statements = block_statements(found.test.body)
    first, last = statements[0], _return_after(site, found.loop)
    if len(statements) != 1 or not isinstance(first, cst.Return) or found.loop.orelse is not None:
        return None
    if first.value is None or read_of(first.value, found.element) != "value" or last is None:
        return None
    if last.value is not None and not may_be_evaluated_anyway(site.context, last.value):
        return None
    start, end = tree.span(found.loop)[0], tree.span(last)[1]
    if "#" in tree.text[start:end]:
        return None
    key = key_text(site, found.key)
    rest = "" if last.value is None or is_none(last.value) else f", {flat(tree.code(last.value))}"
    return [Edit(start, end, f"return {as_base(tree, site.node)}.get({key}{rest})")]


def _return_after(site: Site, loop: cst.For) -> cst.Return | None:
    """The ``return`` right behind the loop."""
    block = site.context.tree.parent(loop)
    if not isinstance(block, cst.IndentedBlock):
        return None
    following = list(block.body)[list(block.body).index(loop) + 1 :]
    line = following[0] if following else None
    last = line.body[0] if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1 else None
    return last if isinstance(last, cst.Return) else None


def _as_test(site: Site, found: WaitingLoop) -> list[Edit] | None:
    """``if K in C:`` in the place of the loop, the body one level further out, and lookups for what it reads."""
    tree, body = site.context.tree, found.test.body
    reads = element_reads(site, found)
    start, statements = tree.span(found.loop)[0], block_statements(body)
    head = tree.text[start : tree.span(statements[0])[0]]
    if reads is None or "#" in head:
        return None
    colon = start + head.rindex(":") + 1
    edits = [Edit(start, colon, f"if {contains_text(site, found.key)}:")]
    if isinstance(body, cst.IndentedBlock):
        moved = moved_out(tree, found.test, colon, statements, without_last=found.ends_with_break)
        if moved is None:
            return None
        edits += moved
    elif found.ends_with_break or found.loop.orelse is not None:
        return None
    texts = {"key": key_operand(site, found.key), "value": item_text(site, found.key)}
    return [*edits, *(Edit(*tree.span(read), texts[role]) for read, role in reads)]
