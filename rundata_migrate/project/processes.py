"""Work on many units, here or in as many processes as pay; the answers come in the order of the units.

What goes wrong with a unit is its answer, whatever it is: an exception, a process that dies, a unit that cannot
be sent to one.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from rundata_migrate.findings import EngineOptions, Finding
from rundata_migrate.project.gathering import Group
from rundata_migrate.project.results import FileResult, error, failure

if TYPE_CHECKING:
    from concurrent.futures import Future

_Unit = TypeVar("_Unit", str, Group)
_Answer = TypeVar("_Answer")


BYTES_A_PROCESS = 200_000
"""How much source makes another process pay."""

_AHEAD = 32
"""Units on their way for each process, so that one slow unit stops nobody; answers wait for their turn in memory."""


def each(
    units: Sequence[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """What ``work`` makes of each unit, in their order, from here or from as many processes as pay."""
    jobs = min(jobs or _worthwhile([path for unit in units for path in _paths(unit)]), len(units))
    if jobs > 1:
        return _in_processes(deque(units), work, options, jobs)
    return (_attempt(work, unit, options) for unit in units)


def _attempt(work: Callable[[_Unit, EngineOptions], _Answer], unit: _Unit, options: EngineOptions) -> _Answer:
    """What ``work`` makes of a unit; where it raises, that is said of the unit's files."""
    try:
        return work(unit, options)
    except Exception as reason:
        return _failed(unit, reason)  # type: ignore[return-value]


def _failed(unit: str | Group, reason: BaseException | None) -> tuple[str, bool] | tuple[FileResult, ...]:
    """The answer for a unit on which the work failed; without a reason its process died."""
    if isinstance(unit, str):
        return unit, True
    asked = [member.path for member in unit.members if member.is_asked]
    return tuple(FileResult(path, (_finding(path, reason),)) for path in asked)


def _finding(path: str, reason: BaseException | None) -> Finding:
    if reason is None:
        return error(path, "RD907", "the process that worked on this file died")
    return failure(path, reason)


def _paths(unit: str | Group) -> list[str]:
    return [unit] if isinstance(unit, str) else [member.path for member in unit.members]


def _worthwhile(paths: Sequence[str]) -> int:
    """How many processes pay: each costs the start of an interpreter and the import of libcst."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if processors == 1 or len(paths) < 4:
        return 1
    size = 0
    for path in paths:
        with suppress(OSError):
            size += os.stat(path).st_size
    return min(processors, size // BYTES_A_PROCESS, 61)  # Windows waits for no more


def _in_processes(
    waiting: deque[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """The answers from a pool.

    If a process dies, each unit that may have killed it gets a pool of its own, and the others a new one. Where no
    process can be started any more, the rest is done here.
    """
    from concurrent.futures.process import BrokenProcessPool

    while waiting:
        try:
            yield from _pooled(waiting, work, options, jobs)
        except BrokenProcessPool:
            for _ in range(min(jobs * _AHEAD, len(waiting))):
                yield _alone(waiting, work, options)
        except OSError:
            while waiting:
                yield _attempt(work, waiting.popleft(), options)


def _alone(waiting: deque[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions) -> _Answer:
    """The answer for the first unit, from a process of its own."""
    from concurrent.futures.process import BrokenProcessPool

    unit = waiting[0]
    try:
        (answer,) = _pooled(deque([unit]), work, options, 1)
    except BrokenProcessPool:
        answer = _failed(unit, None)  # type: ignore[assignment]
    waiting.popleft()
    return answer


def _pooled(
    waiting: deque[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """The answers from one pool; a unit is taken from ``waiting`` once its answer is there."""
    from concurrent.futures import ProcessPoolExecutor

    todo = iter(tuple(waiting))
    running: deque[Future[_Answer]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_prepare_worker)
    done = False
    try:
        first = list(islice(todo, jobs * _AHEAD))
        # those that take long go first, so that the others fill what time is left; answers keep the order of units
        by_size = sorted(range(len(first)), key=lambda index: -len(_paths(first[index])))
        started = {index: pool.submit(_attempt, work, first[index], options) for index in by_size}
        running.extend(started[index] for index in range(len(first)))
        while running:
            answer = _answer(running.popleft(), waiting[0])
            waiting.popleft()
            yield answer  # before anything else can fail
            running.extend(pool.submit(_attempt, work, unit, options) for unit in islice(todo, 1))
        done = True
    finally:
        # On Ctrl-C, and when nobody wants the rest, nobody waits; else the pool must end before the interpreter does.
        pool.shutdown(wait=done, cancel_futures=True)


def _answer(future: Future[_Answer], unit: str | Group) -> _Answer:
    """What came of a unit, though the unit, or its answer, could not be sent from process to process."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as reason:
        return _failed(unit, reason)  # type: ignore[return-value]


def _prepare_worker() -> None:
    """In a worker, Ctrl-C and the like are the end and no traceback: only the first process writes files."""
    import signal
    from threading import Thread

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """Wait until the first process is gone, and end: where it was killed nobody else tells a worker."""
    from multiprocessing import connection, parent_process

    first = parent_process()
    if first is not None:
        connection.wait([first.sentinel])
        os._exit(1)
