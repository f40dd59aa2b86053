"""The baseline: a file that lists the sites which a project has and knows of, so that only new ones fail.

One entry a line, sorted, without line numbers: git merges what two branches did to it as it merges code. The first
line says what the file is and the version of its form.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rundata_migrate import files, writing
from rundata_migrate.config import ConfigError

VERSION = 1
_HEADER = {"rundata-migrate": "baseline", "version": VERSION}
_FIELDS = {"file": str, "in": str, "rule": str, "code": str, "count": int}
_MARKER = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_NEWLY = "mend it, or delete it and write it anew with --write-baseline"


class BaselineError(ConfigError):
    """The baseline cannot be read or written; the message is one line: ``file:line: what``."""


class Entry(NamedTuple):
    """Sites that look the same in one definition of one file; sorted as they stand in the file."""

    file: str
    """Relative to the baseline's folder, with slashes."""
    definition: str
    """As fingerprints.Fingerprint has it."""
    rule: str
    code: str


@dataclass
class Baseline:
    """The entries of one file, and how many sites each stands for."""

    path: str
    """As it was given."""
    entries: Counter[Entry] = field(default_factory=Counter)
    data: bytes | None = None
    """As it was read; None where there was no file."""

    @property
    def folder(self) -> str:
        """The real folder that files are relative to."""
        return os.path.dirname(os.path.realpath(self.path))

    def name_of(self, path: str) -> str:
        """A file as entries name it."""
        real = os.path.realpath(path)
        try:
            return os.path.relpath(real, self.folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return real.replace(os.sep, "/")

    def path_of(self, name: str) -> str:
        """The absolute path of a file that an entry names."""
        return os.path.normpath(os.path.join(self.folder, name))


def load(path: str, *, may_be_new: bool = False) -> Baseline:
    """Read a baseline; raises BaselineError for one that is missing, unless it may be, or not as it was written."""
    try:
        data = files.read(path)
    except FileNotFoundError as error:
        if may_be_new and os.path.isdir(os.path.dirname(os.path.realpath(path))):
            return Baseline(path)
        hint = "" if may_be_new else " (--write-baseline makes it)"
        raise BaselineError(f"{path}: {error.strerror}{hint}") from None
    except (OSError, ValueError) as error:
        raise BaselineError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    found = Baseline(path, data=data)
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        bad = data.count(b"\n", 0, error.start) + 1
        raise BaselineError(f"{path}:{bad}: not valid UTF-8; {_NEWLY}") from None
    for number, line in enumerate(lines, 1):
        if number > 1 and not line.strip():
            continue
        try:
            _take(found, number, line)
        except ValueError as error:
            raise BaselineError(f"{path}:{number}: {error}; {_NEWLY}") from None
    return found


def _take(found: Baseline, number: int, line: str) -> None:
    """Take in one line; raises ValueError for one that cannot be there."""
    if _MARKER.match(line):
        raise ValueError("a conflict of a merge is left")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not a line of JSON") from None
    if number == 1:
        _check_header(value)
        return
    entry, count = _entry(value)
    if os.path.isabs(entry.file):  # as somebody wrote it, or a run on another drive
        entry = entry._replace(file=found.name_of(entry.file))
    # Where a merge kept the lines of both branches the larger count holds: the rest is told as new.
    found.entries[entry] = max(found.entries[entry], count)


def _check_header(value: Any) -> None:
    if not isinstance(value, dict) or value.get("rundata-migrate") != "baseline":
        raise ValueError("not a baseline of rundata-migrate")
    if value != _HEADER:
        raise ValueError(f"version {value.get('version')!r} of the form, where this release knows {VERSION}")


def _entry(value: Any) -> tuple[Entry, int]:
    if not isinstance(value, dict) or value.keys() != _FIELDS.keys():
        raise ValueError(f"an entry has {', '.join(_FIELDS)}")
    for name, kind in _FIELDS.items():
        if type(value[name]) is not kind:
            raise ValueError(f"{name} is not {'a number' if kind is int else 'text'}")
    if value["count"] < 1:
        raise ValueError("count is less than 1")
    return Entry(value["file"], value["in"], value["rule"], value["code"]), value["count"]


def save(baseline: Baseline, entries: Counter[Entry]) -> bool:
    """Write the entries in the place of the baseline's; False where nothing changed. Raises BaselineError."""
    lines = [_HEADER, *(dict(zip(_FIELDS, (*entry, count), strict=True)) for entry, count in sorted(entries.items()))]
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    if data == baseline.data:
        return False
    try:
        writing.write(baseline.path, data, baseline.data)
    except (OSError, writing.ChangedOnDiskError) as error:
        raise BaselineError(f"{baseline.path}: not written: {getattr(error, 'strerror', None) or error}") from None
    return True
