"""Edits that are made together, and places that are followed back through them, against the plain way to do both."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.engine.edits import Moves, Taken, overlap_among
from rundata_migrate.findings import Edit

LENGTH = 12
EDITS = st.builds(
    lambda one, two, text: Edit(min(one, two), max(one, two), text),
    st.integers(0, LENGTH),
    st.integers(0, LENGTH),
    st.text("xy", max_size=2),
)
FIXES = st.lists(st.lists(EDITS, min_size=1, max_size=3), max_size=6)


def contradict(one: Edit, two: Edit) -> bool:
    """Both change a character, one inserts within what the other changes, or both insert at one place."""
    if one.start == one.end or two.start == two.end:
        inside = (one.start < two.start < one.end) or (two.start < one.start < two.end)
        return inside or (one.start, one.end) == (two.start, two.end)
    return bool(set(range(one.start, one.end)) & set(range(two.start, two.end)))


@given(FIXES)
def test_a_fix_is_taken_where_none_of_its_edits_contradicts_one_that_is(fixes: list[list[Edit]]) -> None:
    taken, plain = Taken(), list[Edit]()
    for fix in fixes:
        if overlap_among(fix):
            continue
        new = [edit for edit in fix if edit not in plain]
        is_free = not any(contradict(edit, other) for edit in new for other in plain)
        assert taken.take(fix) is is_free
        if is_free:
            plain += new
    for one, two in itertools.combinations(dict.fromkeys(plain), 2):
        assert not contradict(one, two)


@given(st.lists(EDITS, max_size=5))
def test_the_edits_of_a_fix_that_contradict_each_other_are_seen(edits: list[Edit]) -> None:
    pairs = itertools.combinations(dict.fromkeys(edits), 2)
    assert overlap_among(edits) is any(contradict(one, two) for one, two in pairs)


@given(st.lists(EDITS, max_size=6))
def test_what_no_edit_touched_is_found_where_it_was(edits: list[Edit]) -> None:
    taken = Taken()
    made = sorted((edit for edit in edits if taken.take([edit], may_share=False)), key=lambda one: (one.start, one.end))
    text = "".join(map(chr, range(ord("A"), ord("A") + LENGTH)))  # each character once
    new = apply_edits(text, made)
    moves = Moves(made)
    for offset, character in enumerate(new):
        if character in text:
            assert moves.back(offset) == text.index(character)
        else:
            assert any(edit.start <= moves.back(offset) <= edit.end for edit in made)
    assert moves.back(len(new)) == len(text)
