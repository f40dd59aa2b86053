"""What an expression can hold, as far as MLflow's run data goes, and how two such answers are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence
from rundata_migrate.syntax import Node, name_of

# Kinds of value.
UNKNOWN = "unknown"  # from outside, nothing known
OTHER = "other"  # known, and nothing of MLflow's run data
NONE = "none"
PENDING_KIND = "pending"
MODULE = "module"  # of the project, `node` is its root
API = "api"  # a module, class or function, by dotted path
CLIENT, STORE, RUN, RUN_DATA = api.CLIENT, api.STORE, api.RUN, api.RUN_DATA
CONTAINER = "container"
ENTITY = "container element"
SEQUENCE = "sequence"  # of `inner`
MAPPING = "mapping"  # to `inner`
TUPLE = "tuple"  # of `items`
RIVAL = "rival"
MIXED = "mixed"  # a container here, something else there
LOCAL_FUNCTION = "local function"
LOCAL_CLASS = "local class"
INSTANCE = "instance"  # of the local class `node`
METHOD = "bound method"  # `dotted` of `inner`, a client or store
TO_DICTIONARY = "dictionary form"
ROWS = "rows"  # of a dictionary form: the list of one container
DATA_DICT = "dict of run data"  # `dict(run.data)`: the containers themselves, by name
SEVERAL = "several"
"""The ``container`` of what is mixed, where it may be more than one of them."""
DATA_VARS = "attributes of run data"  # `vars(run.data)`: its attributes by their names
LIBRARY = "object of a library"  # of the class `dotted`, see python_api.py
FUTURE = "future"  # of `inner`


@dataclass(frozen=True)
class Value:
    """An abstract value. ``why`` leads from here to where MLflow's object came from."""

    kind: str
    container: str | None = None
    dotted: str = ""
    inner: Value | None = None
    items: tuple[Value, ...] = ()
    keys: tuple[str, ...] = ()
    """Of a mapping that is written out: the keys of ``items``."""
    node: Node | None = None
    confidence: Confidence = Confidence.PROVEN
    why: tuple[str, ...] = ()
    optional: bool = False
    empties: tuple[Node, ...] = ()
    """Empty list literals that stand in for the container: ``run.data.tags or []``."""
    various: bool = False
    """Unknown, but something else than run data arrives here too: no record of one run may decide what it is."""
    by_running: bool = False
    """It is run data because a recorded use says so."""
    origins: frozenset[Node] = frozenset()
    """The expressions that made a list or dict: something may be put into it later. Of a container and its entities:
    the reads of run data that gave it."""


UNKNOWN_VALUE = Value(UNKNOWN)
VARIOUS_VALUE = Value(UNKNOWN, various=True)
OTHER_VALUE = Value(OTHER)
NONE_VALUE = Value(NONE)
PENDING = Value(PENDING_KIND)
"""Asked for inside its own evaluation: no answer yet."""

READ_LIKE_A_RUN = "of unknown origin, read like a run"
"""In the chain of what is only known by its shape."""

INTERESTING = frozenset({CONTAINER, ENTITY, SEQUENCE, MAPPING, RUN, RUN_DATA})


def join(values: Iterable[Value]) -> Value:
    """What is known of a name that may hold any of these."""
    result: Value | None = None
    optional = False
    for value in values:
        if value.kind == PENDING_KIND:
            continue
        if value.kind == NONE:
            optional = True
            continue
        result = value if result is None else _join_two(result, value)
    if result is None:
        return NONE_VALUE if optional else PENDING
    return replace(result, optional=True) if optional and not result.optional else result


