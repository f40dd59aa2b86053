"""Where a node stands in code that has a half for each API.

``if``/``else`` and conditional expressions by what their test says, the code after an ``if`` or ``try`` that
leaves, and ``try`` with a handler that does it the other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.lattice import CONTAINER, ENTITY, MIXED
from rundata_migrate.syntax import (
    Expression,
    Node,
    block_statements,
    canonical,
    integer_of,
    name_of,
    names_in,
    plain_arguments,
    walk,
)
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.which_api import Answer

Block = cst.IndentedBlock | cst.Module


@dataclass
class Dual:
    """One piece of dual code, as a node in it sees it."""

    node: Node
    """The ``if``, conditional expression or ``try`` that parts the halves; what names it where they are not known."""
    answer: Answer
    what: str
    """How the node stands to it, in words."""
    holds_dead: bool = False
    """The node that was asked for is in the half that is dead from 1.0 on."""
    dead: tuple[Node, ...] = ()
    live: tuple[Node, ...] = ()


def dual_code_around(context: Context, node: Node) -> Iterator[Dual]:
    """Every piece of dual code that the node is part of, innermost first."""
    tree = context.tree
    below = node
    crossed = False
    for above in tree.ancestors(node):
        if isinstance(above, (cst.If, cst.IfExp)):
            yield from _by_test(context, above, below)
        elif isinstance(above, cst.BooleanOperation) and below is above.right:
            if context.answer(above.left).asks:
                answer, what = _open("`and` and `or` part the halves"), _words(context, above.left)
                yield Dual(above, answer, what, dead=(above.left, above.right))
        elif isinstance(above, cst.While) and below is above.body:
            if context.answer(above.test).asks:
                yield Dual(above, _open("a loop parts the halves"), _words(context, above.test), dead=(below,))
        elif isinstance(above, cst.MatchCase) and below is not above.pattern:
            yield from _by_pattern(context, above)
        elif isinstance(above, cst.Try) and not crossed:
            yield from _by_attempt(context, above, below)
        elif isinstance(above, (cst.IndentedBlock, cst.Module)):
            yield from _after_exit(context, above, below)
        crossed = crossed or isinstance(above, (cst.FunctionDef, cst.Lambda, cst.ClassDef))
        below = above


def is_told_apart(site: Site) -> bool:
    """Whether the site's value has its type tested first: right on both sides, whatever else it may be."""
    for dual in dual_code_around(site.context, site.node):
        if isinstance(dual.node, cst.Try):
            return True
        if isinstance(dual.node, (cst.If, cst.IfExp)):
            if any(tests_type_of(site, node) for node in walk(dual.node.test)):
                return True
    return False


def tests_type_of(site: Site, node: Node) -> bool:
    """Whether the node is ``isinstance(C, dict)`` or ``hasattr(C, "items")`` for the site's expression."""
    values, tree = site.context.values, site.context.tree
    name = values.builtin_name(node.func) if isinstance(node, cst.Call) else None
    if not isinstance(node, cst.Call) or name not in ("isinstance", "hasattr"):
        return False
    arguments = plain_arguments(node)
    if arguments is None or len(arguments) != 2:
        return False
    if canonical(tree.code(arguments[0])) != canonical(tree.code(site.node)):
        return False
    return name == "hasattr" or any(word in tree.code(arguments[1]).lower() for word in _CLASS_WORDS)


_CLASS_WORDS = ("dict", "mapping", "list", "tuple", "sequence")


def _open(reason: str) -> Answer:
    return Answer(True, open_because=reason)


def _words(context: Context, test: Node) -> str:
    text = context.tree.code(test)
    if "isinstance" in text or "hasattr" in text or "type(" in text or "getattr" in text:
        return "its type is tested"
    if not context.answer(test).asks:
        return "it stands under a test that seems to part the two APIs"
    return "it stands under a test of MLflow's version"


# -- tests ------------------------------------------------------------------------------------


def _by_test(context: Context, node: cst.If | cst.IfExp, below: Node) -> Iterator[Dual]:
    answer = _answer(context, node)
    if not answer.asks:
        return
    found = halves(context, node, answer)
    found.holds_dead = any(part is below for part in found.dead)
    yield found


_FLAG = re.compile(
    r"(?i)mlflow_?(version|is_?old|is_?new|old|new|legacy|compat|lt|ge|pre|[v_]*[01]_)|(old|legacy|new|pre1)_?mlflow"
)
_HINT = re.compile(r"(?i)mlflow|version|old|legacy|compat|is_new|new_api|dict")


