"""Who imports whom in a project: found by the words of import statements, and followed once each.

Nothing is parsed to find the importers of a file but the statements of those in which its name stands.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from rundata_migrate import screen, trees
from rundata_migrate.documents import UNREAD
from rundata_migrate.documents.ipython import as_name
from rundata_migrate.layout import Candidate, Layout, ModuleTable
from rundata_migrate.project.import_statements import Imports, import_text, import_words, imports_in
from rundata_migrate.project.modules import Module
from rundata_migrate.survey import MOST_BYTES

MOST_BYTES_KEPT = 8_000_000
"""So much of the files is held in memory; what comes after that is read again whenever it is searched."""

MOST_BYTES_PARSED = 1_000_000
"""So much text stays parsed, besides the documents that are taken; its trees take thirty times as much memory."""

MOST_REACHED = 300
"""So many files count as imported by one, directly or not."""

MOST_HOPS = 8
"""So many modules may pass a name on, one to the next."""


class ImportGraph:
    """The files of a project, and what they import of each other."""

    def __init__(self, candidates: Iterable[Candidate], layout: Layout, read: Callable[[str], bytes]) -> None:
        """``read`` gives the bytes at a location, or raises OSError."""
        self.table = ModuleTable(candidates, layout)
        self.candidates = self.table.candidates
        self.searched = 0
        """How many files were searched for names, each counted as often as it was."""
        self._layout = layout
        self._read = read
        self._bytes: dict[str, bytes] = {}
        self._kept = 0
        self._modules: dict[str, Module | None] = {}
        self._attributes: dict[str, tuple[frozenset[str], frozenset[str]] | None] = {}
        self._parsed: dict[str, int] = {}
        """The sizes of files whose trees may go, the one that was asked for the longest time ago first."""
        self._parsed_bytes = 0
        self._importing: dict[bytes, list[str]] | None = None
        self._imports: dict[str, Imports] = {}
        self._ways: dict[tuple[str, str], list[str]] = {}
        self._meant: dict[str, list[tuple[str, str, list[str]]]] = {}
        self._targets: dict[str, frozenset[str]] = {}
        self._reached: dict[str, frozenset[str]] = {}
        self._importers: dict[str, list[str]] = {}
        self._mentioning: dict[str, list[str]] = {}
        self._unreadable: set[str] = set()
        self._using: dict[str, bool] = {}
        self._taken: dict[tuple[str, str], bool] = {}
        self._defining: dict[str, frozenset[bytes]] = {}

    # -- files ----------------------------------------------------------------------------------

    def data(self, location: str) -> bytes:
        """The bytes of a file, empty where it cannot be read."""
        data = self._bytes.get(location)
        if data is None:
            try:
                data = self._read(location)
            except OSError:
                data = b""
            if self._kept < MOST_BYTES_KEPT:
                self._kept += len(data)
                self._bytes[location] = data
        return data

    @cached_property
    def is_small(self) -> bool:
        """Whether there is so little text that all of it may be read."""
        size = 0
        for one in self.candidates:
            size += len(self.data(one))
            if size > MOST_BYTES:
                return False
        return True

    def module(self, location: str) -> Module | None:
        """What is known of a file; None where it cannot be parsed."""
        if location not in self._modules:
            data = self.data(location)
            try:
                self._modules[location] = Module(trees.parse_bytes(data))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                self._modules[location] = None
            self._parsed[location] = len(data)
            self._parsed_bytes += len(data)
            while len(self._parsed) > 1 and self._parsed_bytes > MOST_BYTES_PARSED:
                oldest = next(iter(self._parsed))
                self._parsed_bytes -= self._parsed.pop(oldest)
                del self._modules[oldest]
        elif location in self._parsed:
            self._parsed[location] = self._parsed.pop(location)
        return self._modules[location]

    def attributes(self, location: str) -> tuple[frozenset[str], frozenset[str]] | None:
        """Those that a file reads or binds of anything but run data, and those that it binds; None as ``module``."""
        if location not in self._attributes:
            module = self.module(location)
            self._attributes[location] = None if module is None else (module.read_of_others, frozenset(module.bound))
        return self._attributes[location]

    def keep(self, location: str) -> None:
        """Have a file stay parsed."""
        self.module(location)
        self._parsed_bytes -= self._parsed.pop(location, 0)

    def mentions(self, name: str) -> list[str]:
        """The files in which a name stands as a word."""
        known = self._mentioning.get(name)
        if known is None:
            word = name.encode()
            known = [one for one in self.candidates if stands_in(word, self.data(one))]
            self.searched += len(self.candidates)
            self._mentioning[name] = known
        return known

    def names_unread(self, location: str, name: str) -> bool:
        """Whether a name stands in what could not be read of a document."""
        _, mark, words = self.data(location).rpartition(UNREAD)
        return bool(mark) and stands_in(name.encode(), words)

    def takes(self, location: str, alias: str) -> bool:
        """Whether a file uses a module as a value, and not for one of its attributes: ``getattr(module, name)``."""
        key = (location, alias)
        if key not in self._taken:
            uses = re.search(_USE % re.escape(alias).encode(), self.data(location)) is not None
            module = self.module(location) if uses else None
            self._taken[key] = module is not None and alias in module.bare
        return self._taken[key]

    def uses_mlflow(self, location: str) -> bool:
        """Whether a file imports MLflow."""
        known = self._using.get(location)
        if known is None:
            known = self._using[location] = screen.mentions_mlflow(self.data(location))
        return known

    def defines(self, location: str, name: str) -> bool:
        """Whether a function of this name is defined in a file."""
        known = self._defining.get(location)
        if known is None:
            known = self._defining[location] = frozenset(_DEFINITION.findall(self.data(location)))
        return name.encode() in known

    # -- from a name to its file ----------------------------------------------------------------

    def resolve(self, dotted: str, importer: str) -> tuple[str, list[str]] | None:
        """The file that a dotted path means in ``importer``, and what of it."""
        return self.table.resolve(dotted, importer)

    def way(self, dotted: str, importer: str) -> list[str]:
        """The files that a dotted path leads through to a definition, which is in the last."""
        key = (dotted, importer)
        known = self._ways.get(key)
        if known is None:
            self._ways[key] = []  # modules that import each other: what is asked again on the way leads nowhere new
            known = self._ways[key] = self._find_way(dotted, importer)
        return known

    def _find_way(self, dotted: str, importer: str) -> list[str]:
        way: list[str] = []
        for _ in range(MOST_HOPS):
            found = self.resolve(dotted, importer)
            if found is None or found[0] in way:
                break
            location, rest = found
            way.append(location)
            module = self.module(location)
            if not rest or module is None or rest[0] in module.defined:
                break
            passed_on = module.imports.get(rest[0])
            if passed_on is None:
                way += self._starred(module, location, rest[0], way)
                break
            dotted, importer = passed_on, location
        return way

    def _starred(self, module: Module, location: str, name: str, way: list[str]) -> list[str]:
        """The rest of the way to a name that a module has of one of those from which it imports everything."""
        for alias, star in module.imports.items():
            if alias.startswith("*"):
                joined = joined_path(star, name)
                inner = self.way(joined, location) if self.resolve(joined, location) else []
                if inner and self._gives(inner[-1], name) and not set(inner) & set(way):
                    return inner
        return []

    def _gives(self, location: str, name: str) -> bool:
        module = self.module(location)
        return module is None or name in module.defined or name in module.imports or "__getattr__" in module.defined

    # -- from a file to others ------------------------------------------------------------------

    def imports(self, location: str) -> Imports:
        """What a file imports, by its import statements alone where these can be read so."""
        known = self._imports.get(location)
        if known is None:
            module = self._modules.get(location)
            found = module.imports if module is not None else imports_in(self._text(location))
            if found is None:
                module = self.module(location)
                found = module.imports if module is not None else {}
                if module is None:
                    self._unreadable.add(location)
            known = self._imports[location] = found
        return known

    def is_unreadable(self, location: str) -> bool:
        """Whether not even the import statements of a file can be read: it may import anything."""
        self.imports(location)
        return location in self._unreadable

    def _text(self, location: str) -> bytes:
        return import_text(self.data(location))

    def meant(self, location: str) -> list[tuple[str, str, list[str]]]:
        """Each import of a file that means one of the project: as what, the file, and what of it."""
        known = self._meant.get(location)
        if known is None:
            found = [(alias, self.resolve(path, location)) for alias, path in self.imports(location).items()]
            known = self._meant[location] = [(alias, one[0], one[1]) for alias, one in found if one is not None]
        return known

    def targets(self, location: str) -> frozenset[str]:
        """The files that the imports of a file name; not those to which a package passes on."""
        known = self._targets.get(location)
        if known is None:
            known = self._targets[location] = frozenset(target for _, target, _ in self.meant(location))
        return known

    def imported_by(self, location: str) -> list[str]:
        """The files that define what a file imports."""
        ways = [self.way(path, location) for path in self.imports(location).values()]
        return list(dict.fromkeys(way[-1] for way in ways if way))

    def mentions_module(self, location: str, own: str) -> bool:
        """Whether the last part of the module's name stands in a file as a word."""
        return stands_in(os.fsencode(stem_of(own)), self.data(location))

    def importers(self, own: str) -> list[str]:
        """The files whose imports name a file, or something of it."""
        known = self._importers.get(own)
        if known is None:
            near = self._near(own)
            folder, file = os.path.split(own)
            if file == "__init__.py":  # ``from . import name``
                near += [one for one in self._with_word(RELATIVE) if one.startswith(folder + os.sep)]
            known = [one for one in dict.fromkeys(near) if one != own and own in self.targets(one)]
            self._importers[own] = known
        return known

    def _near(self, own: str) -> list[str]:
        """The files whose import statements have the last part of a module's name, and its first or a dot before."""
        roots = {os.fsencode(name.partition(".")[0]) for name in self.table.names(own)}
        near = {one for root in roots for one in self._with_word(root)}
        top = self._layout.reach_of(own)
        near.update(one for one in self._with_word(RELATIVE) if one.startswith(top))
        return [one for one in self._with_word(os.fsencode(stem_of(own))) if one in near]

    @property
    def lazy(self) -> list[str]:
        """The modules that find their names themselves (PEP 562)."""
        return self._with_word(LAZY)

    def _with_word(self, word: bytes) -> list[str]:
        """The files in whose import statements a word stands."""
        if self._importing is None:
            found = defaultdict(list)
            for one in self.candidates:
                data = self.data(one)
                text = import_text(data)
                for each in import_words(text):
                    found[each].append(one)
                if b"from ." in text:
                    found[RELATIVE].append(one)
                if b"__getattr__" in data and _LAZY.search(data):
                    found[LAZY].append(one)
            self._importing = dict(found)
        return self._importing.get(word, [])

    def reached(self, location: str) -> frozenset[str]:
        """The files that a file imports, directly or not, and itself: so many of them, the nearest first."""
        known = self._reached.get(location)
        if known is None:
            found, todo = {location}, deque([location])
            while todo and len(found) < MOST_REACHED:
                new = sorted(self.targets(todo.popleft()) - found)
                found.update(new)
                todo += new
            known = self._reached[location] = frozenset(found)
        return known


