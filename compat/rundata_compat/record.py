"""Where list-style uses are written down: JSON lines, one object a place, counts that add up.

``{"version": 1, "file": ..., "line": ..., "end_line": ..., "col": ..., "end_col": ..., "operation": ...,
"container": ..., "function": ..., "source": ..., "count": ...}``. Lines count from 1; columns are UTF-8 byte offsets
from 0, as in Python's ``ast``, and null before Python 3.11. ``source`` is the line itself without its indentation, or
null. A place is written at once when it is first seen, further counts when the process ends.

The operation ``iter`` is no list-style use: it says that a container itself was iterated, by a loop, a comprehension,
or a call that was given it as one of the variables ``names``. The elements that are read do not show that.
``rundata-migrate --evidence`` needs it.
"""

from __future__ import annotations

import atexit
import json
import linecache
import os
import sys
import threading
import warnings
import weakref
from itertools import islice
from types import CodeType
from typing import Any, NamedTuple

__all__ = ["ITERATION", "Place", "Recorder", "place_of"]

VERSION = 1

ITERATION = "iter"
"""The operation that is no list-style use."""


class Place(NamedTuple):
    """One place of one operation, as it stands in a record."""

    file: str
    line: int
    end_line: int | None
    col: int | None
    end_col: int | None
    operation: str
    container: str


class Recorder:
    """Appends list-style uses to a file, from many threads and processes. OSError if the file cannot be written."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.path.abspath(os.fspath(path))  # a later chdir changes nothing
        os.close(self._open())
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._failed = False
        self._more: dict[tuple[int, int, str, str], int] = {}
        self._places: dict[tuple[int, int, str, str], tuple[Place, dict[str, Any]]] = {}
        self._codes: list[CodeType] = []  # kept, so that their ids are not given to others
        atexit.register(self.flush)
        self._flush_with_multiprocessing()
        _recorders.add(self)

    def add(
        self,
        code: CodeType,
        lasti: int,
        line: int,
        operation: str,
        container: str,
        names: tuple[str, ...] | None = None,
    ) -> None:
        """Count one use by the instruction ``lasti`` of ``code``."""
        key = (id(code), lasti, operation, container)
        with self._lock:
            if (
                self._process != os.getpid()
            ):  # not in begin_child: multiprocessing forgets its finalizers after the fork
                self._process = os.getpid()
                self._flush_with_multiprocessing()
            if key in self._more:
                self._more[key] += 1
                return
            place = place_of(code, lasti, line, operation, container)
            self._more[key] = 0
            self._codes.append(code)
            self._places[key] = (place, _context(place, code, names))
            self._write([(*self._places[key], 1)])

    def iterated(self, code: CodeType, lasti: int, line: int, container: str, names: tuple[str, ...] = ()) -> None:
        """Count one iteration of a container, as ``add`` counts a list-style use."""
        self.add(code, lasti, line, ITERATION, container, names)

    def flush(self) -> None:
        """Append the counts that were not written yet."""
        with self._lock:
            counted = [(*self._places[key], count) for key, count in self._more.items() if count]
            for key in self._more:
                self._more[key] = 0
            self._write(counted)

    def begin_child(self) -> None:
        """Forked: the parent writes its own counts."""
        # Another thread may have held the lock, and there is none in the child to give it back.
        self._lock = threading.Lock()
        self._more.clear()
        self._places.clear()

    def _flush_with_multiprocessing(self) -> None:
        # Its children leave through os._exit, which runs no atexit functions but these.
        util: Any = sys.modules.get("multiprocessing.util")
        if util is not None:
            util.Finalize(self, self.flush, exitpriority=0)

    def _open(self) -> int:
        return os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)

    def _write(self, counted: list[tuple[Place, dict[str, Any], int]]) -> None:
        if not counted or self._failed:
            return
        lines = "".join(
            json.dumps({"version": VERSION, **place._asdict(), **context, "count": count}) + "\n"
            for place, context, count in counted
        )
        try:
            descriptor = self._open()
            try:
                _lock_file(descriptor, True)
                os.write(descriptor, lines.encode())
            finally:
                # Closing is not enough: a process forked meanwhile has the file open too, and would wait for itself.
                _lock_file(descriptor, False)
                os.close(descriptor)
        except OSError as error:
            # The program is the user's; its record must not end it.
            self._failed = True
            warnings.warn(f"rundata_compat cannot write its record {self.path}: {error}", RuntimeWarning, stacklevel=2)


def _context(place: Place, code: CodeType, names: tuple[str, ...] | None) -> dict[str, Any]:
    """What shows a later reader whether it is still the same place, and what was iterated there."""
    context: dict[str, Any] = {
        "function": code.co_name,
        "source": linecache.getline(place.file, place.line).strip() or None,
    }
    if names is not None:
        context["names"] = names
    return context


_recorders: weakref.WeakSet[Recorder] = weakref.WeakSet()


def _forked() -> None:
    for recorder in list(_recorders):
        recorder.begin_child()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def _lock_file(descriptor: int, wanted: bool) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: one append of a few lines is all that is asked of it
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX if wanted else fcntl.LOCK_UN)


def place_of(code: CodeType, lasti: int, line: int, operation: str, container: str) -> Place:
    """The place of an instruction, with its columns where Python has them (3.11 and later)."""
    file = code.co_filename
    if not file.startswith("<"):
        file = os.path.abspath(file)
    end_line: int | None = line
    col: int | None = None
    end_col: int | None = None
    if sys.version_info >= (3, 11):
        start, end, left, right = next(islice(code.co_positions(), lasti // 2, None), (None, None, None, None))
        line, end_line, col, end_col = start or line, end or line, left, right
    return Place(file, line, end_line, col, end_col, operation, container)
