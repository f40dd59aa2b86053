"""Who uses a name of a document: by its imports, by a string, as a fixture; a method or attribute of any object."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from rundata_migrate import documents
from rundata_migrate.project.gathering import Gathering
from rundata_migrate.project.imports import stands_in, stem_of
from rundata_migrate.scopes import arguments

MOST_SEARCHED = 60_000
"""So many files are searched for names, each counted as often as it is."""

MOST_MENTIONS = 60
"""A name that more documents mention than this says nothing: whoever has it may be called by anybody."""

MOST_LEAVES = 8
"""Attributes and methods of objects are looked for beyond the imports where so many files have them at the most."""

MOST_NAMES_ON_THE_WAY = 4
"""So many names may stand in a path through modules that pass each other on: ``package.part.module.function``."""

COMMON = frozenset(
    {
        *(name for kind in (dict, list, set, str, object) for name in dir(kind)),
        *("__enter__", "__exit__", "__call__", "__next__", "main", "run", "load", "save", "read", "write"),
        *("data", "name"),
    }
)
"""Methods that too many objects have for their name to say anything."""


class Users:
    """Finds the files that use a name."""

    def __init__(self, gathering: Gathering) -> None:
        """What is found to be used by objects of unknown origin is opened there."""
        self._gathering = gathering
        self._graph = gathering.graph
        self._known: dict[tuple[str, str], list[str]] = {}

    def mentions(self, name: str) -> list[str] | None:
        """The files in which a name stands; None where too much has been searched already."""
        if self._graph.searched > MOST_SEARCHED:
            self._gathering.meet("searches", next(iter(self._gathering.members), ""))
            return None
        return self._graph.mentions(name)

    def of(self, name: str, own: str, is_method: bool, opens: bool = True) -> list[str] | None:
        """The other files that may mean this function or class of ``own``, or one of its methods, by ``name``.

        None where they cannot be told: it may be used by anybody. A method that is read of objects in files that do
        not import its module counts as open.
        """
        if is_method and name in COMMON:
            return None
        mentions = self.mentions(name)
        if mentions is None:
            return None
        others = [one for one in mentions if one != own]
        if is_method:
            pattern = re.compile(rb"\.[\s\\]*" + name.encode() + rb"(?!\w)")
            others = [one for one in others if pattern.search(self._graph.data(one))]
            is_rare = len(others) <= MOST_MENTIONS
            found = [one for one in others if own in (self._graph.reached if is_rare else self._graph.targets)(one)]
            if opens and len(found) < len(others):
                # Who knows what objects it is given: it is not read, but may use anything of that name.
                self._gathering.open_name(name, is_method)
        else:
            key = (name, own)
            if key not in self._known:
                self._known[key] = self._by_import(name, own, others)
            found = self._known[key]
        if len(found) > MOST_MENTIONS:
            self._gathering.meet("users", own)
            return None
        return found

    def _by_import(self, name: str, own: str, mentions: list[str]) -> list[str]:
        """The files that import what is called ``name`` in a module, or reach it by a string or as a fixture."""
        found = dict.fromkeys(self._importing(name, own, set(mentions)))
        # a module that finds its names itself gives those of the package that it stands in
        lazy = {one for one in self._graph.lazy if one != own and own.startswith(os.path.dirname(one) + os.sep)}
        for importer in mentions if lazy else ():
            if any(self._asks_lazily(importer, one, name) for one in lazy & self._graph.targets(importer)):
                found[importer] = None
        for one in mentions:
            if one not in found and self._reaches_otherwise(one, name, own):
                found[one] = None
        return list(found)

    def _importing(self, name: str, own: str, spoken: set[str]) -> Iterator[str]:
        """The files to which imports pass a name on, and that speak of it; some more than once."""
        seen = set()
        todo: list[tuple[tuple[str, ...], str]] = [((name,), own)]
        package = os.path.join(os.path.dirname(own), "__init__.py")
        if package in self._graph.candidates and package != own:
            todo.append(((stem_of(own), name), package))  # ``import package``, then ``package.module.name``
        while todo:
            names, module = state = todo.pop()
            if state in seen or len(names) > MOST_NAMES_ON_THE_WAY:
                continue
            seen.add(state)
            for importer in self._graph.importers(module):
                for passed, alias, is_passed_on in self._passed_to(importer, module, names):
                    if is_passed_on:
                        todo.append((passed, importer))
                    if importer != own and self._speaks_of(importer, passed, alias, spoken):
                        yield importer

    def _passed_to(
        self, importer: str, module: str, names: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        """By which names a file has what a module has by ``names``, as what it imports it, and if it passes that on."""
        is_package = os.path.basename(importer) == "__init__.py"
        for alias, target, rest in self._graph.meant(importer):
            passed = _passed_on(alias, rest, names) if target == module else None
            if passed is not None:  # modules are passed on by packages alone
                yield passed, alias, is_package or bool(rest) or alias.startswith("*")

    def _asks_lazily(self, location: str, lazy: str, name: str) -> bool:
        """Whether a file asks a module that finds its names itself (PEP 562) for what is called ``name``."""
        if any(target == lazy and rest == [name] for _, target, rest in self._graph.meant(location)):
            return True
        module = self._graph.module(location)
        if module is None:
            return True
        asked = (module.dotted(node) for node in module.reading.get(name, ()))
        return any(lazy in self._graph.way(dotted, location) for dotted in asked if dotted)

    def _speaks_of(self, location: str, names: tuple[str, ...], alias: str, spoken: set[str]) -> bool:
        """Whether the names stand in a file that imports the first of them, or it uses their module as a value."""
        if len(names) == 1 or location in spoken:
            data = self._graph.data(location)
            return all(stands_in(one.encode(), data) for one in names)
        return "." not in alias and self._graph.takes(location, alias)

    def _reaches_otherwise(self, location: str, name: str, own: str) -> bool:
        """Whether a file that has a name may mean what is called so in ``own``: by a string, or as a fixture."""
        if self._names_in_string(location, name, own) or self._graph.is_unreadable(location):
            return True
        if self._is_in_unread_cell(location, name, own):
            return True
        data = self._graph.data(location)
        is_dynamic = b"import_module" in data or b"__import__" in data
        is_fixture = b"fixture" in self._graph.data(own)
        module = self._graph.module(location) if is_dynamic or is_fixture else None
        if module is None:
            return is_dynamic or is_fixture
        if is_dynamic and any(not module.dotted(node) for node in module.reading.get(name, ())):
            return True
        return is_fixture and any(arg.arg == name for one, _ in module.definitions for arg in arguments(one))

    def _is_in_unread_cell(self, location: str, name: str, own: str) -> bool:
        """Whether a part of a notebook that is not read has the name, and may mean what is called so in ``own``."""
        # a notebook is imported by nobody: others get at its names by running it (`%run`) alone
        can_reach = documents.is_python(own) or self._graph.names_unread(location, documents.RUNS_ANY)
        return can_reach and self._graph.names_unread(location, name)

    def _names_in_string(self, location: str, name: str, own: str) -> bool:
        """``"package.module:name"``, or ``"name"`` where attributes are asked for by name and the module is named."""
        stem = stem_of(own).encode()
        if stem == b"__main__":
            return False
        data = self._graph.data(location)
        for match in re.finditer(rb"[\"']([\w.:]{0,200}[.:])?" + name.encode() + rb"[\"']", data):
            by_name = not match[1] and b"attr" in data and stem in data
            if by_name or stem in re.split(rb"[.:]", match[1] or b""):
                return True
        return False

    def definers(self, name: str, own: str) -> list[str]:
        """The other files in which a function or method of this name is defined."""
        return [one for one in self.mentions(name) or () if one != own and self._graph.defines(one, name)]

    def reads_attribute(self, location: str, attribute: str) -> bool:
        """Whether a file reads or binds an attribute of this name of anything but run data."""
        found = self._graph.attributes(location)
        return found is None or attribute in found[0] or self._graph.names_unread(location, attribute)

    def binds_attribute(self, location: str, attribute: str) -> bool:
        """Whether a file binds an attribute of this name, but for what a class without bases binds on ``self``."""
        if not re.search(rb"\.[\s\\]*" + attribute.encode() + rb"(?!\w)", self._graph.data(location)):
            return False
        found = self._graph.attributes(location)
        return found is not None and attribute in found[1]

    def is_read_unseen(self, attribute: str, keepers: set[str]) -> bool:
        """Whether a document that is not read with these may read the attribute of an object of theirs."""
        group = {self._gathering.root_of(one) for one in keepers}
        mentions = self.mentions(attribute)
        if len(group) > 1 or mentions is None:
            return True
        for location in mentions:
            is_member = self._gathering.members.get(location) is not None and self._gathering.root_of(location) in group
            if not is_member and self.reads_attribute(location, attribute):
                return True
        return False


def _passed_on(alias: str, rest: list[str], names: tuple[str, ...]) -> tuple[str, ...] | None:
    """By which names a file that imports ``rest`` of a module as ``alias`` has what the module has by ``names``."""
    if alias.startswith("*"):
        return names
    if not rest:
        return (*alias.split("."), *names)
    if tuple(rest) == names[: len(rest)]:
        return (alias, *names[len(rest) :])
    return None