def _answer(context: Context, node: cst.If | cst.IfExp) -> Answer:
    """What the test says; a flag from elsewhere is taken for one by its name, or by what the halves do."""
    answer = context.answer(node.test)
    if answer.asks or answer.is_settled:
        return answer
    words = names_in(node.test) | {one.attr.value for one in walk(node.test) if isinstance(one, cst.Attribute)}
    if any(_FLAG.search(word) for word in words):
        return _open("what the test asks is not known")
    if not _HINT.search(context.tree.code(node.test)):
        return answer
    rest = _rest(context, node) if isinstance(node, cst.If) else ()
    others = rest if node.orelse is None else (node.orelse,)
    for one, two in (((node.body,), others), (others, (node.body,))):
        if reads_entities(context, *one) and not reads_entities(context, *two):
            if any(uses_dict(context, part) for part in two):
                return _open("what the test asks is not known")
    return answer


def halves(context: Context, node: cst.If | cst.IfExp, answer: Answer) -> Dual:
    """The halves of an ``if``, with what comes after it where one of them leaves."""
    what = _words(context, node.test)
    rest = _rest(context, node) if isinstance(node, cst.If) else ()
    orelse = () if node.orelse is None else (node.orelse,)
    body = (node.body,)
    if answer.truth is None:
        return Dual(node, answer, what, dead=(*body, *orelse))
    if answer.truth:
        unreached = rest if leaves(node.body) else ()
        return Dual(node, answer, what, False, (*orelse, *unreached), body)
    unreached = rest if leaves(node.orelse) else ()
    live = orelse or (rest if leaves(node.body) else ())
    return Dual(node, answer, what, False, (*body, *unreached), live)


def _rest(context: Context, node: Node) -> tuple[Node, ...]:
    """The statements after a compound statement in its block; none for an ``elif``."""
    block = context.tree.parent(node)
    if not isinstance(block, (cst.IndentedBlock, cst.Module)):
        return ()
    return tuple(block.body[_index(block, node) + 1 :])


def _index(block: Block, node: Node) -> int:
    return next(index for index, one in enumerate(block.body) if one is node)


def leaves(node: Node | None) -> bool:
    """Whether what comes after this block is never reached through it."""
    if isinstance(node, cst.If):
        return leaves(node.body) and leaves(node.orelse)
    if isinstance(node, cst.Else):
        node = node.body
    if not isinstance(node, cst.BaseSuite):
        return False
    statements = block_statements(node)
    last = statements[-1] if statements else None
    if isinstance(last, cst.If):
        return leaves(last)
    if isinstance(last, cst.Try):
        parts = [last.body if last.orelse is None else last.orelse, *(handler.body for handler in last.handlers)]
        return all(leaves(part) for part in parts)
    return isinstance(last, (cst.Return, cst.Raise, cst.Continue, cst.Break))


def _after_exit(context: Context, block: Block, below: Node) -> Iterator[Dual]:
    """``if isinstance(c, dict): return ...`` and ``try: return c[k]`` above the node."""
    for statement in reversed(block.body[: _index(block, below)]):
        if isinstance(statement, cst.If) and (leaves(statement.body) or leaves(statement.orelse)):
            answer = _answer(context, statement)
            if not answer.asks:
                continue
            found = halves(context, statement, answer)
            if answer.truth is None or below in found.dead or below in found.live:
                found.holds_dead = any(part is below for part in found.dead)
                yield found
        elif isinstance(statement, cst.Try) and leaves(statement.body):
            yield from _after_attempt(context, statement, below)
        elif isinstance(statement, cst.With) and leaves(statement.body) and _suppresses(context, statement):
            if uses_dict(context, statement.body) and not reads_entities(context, statement.body):
                answer = _open("`suppress` parts the halves")
                yield Dual(statement, answer, "it is the way back for code that tries the new way first", dead=(below,))


def _suppresses(context: Context, node: cst.With) -> bool:
    return any(
        isinstance(item.item, cst.Call) and context.values.dotted(item.item.func) == "contextlib.suppress"
        for item in node.items
    )


def _by_pattern(context: Context, case: cst.MatchCase) -> Iterator[Dual]:
    match = context.tree.parent(case)
    if isinstance(match, cst.Match) and context.values.of(match.subject).kind in (CONTAINER, MIXED, ENTITY):
        yield Dual(match, _open("`match` parts the halves"), "its type is tested", dead=tuple(match.cases))


# -- attempts ---------------------------------------------------------------------------------

