"""A loop over a container that waits for one key: ``for m in C: if m.key == K: ...``, and what its body reads."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.syntax import Expression, Node, block_statements, children, is_pure, name_of, names_in, walk
from rundata_migrate.translate.context import Site, changes_a_container
from rundata_migrate.translate.evaluation import may_be_evaluated_anyway
from rundata_migrate.translate.keyed import compares_oddly, is_cheap, key_is_settled, once_only
from rundata_migrate.translate.scan import key_of, read_of


@dataclass
class WaitingLoop:
    """A loop over the container with nothing but a test for one key in it."""

    loop: cst.For
    test: cst.If
    element: str
    key: Expression
    ends_with_break: bool


def waiting_loop(site: Site) -> WaitingLoop | None:
    """The loop over the container, if it only waits for one key."""
    loop = site.context.tree.parent(site.node)
    if not isinstance(loop, cst.For) or loop.iter is not site.node or loop.asynchronous is not None:
        return None
    element, test = name_of(loop.target), _only_test(loop)
    key = key_of(test.test, element) if test is not None and element is not None else None
    if test is None or element is None or key is None:
        return None
    found = WaitingLoop(loop, test, element, key, isinstance(block_statements(test.body)[-1], cst.Break))
    if not _ends_plainly(found) or not _stays_inside(site, found) or not _may_be_asked_for(site, found):
        return None
    return found


def _only_test(loop: cst.For) -> cst.If | None:
    """The ``if`` without ``else`` that is all of the loop's body."""
    body = loop.body.body if isinstance(loop.body, cst.IndentedBlock) else ()
    test = body[0] if len(body) == 1 else None
    return test if isinstance(test, cst.If) and test.orelse is None else None


def _ends_plainly(found: WaitingLoop) -> bool:
    """Whether the body runs once: to its end, to the ``break`` there, or out of the function."""
    jumps = _own_jumps(found.test.body)
    if not found.ends_with_break:
        return not jumps and found.loop.orelse is None
    return len(jumps) == 1 and len(block_statements(found.test.body)) > 1


def _stays_inside(site: Site, found: WaitingLoop) -> bool:
    """Whether the element is used in the test and its body alone, and is nothing else there."""
    context, test = site.context, found.test
    binding = context.names.binding_of_target.get(found.loop.target)
    return binding is not None and all(
        (context.tree.is_inside(use, test.body) or context.tree.is_inside(use, test.test))
        and context.names.slot(use).bindings == {binding}
        for use in binding.uses
    )


def _may_be_asked_for(site: Site, found: WaitingLoop) -> bool:
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


def element_reads(site: Site, found: WaitingLoop) -> list[tuple[Node, str]] | None:
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


def _is_plain_read(site: Site, found: WaitingLoop, read: Node) -> bool:
    """Whether the lookup may stand in the place of the read."""
    tree = site.context.tree
    above = tree.parent(read)
    if not isinstance(read, cst.Attribute) or isinstance(above, cst.FormattedStringExpression):
        return False
    if isinstance(above, (cst.AssignTarget, cst.AugAssign, cst.Del)):
        return False
    between = itertools.takewhile(lambda one: one is not found.test.body, tree.ancestors(read))
    return not any(isinstance(one, _RUNS_LATER) for one in between) and not _may_change_before(site, found, read)


def _may_change_before(site: Site, found: WaitingLoop, read: Node) -> bool:
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
