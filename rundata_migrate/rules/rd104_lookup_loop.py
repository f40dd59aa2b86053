"""``for m in C: if m.key == K: ...`` becomes ``if K in C: ...``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import (
    Expression,
    Node,
    block_statements,
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
    tree = site.context.tree
    loop = tree.parent(site.node)
    if not isinstance(loop, cst.For) or loop.iter is not site.node or loop.asynchronous is not None:
        return None
    element = name_of(loop.target)
    binding = site.context.names.binding_of_target.get(loop.target)
    if element is None or binding is None or not isinstance(loop.body, cst.IndentedBlock):
        return None
    if len(loop.body.body) != 1 or not isinstance(loop.body.body[0], cst.If):
        return None
    test = loop.body.body[0]
    key = key_of(test.test, element)
    if test.orelse is not None or key is None or not is_pure(key) or not is_cheap(site):
        return None
    for use in binding.uses:
        inside = tree.is_inside(use, test.body) or tree.is_inside(use, test.test)
        if not inside or site.context.names.slot(use).bindings != {binding}:
            return None
    statements = block_statements(test.body)
    jumps = list(_own_jumps(test.body))
    ends_with_break = bool(statements) and isinstance(statements[-1], cst.Break)
    if any(isinstance(node, cst.Continue) for node in jumps):
        return None
    breaks = [node for node in jumps if isinstance(node, cst.Break)]
    if breaks and (not ends_with_break or len(breaks) > 1 or len(statements) == 1):
        return None
    if loop.orelse is not None and not ends_with_break:
        return None
    if _binds(test.body) & (names_in(key) | names_in(site.node)):
        return None
    if changes_a_container(site.context, test.body):
        return None
    if not may_be_evaluated_anyway(site.context, key) or compares_oddly(site, key) or once_only(site, key):
        return None
    return _Loop(loop, test, element, key, ends_with_break)


def _own_jumps(body: Node) -> list[Node]:
    """``break`` and ``continue`` that belong to the loop around the body."""
    found: list[Node] = []
    stack = [body]
    while stack:
        top = stack.pop()
        if isinstance(top, (cst.Break, cst.Continue)):
            found.append(top)
        if not isinstance(top, (cst.For, cst.While, cst.FunctionDef, cst.ClassDef, cst.Lambda)):
            from rundata_migrate.syntax import children

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
    reads: list[tuple[Node, str]] = []
    for use in binding.uses:
        if not tree.is_inside(use, found.test.body):
            continue
        read = tree.parent(use)
        role = read_of(read, found.element)
        above = tree.parent(read) if read is not None else None
        if read is None or role not in ("key", "value") or not isinstance(read, cst.Attribute):
            return None
        if isinstance(above, (cst.AssignTarget, cst.AugAssign, cst.Del)):
            return None
        if isinstance(above, cst.FormattedStringExpression):
            return None
        if any(
            isinstance(one, (cst.Lambda, cst.FunctionDef, cst.For, cst.While, cst.FormattedString, cst.CompFor))
            for one in _between(site, read, found.test.body)
        ):
            return None
        if _may_change_before(site, found, read):
            return None
        reads.append((read, role))
    if [role for _, role in reads].count("value") > 1:
        return None
    return reads


def _between(site: Site, node: Node, outer: Node) -> list[Node]:
    found = []
    for above in site.context.tree.ancestors(node):
        if above is outer:
            break
        found.append(above)
    return found


def _as_get(site: Site, found: _Loop) -> list[Edit] | None:
    """``return m.value`` in the loop and ``return D`` after it."""
    tree = site.context.tree
    statements = block_statements(found.test.body)
    if len(statements) != 1 or not isinstance(statements[0], cst.Return) or found.loop.orelse is not None:
        return None
    read = statements[0].value
    if read is None or read_of(read, found.element) != "value":
        return None
    block = tree.parent(found.loop)
    if not isinstance(block, cst.IndentedBlock):
        return None
    position = list(block.body).index(found.loop)
    following = block.body[position + 1] if position + 1 < len(block.body) else None
    if not isinstance(following, cst.SimpleStatementLine) or len(following.body) != 1:
        return None
    last = following.body[0]
    if not isinstance(last, cst.Return):
        return None
    if last.value is not None and not may_be_evaluated_anyway(site.context, last.value):
        return None
    start, end = tree.span(found.loop)[0], tree.span(last)[1]
    if "#" in tree.text[start:end]:
        return None
    key = key_text(site, found.key)
    rest = "" if last.value is None or is_none(last.value) else f", {flat(tree.code(last.value))}"
    return [Edit(start, end, f"return {as_base(tree, site.node)}.get({key}{rest})")]


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


def _dedented(site: Site, found: _Loop, start: int, statements: object) -> list[Edit] | None:
    """Edits that move the body's lines out by one level, and drop the last line if it is the break."""
    tree = site.context.tree
    body = block_statements(found.test.body)
    if any(
        isinstance(node, (cst.SimpleString, cst.FormattedString)) and re.search(r"[\r\n]", tree.code(node))
        for node in walk(found.test.body)
    ):
        return None
    inner = _indent_at(tree.text, tree.span(body[0])[0])
    outer = _indent_at(tree.text, tree.span(found.test)[0])
    if inner is None or outer is None or not inner.startswith(outer):
        return None
    end = tree.span(body[-1])[1]
    edits: list[Edit] = []
    gone: tuple[int, int] | None = None
    if found.ends_with_break:
        line_start = (
            max(tree.text.rfind("\n", 0, tree.span(body[-1])[0]), tree.text.rfind("\r", 0, tree.span(body[-1])[0])) + 1
        )
        line = re.compile(r"[^\r\n]*(\r\n|\r|\n)?").match(tree.text, line_start)
        if line is None or line.group().strip() != "break":
            return None
        gone = (line_start, line.end())
        if not line.group(1):
            # no line end after it: take the one before
            gone = (len(tree.text[:line_start].rstrip("\r\n")), line.end())
        edits.append(Edit(*gone, ""))
    for match in re.finditer(r"(?:\r\n|\r|\n)([ \t]*)(?=[^\s])", tree.text[start:end]):
        low, _high = start + match.start(1), start + match.end(1)
        if gone is not None and low >= gone[0]:
            break
        indent = match.group(1)
        if indent.startswith(inner):
            edits.append(Edit(low, low + len(inner), outer))
    return edits


def _indent_at(text: str, offset: int) -> str | None:
    line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    indent = text[line_start:offset]
    return indent if not indent.strip() else None
