"""New bytes in the place of old ones, all of them or none: no other room changes a file."""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from rundata_migrate import files

if sys.platform != "win32":
    import fcntl

_SUFFIX = ".tmp"
_TEMPORARY = re.compile(rf"{re.escape(files.OURS)}\w+{re.escape(_SUFFIX)}")
_OLD = 3600.0
"""Seconds after which a temporary file is nobody's, where it cannot be asked whether a run still has it open."""


class ChangedOnDiskError(Exception):
    """The file is not what it was when it was read."""


class Staged:
    """New bytes, safe on the disk in a temporary file beside the one that they are for."""

    def __init__(self, target: str, temporary: str, old: bytes | None, stream: IO[bytes], links: int) -> None:
        self.target = target
        self.temporary = temporary
        self.links = links
        """How many other names (hard links) the file has: they keep the old bytes."""
        self._old = old
        self._stream = stream

    def commit(self) -> None:
        """Put them in place; raises ChangedOnDiskError or OSError, and the file is as it was then."""
        try:
            _check(self.target, self._old)
            if sys.platform == "win32":
                self.let_go()
            os.replace(self.temporary, self.target)
        except BaseException:
            self.discard()
            raise
        self.let_go()

    def discard(self) -> None:
        """Take them away again."""
        self.let_go()
        with suppress(OSError):
            os.unlink(self.temporary)

    def let_go(self) -> None:
        """Close the temporary file: another run may then take it for one that was left behind."""
        self._stream.close()


def write(path: str, new: bytes, old: bytes | None) -> int:
    """Put ``new`` in the place of ``old`` at once; returns and raises what Staged and ``stage`` do."""
    staged = stage(path, new, old)
    staged.commit()
    return staged.links


def stage(path: str, new: bytes, old: bytes | None) -> Staged:
    """Write ``new`` beside the file at ``path`` that holds ``old``, or that is not there yet where that is None.

    Mode and owner are kept, symbolic links written through. Raises ChangedOnDiskError if the file does not hold
    ``old``, OSError if it cannot be done.
    """
    target = os.path.realpath(path)
    status = os.stat(target) if old is not None else None
    # replacing would not ask: the owner did
    if status is not None and (not status.st_mode & 0o222 or not os.access(target, os.W_OK)):
        raise PermissionError(13, "the file is read-only", path)
    temporary, stream = opened_beside(os.path.dirname(target))
    try:
        stream.write(new)
        stream.flush()
        set_owner_and_mode(temporary, status)
        os.fsync(stream.fileno())
        _check(target, old)
    except BaseException:  # Ctrl-C too leaves no litter
        with suppress(OSError):  # of closing: what is still to be written goes nowhere
            stream.close()
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return Staged(target, temporary, old, stream, status.st_nlink - 1 if status is not None else 0)


def _check(target: str, old: bytes | None) -> None:
    if old is None:
        if os.path.lexists(target):
            raise ChangedOnDiskError("another run made the file meanwhile")
    elif files.read(target) != old:
        raise ChangedOnDiskError("the file changed while it was being migrated")


def opened_beside(folder: str, suffix: str = _SUFFIX) -> tuple[str, IO[bytes]]:
    """A new file, and locked, so that it is seen that somebody is at work on it."""
    while True:
        handle, name = tempfile.mkstemp(prefix=files.OURS, suffix=suffix, dir=folder)
        stream = os.fdopen(handle, "wb")
        if sys.platform != "win32":
            with suppress(OSError):  # not every file system has locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            if not os.path.lexists(name):  # swept away before it was locked
                stream.close()
                continue
        return name, stream


def set_owner_and_mode(temporary: str, status: os.stat_result | None) -> None:
    """Those of the old file; those of any new file where there is none."""
    if status is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        return
    chown = getattr(os, "chown", None)
    if chown is not None:
        with suppress(OSError):  # only root may give files away
            chown(temporary, status.st_uid, status.st_gid)
    os.chmod(temporary, stat.S_IMODE(status.st_mode))


def is_temporary(path: str) -> bool:
    """Whether a file has the name of one that new bytes wait in."""
    return _TEMPORARY.fullmatch(os.path.basename(path)) is not None


def sweep(folder: str) -> list[str]:
    """Remove what killed runs left in a folder, and say what; what another run is at work on stays.

    So does all of it where a journal says that it may be needed.
    """
    removed = []
    with suppress(OSError), os.scandir(folder or os.curdir) as found:
        entries = list(found)
        for entry in entries if not any(files.is_journal(entry.name) for entry in entries) else ():
            if is_temporary(entry.name) and entry.is_file(follow_symlinks=False):
                with left_behind(entry.path) as is_left:
                    pass
                if is_left:  # closed now, else Windows would not let it go
                    with suppress(OSError):
                        os.unlink(entry.path)
                        removed.append(entry.path)
    return removed


@contextmanager
def left_behind(path: str) -> Iterator[bool]:
    """Whether a file that a run of ours made is nobody's any more; within, no other run takes it."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        yield False
        return
    try:
        yield _is_left(handle)
    finally:
        os.close(handle)


def _is_left(handle: int) -> bool:
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # not every file system has locks
            pass
        else:
            return True
    return time.time() - os.fstat(handle).st_mtime >= _OLD