def _join_two(one: Value, two: Value) -> Value:
    if one.kind == two.kind:
        if one.kind in (SEQUENCE, MAPPING, FUTURE):
            inner = join((one.inner or UNKNOWN_VALUE, two.inner or UNKNOWN_VALUE))
            one = replace(one, origins=one.origins | two.origins)
            if one.keys != two.keys:
                return _join_keyed(replace(one, inner=inner), two)
            items = tuple(join(pair) for pair in zip(one.items, two.items, strict=True))
            return replace(one, inner=inner, items=items)
        if one.kind == TUPLE and len(one.items) == len(two.items):
            items = tuple(_join_two(a, c) for a, c in zip(one.items, two.items, strict=True))
            return replace(one, items=items)
        if one.kind == INSTANCE and one.node is not two.node:
            return replace(VARIOUS_VALUE, items=(one, two))
        if one.kind == LOCAL_FUNCTION and one.node is not two.node:
            return replace(VARIOUS_VALUE, items=(one, two))
        if one.kind in (LOCAL_CLASS, MODULE) and one.node is not two.node:
            return VARIOUS_VALUE
        if one.kind == UNKNOWN and one.items != two.items:
            return replace(VARIOUS_VALUE, items=tuple(dict.fromkeys((*one.items, *two.items, UNKNOWN_VALUE))))
        if one.kind == UNKNOWN and one.node is not two.node:
            return VARIOUS_VALUE
        if one.kind in (API, METHOD, LIBRARY) and (
            one.dotted != two.dotted or (one.kind == API and one.node is not two.node)
        ):
            return VARIOUS_VALUE
        confidence = one.confidence if one.confidence == two.confidence else Confidence.LIKELY
        differing = SEVERAL if one.kind == MIXED and one.container and two.container else None
        container = one.container if one.container == two.container else differing
        one = replace(one, empties=tuple(dict.fromkeys((*one.empties, *two.empties))))
        one = replace(one, origins=one.origins | two.origins)
        one = replace(one, various=one.various or two.various, by_running=one.by_running or two.by_running)
        return replace(one, container=container, confidence=confidence, optional=one.optional or two.optional)
    for first, second in ((one, two), (two, one)):
        if first.kind == UNKNOWN and not first.items and second.kind == INSTANCE and isinstance(second.node, cst.Call):
            return Value(RIVAL)  # a namedtuple or namespace may be anybody's
        if first.kind == UNKNOWN and second.kind in (INSTANCE, LOCAL_FUNCTION):
            return replace(VARIOUS_VALUE, items=tuple(dict.fromkeys((*(first.items or (first,)), second))))
        if first.kind == SEQUENCE and second.kind == TUPLE:
            return replace(first, inner=join((first.inner or UNKNOWN_VALUE, *second.items)))
        if first.kind in (CONTAINER, MIXED, ENTITY):
            container = SEVERAL if first.kind == CONTAINER and first.container is None else first.container
            return replace(first, kind=MIXED, container=container)
        if holds_container(first) and second.kind != RIVAL:
            return doubted(first)
        if first.kind in (RUN, RUN_DATA) and second.kind == UNKNOWN:
            return VARIOUS_VALUE
    for first in (one, two):
        if first.kind in (RUN, RUN_DATA):
            return replace(first, kind=MIXED)
    if RIVAL in (one.kind, two.kind):
        return Value(RIVAL)
    return VARIOUS_VALUE


def _join_keyed(one: Value, two: Value) -> Value:
    """Two dicts with other keys, or the same in another order; what only one of them has is not known of the other."""
    if not one.keys or not two.keys:
        return replace(one, items=(), keys=())
    held = [dict(zip(value.keys, value.items, strict=True)) for value in (one, two)]
    keys = tuple(dict.fromkeys((*one.keys, *two.keys)))
    items = tuple(join(value.get(key, UNKNOWN_VALUE) for value in held) for key in keys)
    return replace(one, items=items, keys=keys)


def holds_container(value: Value) -> bool:
    """Whether a list or mapping has containers in it."""
    parts = (*value.items, value.inner)
    return value.kind in (SEQUENCE, MAPPING, TUPLE) and any(
        part is not None and part.kind in (CONTAINER, MIXED) and part.container is not None for part in parts
    )


def doubted(value: Value) -> Value:
    """A list or mapping with containers in it, where something else may have come in its place."""
    inner = _join_two(value.inner, UNKNOWN_VALUE) if value.inner is not None else None
    return replace(value, inner=inner, items=tuple(_join_two(item, UNKNOWN_VALUE) for item in value.items))


def made_at(value: Value, node: Node) -> Value:
    """What the expression makes or reads."""
    return replace(value, origins=frozenset({node}))


def sequence(inner: Value) -> Value:
    """A list, tuple, generator, ... whose elements are ``inner``."""
    return Value(SEQUENCE, inner=inner, why=inner.why, confidence=inner.confidence)


def is_empty_display(node: Node | None) -> bool:
    """``[]``, ``{}``, ``list()``, ``dict()``."""
    if isinstance(node, (cst.List, cst.Dict)):
        return not node.elements
    return isinstance(node, cst.Call) and not node.args and name_of(node.func) in ("list", "dict")
