"""Tests of what an object is, around a read: do they say that it is no entity, or that both APIs are told apart?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import libcst as cst

from rundata_migrate.syntax import Expression, Node, last_name, string_of, tuple_elements, walk
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.dual_code import leaves

ENTITY_CLASSES = frozenset({"Metric", "Param", "RunTag"})

_SHAPES = ("dict", "mapping", "list", "tuple", "sequence")
"""Words in the classes by which code tells lists and dicts apart."""

_OF_ENTITIES = frozenset({"key", "__dict__"})
"""Attributes that code asks for to find entities: a test for one of these is no sign that both APIs are meant."""


def is_for_others(context: Context, node: Node, of: Node) -> bool:
    """Whether what is read at ``node`` of the expression ``of`` is known there for something else than an entity.

    It is under a test such as ``isinstance(items, dict)`` or ``hasattr(item, "items")``, whatever ``items`` is, or of
    ``of`` itself for another class: ``isinstance(obj, Enum)``.
    """
    return any(_excuses(context, test, is_true, of) for test, is_true in _tests_around(context, node))


def names_entity_class(node: Expression) -> bool:
    """``Metric``, ``entities.Metric``, ``(Metric, Param)``."""
    return any(last_name(part) in ENTITY_CLASSES for part in tuple_elements(node) or [node])


def _tests_around(context: Context, node: Node) -> Iterator[tuple[Node, bool]]:
    """The tests that were made on the way to a place in its function, with what each gave."""
    below = node
    for above in context.tree.ancestors(node):
        if isinstance(above, (cst.If, cst.IfExp)) and below is not above.test:
            yield above.test, below is above.body
        if isinstance(above, cst.BooleanOperation) and below is above.right:
            yield above.left, isinstance(above.operator, cst.And)
        if isinstance(above, cst.IndentedBlock):
            before = itertools.takewhile(lambda one, below=below: one is not below, above.body)  # type: ignore[misc]
            yield from ((one.test, False) for one in before if isinstance(one, cst.If) and leaves(one.body))
        if isinstance(above, (cst.FunctionDef, cst.ClassDef)):
            return
        below = above


def _excuses(context: Context, test: Node, is_true: bool, of: Node) -> bool:
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        test, is_true = test.expression, not is_true
    asked = [
        (context.values.builtin_name(call.func), call.args[0].value, call.args[1].value)
        for call in walk(test)
        if isinstance(call, cst.Call) and len(call.args) == 2
    ]
    if any(_is_of_entities(name, what) for name, _, what in asked):
        return False
    for name, tested, what in asked:
        if name == "hasattr":
            return True
        if name == "isinstance":
            text = context.tree.code(what).lower()
            is_of = context.tree.code(tested) == context.tree.code(of)
            if any(word in text for word in _SHAPES) or (is_true and is_of):
                return True
    return False


def _is_of_entities(name: str | None, what: Expression) -> bool:
    """``hasattr(x, "key")``, ``isinstance(x, Metric)``."""
    return string_of(what) in _OF_ENTITIES if name == "hasattr" else name == "isinstance" and names_entity_class(what)
