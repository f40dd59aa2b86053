"""Documents are put into groups that are read as one program, up to stated limits."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from rundata_migrate.layout import Candidate, ModuleTable
from rundata_migrate.project.imports import ImportGraph
from rundata_migrate.project.modules import Module

MOST_TOGETHER = 600
"""So many documents are read as one program at the most."""

MOST_BYTES_LINKED = 600_000
"""So much text is read, in a larger one, besides the documents that may hold a site."""

MOST_BYTES_BESIDE = 150_000
"""So much text is read beside a document that is read alone."""

MOST_STEPS = 12
"""So many hand-overs may stand between a document that may hold a site and one that is read for its sake."""


@dataclass
class Group:
    """Documents that are read together."""

    members: list[Candidate] = field(default_factory=list)
    open_names: set[str] = field(default_factory=set)
    """Functions (methods with a dot before, attributes with ``@``) of which not every user is among the members.

    ``@?`` says that variables, attributes and classes count as such if they are not named with ``=`` before.
    """
    modules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Path -> the dotted names by which the file may be imported."""
    table: ModuleTable | None = None
    """Where to look for what turns out to be needed too."""


@dataclass
class Member:
    """A document that is read, and what is known of it from others so far."""

    location: str
    module: Module
    step: int = 0
    names: set[str] = field(default_factory=set)
    """Names that hold run data for a reason that stands elsewhere."""
    attributes: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    """Names that may be runs since they are handed to functions elsewhere that take some."""
    takers: frozenset[str] = frozenset()
    """Functions of the document with parameters that may be runs."""
    done: set[tuple[str, str]] = field(default_factory=set)
    """What has been looked for already."""
    fillers: set[str] = field(default_factory=set)
    """Functions that put run data into a list or dict that they are handed."""


class Gathering:
    """The documents that have been taken so far, in groups."""

    def __init__(self, graph: ImportGraph) -> None:
        """No document is taken yet."""
        self.graph = graph
        self.members: dict[str, Member | None] = {}
        """By location; None is one that cannot be parsed."""
        self.open: set[str] = set()
        """As Group.open_names."""
        self.limits: dict[str, str] = {}
        """What was not followed to its end: which limit was met -> where, for the first time."""
        self._candidates = graph.candidates
        self._parent: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        """Of each group, by the document that stands for it."""
        self._beside: list[tuple[str, str]] = []
        """Documents of other groups, and with what they would have to be read."""
        self._alone: dict[str, list[str]] = {}
        """Documents that are read alone, with those that are read unchanged beside them."""
        self._linked = 0
        self._todo: deque[str] = deque()

    def grouped(self) -> list[Group]:
        """The groups, with what their documents may be called and who may use them."""
        groups: dict[str, Group] = {}
        for location in self.members:
            group = groups.setdefault(self.root_of(location), Group())
            candidate = self._candidates[location]
            group.members.append(candidate)
            group.open_names = self.open
            group.modules[candidate.path] = self.graph.table.names(location)
            group.table = self.graph.table
        for location, near in self._beside:  # what it does with what it is handed is told, but nothing there changes
            group, candidate = groups[self.root_of(near)], self._candidates[location]
            if candidate.path not in group.modules:
                group.members.append(replace(candidate, is_asked=False))
                group.modules[candidate.path] = self.graph.table.names(location)
        for alone, locations in self._alone.items():
            beside = [replace(self._candidates[one], is_asked=False) for one in locations[1:]]
            names = {self._candidates[one].path: self.graph.table.names(one) for one in locations}
            unseen = {"*", f"!{self._candidates[alone].path}"}
            groups[alone] = Group([self._candidates[alone], *beside], unseen, names, self.graph.table)
        for group in groups.values():
            group.members.sort(key=lambda one: one.path)
        return sorted(groups.values(), key=lambda one: one.members[0].path)

    # -- taking --------------------------------------------------------------------------------

    def take(self, location: str, near: str | None = None) -> Member | None:
        """Read a document with ``near``; None where it cannot be parsed, or a limit is met."""
        if location not in self.members:
            if location not in self._candidates:
                return None
            step = 0
            if near is not None:
                beside = self.members.get(near)
                step = beside.step + 1 if beside is not None else 1
                if self._is_too_much(location, step):
                    return None
            self._parent[location] = location
            self._sizes[location] = 1
            self.graph.keep(location)
            module = self.graph.module(location)
            self.members[location] = None if module is None else Member(location, module, step)
        if near is not None and not self.join(location, near):
            return None
        return self.members[location]

    def _is_too_much(self, location: str, step: int) -> bool:
        """Whether a document lies beyond a limit."""
        if step > MOST_STEPS:
            return self.meet("steps", location)
        if len(self.members) >= MOST_TOGETHER:
            return self.meet("files", location)
        self._linked += len(self.graph.data(location))
        return not self.graph.is_small and self._linked > MOST_BYTES_LINKED and self.meet("bytes", location)

    def meet(self, limit: str, location: str) -> bool:
        """A limit is met: what lies beyond counts as unknown, and is told. Always true."""
        self.limits.setdefault(limit, location)
        return True

    def join(self, one: str, two: str) -> bool:
        """Put two documents into one group, unless it would be too large: then anything may be used anywhere."""
        low, high = self.root_of(one), self.root_of(two)
        if low == high:
            return True
        if self._sizes[low] + self._sizes[high] > MOST_TOGETHER:
            self.meet("files", one)
            self.open.add("*")
            self._beside.append((one, two))
            return False
        self._parent[low] = high
        self._sizes[high] += self._sizes[low]
        return True

    def root_of(self, location: str) -> str:
        """The document that stands for the group of another."""
        while self._parent[location] != location:
            location = self._parent[location]
        return location

    def again(self, location: str) -> None:
        """Have a document studied, for the first time or with what is known by now."""
        if location not in self._todo:
            self._todo.append(location)

    def take_way(self, dotted: str, importer: str) -> str | None:
        """Read the file that defines what a dotted path means, and those that only pass it on; the last of them."""
        way = self.graph.way(dotted, importer)
        for location in way:
            self.take(location, importer)
        return way[-1] if way else None

    def open_name(self, name: str, is_method: bool) -> None:
        """Not every user of a function or method is seen."""
        self.open.add(f".{name}" if is_method else name)

    def seed(self, location: str, names: Collection[str] = (), attributes: Collection[str] = ()) -> None:
        """What is called so in a document that is read may hold run data."""
        member = self.members.get(location)
        if member is not None and not (member.names.issuperset(names) and member.attributes.issuperset(attributes)):
            member.names.update(names)
            member.attributes.update(attributes)
            self.again(location)

    def take_alone(self, location: str, beside: Iterable[str]) -> None:
        """A document is read alone, and some unchanged beside it: anything may be done with what it defines."""
        self._alone[location] = [location, *beside]

    def next(self) -> Member | None:
        """The next document that has to be studied, again if more is known of it by now."""
        while self._todo:
            member = self.members[self._todo.popleft()]
            if member is not None:
                return member
        return None
