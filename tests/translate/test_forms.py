"""The laws of settle: what goes from one stretch to the next has what is read there, and no more than that takes."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from rundata_migrate.translate.forms import ITEMS, KEY, KEYS, ROLES, VALUE, VALUES, Stretch, settle

_WIDTH = {KEYS: 1, VALUES: 1, ITEMS: 2}
_Links = list[tuple[int, int]]

_needs = st.sets(st.sampled_from([KEY, VALUE]))
_forbidden = st.sets(st.sampled_from([KEYS, VALUES]))
_many = st.lists(st.tuples(_needs, _forbidden), min_size=1, max_size=4)


@st.composite
def _flows(draw: st.DrawFn) -> tuple[list[tuple[set[str], set[str]]], _Links]:
    """Stretches, with what each needs and may not be, and which of them goes to which; also in a circle."""
    stretches = draw(_many)
    numbers = st.integers(0, len(stretches) - 1)
    return stretches, draw(st.lists(st.tuples(numbers, numbers), max_size=5))


def _settled(stretches: list[tuple[set[str], set[str]]], links: _Links) -> list[str]:
    made = [Stretch(needs=set(needs), forbidden=set(forbidden)) for needs, forbidden in stretches]
    settle(made, [(made[up], made[down]) for up, down in links])
    return [one.form for one in made]


def _serves(forms: list[str], stretches: list[tuple[set[str], set[str]]], links: _Links) -> bool:
    """Whether each stretch has what is read in it, is nothing that it may not be, and what it hands on is there."""
    return all(
        needs <= set(ROLES[form]) and form not in forbidden
        for form, (needs, forbidden) in zip(forms, stretches, strict=True)
    ) and all(set(ROLES[forms[down]]) <= set(ROLES[forms[up]]) for up, down in links)


@settings(max_examples=300)
@given(_flows())
def test_each_stretch_has_what_is_read_of_it_and_behind_it(
    flow: tuple[list[tuple[set[str], set[str]]], _Links],
) -> None:
    assert _serves(_settled(*flow), *flow)


@settings(max_examples=300)
@given(_flows())
def test_no_stretch_could_be_less(flow: tuple[list[tuple[set[str], set[str]]], _Links]) -> None:
    """Of all the choices that serve, none has a stretch of one role where this one has both, nor fewer pairs."""
    stretches, links = flow
    if not all(needs for needs, _ in stretches):
        return  # what is not read at all takes the form that is at hand
    forms = _settled(stretches, links)
    serving = [
        list(other)
        for other in itertools.product(ROLES, repeat=len(stretches))
        if _serves(list(other), stretches, links)
    ]
    assert sum(map(_WIDTH.__getitem__, forms)) == min(sum(map(_WIDTH.__getitem__, other)) for other in serving)


@given(_flows(), st.randoms(use_true_random=False))
def test_the_order_of_links_says_nothing(flow: tuple[list[tuple[set[str], set[str]]], _Links], random: object) -> None:
    stretches, links = flow
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _settled(stretches, shuffled) == _settled(stretches, links)


@given(_flows())
def test_what_is_settled_stays_so(flow: tuple[list[tuple[set[str], set[str]]], _Links]) -> None:
    stretches, links = flow
    made = [Stretch(needs=set(needs), forbidden=set(forbidden)) for needs, forbidden in stretches]
    pairs = [(made[up], made[down]) for up, down in links]
    settle(made, pairs)
    first = [one.form for one in made]
    settle(made, pairs)
    assert [one.form for one in made] == first
