"""``for m in C: if m.key == K: ...`` becomes ``if K in C: ...``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import (
    Expression,
    Node,
    block_statements,
    children,
    is_none,
    is_pure,
    name_of,
    names_in,
    walk,
)
from rundata_migrate.translate.context import Site, changes_a_container
from rundata_migrate.translate.evaluation import may_be_evaluated_anyway
from rundata_migrate.translate.keyed import (
    compares_oddly,
    contains_text,
    is_cheap,
    item_text,
    key_is_settled,
    key_operand,
    key_text,
    once_only,
    shown_key,
)
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import key_of, read_of
from rundata_migrate.translate.text import as_base, flat

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


@dataclass
class _Loop:
    """A loop over the container with nothing but a test for one key in it."""

    loop: cst.For
    test: cst.If
    element: str
    key: Expression
    ends_with_break: bool


def outcomes(site: Site) -> list[Outcome]:
    """The lookup, if the site is such a loop."""
    found = _loop_at(site)
    if found is None:
        return []
    edits = _as_get(site, found) or _as_test(site, found)
    if edits is None:
        return []
    message = f"loop that waits for key {shown_key(site, found.key)} is a lookup now"
    return [Outcome(RULE.code, message, Safety.SAFE, tuple(edits), site.node)]


def _loop_at(site: Site) -> _Loop | None:
    """The loop over the container, if it only waits for one key."""
    loop = site.context.tree.parent(site.node)
    if not isinstance(loop, cst.For) or loop.iter is not site.node or loop.asynchronous is not None:
        return None
    element, test = name_of(loop.target), _only_test(loop)
    key = key_of(test.test, element) if test is not None and element is not None else None
    if test is None or element is None or key is None:
        return None
    found = _Loop(loop, test, element, key, isinstance(block_statements(test.body)[-1], cst.Break))
    if not _ends_plainly(found) or not _stays_inside(site, found) or not _may_be_asked_for(site, found):
        return None
    return found


def _only_test(loop: cst.For) -> cst.If | None:
    """The ``if`` without ``else`` that is all of the loop's body."""
    body = loop.body.body if isinstance(loop.body, cst.IndentedBlock) else ()
    test = body[0] if len(body) == 1 else None
    return test if isinstance(test, cst.If) and test.orelse is None else None


def _ends_plainly(found: _Loop) -> bool:
    """Whether the body runs once: to its end, to the ``break`` there, or out of the function."""
    jumps = _own_jumps(found.test.body)
    if not found.ends_with_break:
        return not jumps and found.loop.orelse is None
    return len(jumps) == 1 and len(block_statements(found.test.body)) > 1


def _stays_inside(site: Site, found: _Loop) -> bool:
    """Whether the element is used in the test and its body alone, and is nothing else there."""
    context, test = site.context, found.test
    binding = context.names.binding_of_target.get(found.loop.target)
    return binding is not None and all(
        (context.tree.is_inside(use, test.body) or context.tree.is_inside(use, test.test))
        and context.names.slot(use).bindings == {binding}
        for use in binding.uses
    )


def _may_be_asked_for(site: Site, found: _Loop) -> bool:
    """Whether key and container may be evaluated once, before the body, with what they mean unchanged by it."""
    context, key, body = site.context, found.key, found.test.body
    if not is_pure(key) or not is_cheap(site) or _binds(body) & (names_in(key) | names_in(site.node)):
        return False
    if changes_a_container(context, body) or not may_be_evaluated_anyway(context, key):
        return False
    return not (compares_oddly(site, key) or once_only(site, key))


def _own_jumps(body: Node) -> list[Node]:
    """``break`` and ``continue`` that belong to the loop around the body."""
    found: list[Node] = []
    stack = [body]
    while stack:
        top = stack.pop()
        if isinstance(top, (cst.Break, cst.Continue)):
            found.append(top)
        if not isinstance(top, (cst.For, cst.While, cst.FunctionDef, cst.ClassDef, cst.Lambda)):
            stack.extend(children(top))
        elif isinstance(top, (cst.For, cst.While)) and top.orelse is not None:
            stack.append(top.orelse)
    return found


def _binds(body: Node) -> set[str]:
    names = set()
    for node in walk(body):
        if isinstance(node, (cst.AssignTarget, cst.AugAssign, cst.AnnAssign, cst.For, cst.NamedExpr, cst.CompFor)):
            names |= names_in(node.target)
        elif isinstance(node, cst.AsName):
            names |= names_in(node.name)
        elif isinstance(node, (cst.Del, cst.Import, cst.ImportFrom)):
            names |= names_in(node)
    return names


