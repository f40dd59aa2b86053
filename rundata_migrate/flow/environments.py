"""What names may be at one point of a program, and how that is joined and narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import libcst as cst

from rundata_migrate.flow.bindings import Slot
from rundata_migrate.syntax import Node, comparison_of, is_none, name_of

Environment = dict[str, Slot]
"""A name -> what may have made it what it is."""


def join_slots(one: Slot, two: Slot) -> Slot:
    """What is known of a name that came one of two ways."""
    if one == two:
        return one
    return Slot(
        one.bindings | two.bindings,
        one.not_none and two.not_none,
        one.stale or two.stale,
        one.captured or two.captured,
        one.maybe_unbound or two.maybe_unbound,
    )


def maybe(slot: Slot) -> Slot:
    """The slot of a name that is bound on one of two ways only."""
    return slot if slot.maybe_unbound else replace(slot, maybe_unbound=True)


def join(environments: Iterable[Environment | None]) -> Environment | None:
    """What is known where several ways meet; None is one that nothing comes along."""
    result: Environment | None = None
    for environment in environments:
        if environment is None:
            continue
        if result is None:
            result = dict(environment)
            continue
        for name, slot in environment.items():
            known = result.get(name)
            # a name that neither way has bound since they parted has the same slot object on both
            if known is not slot:
                result[name] = maybe(slot) if known is None else join_slots(known, slot)
        for name in result.keys() - environment.keys():
            result[name] = maybe(result[name])
    return result


def is_same(one: Environment, two: Environment) -> bool:
    """Whether two environments say the same; most of their slots are the same objects."""
    if len(one) != len(two):
        return False
    return all((other := two.get(name)) is slot or other == slot for name, slot in one.items())


def merge(env: Environment, other: Environment) -> None:
    """Join another environment into the first, where names that only one has may be unbound."""
    for name, slot in other.items():
        known = env.get(name)
        if known is None:
            env[name] = maybe(slot)
        elif known.bindings != slot.bindings or known.stale != slot.stale:
            env[name] = join_slots(known, slot)


def narrowed(env: Environment, test: Node, truth: bool) -> Environment:
    """What is known where a test came out as ``truth``."""
    names = _proven_not_none(test, truth)
    result = dict(env)
    for name in names:
        slot = result.get(name)
        if slot is not None and not slot.not_none:
            result[name] = replace(slot, not_none=True)
    return result


def _proven_not_none(test: Node, truth: bool) -> set[str]:
    """Names that are not None where the test came out as ``truth``."""
    if isinstance(test, cst.NamedExpr):
        test = test.target
    # only true: what is false may be None, or empty
    if isinstance(test, cst.Name):
        return {test.value} if truth else set()
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        return _proven_not_none(test.expression, not truth)
    if isinstance(test, cst.BooleanOperation):
        left, right = _proven_not_none(test.left, truth), _proven_not_none(test.right, truth)
        # `a and b` is true if both are, `a or b` is false if both are; otherwise one of them decided, and which is not
        # known
        both = isinstance(test.operator, cst.And) == truth
        return left | right if both else left & right
    compared = comparison_of(test)
    if compared is not None:
        left_side, operator, right_side = compared
        if isinstance(left_side, cst.NamedExpr):
            left_side = left_side.target
        name = name_of(left_side)
        if name is not None and is_none(right_side):
            if isinstance(operator, (cst.IsNot, cst.NotEqual)):
                return {name} if truth else set()
            if isinstance(operator, (cst.Is, cst.Equal)):
                return {name} if not truth else set()
    return set()
