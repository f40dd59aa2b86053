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
from typing import Any, NamedTuple, Optional, Tuple

from rundata_compat.bounded import MOST, remember

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


_Row = Tuple[Place, str, Optional[str], Optional[Tuple[str, ...]]]
"""A place, its function, the text of its line, and the names that hold what was iterated there."""


class Recorder:
    """Appends list-style uses to a file, from many threads and processes. OSError if the file cannot be written."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.path.abspath(os.fspath(path))  # a later chdir changes nothing
        os.close(self._open())
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._failed = False
        self._counts: dict[_Row, int] = {}
        # Instruction -> its row, and the code object, which is kept so that its id is not given to another one.
        self._rows: dict[tuple[int, int, str, str], tuple[CodeType, _Row]] = {}
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
            known = self._rows.get(key)
            if known is None:
                place = place_of(code, lasti, line, operation, container)
                row = (place, code.co_name, linecache.getline(place.file, place.line).strip() or None, names)
                known = remember(self._rows, key, (code, row))
            row = known[1]
            if row in self._counts:
                self._counts[row] += 1
                return
            if len(self._counts) >= MOST:  # code without end, in places without end
                self._flush()
                self._counts.clear()
            self._counts[row] = 0
            self._write([(row, 1)])

    def iterated(self, code: CodeType, lasti: int, line: int, container: str, names: tuple[str, ...] = ()) -> None:
        """Count one iteration of a container, as ``add`` counts a list-style use."""
        self.add(code, lasti, line, ITERATION, container, names)

    def flush(self) -> None:
        """Append the counts that were not written yet."""
        with self._lock:
            self._flush()

    def _flush(self) -> None:
        counted = [(row, count) for row, count in self._counts.items() if count]
        self._counts.update(dict.fromkeys(self._counts, 0))
        self._write(counted)

    def begin_child(self) -> None:
        """Forked: the parent writes its own counts."""
        # Another thread may have held the lock, and there is none in the child to give it back.
        self._lock = threading.Lock()
        self._counts.clear()
        self._rows.clear()

    def _flush_with_multiprocessing(self) -> None:
        # Its children leave through os._exit, which runs no atexit functions but these.
        util: Any = sys.modules.get("multiprocessing.util")
        if util is not None:
            util.Finalize(self, self.flush, exitpriority=0)

    def _open(self) -> int:
        return os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)

    def _write(self, counted: list[tuple[_Row, int]]) -> None:
        if not counted or self._failed:
            return
        lines = "".join(json.dumps(dict(_fields(row), count=count)) + "\n" for row, count in counted)
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


def _fields(row: _Row) -> dict[str, Any]:
    """A row as it is written: the place, and what shows a later reader whether it is still the same one."""
    place, function, source, names = row
    fields = {"version": VERSION, **place._asdict(), "function": function, "source": source}
    return fields if names is None else dict(fields, names=names)


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