_SHAPE_ERRORS = frozenset({"TypeError", "AttributeError"})
_MORE_ERRORS = frozenset({"ValueError"})
"""Raised on 0.9.1 by ``dict(run.data.metrics)``: entities iterate as three pairs."""
_WIDE_ERRORS = frozenset({"Exception", "BaseException", "KeyError", "LookupError"})
_WAY_BACK = "it is the way back for code that tries the new way first"
_PARTS = Answer(True, True)


def caught(handler: cst.ExceptHandler) -> frozenset[str]:
    """The names of the exceptions that a handler catches; ``Exception`` for a bare one."""
    if handler.type is None:
        return frozenset({"BaseException"})
    found = set()
    parts: Sequence[Expression] = (
        [element.value for element in handler.type.elements] if isinstance(handler.type, cst.Tuple) else [handler.type]
    )
    for part in parts:
        found.add(name_of(part) or "?")
    return frozenset(found)


def _is_shape_handler(handler: cst.ExceptHandler) -> bool:
    return bool(caught(handler) & (_SHAPE_ERRORS | _MORE_ERRORS | _WIDE_ERRORS - {"KeyError", "LookupError"}))


def _by_attempt(context: Context, node: cst.Try, below: Node) -> Iterator[Dual]:
    """The halves of a ``try`` that does it one way and of a handler that does it the other way."""
    new = (node.body, *(() if node.orelse is None else (node.orelse,)))
    is_new = uses_dict(context, node.body) and not reads_entities(context, node.body)
    goes_on = any(uses_dict(context, part) for part in _rest(context, node)) and leaves(node.body)
    for handler in node.handlers:
        if not _is_shape_handler(handler):
            continue
        if goes_on and below is node.body and not is_new and not leaves(handler.body):
            yield Dual(node, _open("its handler goes on to the new way"), "it is tried first", dead=(node.body,))
        elif is_new and reads_entities(context, handler.body) and (below is handler or below in new):
            yield Dual(node, _PARTS, _WAY_BACK, below is handler, (handler,), new)
        elif below is node.body and uses_container(context, handler.body):
            if reads_entities(context, node.body) and not reads_entities(context, handler.body):
                yield Dual(node, _PARTS, "its handler reads the same data the new way", True, (node.body,), (handler,))


def _after_attempt(context: Context, node: cst.Try, below: Node) -> Iterator[Dual]:
    """``try: return c[k]`` with a handler that goes on to the code below."""
    if not uses_dict(context, node.body) or reads_entities(context, node.body):
        return
    going_on = tuple(handler for handler in node.handlers if not leaves(handler.body))
    if not going_on or not all(_is_shape_handler(handler) for handler in going_on):
        return
    yield Dual(node, _PARTS, _WAY_BACK, True, (*going_on, *_rest(context, node)), (node.body,))


# -- what a half reads ------------------------------------------------------------------------


def reads_entities(context: Context, *nodes: Node) -> bool:
    """Whether anything that flow knows for an entity, or takes for one here, is read as one."""
    for node in nodes:
        for below in walk(node):
            if isinstance(below, cst.Attribute) and below.attr.value in api.ENTITY_READS:
                value = context.values.of(below.value)
                if value.kind == ENTITY or (value.kind == MIXED and value.container is not None):
                    return True
    return False


def uses_container(context: Context, node: Node) -> bool:
    """Whether a container is read below the node."""
    return any(_is_container(context, below) for below in walk(node))


def _is_container(context: Context, node: Node) -> bool:
    if not isinstance(node, (cst.Name, cst.Attribute, cst.Subscript)):
        return False
    value = context.values.of(node)
    return value.kind == CONTAINER or (value.kind == MIXED and value.container is not None)


def uses_dict(context: Context, node: Node) -> bool:
    """Whether a container is used as only a dict can be: ``c[k]``, ``c.items()``, ``dict(c)``."""
    for below in walk(node):
        if not _is_container(context, below):
            continue
        parent = context.tree.parent(below)
        if isinstance(parent, cst.Subscript) and parent.value is below:
            index = parent.slice[0].slice
            if isinstance(index, cst.Index) and integer_of(index.value) is None:
                return True
        if isinstance(parent, cst.Attribute) and parent.attr.value in api.DICT_ONLY_METHODS:
            return True
        if isinstance(parent, cst.Arg):
            call = context.tree.parent(parent)
            if isinstance(call, cst.Call) and context.values.builtin_name(call.func) == "dict":
                return True
    return False
