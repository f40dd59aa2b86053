"""What the baseline knows is set apart from what is new: a site that moved with its code is known all the same."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from rundata_migrate.baseline import Baseline, Entry
from rundata_migrate.findings import Finding
from rundata_migrate.fingerprints import MODULE, fingerprints
from rundata_migrate.project.results import FileResult

_Site = tuple[int, int]
"""Number of a result, and of a finding in it."""


@dataclass(frozen=True)
class Looked:
    """Where the run has looked, and for what."""

    files: Collection[str]
    """Real paths of the files that were looked at."""
    roots: Sequence[str]
    """Real paths of what was named: a file below them that is there no more was looked for."""
    disabled_in: Callable[[str], Collection[str]] = lambda _: ()
    """Which rules were not asked for in a file."""
    writes: bool = False
    """Fixes have been made: what they fixed is no site any more."""


@dataclass(frozen=True)
class Compared:
    """What became of the baseline."""

    results: tuple[FileResult, ...]
    """The same files; what is known has been moved from their ``findings`` to ``known``."""
    new: int
    """Sites that are not known."""
    gone: Counter[Entry]
    """What the baseline lists and is there no more, where it was looked for."""
    entries: Counter[Entry]
    """What a new baseline lists: all that there is, and what was not looked for."""


def compare(known: Baseline, results: Sequence[FileResult], looked: Looked) -> Compared:
    """Set what the baseline knows apart from what is new."""
    sites = _sites(known, results, lambda finding: _counts(finding, looked.writes))
    matching = _Matching(known, sites, looked, {known.name_of(one.path) for one in results if _is_unclear(one)})
    matching.match_moved()
    still = matching.match_besides(_sites(known, results, lambda finding: finding.is_doubtful))
    gone = Counter({entry: count for entry, count in matching.left.items() if matching.is_gone(entry)})
    entries = Counter({entry: len(places) for entry, places in sites.items()}) + still + (matching.left - gone)
    divided = tuple(_divided(result, number, matching.taken) for number, result in enumerate(results))
    return Compared(divided, sum(map(len, matching.new.values())), gone, entries)


def _divided(result: FileResult, number: int, taken: set[_Site]) -> FileResult:
    is_known = [(number, index) in taken for index in range(len(result.findings))]
    if not any(is_known):
        return result
    pairs = list(zip(result.findings, is_known, strict=True))
    return replace(
        result,
        findings=tuple(finding for finding, known in pairs if not known),
        known=tuple(finding for finding, known in pairs if known),
    )


def _sites(
    known: Baseline, results: Sequence[FileResult], is_one: Callable[[Finding], bool]
) -> dict[Entry, list[_Site]]:
    """Which of these findings an entry could stand for, in the order of the text."""
    found: dict[Entry, list[_Site]] = defaultdict(list)
    for number, result in enumerate(results):
        indices = [index for index, finding in enumerate(result.findings) if is_one(finding)]
        indices.sort(key=lambda index: (result.findings[index].place.line, result.findings[index].place.column))
        prints = fingerprints(result, [result.findings[index] for index in indices])
        name = known.name_of(result.path) if indices else ""
        for index, fingerprint in zip(indices, prints, strict=True):
            found[Entry(name, *fingerprint)].append((number, index))
    return found


def _counts(finding: Finding, writes: bool) -> bool:
    return not (finding.error or finding.is_doubtful or (finding.fixed and writes))


def _is_unclear(result: FileResult) -> bool:
    """Could the file not be looked at, or not as a whole?"""
    return bool(result.passed_over) or any(finding.error for finding in result.findings)


class _Matching:
    """Entries and sites that belong together: first those that stayed where they were."""

    def __init__(
        self, known: Baseline, sites: dict[Entry, list[_Site]], looked: Looked, unclear: Collection[str]
    ) -> None:
        self.known = known
        self.left = known.entries.copy()
        """What no site has been found for."""
        self.new = {entry: list(places) for entry, places in sites.items()}
        """What no entry has been found for."""
        self.taken: set[_Site] = set()
        self._looked = looked
        self._seen = {known.name_of(path) for path in looked.files} - set(unclear)
        listed = {entry.file for entry in known.entries}
        self._missing = {name for name in listed - self._seen if not os.path.lexists(known.path_of(name))}
        for entry in sites:
            self._take(entry, entry)

    def is_gone(self, entry: Entry) -> bool:
        """Was an entry that is left over looked for?"""
        path = self.known.path_of(entry.file)
        if entry.rule in self._looked.disabled_in(path):
            return False
        below = any(path == root or path.startswith(os.path.join(root, "")) for root in self._looked.roots)
        return entry.file in self._seen or (entry.file in self._missing and below)

    def match_moved(self) -> None:
        """Find sites again that moved: with their file, with their function, or within it.

        Only where nothing else could be meant: one entry is left over, and one place is new.
        """
        for old, now in self._renamed():
            for entry in [one for one in self._lost() if one.file == old]:
                self._take(entry, entry._replace(file=now))
        for key in (_by_definition, _by_file, _by_last_name):
            lost, new = self._grouped(self._lost(), key), self._grouped(self.new, key)
            for one in lost.keys() & new.keys():
                if len(lost[one]) == len(new[one]) == 1:
                    self._take(lost[one][0], new[one][0])

    def match_besides(self, sites: dict[Entry, list[_Site]]) -> Counter[Entry]:
        """Find entries again in places that only read like sites now, since nothing leads to them; none of them is new.

        Else a site would be told as gone while an import is broken, and as new once it is mended.
        """
        new, self.new = self.new, {entry: list(places) for entry, places in sites.items()}
        for entry in sites:
            self._take(entry, entry)
        self.match_moved()
        found = Counter({entry: len(places) - len(self.new.get(entry, ())) for entry, places in sites.items()})
        self.new = new
        return +found

    def _take(self, entry: Entry, now: Entry) -> None:
        """An entry stands for the sites that are ``now``, as far as its count goes."""
        places = self.new.pop(now, [])
        before = self.left.pop(entry, 0)
        count = min(before, len(places))
        self.taken.update(places[:count])
        if places[count:]:
            self.new[now] = places[count:]
        if before > count:
            self.left[entry] = before - count

    def _lost(self) -> list[Entry]:
        """Entries whose sites are no longer where they were."""
        return [entry for entry in self.left if entry.file in self._seen or entry.file in self._missing]

    def _renamed(self) -> Iterator[tuple[str, str]]:
        """Files that are gone, each with a new one that has more of its sites than any other, if there is one."""
        listed = {entry.file for entry in self.known.entries}
        old = _contents(entry for entry in self._lost() if entry.file in self._missing)
        now = _contents(entry for entry in self.new if entry.file not in listed)
        score = {(a, b): (len(old[a] & now[b]), _common_end(a, b)) for a in old for b in now if old[a] & now[b]}
        for (a, b), best in score.items():
            rivals = [other for (c, d), other in score.items() if (c == a) != (d == b)]
            if all(other < best for other in rivals):
                yield a, b

    @staticmethod
    def _grouped(entries: Collection[Entry], key: Callable[[Entry], Hashable]) -> dict[Hashable, list[Entry]]:
        groups: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in entries:
            value = key(entry)
            if value is not None:
                groups[value].append(entry)
        return groups


def _by_definition(entry: Entry) -> Hashable:
    """A function went to another file. What stands in no definition goes with its file alone."""
    return None if entry.definition == MODULE else (entry.definition, entry.rule, entry.code)


def _by_file(entry: Entry) -> Hashable:
    """A function has a new name, or its code went to another one in the same file."""
    return entry.file, entry.rule, entry.code


def _by_last_name(entry: Entry) -> Hashable:
    """A function went into a class, or out of one, in another file."""
    return None if entry.definition == MODULE else (entry.definition.rpartition(".")[2], entry.rule, entry.code)


def _contents(entries: Iterator[Entry]) -> dict[str, set[tuple[str, str, str]]]:
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for entry in entries:
        found[entry.file].add((entry.definition, entry.rule, entry.code))
    return found


def _common_end(one: str, other: str) -> int:
    """How many of their last parts two paths have in common."""
    parts = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
    return next((number for number, (a, b) in enumerate(parts) if a != b), min(one.count("/"), other.count("/")) + 1)
