"""What goes to the other side of a port: into parameters, results and variables, noted as hand-overs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.syntax import Expression, Node, attribute_of, is_none, plain_arguments, slice_of
from rundata_migrate.translate.follow.walk import Use, Walk
from rundata_migrate.translate.forms import DICT, GROUPS, LIST, ONE, Stretch, WholeText
from rundata_migrate.translate.holder import Holder
from rundata_migrate.translate.trace import PortKey


@dataclass(frozen=True)
class Offer:
    """An expression that gives one entity, a list or a dict of them, for somebody else to take."""

    node: Expression
    stretch: Stretch
    shape: str
    whole_text: WholeText | None = None
    optional: bool = False


def offer_of(use: Use, shape: str = ONE) -> Offer:
    """A use of an entity, as it is offered."""
    return Offer(use.node, use.stretch, shape, use.whole_text, use.unguarded)


def give(walk: Walk, statement: Node, offer: Offer) -> str:
    """Through the function's result to its callers; the reason where that cannot be followed, else empty."""
    if walk.passages is None:
        return "callers are not looked at here"
    if offer.node in walk.renamed:
        return "its name changes here"
    if isinstance(statement, cst.Yield) and not isinstance(walk.tree.parent(statement), cst.Expr):
        return "something may be sent to the generator"
    key = walk.passages.of_result(statement, offer.shape)
    if isinstance(key, str):
        return key
    return _join(walk, key, offer)


def enter(walk: Walk, call: cst.Call, arg: cst.Arg, offer: Offer) -> str:
    """Into a parameter of the function that is called; the reason where that cannot be followed, else empty."""
    if walk.passages is None or arg.star:
        return "what it is handed to is not looked at here"
    if arg.value in walk.renamed:
        return "its name changes here"
    key = walk.passages.of_argument(call, arg, offer.shape)
    if isinstance(key, str):
        return key
    if key.holder is not None:
        walk.hand_over(key, offer.node, offer.stretch, offer.whole_text, offer.optional)
        return ""
    if arg.keyword is not None and offer.whole_text is None and offer.shape == ONE:
        return "it is handed on by keyword"
    return _join(walk, key, offer)


def _join(walk: Walk, key: PortKey, offer: Offer) -> str:
    assert walk.passages is not None
    if offer.shape != ONE and offer.optional:
        return "an element may be None"
    problem = walk.passages.problem(key)
    if not problem:
        walk.hand_over(key, offer.node, offer.stretch, offer.whole_text, offer.optional)
    return problem


def keep(walk: Walk, target: Node, offer: Offer) -> str | None:
    """Assigned to something that is looked at as a whole: the reason where not, None where it is no such thing."""
    if walk.passages is None:
        return None
    holders = walk.passages.holders
    if isinstance(target, cst.Subscript):
        inside = {ONE: DICT, LIST: GROUPS}.get(offer.shape)
        holder = holders.of_use(target.value)
        if holder is None or inside is None or slice_of(target) is not None:
            return None
        return keep_in(walk, holder, inside, offer)
    holder = holders.of_target(target)
    if holder is None or (isinstance(target, cst.Name) and not _needs_all(walk, holder, offer.shape)):
        return None
    return keep_in(walk, holder, offer.shape, offer)


def put_by_call(walk: Walk, call: cst.Call, arg: cst.Arg, offer: Offer) -> str | None:
    """``xs.append(m)``, ``d.setdefault(k, m)``, ``xs.extend(C)``; as `keep`."""
    found = walk.passages.holders.filled_by(call, arg, offer.shape) if walk.passages is not None else None
    return keep_in(walk, *found, offer) if found is not None else None


def keep_in(walk: Walk, holder: Holder, shape: str, offer: Offer) -> str:
    """Put into a variable, or into the list or dict in it; the reason where that cannot be followed, else empty."""
    assert walk.passages is not None
    if offer.node in walk.renamed:
        return "its name changes here"
    key = walk.passages.of_holder(holder, shape)
    walk.hand_over(key, offer.node, offer.stretch, offer.whole_text, offer.optional)
    return ""


def join(walk: Walk, call: cst.Call, joined: Sequence[Expression], offer: Offer) -> bool:
    """Into what a call makes of several lists, one after the other: ``chain(xs, ys)``."""
    if walk.passages is None:
        return False
    keep_in(walk, walk.passages.holders.of_join(call, joined), LIST, offer)
    return True


def _needs_all(walk: Walk, holder: Holder, shape: str) -> bool:
    """Whether a variable cannot be followed from one assignment alone."""
    if holder.is_shared:
        return True
    if holder.problem:
        return False
    if shape in (DICT, GROUPS) or sum(not is_none(value) for value in holder.stored) > 1:
        return True
    return shape == LIST and any(list_filling(walk.tree.parent, use) is not None for use in holder.reads)


def list_filling(parent: Callable[[Node], Node | None], use: Expression) -> Node | None:
    """What ``xs.append(m)``, ``xs.insert(0, m)``, ``xs.extend(C)`` or ``xs += C`` puts into the list ``use``."""
    above = parent(use)
    if isinstance(above, cst.AugAssign):
        return above.value if above.target is use and isinstance(above.operator, cst.AddAssign) else None
    method = attribute_of(above)
    if above is None or method is None or method[0] is not use:
        return None
    call = parent(above)
    if not isinstance(call, cst.Call) or call.func is not above:
        return None
    arguments = plain_arguments(call)
    count = {"append": 1, "extend": 1, "insert": 2}.get(method[1])
    return arguments[-1] if arguments is not None and len(arguments) == count else None
