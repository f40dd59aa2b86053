"""The laws of join: in which order values arrive, or how often, says nothing of what a name may hold."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst
from hypothesis import given, settings
from hypothesis import strategies as st

from rundata_migrate.findings import Confidence
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.lattice import Value, join, made_at, sequence

_NODES = [cst.Name("one"), cst.Name("two"), cst.Call(cst.Name("namedtuple"))]
_PLAIN = [k.RUN, k.RUN_DATA, k.CLIENT, k.STORE, k.OTHER, k.NONE, k.PENDING_KIND, k.RIVAL, k.TO_DICTIONARY, k.DATA_DICT]
_containers = st.sampled_from(["metrics", "tags", None])
_nodes = st.sampled_from(_NODES)

_single = st.one_of(
    st.builds(Value, st.sampled_from(_PLAIN)),
    st.builds(Value, st.sampled_from([k.CONTAINER, k.ENTITY, k.MIXED, k.ROWS]), _containers),
    st.builds(Value, st.sampled_from([k.RUN, k.RUN_DATA]), confidence=st.sampled_from([*Confidence][:2])),
    st.builds(Value, st.sampled_from([k.INSTANCE, k.LOCAL_FUNCTION, k.LOCAL_CLASS, k.MODULE]), node=_nodes),
    st.builds(Value, st.sampled_from([k.API, k.LIBRARY]), dotted=st.sampled_from(["a", "b"])),
    st.builds(Value, st.just(k.UNKNOWN), various=st.booleans()),
)


def _lists(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    held = inner.filter(lambda value: value.kind not in (k.NONE, k.PENDING_KIND))
    pairs = st.lists(held, min_size=1, max_size=3)
    mapping = st.builds(lambda items: Value(k.MAPPING, inner=join(items)), pairs)
    return st.one_of(
        st.builds(lambda value, node: made_at(sequence(value), node), held, _nodes),
        mapping,
        st.builds(lambda items: Value(k.TUPLE, items=tuple(items)), pairs),
    )


def _or_none(value: Value, may_be_none: bool) -> Value:
    return replace(value, optional=True) if may_be_none and value.kind not in (k.NONE, k.PENDING_KIND) else value


_values = st.builds(_or_none, st.one_of(_single, _lists(_single)), st.booleans())
_several = st.lists(_values, min_size=2, max_size=5)


def _said(value: Value | None) -> object:
    """What a value says, without the way that led to it: of several objects their order says nothing."""
    if value is None:
        return None
    items = tuple(_said(one) for one in value.items)
    is_bag = value.kind == k.UNKNOWN
    return (
        value.kind,
        value.container,
        value.dotted,
        _said(value.inner),
        frozenset(items) if is_bag else items,
        value.keys,
        value.node if value.kind in (k.INSTANCE, k.LOCAL_FUNCTION, k.LOCAL_CLASS, k.MODULE) else None,
        value.confidence if value.kind in (k.RUN, k.RUN_DATA, k.CONTAINER) else None,
        value.optional,
        value.various,
    )


@given(_values, _values)
def test_two_values_may_come_in_either_order(one: Value, two: Value) -> None:
    assert _said(join((one, two))) == _said(join((two, one)))


@settings(max_examples=300)
@given(_several, st.randoms(use_true_random=False))
def test_many_values_may_come_in_any_order(values: list[Value], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _said(join(values)) == _said(join(shuffled))


@given(_several)
def test_a_value_joined_with_itself_is_that_value(values: list[Value]) -> None:
    for value in (values[0], join(values)):
        assert _said(join((value, value))) == _said(value)


_DEFINITE = frozenset({k.CONTAINER, k.ENTITY, k.RUN, k.RUN_DATA, k.CLIENT, k.STORE})
"""Kinds for which something is rewritten: nothing else may be there."""


@settings(max_examples=300)
@given(_several, st.integers(1, 4))
def test_values_that_are_joined_in_steps_are_as_sure_as_all_at_once(values: list[Value], at: int) -> None:
    """Not the same: a run beside something unknown is given up, so that a third value finds no run there any more.

    What is rewritten, what may be None, and that a container is among them, does not depend on the steps.
    """
    at = min(at, len(values) - 1)
    at_once, in_steps = join(values), join((join(values[:at]), join(values[at:])))
    assert in_steps.optional == at_once.optional
    if _DEFINITE & {at_once.kind, in_steps.kind}:
        assert _said(in_steps) == _said(at_once)
    if any(value.kind == k.CONTAINER for value in values):
        assert in_steps.kind in (k.CONTAINER, k.MIXED)


@settings(max_examples=300)
@given(_several)
def test_one_value_more_makes_nothing_surer(values: list[Value]) -> None:
    fewer, more = join(values[:-1]), join(values)
    if more.kind in _DEFINITE:
        assert fewer.kind in (more.kind, k.NONE, k.PENDING_KIND)
    assert more.optional or not fewer.optional or fewer.kind == k.NONE


@given(_values)
def test_what_is_not_known_yet_adds_nothing(value: Value) -> None:
    assert join((k.PENDING, value)) == join((value,)) == join((value, k.PENDING))


@given(_values.filter(lambda value: value.kind not in (k.CONTAINER, k.NONE, k.PENDING_KIND)))
def test_a_container_is_never_lost_beside_something_else(value: Value) -> None:
    """Named it must be: what a container was joined with may not hide it."""
    assert join((Value(k.CONTAINER, "metrics"), value)).kind == k.MIXED
    assert join((value, Value(k.CONTAINER, "metrics"))).container is not None