def _may_change_before(site: Site, found: _Loop, read: Node) -> bool:
    """Whether something called in the body before the read may rebind the key or the run."""
    tree = site.context.tree
    start = tree.span(read)[0]
    before = [
        node
        for node in walk(found.test.body)
        if isinstance(node, (cst.Call, cst.Await, cst.Yield)) and tree.span(node)[1] <= start
    ]
    if not before:
        return False
    root: Expression = site.node
    while isinstance(root, cst.Attribute):
        root = root.value
    return not (key_is_settled(site, found.key) and key_is_settled(site, root) and name_of(root) != "self")


def _reads(site: Site, found: _Loop) -> list[tuple[Node, str]] | None:
    """The reads of the element in the body; None where one is not a plain read of key or value."""
    tree = site.context.tree
    binding = site.context.names.binding_of_target[found.loop.target]
    uses = [use for use in binding.uses if tree.is_inside(use, found.test.body)]
    reads = [(tree.parent(use), read_of(tree.parent(use), found.element)) for use in uses]
    plain = [(read, role) for read, role in reads if read is not None and role in ("key", "value")]
    if len(plain) < len(reads) or not all(_is_plain_read(site, found, read) for read, _ in plain):
        return None
    return plain if [role for _, role in plain].count("value") <= 1 else None


_RUNS_LATER = (cst.Lambda, cst.FunctionDef, cst.For, cst.While, cst.FormattedString, cst.CompFor)
"""Between the test and a read: the read runs later or often, or is no text of its own."""


def _is_plain_read(site: Site, found: _Loop, read: Node) -> bool:
    """Whether the lookup may stand in the place of the read."""
    tree = site.context.tree
    above = tree.parent(read)
    if not isinstance(read, cst.Attribute) or isinstance(above, cst.FormattedStringExpression):
        return False
    if isinstance(above, (cst.AssignTarget, cst.AugAssign, cst.Del)):
        return False
    between = itertools.takewhile(lambda one: one is not found.test.body, tree.ancestors(read))
    return not any(isinstance(one, _RUNS_LATER) for one in between) and not _may_change_before(site, found, read)


def _as_get(site: Site, found: _Loop) -> list[Edit] | None:
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


def _as_test(site: Site, found: _Loop) -> list[Edit] | None:
    tree = site.context.tree
    reads = _reads(site, found)
    if reads is None:
        return None
    start = tree.span(found.loop)[0]
    statements = block_statements(found.test.body)
    first = tree.span(statements[0])[0]
    head = tree.text[start:first]
    if "#" in head:
        return None
    after_colon = head[head.rindex(":") + 1 :]
    edits = [Edit(start, start + head.rindex(":") + 1, f"if {contains_text(site, found.key)}:")]
    if isinstance(found.test.body, cst.IndentedBlock):
        moved = _dedented(site, found, start + len(head) - len(after_colon), statements)
        if moved is None:
            return None
        edits.extend(moved)
    elif found.ends_with_break or found.loop.orelse is not None:
        return None
    for read, role in reads:
        text = key_operand(site, found.key) if role == "key" else item_text(site, found.key)
        edits.append(Edit(*tree.span(read), text))
    return edits


def _dedented(site: Site, found: _Loop, start: int, statements: Sequence[Node]) -> list[Edit] | None:
    """Edits that move the body's lines out by one level, and drop the last line if it is the break."""
    tree = site.context.tree
    strings = [node for node in walk(found.test.body) if isinstance(node, (cst.SimpleString, cst.FormattedString))]
    inner = _indent_at(tree.text, tree.span(statements[0])[0])
    outer = _indent_at(tree.text, tree.span(found.test)[0])
    if inner is None or outer is None or not inner.startswith(outer):
        return None
    if any(re.search(r"[\r\n]", tree.code(node)) for node in strings):
        return None
    edits: list[Edit] = []
    end = tree.span(statements[-1])[1]
    if found.ends_with_break:
        gone = _line_of_break(tree.text, tree.span(statements[-1])[0])
        if gone is None:
            return None
        edits.append(Edit(*gone, ""))
        end = gone[0]
    for match in re.finditer(r"(?:\r\n|\r|\n)([ \t]*)(?=[^\s])", tree.text[start : tree.span(statements[-1])[1]]):
        low = start + match.start(1)
        if low < end and match.group(1).startswith(inner):
            edits.append(Edit(low, low + len(inner), outer))
    return edits


def _line_of_break(text: str, offset: int) -> tuple[int, int] | None:
    """The line that holds nothing but the ``break`` at an offset, with its end, or with that of the line before."""
    start = _line_start(text, offset)
    line = re.compile(r"[^\r\n]*(\r\n|\r|\n)?").match(text, start)
    if line is None or line.group().strip() != "break":
        return None
    return (start if line.group(1) else len(text[:start].rstrip("\r\n"))), line.end()


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _indent_at(text: str, offset: int) -> str | None:
    indent = text[_line_start(text, offset) : offset]
    return indent if not indent.strip() else None
