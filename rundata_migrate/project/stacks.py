"""Which documents may be on the stack above a lookup that nobody is seen to call, or share its module's names.

A module's top level runs under whoever imports it; what is handed to a pool, a registry or a framework, or runs later
as a generator, under whatever those who import its module, and what these import, have registered. Only documents with
a word for exceptions in them are read, and those on the way to them, so that the engine sees the same imports.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable

from rundata_migrate.project.gathering import Gathering, Member
from rundata_migrate.project.imports import stem_of

MOST_ON_STACK = 40
"""So many documents are read for the sake of one; more than these count as not seen."""

MOST_ABOVE = 400
"""So many documents that import one, or are imported by these, are looked at for it; more count as not seen."""

_LOOKUP = re.compile(rb"\bnext\s*\(|\[\s*(?:0|-1)\s*\]|\.pop\s*\(|\]\s*=\s*[\[(]|,\s*=|\.items\b")
"""What takes the one element out of a scan."""

_WORD = re.compile(
    rb"\bexcept\b|\bsuppress\b|\braises\b|assertRaises|error_?handler|exception_handler|excepthook|error_callback"
    rb"|\bIndexError\b|\bStopIteration\b|\bLookupError\b|\bKeyError\b|return_exceptions|\.exception\s*\(|__a?exit__"
    rb"|\bretry|giveup|exc_info|original_exception"
)
"""What stands in a document that catches exceptions or asks for them; see translate/handlers/looks.py."""

_ANY = re.compile(rb"\b(?:import_module|__import__)\s*\(\s*[^\s\"')]")
"""The same, of a name that is not written out."""

_BY_NAME = re.compile(rb"\b(?:import_module|__import__|run_path|run_module|exec_module|load_module|load_source)\b")


_PARTS = (b"_module", b"__import__", b"run_path", b"load_source")
"""One of these stands wherever that matches: four searches for a text take a fifth of the time of an expression."""

_NAME = re.compile(rb"\w+")


class Stacks:
    """Takes the documents that may be on the stack, and those that share names by importing everything."""

    def __init__(self, gathering: Gathering) -> None:
        """They are read with the document that holds the lookup."""
        self._gathering = gathering
        self._graph = gathering.graph
        self._speaking: dict[str, bool] = {}
        self._named: list[tuple[str, frozenset[bytes], bool]] | None = None

    def link(self, member: Member) -> None:
        """Read what may be on the stack above a document's code, or mark that not all of it is seen."""
        if ("stack", "") in member.done:
            return
        member.done.add(("stack", ""))
        self._share_names(member.location)
        if not _LOOKUP.search(self._graph.data(member.location)):
            return
        above = self._ways([member.location], self._importers)
        found = self._ways(above, self._graph.targets, above)
        wanted = [one for one in found if one != member.location and self._speaks(one)]
        # in a large project the documents of half of it would come together: there the words alone decide
        most = MOST_ON_STACK if self._graph.is_small else 0
        is_cut = len(found) > MOST_ABOVE or len(wanted) > most
        if is_cut or not all(self._take(one, found, member.location) for one in wanted):
            self._gathering.open.add(f"!{self._graph.candidates[member.location].path}")

    def _share_names(self, location: str) -> None:
        """Read who imports everything of the document, and of what else; and who has it if it does so itself."""
        below = self._ways([location], self._starred)
        above = self._ways([location], self._star_importers)
        for one in list(above):
            if len(below) > 1 or one != location:
                below.update(self._ways([one], self._starred, {one: above[one]}))
                below.update({reader: one for reader in self._graph.importers(one) if reader not in below})
        ways = {**below, **above}
        for one in ways if len(ways) <= MOST_ON_STACK else ():
            self._take(one, ways, location)

    def _ways(
        self, start: Iterable[str], following: Callable[[str], Iterable[str]], known: dict[str, str] | None = None
    ) -> dict[str, str]:
        """What is reached, each with what it is reached from (itself at the beginning), nearest first."""
        found = dict(known) if known is not None else {one: one for one in start}
        todo = deque(found)
        while todo and len(found) <= MOST_ABOVE:
            top = todo.popleft()
            for one in sorted(following(top)):
                if one not in found:
                    found[one] = top
                    todo.append(one)
        return found

    def _take(self, location: str, ways: dict[str, str], near: str) -> bool:
        """Read a document and those on the way to it; says whether that could be done."""
        is_read = True
        seen: set[str] = set()
        while location != near and location not in seen:
            seen.add(location)
            if self._gathering.take(location, near) is None and self._graph.module(location) is not None:
                is_read = False
            location = ways.get(location, near)
        return is_read

    def _speaks(self, location: str) -> bool:
        """Whether a document has a word for exceptions in it."""
        if location not in self._speaking:
            self._speaking[location] = _WORD.search(self._graph.data(location)) is not None
        return self._speaking[location]

    def _importers(self, location: str) -> list[str]:
        """The documents that import one: by name in a string too, and a package with one of its modules."""
        folder, file = os.path.split(location)
        inside = [location]
        if file == "__init__.py":
            inside += [one for one in self._graph.candidates if one.startswith(folder + os.sep)]
        stem = os.fsencode(stem_of(location))
        found = [importer for one in inside for importer in self._graph.importers(one)]
        found += [one for one, words, is_any in self._by_name() if is_any or stem in words]
        return [one for one in found if one != location]

    def _by_name(self) -> list[tuple[str, frozenset[bytes], bool]]:
        """The documents that import some by a name in a string, with their words, and whether it may be any."""
        if self._named is None:
            self._named = []
            for one in self._graph.candidates:
                data = self._graph.data(one)
                if any(part in data for part in _PARTS) and _BY_NAME.search(data):
                    self._named.append((one, frozenset(_NAME.findall(data)), _ANY.search(data) is not None))
        return self._named

    def _starred(self, location: str) -> list[str]:
        """The documents of which one imports everything."""
        return [target for alias, target, rest in self._graph.meant(location) if alias.startswith("*") and not rest]

    def _star_importers(self, location: str) -> list[str]:
        return [one for one in self._graph.importers(location) if location in self._starred(one)]
