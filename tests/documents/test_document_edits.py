"""Edits of several rounds as one list against the first text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from rundata_migrate.documents.edits import apply_edits, composed
from rundata_migrate.findings import Edit


@st.composite
def edited(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of a text, in order and without overlaps; some touch each other, some only insert."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(places[::2], places[1::2], strict=False))
    return [Edit(start, end, draw(st.text("xyz\n", max_size=3))) for start, end in spans]


@given(st.data(), st.text("ab\n", max_size=20), st.integers(0, 4))
def test_the_edits_of_all_rounds_make_the_text_of_the_last(data: st.DataObject, text: str, rounds: int) -> None:
    joined: list[Edit] = []
    now = text
    for _ in range(rounds):
        edits = data.draw(edited(now))
        joined = composed(joined, edits)
        now = apply_edits(now, edits)
    assert apply_edits(text, joined) == now
    assert all(one.end < two.start for one, two in itertools.pairwise(joined))
    assert all(0 <= one.start <= one.end <= len(text) for one in joined)


def test_what_a_later_round_makes_of_an_edit_is_one_edit() -> None:
    first = [Edit(1, 2, "long"), Edit(4, 4, "in")]
    assert composed(first, [Edit(2, 4, "-"), Edit(8, 9, "")]) == [Edit(1, 2, "l-g"), Edit(4, 4, "i")]
