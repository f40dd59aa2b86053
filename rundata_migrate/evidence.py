"""What ran: records of list-style uses that ``rundata_compat`` wrote, read and given to the files that they are about.

A record says that at a place, at least once, MLflow's run data was used as a list. It does not say that the place
never sees anything else; what is made of it is decided in ``flow/evidence_places.py``.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rundata_migrate.findings import RecordedUse
from rundata_migrate.survey import Survey

FORMAT = 1
"""The format of the records that this release reads (``VERSION`` of compat/rundata_compat/record.py)."""

_SITES = ("site-packages", "dist-packages")


class EvidenceError(Exception):
    """A record that cannot be read; the message is one line: file, line number where there is one, and why."""


@dataclass(frozen=True)
class Recorded:
    """What all the records say, by the name that the recorded file had, and the folder of the record."""

    files: Mapping[tuple[str, str], tuple[RecordedUse, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Matched:
    """The uses of the files that were asked for."""

    files: Mapping[str, tuple[RecordedUse, ...]] = field(default_factory=dict)
    """Path, as it was asked for -> what was recorded there, in order of lines."""
    places: int = 0
    """How many places were recorded in all."""
    elsewhere: int = 0
    """Of these: in files that were not asked for, or that cannot be told from one another."""


# -- reading ---------------------------------------------------------------------------------------


def load(paths: Iterable[str]) -> Recorded:
    """Read records; a path with ``*``, ``?`` or ``[`` that is no file stands for the files that it matches, if any.

    Raises EvidenceError for a file that is missing, cannot be read or is no record of a known format.
    """
    files: dict[tuple[str, str], dict[RecordedUse, int]] = {}
    for path in paths:
        for name in _expanded(path):
            folder = os.path.dirname(os.path.abspath(name))
            for file, use in _read(name):
                counts = files.setdefault((file, folder), {})
                place = replace(use, count=0)
                counts[place] = counts.get(place, 0) + use.count
    return Recorded(
        {
            file: tuple(replace(use, count=count) for use, count in sorted(counts.items(), key=_order))
            for file, counts in files.items()
        }
    )


def _order(item: tuple[RecordedUse, int]) -> tuple[int, int, str, str]:
    use = item[0]
    return use.line, use.column or 0, use.operation, use.container


def _expanded(path: str) -> list[str]:
    if not glob.has_magic(path) or os.path.exists(path):
        return [path]
    return sorted(glob.glob(path, recursive=True))


def _read(path: str) -> Iterable[tuple[str, RecordedUse]]:
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                yield _parsed(line, f"{path}:{number}")
    except OSError as error:
        raise EvidenceError(f"{path}: {error.strerror or error}") from None


def _parsed(line: bytes, where: str) -> tuple[str, RecordedUse]:
    import json  # only where there is a record: starting quickly counts

    try:
        data: Any = json.loads(line.decode())
    except UnicodeDecodeError:
        raise EvidenceError(f"{where}: not valid UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise EvidenceError(f"{where}: not a line of JSON: {' '.join(str(error).split())}") from None
    if not isinstance(data, dict) or "version" not in data:
        raise EvidenceError(f"{where}: not a record of rundata_compat")
    if data["version"] != FORMAT:
        raise EvidenceError(f"{where}: format {data['version']!r} is unknown; this release reads format {FORMAT}")

    def member(name: str, *kinds: type, default: Any = ...) -> Any:
        value = data.get(name, default)
        if value is ...:
            raise EvidenceError(f"{where}: {name} is missing")
        if type(value) not in kinds:
            raise EvidenceError(f"{where}: {name} has the wrong type")
        return value

    nothing = type(None)
    names = member("names", list, default=[])
    if not all(isinstance(name, str) for name in names):
        raise EvidenceError(f"{where}: names has the wrong type")
    return member("file", str), RecordedUse(
        line=member("line", int),
        end_line=member("end_line", int, nothing),
        column=member("col", int, nothing),
        end_column=member("end_col", int, nothing),
        operation=member("operation", str),
        container=member("container", str),
        count=member("count", int),
        function=member("function", str, nothing, default=None),
        source=member("source", str, nothing, default=None),
        names=tuple(names),
    )


# -- which file is which ---------------------------------------------------------------------------


def match(recorded: Recorded, paths: Sequence[str]) -> Matched:
    """Find the recorded files among ``paths``.

    A recorded file is the one with the same real path. Where there is none, and nothing is there on this machine,
    it is the one whose path has the longest end in common with it, if there is exactly one.
    """
    known: dict[str, list[str]] = {}
    for path in paths:
        known.setdefault(os.path.realpath(path), []).append(path)
    by_name: dict[str, list[str]] = {}
    for real in known:
        by_name.setdefault(os.path.basename(real), []).append(real)
    found: dict[str, dict[RecordedUse, int]] = {}
    places = elsewhere = 0
    for (file, folder), uses in recorded.files.items():
        places += len(uses)
        real_path = _same_file(file, folder, known) or _same_end(file, folder, by_name)
        if real_path is None:
            elsewhere += len(uses)
            continue
        for path in known[real_path]:
            counts = found.setdefault(path, {})
            for use in uses:
                place = replace(use, count=0)
                counts[place] = counts.get(place, 0) + use.count
    files = {
        path: tuple(replace(use, count=count) for use, count in sorted(counts.items(), key=_order))
        for path, counts in found.items()
    }
    return Matched(files, places, elsewhere)


def admit(recorded: Recorded, survey: Survey) -> Matched:
    """Find the recorded files in a survey; what ran with run data is looked at whatever its bytes say."""
    matched = match(recorded, survey.files)
    wanted = {*survey.survivors, *matched.files}
    unreadable = {path for path, _ in survey.problems}
    survey.survivors[:] = [path for path in survey.files if path in wanted and path not in unreadable]
    return matched


def _same_file(file: str, folder: str, known: Mapping[str, object]) -> str | None:
    for place in (os.path.join(folder, file), file):  # a relative name: beside its record, or from here
        real = os.path.realpath(place)
        if real in known:
            return real
    return None


def _same_end(file: str, folder: str, by_name: Mapping[str, Sequence[str]]) -> str | None:
    if file.startswith("<") or os.path.exists(os.path.join(folder, file)):
        return None
    parts = _parts(file)
    lengths = {real: _common_end(parts, _parts(real)) for real in by_name.get(parts[-1], ())}
    longest = max(lengths.values(), default=0)
    best = [real for real, length in lengths.items() if length == longest]
    if len(best) != 1:
        return None
    # What is installed there is not what somebody works on here, though its name be the same.
    installed = any(part in _SITES for part in parts[: len(parts) - longest])
    return None if installed else best[0]


def _parts(path: str) -> list[str]:
    return [part for part in re.split(r"[\\/]+", path) if part not in ("", ".")] or [""]


def _common_end(one: Sequence[str], two: Sequence[str]) -> int:
    length = 0
    for a, b in zip(reversed(one), reversed(two), strict=False):
        if a != b:
            break
        length += 1
    return length
