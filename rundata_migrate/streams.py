"""Standard streams that fail: what cannot be written is dropped and told at the end, and the work goes on.

A report that nobody reads is no reason to leave files half migrated.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_EBADF = 9


class Output:
    """A text stream like ``sys.stdout`` that never raises for what becomes of the text."""

    def __init__(self, stream: Any, name: str) -> None:
        """``stream`` is None where the program was started without it."""
        self._stream = stream
        self._name = name
        self._lost: Exception | None = None

    @property
    def is_lost(self) -> bool:
        """Whether something could not be written."""
        return self._lost is not None

    @property
    def buffer(self) -> _Bytes:
        """The same for bytes."""
        return _Bytes(self)

    def write(self, text: str) -> int:
        """Write text, if that is still of use."""
        self.attempt("write", text)
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        self.attempt("flush")

    def isatty(self) -> bool:
        """Whether somebody is looking."""
        return self._stream is not None and bool(self._stream.isatty())

    def attempt(self, method: str, *arguments: object, of_bytes: bool = False) -> None:
        """Call a method of the stream, or of its buffer; where that fails the stream is given up."""
        if self._lost is not None:
            return
        try:
            if self._stream is None:
                if method == "write" and any(arguments):
                    raise OSError(_EBADF, os.strerror(_EBADF))
                return
            getattr(self._stream.buffer if of_bytes else self._stream, method)(*arguments)
        except (OSError, ValueError) as error:  # ValueError: it is closed
            if isinstance(error, UnicodeError):
                raise
            self._lost = error
            self._drop()

    def complaint(self) -> str:
        """What went wrong, in one line; empty where nothing did, or where the reader has gone on purpose."""
        if self._lost is None or isinstance(self._lost, BrokenPipeError):
            return ""
        return f"standard {self._name}: {getattr(self._lost, 'strerror', None) or self._lost}"

    def _drop(self) -> None:
        """Let the interpreter's last flush find an open door."""
        from contextlib import suppress

        with suppress(OSError, ValueError, AttributeError):
            door = os.open(os.devnull, os.O_WRONLY)
            os.dup2(door, self._stream.fileno())
            os.close(door)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Bytes:
    """The binary side of an Output."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, data: bytes) -> int:
        self._output.attempt("write", data, of_bytes=True)
        return len(data)

    def flush(self) -> None:
        self._output.attempt("flush", of_bytes=True)


class Standard:
    """The standard streams of one run, in the place of those of ``sys``."""

    def __enter__(self) -> Standard:
        _open_doors()
        self._former = sys.stdout, sys.stderr
        self.output, self.errors = Output(sys.stdout, "output"), Output(sys.stderr, "error")
        sys.stdout, sys.stderr = self.output, self.errors
        return self

    def __exit__(self, *failure: object) -> None:
        sys.stdout, sys.stderr = self._former

    def finish(self, program: str) -> bool:
        """Send what was printed, and complain where that cannot be done; whether all of it went out."""
        self.output.flush()
        complaint = self.output.complaint()
        if complaint:
            self.errors.write(f"{program}: {complaint}\n")
        self.errors.flush()
        return not (self.output.is_lost or self.errors.is_lost)


def reconfigure(stream: object) -> None:
    """A path or a message may hold what the terminal's encoding does not."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


def is_lost(stream: object) -> bool:
    """Whether something could not be written to a stream."""
    return isinstance(stream, Output) and stream.is_lost


def read_input() -> bytes:
    """All of standard input; raises OSError, also where the program was started without it."""
    if sys.stdin is None:
        raise OSError(_EBADF, os.strerror(_EBADF))
    return sys.stdin.buffer.read()


def _open_doors() -> None:
    """Open what is closed of the first three files, else the next file that is opened would be taken for one."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
