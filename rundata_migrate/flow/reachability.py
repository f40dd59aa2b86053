"""Which places lead back to a container at all: asked for thousands of reads, answered by one walk over the program.

Each place is expanded once, however many questions pass it. Where a container is met, all that led there is known to
lead to one; what has been walked to its end without that leads to none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from rundata_migrate.flow.places import Key, State


class Reachability:
    """What is known so far of the places that have been asked about."""

    def __init__(self, before: Callable[[State], list[State]], is_met: Callable[[State], bool]) -> None:
        """``before`` gives the places before one, ``is_met`` says whether what was looked for stands at it."""
        self._before = before
        self._is_met = is_met
        self._seen: set[Key] = set()
        self._leading: set[Key] = set()
        self._behind: dict[Key, list[Key]] = defaultdict(list)
        """Place -> those that it has been reached from."""

    def leads(self, start: State) -> bool:
        """Whether something is met on any way back from a place, however far."""
        waiting = [start]
        while waiting:
            state = waiting.pop()
            if state.key in self._seen:
                continue
            self._seen.add(state.key)
            if self._is_met(state):
                self._mark(state.key)
                continue
            for one in self._before(state):
                if one.key in self._leading:
                    self._mark(state.key)
                else:
                    self._behind[one.key].append(state.key)
                    waiting.append(one)
        return start.key in self._leading

    def _mark(self, key: Key) -> None:
        """A place leads to what was looked for, and so do all that lead to it."""
        waiting = [key]
        while waiting:
            one = waiting.pop()
            if one not in self._leading:
                self._leading.add(one)
                waiting += self._behind.pop(one, ())
