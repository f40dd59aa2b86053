"""How many sites there are: by rule, by how safe their fix is, and by folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rundata_migrate.findings import Finding, Safety
from rundata_migrate.project.results import FileResult
from rundata_migrate.report import is_listed
from rundata_migrate.report.visible import visible_line


@dataclass
class Count:
    """The sites of one rule, one folder, or one word of safety."""

    sites: int = 0
    fixed: int = 0
    """Their fix is part of the new text, written or not."""
    safe: int = 0
    unsafe: int = 0
    manual: int = 0

    def add(self, finding: Finding) -> None:
        """Count one site."""
        self.sites += 1
        self.fixed += finding.fixed
        self.safe += finding.safety is Safety.SAFE
        self.unsafe += finding.safety is Safety.UNSAFE
        self.manual += finding.safety is Safety.MANUAL


@dataclass
class Statistics:
    """The counts of a run; what could not be done (errors) is no site."""

    by_rule: dict[str, Count] = field(default_factory=dict)
    by_safety: dict[str, Count] = field(default_factory=lambda: {one.value: Count() for one in Safety})
    by_folder: dict[str, Count] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    """Rule -> how often; no sites, and so in no other table."""

    def add(self, result: FileResult) -> None:
        """Count the sites of one file."""
        for finding in result.findings:
            if finding.error:
                self.errors[finding.rule] += 1
            elif is_listed(finding):
                self.by_rule.setdefault(finding.rule, Count()).add(finding)
                self.by_safety[finding.safety.value].add(finding)
                self.by_folder.setdefault(folder_of(finding.path), Count()).add(finding)

    def rules(self) -> list[tuple[str, Count]]:
        """By number of sites, then by name."""
        return _most_first(self.by_rule)

    def folders(self) -> list[tuple[str, Count]]:
        """By number of sites, then by name."""
        return _most_first(self.by_folder)

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "by_rule": {name: asdict(count) for name, count in self.rules()},
            "by_safety": {name: asdict(count) for name, count in self.by_safety.items()},
            "by_folder": {name: asdict(count) for name, count in self.folders()},
            "errors": dict(sorted(self.errors.items())),
        }

    def lines(self) -> Iterator[str]:
        """Tables for people, each with an empty line below it."""
        tables = {"rule": self.rules(), "safety": list(self.by_safety.items()), "folder": self.folders()}
        for title, rows in tables.items():
            rows = [(visible_line(name), count) for name, count in rows if count.sites]
            if rows:
                width = max(len(title), *(len(name) for name, _ in rows))
                yield _row(title, width, COLUMNS)
                for name, count in rows:
                    numbers = (count.sites, count.fixed, count.safe, count.unsafe, count.manual)
                    yield _row(name, width, [str(number) for number in numbers])
                yield ""
        if self.errors:
            yield "errors: " + ", ".join(f"{number} {rule}" for rule, number in sorted(self.errors.items()))
            yield ""


COLUMNS = ("sites", "fixable", "safe", "unsafe", "manual")


def _row(name: str, width: int, cells: Sequence[str]) -> str:
    return f"{name:<{width}}" + "".join(f"  {cell:>{len(title)}}" for cell, title in zip(cells, COLUMNS, strict=True))


def folder_of(path: str) -> str:
    """The folder of a file as reports name it; ``.`` for the working directory."""
    return os.path.dirname(path) or "."


def _most_first(counts: dict[str, Count]) -> list[tuple[str, Count]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1].sites, pair[0]))
