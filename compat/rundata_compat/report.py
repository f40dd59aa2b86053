"""Summing up records of list-style uses by place: ``python -m rundata_compat report FILE...``."""

from __future__ import annotations

import json
from typing import Any, Iterable

from rundata_compat.operations import message
from rundata_compat.record import ITERATION, VERSION, Place

__all__ = ["BadRecord", "read", "table"]


class BadRecord(ValueError):
    """A record that cannot be read; the text says which file and line, and why."""


def read(path: str) -> dict[Place, int]:
    """The list-style uses of one record, by place. BadRecord for a line that is none, OSError as ``open`` has it."""
    counts: dict[Place, int] = {}
    with open(path, encoding="utf-8") as file:
        try:
            for number, line in enumerate(file, 1):
                place, count = _parsed(line, f"{path}:{number}")
                if place.operation != ITERATION:
                    counts[place] = counts.get(place, 0) + count
        except UnicodeDecodeError as error:
            raise BadRecord(f"{path}: not UTF-8: {error.reason}") from None
    return counts


def _parsed(line: str, where: str) -> tuple[Place, int]:
    try:
        data: Any = json.loads(line)
    except ValueError as error:
        raise BadRecord(f"{where}: not a line of JSON: {error}") from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise BadRecord(f"{where}: not a record of version {VERSION}")
    try:
        place = Place(*(data[name] for name in Place._fields))
        count = data["count"]
    except KeyError as error:
        raise BadRecord(f"{where}: {error} is missing") from None
    texts = (place.file, place.operation, place.container)
    if not all(isinstance(text, str) for text in texts) or not all(type(n) is int for n in (place.line, count)):
        raise BadRecord(f"{where}: a field has the wrong type")
    return place, count


def merged(records: Iterable[dict[Place, int]]) -> dict[Place, int]:
    """Several records as one."""
    counts: dict[Place, int] = {}
    for record in records:
        for place, count in record.items():
            counts[place] = counts.get(place, 0) + count
    return counts


def table(counts: dict[Place, int]) -> list[str]:
    """A line for each place, in order of files and lines, and one with the totals."""
    if not counts:
        return ["no list-style use of run data recorded"]
    lines = []
    for place in sorted(counts, key=lambda place: (place.file, place.line, place.col or 0, place.operation)):
        column = "" if place.col is None else f":{place.col + 1}"
        times = "once" if counts[place] == 1 else f"{counts[place]} times"
        lines.append(f"{place.file}:{place.line}{column}: {times}: {message(place.operation, place.container)}")
    uses, files = sum(counts.values()), len({place.file for place in counts})
    lines.append(f"{uses} list-style use{_s(uses)} at {len(counts)} place{_s(len(counts))} in {files} file{_s(files)}")
    return lines


def _s(number: int) -> str:
    return "" if number == 1 else "s"