_USE = rb"(?m)^(?![ \t]*(?:from|import)\b).*(?<![\w.])%s(?![\w.])"
"""A line on which a name stands that is no import, and not followed by an attribute."""

RELATIVE = b"."
LAZY = b"def __getattr__"
_LAZY = re.compile(rb"(?m)^def __getattr__")
_DEFINITION = re.compile(rb"(?<!\w)def\s+([\w\x80-\xff]+)\s*\(")
_WORD = re.compile(rb"\w")


def stands_in(word: bytes, data: bytes) -> bool:
    """Whether it stands in a text as a word; an expression that begins with a boundary would try every place."""
    if word not in data:
        return False
    places = (found.start() for found in _as_word(word).finditer(data))
    return any(not at or _WORD.match(data, at - 1) is None for at in places)


@lru_cache(maxsize=1000)
def _as_word(word: bytes) -> re.Pattern[bytes]:
    """A word and no more after it."""
    return re.compile(re.escape(word) + rb"(?!\w)")


def stem_of(location: str) -> str:
    """The last part of a module's name."""
    stem = os.path.splitext(os.path.basename(location))[0]
    return os.path.basename(os.path.dirname(location)) if stem == "__init__" else as_name(stem)


def joined_path(module: str, name: str) -> str:
    """The dotted path of a name in a module, which may be a relative one."""
    return f"{module}{name}" if module.endswith(".") else f"{module}.{name}"
