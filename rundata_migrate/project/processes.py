"""Work on many units, here or in as many processes as pay; the answers come in the order of the units."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TypeVar

from rundata_migrate.findings import EngineOptions
from rundata_migrate.links import Group
from rundata_migrate.project.results import FileResult, error

_Unit = TypeVar("_Unit", str, Group)


_Answer = TypeVar("_Answer")


BYTES_A_PROCESS = 200_000
"""How much source makes another process pay."""


def each(
    units: Sequence[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """What ``work`` makes of each unit, in their order, from here or from as many processes as pay."""
    jobs = min(jobs or _worthwhile([path for unit in units for path in _paths(unit)]), len(units))
    if jobs > 1:
        return _in_processes(deque(units), work, options, jobs)
    return (work(unit, options) for unit in units)


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
    """The answers from a pool; if a process dies, each unit that is left gets a pool of its own."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield from _pooled(waiting, work, options, jobs)
    except BrokenProcessPool:
        while waiting:
            unit = waiting[0]
            try:
                yield from _pooled(deque([unit]), work, options, 1)
            except BrokenProcessPool:
                yield _died(unit)  # type: ignore[misc]
            waiting.popleft()


def _died(unit: str | Group) -> tuple[str, bool] | tuple[FileResult, ...]:
    """What is answered for a unit that takes its process with it."""
    if isinstance(unit, str):
        return unit, True
    asked = [member.path for member in unit.members if member.is_asked]
    said = "the process that worked on this file died"
    return tuple(FileResult(path, (error(path, "RD907", said),)) for path in asked)


def _pooled(
    waiting: deque[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """The answers from one pool; a unit is taken from ``waiting`` once its answer is there."""
    from concurrent.futures import Future, ProcessPoolExecutor

    ahead = jobs * 32  # enough that one slow unit stops nobody; answers wait for their turn in memory
    todo = iter(tuple(waiting))
    running: deque[Future[_Answer]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_prepare_worker)
    done = False
    try:
        first = list(islice(todo, ahead))
        # those that take long go first, so that the others fill what time is left; answers keep the order of units
        by_size = sorted(range(len(first)), key=lambda index: -len(_paths(first[index])))
        started = {index: pool.submit(work, first[index], options) for index in by_size}
        running.extend(started[index] for index in range(len(first)))
        while running:
            answer = running.popleft().result()
            waiting.popleft()
            yield answer  # before anything else can fail
            running.extend(pool.submit(work, unit, options) for unit in islice(todo, 1))
        done = True
    finally:
        # On Ctrl-C, and when nobody wants the rest, nobody waits; else the pool must end before the interpreter does.
        pool.shutdown(wait=done, cancel_futures=True)


def _prepare_worker() -> None:
    """In a worker, Ctrl-C is the end and no traceback: only the first process writes files."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
