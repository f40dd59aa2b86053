"""Signals that end a run: they become exceptions, so that it can clear up, and wait while files are saved."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Terminated(BaseException):
    """The process was told to end, by the signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number
        """The exit status that shells give to it."""


@contextmanager
def handled() -> Iterator[None]:
    """Within: what would end the process at once raises Terminated. Ctrl-C raises KeyboardInterrupt, as ever."""
    former = {}
    try:
        for number in _ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:  # one that is ignored (nohup) stays so
                former[number] = signal.signal(number, _terminate)
    except ValueError:  # not the main thread: whoever runs it knows what to do
        pass
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _terminate(number: int, _: FrameType | None) -> None:
    raise Terminated(number)


@contextmanager
def deferred() -> Iterator[None]:
    """Within: signals that end the run wait until what is being done is done."""
    waiting: list[tuple[int, FrameType | None]] = []
    former = {}
    try:
        for number in _ENDING:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                former[number] = signal.signal(number, lambda number, frame: waiting.append((number, frame)))
    except ValueError:  # not the main thread: it is the one that is interrupted
        pass
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        for number, frame in waiting[:1]:
            handler = former[number]
            if callable(handler):
                handler(number, frame)
            else:
                signal.raise_signal(number)
