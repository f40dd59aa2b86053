"""The report's own file (``--output-file``): there as a whole when the run is over, or as it was before."""

from __future__ import annotations

import io
import os
import stat
from contextlib import suppress
from typing import IO

from rundata_migrate import writing
from rundata_migrate.documents import SUFFIXES
from rundata_migrate.files import SETTINGS
from rundata_migrate.report import ReportError


class ReportFile:
    """A file for a report, opened before anything else is done, so that one that cannot be written stops the run early.

    A regular file is replaced at the end (``commit``) by what was written until then. Anything else (a pipe, a device)
    is written as it comes. What goes wrong in between is kept for ``commit``, for a report stops no migration.
    """

    def __init__(self, path: str) -> None:
        """Raises ReportError."""
        self.path = path
        self._target = os.path.realpath(path)
        self._temporary: str | None = None
        self._reason: OSError | None = None
        if path.endswith(SUFFIXES) or os.path.basename(path) in SETTINGS:
            raise ReportError(f"{path}: a report does not take the place of a program, or of settings")
        try:
            self._stream = io.TextIOWrapper(self._opened(), encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as reason:
            raise ReportError(f"{path or '(empty name)'}: {reason.strerror or reason}") from None

    def _opened(self) -> IO[bytes]:
        try:
            status = os.stat(self._target)
        except FileNotFoundError:
            status = None
        if status is not None and not stat.S_ISREG(status.st_mode):
            return open(self.path, "wb")
        if status is not None and not os.access(self._target, os.W_OK):
            raise PermissionError(13, "the file is read-only", self.path)
        self._temporary, stream = writing.opened_beside(os.path.dirname(self._target))
        writing.set_owner_and_mode(self._temporary, status)
        return stream

    def write(self, text: str) -> None:
        """Add to the report."""
        if self._reason is None:
            try:
                self._stream.write(text)
            except OSError as reason:
                self._reason = reason

    def commit(self) -> None:
        """Put what was written in the place of the file; raises ReportError, and then the file is as it was."""
        try:
            if self._reason is not None:
                raise self._reason
            self._stream.flush()
            if self._temporary is not None:
                os.fsync(self._stream.fileno())
                self._stream.close()
                os.replace(self._temporary, self._target)
                self._temporary = None
        except OSError as reason:
            raise ReportError(f"{self.path}: the report is not written: {reason.strerror or reason}") from None

    def __enter__(self) -> ReportFile:
        return self

    def __exit__(self, *failure: object) -> None:
        """Leave no half of a report behind."""
        with suppress(OSError):
            self._stream.close()
        if self._temporary is not None:
            with suppress(OSError):
                os.unlink(self._temporary)
