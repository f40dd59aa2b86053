"""Which places lead to what is looked for: asked in any order, the answers are those of a plain walk."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rundata_migrate.flow.places import State
from rundata_migrate.flow.reachability import Reachability

NODES: list[Any] = [f"place {number}" for number in range(8)]


def walked(edges: dict[Any, list[Any]], met: set[Any], start: Any) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        at = waiting.pop()
        if at in met:
            return True
        if at not in seen:
            seen.add(at)
            waiting += edges.get(at, [])
    return False


@given(
    st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES), max_size=4)),
    st.sets(st.sampled_from(NODES), max_size=2),
    st.permutations(NODES),
)
def test_it_agrees_with_a_plain_walk(edges: dict[Any, list[Any]], met: set[Any], asked: list[Any]) -> None:
    expanded: list[Any] = []

    def before(state: State) -> list[State]:
        expanded.append(state.at)
        return [State(one) for one in edges.get(state.at, [])]

    known = Reachability(before, lambda state: state.at in met)
    for one in (*asked, *asked):
        assert known.leads(State(one)) is walked(edges, met, one)
    assert len(expanded) == len(set(expanded))  # each place once
