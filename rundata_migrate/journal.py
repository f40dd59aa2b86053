"""What goes together is written down while it is put in place: the next run finds a fix that a killed one left half."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, NamedTuple

from rundata_migrate import files, writing

_HEADER = {"rundata-migrate": "journal", "version": 1}


class Entry(NamedTuple):
    """One file of a fix."""

    target: str
    """Its absolute path; relative to the journal's folder in the journal."""
    temporary: str
    """Where its new bytes wait."""
    old: str
    """The digest of its old bytes."""
    new: str
    """The digest of its new bytes."""


class Journal:
    """One file in each folder that a fix writes to, as long as its files are put in place."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self._open: list[tuple[str, IO[bytes]]] = []

    def write(self, entries: Sequence[Entry]) -> None:
        """Write down what goes together; raises OSError, and leaves nothing then."""
        try:
            for folder in sorted({os.path.dirname(entry.target) for entry in entries}):
                self._open.append(writing.opened_beside(folder, files.JOURNAL))
            paths = [path for path, _ in self._open]
            for path, stream in self._open:
                stream.write(_as_json(entries, paths, os.path.dirname(path)))
                stream.flush()
                os.fsync(stream.fileno())
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """All is in place, or is as it was."""
        for path, stream in self._open:
            with suppress(OSError):
                stream.close()
            with suppress(OSError):
                os.unlink(path)
        self._open = []


def entry_of(staged: writing.Staged, old: bytes, new: bytes) -> Entry:
    """The entry for a file whose new bytes wait beside it."""
    return Entry(staged.target, staged.temporary, _digest(old), _digest(new))


@dataclass(frozen=True)
class Half:
    """A fix that a killed run left half written."""

    written: tuple[str, ...]
    """Files that have their new text, as they are shown."""
    waiting: tuple[str, ...]
    """Files that have not."""
    is_finished: bool = False
    """They have it now."""


def look(paths: Iterable[str]) -> Iterator[Half]:
    """What these journals say is half written, each fix once; nothing is changed."""
    seen: set[tuple[str, ...]] = set()
    for path in paths:
        found = _half(_read(path)[0])
        if found is not None and found.waiting not in seen:
            seen.add(found.waiting)
            yield found


def finish(paths: Iterable[str]) -> Iterator[Half]:
    """The same, but what is half written is finished where nothing has changed since; the journals go."""
    for path in paths:
        with writing.left_behind(path) as is_left:
            if not is_left:
                continue
            entries, journals = _read(path)
            found = _half(entries)
            half = found and _finished(found, entries)
        for name in (*(entry.temporary for entry in entries), *journals, path):
            with suppress(OSError):
                os.unlink(name)
        if half is not None:
            yield half


def _finished(half: Half, entries: Sequence[Entry]) -> Half:
    waiting = [entry for entry in entries if _state(entry.target) != entry.new]
    if any(_state(one.target) != one.old or _state(one.temporary) != one.new for one in waiting):
        return half
    try:
        for entry in waiting:
            os.replace(entry.temporary, entry.target)
    except OSError:
        return _half(entries) or half
    return Half(half.written, half.waiting, is_finished=True)


def _half(entries: Sequence[Entry]) -> Half | None:
    """None where no file has its new text, or all have."""
    is_new = {files.from_here(entry.target): _state(entry.target) == entry.new for entry in entries}
    if len(set(is_new.values())) < 2:
        return None
    written = tuple(path for path, new in is_new.items() if new)
    return Half(written, tuple(path for path, new in is_new.items() if not new))


def _state(path: str) -> str:
    try:
        return _digest(files.read(path)) if os.path.isfile(path) else ""
    except OSError:
        return ""


def _digest(data: bytes) -> str:
    import hashlib  # with json, for runs that write

    return hashlib.sha256(data).hexdigest()


def _as_json(entries: Sequence[Entry], journals: Sequence[str], folder: str) -> bytes:
    import json

    rows = [[_from(folder, one.target), _from(folder, one.temporary), one.old, one.new] for one in entries]
    return json.dumps({**_HEADER, "files": rows, "journals": [_from(folder, one) for one in journals]}).encode()


def _from(folder: str, path: str) -> str:
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # another drive
        return path


def _read(path: str) -> tuple[list[Entry], list[str]]:
    """The entries of a journal, and all journals of its fix; none of one that was not written to its end."""
    import json

    folder = os.path.dirname(os.path.realpath(path))
    try:
        value = json.loads(files.read(path))
        if {name: value.pop(name) for name in _HEADER} != _HEADER:
            return [], []
        rows = [Entry(*map(str, row)) for row in value["files"]]
        journals = [_at(folder, str(name)) for name in value["journals"]]
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return [], []
    entries = [row._replace(target=_at(folder, row.target), temporary=_at(folder, row.temporary)) for row in rows]
    return (entries, journals) if all(map(_is_ours, entries)) and all(map(files.is_journal, journals)) else ([], [])


def _is_ours(entry: Entry) -> bool:
    """New bytes wait beside their file: what comes with a repository cannot put its own bytes elsewhere."""
    is_beside = os.path.dirname(entry.temporary) == os.path.dirname(entry.target)
    return is_beside and writing.is_temporary(entry.temporary)


def _at(folder: str, name: str) -> str:
    return os.path.normpath(os.path.join(folder, name))
