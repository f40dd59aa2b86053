"""What an expression can hold, as far as MLflow's run data goes, and how two such answers are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce

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


# -- joining ----------------------------------------------------------------------------------


def join(values: Iterable[Value]) -> Value:
    """What is known of a name that may hold any of these, whatever order they come in.

    All at once, not two by two: a run beside something unknown is unknown, and would be lost before a third value came.
    What is sure, what may be None and that a container is among them is the same in steps (``test_lattice.py``).
    """
    every = [value for value in values if value.kind != PENDING_KIND]
    some = [value for value in every if value.kind != NONE]
    if not some:
        return NONE_VALUE if every else PENDING
    result = _joined(some)
    is_optional = len(some) < len(every) or any(value.optional for value in some)
    return replace(result, optional=True) if is_optional and not result.optional else result


def _joined(values: list[Value]) -> Value:
    """The same of values of which each counts; those of one kind are joined first."""
    if len(values) == 1:
        return values[0]
    # by kinds first, those that hold run data before the others: two by two as they come, what comes first would decide
    groups: dict[str, list[Value]] = {}
    for value in values:
        groups.setdefault(value.kind, []).append(value)
    found: list[Value] = []
    # several of a kind may come to be a list, or unknown
    for kind in (*(one for one in groups if one not in (SEQUENCE, UNKNOWN)), SEQUENCE, UNKNOWN):
        alike = _alike(groups[kind]) if kind in groups else None
        if alike is not None and alike.kind == kind:
            found.append(alike)
        elif alike is not None:
            groups.setdefault(alike.kind, []).append(alike)
    return reduce(_unlike, sorted(found, key=_rank))


def _rank(value: Value) -> tuple[int, str]:
    return _ORDER.get(value.kind, len(_ORDER)), value.kind


_ORDER = {kind: at for at, kind in enumerate((CONTAINER, MIXED, ENTITY, SEQUENCE, MAPPING, TUPLE, RUN, RUN_DATA))}
_ORDER[UNKNOWN] = 100
"""What holds run data is joined first, so that it is not lost in what is unknown, which is joined last."""


def _unlike(first: Value, second: Value) -> Value:
    for rule in _UNLIKE:
        found = rule(first, second)
        if found is not None:
            return found
    return VARIOUS_VALUE


# Several values of one kind.


def _alike(values: list[Value]) -> Value:
    if len(values) == 1:
        return values[0]
    kind = values[0].kind
    together = _TOGETHER.get(kind)
    return together(values) if together is not None else reduce(_BY_TWO.get(kind, _both), values)


def _both(one: Value, two: Value) -> Value:
    """The same thing, known in two ways."""
    differing = SEVERAL if one.kind == MIXED and one.container and two.container else None
    return replace(
        one,
        container=one.container if one.container == two.container else differing,
        confidence=one.confidence if one.confidence == two.confidence else Confidence.LIKELY,
        empties=tuple(dict.fromkeys((*one.empties, *two.empties))),
        origins=one.origins | two.origins,
        various=one.various or two.various,
        by_running=one.by_running or two.by_running,
        optional=one.optional or two.optional,
    )


def _collections(values: list[Value]) -> Value:
    """Of dicts with other keys: what only some of them have is not known of the others."""
    inner = join(value.inner or UNKNOWN_VALUE for value in values)
    whole = replace(values[0], inner=inner, origins=frozenset().union(*(value.origins for value in values)))
    if not all(value.keys for value in values):
        return replace(whole, items=(), keys=())
    held = [dict(zip(value.keys, value.items, strict=True)) for value in values]
    keys = tuple(dict.fromkeys(key for value in values for key in value.keys))
    items = tuple(join(value.get(key, UNKNOWN_VALUE) for value in held) for key in keys)
    return replace(whole, items=items, keys=keys)


def _tuples(values: list[Value]) -> Value:
    if len({len(value.items) for value in values}) > 1:
        return sequence(join(item for value in values for item in value.items))
    columns = zip(*(value.items for value in values), strict=True)
    return replace(values[0], items=tuple(_joined(list(column)) for column in columns))


def _one_of_several(values: list[Value]) -> Value:
    if len({value.node for value in values}) == 1:
        return reduce(_both, values)
    return replace(VARIOUS_VALUE, items=tuple(dict.fromkeys(values)))


def _definitions(one: Value, two: Value) -> Value:
    return _both(one, two) if one.node is two.node else VARIOUS_VALUE


def _imported(one: Value, two: Value) -> Value:
    is_same = one.dotted == two.dotted and (one.kind != API or one.node is two.node)
    return _both(one, two) if is_same else VARIOUS_VALUE


def _unknowns(one: Value, two: Value) -> Value:
    if one.items != two.items:
        return replace(VARIOUS_VALUE, items=tuple(dict.fromkeys((*one.items, *two.items, UNKNOWN_VALUE))))
    return _both(one, two) if one.node is two.node else VARIOUS_VALUE


_TOGETHER: dict[str, Callable[[list[Value]], Value]] = {
    **dict.fromkeys((SEQUENCE, MAPPING, FUTURE), _collections),
    TUPLE: _tuples,
    **dict.fromkeys((INSTANCE, LOCAL_FUNCTION), _one_of_several),
}
_BY_TWO: dict[str, Callable[[Value, Value], Value]] = {
    **dict.fromkeys((LOCAL_CLASS, MODULE), _definitions),
    **dict.fromkeys((API, METHOD, LIBRARY), _imported),
    UNKNOWN: _unknowns,
}


# Two values of two kinds, the first the one that comes first in _ORDER: the first rule that has an answer gives it.


def _of_containers(first: Value, second: Value) -> Value | None:
    """A container or entity here, something else there."""
    if first.kind not in _DIRECT:
        return None
    direct = [one for one in (first, second) if one.kind in _DIRECT]
    names = {SEVERAL if one.kind == CONTAINER and not one.container else one.container for one in direct} - {None}
    container = names.pop() if len(names) == 1 else SEVERAL if names else None
    return replace(first, kind=MIXED, container=container)


def _of_lists(first: Value, second: Value) -> Value | None:
    if first.kind == SEQUENCE and second.kind == TUPLE:
        return replace(first, inner=join((first.inner or UNKNOWN_VALUE, *second.items)))
    if second.kind == RIVAL:
        return None
    held = [one for one in (first, second) if holds_container(one)]
    return doubted(held[0]) if held else None


def _of_runs(first: Value, second: Value) -> Value | None:
    runs = [one for one in (first, second) if one.kind in (RUN, RUN_DATA)]
    if not runs:
        return None
    return VARIOUS_VALUE if second.kind == UNKNOWN else replace(runs[0], kind=MIXED)


def _of_objects(first: Value, second: Value) -> Value | None:
    """One of several instances or functions, or anything."""
    if second.kind != UNKNOWN or first.kind not in (INSTANCE, LOCAL_FUNCTION):
        return None
    if not second.items and isinstance(first.node, cst.Call):
        return Value(RIVAL)  # a namedtuple or namespace may be anybody's
    return replace(VARIOUS_VALUE, items=tuple(dict.fromkeys((*(second.items or (second,)), first))))


def _of_rivals(first: Value, second: Value) -> Value | None:
    return Value(RIVAL) if RIVAL in (first.kind, second.kind) else None


_DIRECT = frozenset({CONTAINER, MIXED, ENTITY})
_UNLIKE = (_of_containers, _of_lists, _of_runs, _of_objects, _of_rivals)


def holds_container(value: Value) -> bool:
    """Whether a list or mapping has containers in it."""
    parts = (*value.items, value.inner)
    return value.kind in (SEQUENCE, MAPPING, TUPLE) and any(
        part is not None and part.kind in (CONTAINER, MIXED) and part.container is not None for part in parts
    )


def doubted(value: Value) -> Value:
    """A list or mapping with containers in it, where something else may have come in its place."""
    inner = _joined([value.inner, UNKNOWN_VALUE]) if value.inner is not None else None
    return replace(value, inner=inner, items=tuple(_joined([item, UNKNOWN_VALUE]) for item in value.items))


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
