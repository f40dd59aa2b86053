"""Questions that lead to questions, to any depth: a chain of a thousand calls is deeper than Python's own stack.

A question is answered by a plain recursive function, as long as it leads to few others. Beyond that it is put off:
everything on the way is left, what lies deeper is answered first, and then the question is asked again, which now finds
that answer. So recursion stays the way to write evaluation, and its depth is bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from rundata_migrate.flow.lattice import MIXED, PENDING, PENDING_KIND, Value

MOST_DEEP = 20
"""Questions inside each other; one costs up to twenty-five frames of Python's stack."""
MOST_PUT_OFF = 20_000
"""For one question: what lies deeper then may be anything, so that a site of it is named and never rewritten."""

_Q = TypeVar("_Q")


class _PutOff(Exception):
    """What has to be answered first."""

    def __init__(self, asked: object) -> None:
        super().__init__()
        self.asked = asked


class Stack(Generic[_Q]):
    """The questions that are being answered."""

    def __init__(
        self, answer: Callable[[_Q], Value], remember: Callable[[_Q, Value], None], forget: Callable[[_Q], None]
    ) -> None:
        """``answer`` may ask again; ``remember`` and ``forget`` keep answers, PENDING among them, for those who ask."""
        self._answer = answer
        self._remember = remember
        self._forget = forget
        self._depth = 0
        self._is_cut_off = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing has been asked that is not answered yet."""
        return self._depth == 0

    def ask(self, asked: _Q) -> Value:
        """The answer to a question that is not known yet."""
        if self._depth == 0:
            return self._from_below(asked)
        if self._depth >= MOST_DEEP:
            if self._is_cut_off:
                return Value(MIXED)
            raise _PutOff(asked)
        return self._at(self._depth + 1, asked)

    def _at(self, depth: int, asked: _Q) -> Value:
        outer, self._depth = self._depth, depth
        try:
            return self._answer(asked)
        finally:
            self._depth = outer

    def _from_below(self, asked: _Q) -> Value:
        waiting: list[tuple[_Q, list[_Q]]] = [(asked, [])]
        """The questions that wait for the next one, each with those below it that came back to one that waits."""
        put_off = 0
        try:
            while True:
                top, open_below = waiting[-1]
                try:
                    value = self._at(1, top)
                except _PutOff as deeper:
                    put_off += 1
                    self._is_cut_off = put_off > MOST_PUT_OFF
                    self._remember(top, PENDING)
                    waiting.append((deeper.asked, []))  # type: ignore[arg-type]
                    continue
                waiting.pop()
                for one in open_below:
                    self._forget(one)
                if not waiting:
                    return value
                if value.kind == PENDING_KIND:  # it leads back to one that waits, which must not ask for it again
                    self._remember(top, PENDING)
                    waiting[-1][1].append(top)
        finally:
            self._is_cut_off = False
            for one, open_below in waiting:
                for asked_again in (one, *open_below):
                    self._forget(asked_again)
