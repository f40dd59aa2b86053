"""Which documents have to be read together: by name alone, on the standard library's syntax trees.

Starts at the documents that may hold a site. Where run data, a container or an entity might leave a document (it is
handed to a function, returned, kept in an attribute, imported by name) the document at the other end is read too,
and so are those whose handlers might catch what a rewritten lookup raises, and those that say where a run came
from. Like the screens this may read a document for nothing; what it leaves out, the flow takes for unknown.
"""

from __future__ import annotations

import ast
import os
import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rundata_migrate import notebooks, screen
from rundata_migrate.carriers import Carriers, Parts
from rundata_migrate.layout import Candidate, Layout, ModuleTable
from rundata_migrate.taint import SOURCES, Steps, Taint, nodes_of

MOST_TOGETHER = 600
"""So many documents are read as one program at the most; what would come after that counts as unknown."""

MOST_SEARCHED = 60_000
"""So many files are searched for names, each counted as often as it is; then names count as used anywhere."""

MOST_BYTES = 1_500_000
"""So much text is read besides the documents that may hold a site."""

MOST_MENTIONS = 60
"""A name that more documents mention than this says nothing: whoever has it may be called by anybody."""

MOST_KEPT = 400
"""An attribute that more documents mention than this is read anywhere."""

MOST_CLASSES = 8
"""A method that more documents define is looked for only where the caller's imports lead to."""

_CONTAINERS = frozenset({"metrics", "params", "tags"})
_READS = frozenset({"key", "value", "timestamp", "step", "_key", "_value"})
_COMMON = frozenset(
    {
        *(name for kind in (dict, list, set, str, object) for name in dir(kind)),
        *(
            "__enter__",
            "__exit__",
            "__call__",
            "__next__",
            "main",
            "run",
            "load",
            "save",
            "read",
            "write",
            "data",
            "name",
        ),
    }
)
"""Methods that too many objects have for their name to say anything."""


_DEFINITION = re.compile(rb"(?<!\w)def\s+([\w\x80-\xff]+)\s*\(")

_IMPORTED = re.compile(rb"import(?!\w)(?:\s|\\)*(\((?:[^)#]|#[^\n]*\n)*|(?:[^\n\\]|\\\r?\n)*)")
"""What stands behind ``import``: in parentheses, or to the end of the line, which may be continued."""

_CATCHERS = re.compile(rb"\bexcept\b|\bsuppress\b|__a?exit__|ExitStack")
"""What stands in a module whose functions may catch exceptions."""


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
class _Document:
    """A candidate that has been read, and what is known of it so far."""

    candidate: Candidate
    nodes: list[ast.AST]
    imports: dict[str, str]
    """Name -> dotted path, as written; ``*`` and a number for what is imported whole."""
    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    carrying: set[str] = field(default_factory=set)
    """Names of what has run data in an attribute, or gives it."""
    done: set[tuple[str, str]] = field(default_factory=set)
    """What has been looked for already."""
    fillers: set[str] = field(default_factory=set)
    """Functions that put run data into a list or dict that they are handed."""

    @cached_property
    def steps(self) -> Steps:
        """How run data may get from place to place in it."""
        return Steps(self.nodes)

    @cached_property
    def parts(self) -> Parts:
        """What of it may pass on objects that hold run data."""
        return Parts(self.nodes)

    def words_below(self, nodes: Iterable[ast.AST]) -> frozenset[str]:
        """Every name and attribute."""
        names, attributes, _ = self.steps.words_in(nodes)
        return names | attributes

    def aliases(self, name: str) -> list[str]:
        """The other names under which what is called so elsewhere is imported."""
        return [one for one, path in self.imports.items() if one != name and path.split(".")[-1] == name]

    @cached_property
    def defined(self) -> set[str]:
        """The names that the module itself binds."""
        return _defined(self.nodes)

    @cached_property
    def definitions(self) -> list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.ClassDef | None]]:
        """Every function, with the class whose method it is."""
        methods: dict[ast.AST, ast.ClassDef] = {}
        for node in self.nodes:
            if isinstance(node, ast.ClassDef):
                methods.update((one, node) for one in node.body if isinstance(one, _FUNCTIONS))
        return [(node, methods.get(node)) for node in self.nodes if isinstance(node, _FUNCTIONS)]

    @cached_property
    def parameters(self) -> dict[str, set[str]]:
        """The parameters of functions by their names, and of constructors by their classes' names."""
        found: dict[str, set[str]] = {}
        for function, owner in self.definitions:
            names = {function.name} if owner is None or function.name != "__init__" else {function.name, owner.name}
            for name in names:
                found.setdefault(name, set()).update({arg.arg for arg in _arguments(function)} - {"self", "cls"})
        for node in self.nodes:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        found.setdefault(target.id, set()).update(arg.arg for arg in _arguments(node.value))
        return found

    @cached_property
    def fields(self) -> dict[str, set[str]]:
        """The fields of classes, by their names: annotated, made by ``attr.ib()``, or a namedtuple's."""
        found: dict[str, set[str]] = {}
        for node in self.nodes:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(_fields_of(node))
            elif isinstance(node, ast.Assign):
                fields = _namedtuple_fields(node.value)
                for target in node.targets if fields else ():
                    if isinstance(target, ast.Name):
                        found.setdefault(target.id, set()).update(fields)
        return found

    @cached_property
    def bare(self) -> set[str]:
        """Names that are used for something else than one of their attributes."""
        bases = {id(node.value) for node in self.nodes if isinstance(node, ast.Attribute)}
        return {node.id for node in self.nodes if isinstance(node, ast.Name) and id(node) not in bases}

    @cached_property
    def naming(self) -> dict[str, list[tuple[str, bool]]]:
        """Word -> the functions in which it stands as a name or attribute, and whether they are methods."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for function, owner in self.definitions:
            for word in self.words_below([function]) - {function.name}:
                found.setdefault(word, []).append((function.name, owner is not None))
        return found

    @cached_property
    def partials(self) -> dict[str, list[ast.expr]]:
        """Name -> the functions whose partials it is bound to: ``acc = partial(get, "acc")``."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and node.value.args:
                func = node.value.func
                if "partial" in (func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")):
                    for target in node.targets:
                        if isinstance(target, ast.Name):
                            found.setdefault(target.id, []).append(node.value.args[0])
        return found

    @cached_property
    def made(self) -> dict[str, list[ast.expr]]:
        """Name or attribute -> what it is made by: ``board = Board()``, ``self.board = Board()``."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                for target in node.targets:
                    found.setdefault(_name_of(target), []).append(node.value.func)
        return found

    @cached_property
    def guarded(self) -> set[str]:
        """Words that stand in the body of a ``try`` or ``with``."""
        found: set[str] = set()
        for node in self.nodes:
            if isinstance(node, (ast.Try, ast.With, ast.AsyncWith)) or type(node).__name__ == "TryStar":
                found |= self.words_below(node.body)  # type: ignore[attr-defined]
        return found

    @cached_property
    def reading(self) -> dict[str, list[ast.Attribute]]:
        """The attributes, by their names."""
        found: dict[str, list[ast.Attribute]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Attribute):
                found.setdefault(node.attr, []).append(node)
        return found

    @cached_property
    def paths(self) -> dict[str, list[list[str]]]:
        """The words of dotted paths in strings, by the last."""
        found: dict[str, list[list[str]]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
                words = re.split(r"[.:]", node.value)
                found.setdefault(words[-1], []).append(words)
        return found

    @cached_property
    def stores(self) -> dict[str, bool]:
        """Attributes that are bound, and whether of anything else than the ``self`` of a class that inherits."""
        found: dict[str, bool] = {}
        own: dict[int, bool] = {}
        for cls in self.nodes:
            if isinstance(cls, ast.ClassDef):
                own.update((id(below), bool(cls.bases)) for below in nodes_of(cls))
        for node in self.nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                is_self = isinstance(node.value, ast.Name) and node.value.id == "self"
                if not is_self or own.get(id(node), True):
                    found[node.attr] = found.get(node.attr, False) or not is_self
        return found

    @cached_property
    def receivers(self) -> dict[str, list[ast.expr]]:
        """Word -> what it is handed to: calls that take it, decorators and ``with`` statements around it."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            words: frozenset[str] = frozenset()
            around: list[ast.expr] = []
            if isinstance(node, ast.Call):
                words = self.words_below([*node.args, *(keyword.value for keyword in node.keywords)])
                around = [node.func]
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                words, around = self.words_below(node.body), [item.context_expr for item in node.items]
            elif isinstance(node, _FUNCTIONS):
                words, around = frozenset({node.name}), list(node.decorator_list)
                for below in nodes_of(node):
                    if isinstance(below, (ast.With, ast.AsyncWith)):
                        around += [item.context_expr for item in below.items]
            for word in words:
                found.setdefault(word, []).extend(around)
        return found


class Links:
    """Finds the documents that belong together."""

    def __init__(self, candidates: Iterable[Candidate], layout: Layout, read: Callable[[str], bytes]) -> None:
        """``read`` gives the bytes at a location, or raises OSError."""
        self._table = ModuleTable(candidates, layout)
        self._candidates = self._table.candidates
        self._read = read
        self._bytes: dict[str, bytes] = {}
        self._documents: dict[str, _Document | None] = {}
        self._parsed_before: dict[str, _Document | None] = {}
        self._parent: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        """Of each group, by the document that stands for it."""
        self._open: set[str] = set()
        self._searched = 0
        self._linked = 0
        self._handled: dict[str, bool] = {}
        self._mentioning: dict[str, list[str]] = {}
        self._defining: dict[str, frozenset[bytes]] = {}
        self._importing: dict[str, bytes] = {}
        self._storing: dict[str, list[str]] = {}
        self._reached: dict[str, set[str]] = {}
        self._taken: dict[str, list[str]] = {}
        self._todo: deque[str] = deque()
        self._kept: dict[str, set[str]] = {}
        """Attribute -> the documents that keep run data in it."""
        self._vetted: set[str] = set()
        """Variables and classes whose users have been looked for."""

    def groups(
        self,
        worth: Iterable[str],
        recorded: Collection[str] = (),
        pairs: Iterable[tuple[str, str]] = (),
        used_in: Iterable[str] = (),
    ) -> list[Group]:
        """The documents at ``worth`` (locations), with all that must be read with them, in groups.

        Of those in ``recorded`` any function may be given run data: a record of a run may say so. The first of each
        of the ``pairs`` is read with the second, if that is. What notebooks in
        ``used_in`` name may be used there in any way.
        """
        for location in worth:
            document = self._load(location)
            self._again(location)
            if document is not None and location in recorded:
                document.names |= {arg.arg for one, _ in document.definitions for arg in _arguments(one)}
        for reader, source in pairs:
            if source in self._documents:
                self._load(reader, source)
        while self._todo:
            location = self._todo.popleft()
            document = self._documents[location]
            if document is not None:
                self._study(location, document)
        for notebook in used_in:
            self._open_to_notebook(self.data(notebook))
            self._bytes.pop(notebook)  # with all the pictures in it
        self._open.add("@?")
        self._open |= {f"={name}" for name in (*self._kept, *self._vetted)}
        for attribute, keepers in self._kept.items():
            if self._is_read_unseen(attribute, keepers):
                self._open.add(f"@{attribute}")
        groups: dict[str, Group] = {}
        for location in self._documents:
            group = groups.setdefault(self._root_of(location), Group())
            member = self._candidates[location]
            group.members.append(member)
            group.open_names = self._open
            group.modules[member.path] = self._table.names(location)
            group.table = self._table
        for group in groups.values():
            group.members.sort(key=lambda one: one.path)
        return sorted(groups.values(), key=lambda one: one.members[0].path)

    def _is_read_unseen(self, attribute: str, keepers: set[str]) -> bool:
        """Whether a document that is not read with these may read the attribute of an object of theirs."""
        group = {self._root_of(one) for one in keepers}
        mentions = self._mentions(attribute, "")
        if len(group) > 1 or len(mentions) > MOST_KEPT or self._searched > MOST_SEARCHED:
            return True
        for location in mentions:
            if self._documents.get(location) is not None and self._root_of(location) in group:
                continue
            if self._reads_attribute(location, attribute):
                return True
        return False

    def _open_to_notebook(self, data: bytes) -> None:
        """Count as used in any way what a notebook names of the documents, beside a part of their modules' names."""
        documents = {one: document for one, document in self._documents.items() if document is not None}
        parts = {one: {part for name in self._table.names(one) for part in name.split(".")} for one in documents}
        if not notebooks.mentions_any(data, set().union(*parts.values())):
            return
        words = notebooks.words(data)
        if all(words.isdisjoint(one) for one in parts.values()):
            return
        for location, document in documents.items():
            if _stem_of(location) in words:
                self._open |= document.defined & words
            passed_on = {alias: path.split(".")[-1] for alias, path in document.imports.items() if alias in words}
            self._open |= {name for alias, name in passed_on.items() if alias != name}
            for function, owner in document.definitions:
                # an object may have come by another module
                if owner is not None and function.name in words:
                    self._open.add(f".{function.name}")
                elif owner is None and function.name in words and not words.isdisjoint(parts[location]):
                    self._open.add(function.name)
        self._open |= {f".{attribute}" for attribute in self._kept if attribute in words}

    # -- documents ------------------------------------------------------------------------------

    def data(self, location: str) -> bytes:
        """The bytes of a file, empty where it cannot be read."""
        data = self._bytes.get(location)
        if data is None:
            try:
                data = self._read(location)
            except OSError:
                data = b""
            self._bytes[location] = data
        return data

    def _load(self, location: str, near: str | None = None) -> _Document | None:
        """Read a document into the group of ``near``; None where it cannot be parsed, or there are too many."""
        if location not in self._documents:
            if location not in self._candidates:
                return None
            if near is not None:
                if len(self._documents) >= MOST_TOGETHER:
                    return None
                self._linked += len(self.data(location))
                if self._linked > MOST_BYTES:
                    return None
            self._parent[location] = location
            self._sizes[location] = 1
            self._documents[location] = self.parsed(location)
        if near is not None and not self._join(location, near):
            return None
        return self._documents[location]

    def _join(self, one: str, two: str) -> bool:
        """Put two documents into one group, unless it would be too large: then anything may be used anywhere."""
        low, high = self._root_of(one), self._root_of(two)
        if low == high:
            return True
        if self._sizes[low] + self._sizes[high] > MOST_TOGETHER:
            self._open.add("*")
            return False
        self._parent[low] = high
        self._sizes[high] += self._sizes[low]
        return True

    def parsed(self, location: str) -> _Document | None:
        """What is known of a file, without reading it with others; None where it cannot be parsed."""
        if location not in self._parsed_before:
            try:
                tree = ast.parse(self.data(location))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                self._parsed_before[location] = None
            else:
                nodes = nodes_of(tree)
                document = _Document(self._candidates[location], nodes, dict(_imports(nodes)))
                self._parsed_before[location] = document
        return self._parsed_before[location]

    def _root_of(self, location: str) -> str:
        while self._parent[location] != location:
            location = self._parent[location]
        return location

    # -- from names to files --------------------------------------------------------------------

    def _resolve(self, dotted: str, importer: str) -> tuple[str, list[str]] | None:
        return self._table.resolve(dotted, importer)

    def _definition(self, dotted: str, importer: str, near: str) -> str | None:
        """The file that defines what a dotted path means; files that only pass it on are read on the way."""
        way = self.way(dotted, importer)
        for location in way:
            self._load(location, near)
        return way[-1] if way else None

    def _mentions(self, name: str, own: str) -> list[str]:
        """The other files in which a name stands as a word."""
        known = self._mentioning.get(name)
        if known is None:
            self._searched += len(self._candidates)
            if self._searched > MOST_SEARCHED:
                return []
            word = name.encode()
            known = [one for one in self._candidates if _stands_in(word, self.data(one))]
            self._mentioning[name] = known
        return [one for one in known if one != own]

    def _defines(self, location: str, name: str) -> bool:
        """Whether a function of this name is defined in a file."""
        known = self._defining.get(location)
        if known is None:
            known = self._defining[location] = frozenset(_DEFINITION.findall(self.data(location)))
        return name.encode() in known

    def _users(self, name: str, own: str, is_method: bool, is_called: bool = True) -> list[str]:
        """The other files that may mean this function or class of ``own``, or one of its methods, by ``name``."""
        if is_method and name in _COMMON:
            if is_called:
                self._open.add(f".{name}")
            return []
        if self._searched > MOST_SEARCHED:
            if is_called:
                self._open.add(f".{name}" if is_method else name)
            return []
        found = [] if is_method else list(self._takers(own))
        for location in self._mentions(name, own):
            document = self.parsed(location)
            if location in found:
                continue
            if document is None:
                found.append(location)
            elif not is_method:
                if (
                    self._may_mean(document, location, name, own)
                    or self._reaches_by_string(document, location, name)
                    or self._asks_for_fixture(document, name, own)
                ):
                    found.append(location)
            elif name in document.reading:
                if own in self._reached_from(location):
                    found.append(location)
                elif is_called:
                    # Who knows what objects it is given: it is not read, but may use anything of that name.
                    self._open.add(f".{name}")
            if len(found) > MOST_MENTIONS:
                if is_called:
                    self._open.add(f".{name}" if is_method else name)
                return []
        return found

    def _asks_for_fixture(self, document: _Document, name: str, own: str) -> bool:
        """Whether a parameter stands for a function of ``own``, which is a fixture of pytest."""
        return b"fixture" in self.data(own) and any(
            arg.arg == name for function, _ in document.definitions for arg in _arguments(function)
        )

    def _reaches_by_string(self, document: _Document, location: str, name: str) -> bool:
        """Whether a document imports modules by strings and reads an attribute of this name."""
        data = self.data(location)
        return (b"import_module" in data or b"__import__" in data) and any(
            not _dotted_callee(document, node) for node in document.reading.get(name, ())
        )

    def imported_by(self, location: str) -> list[str]:
        """The files that define what a file imports."""
        document = self.parsed(location)
        ways = [self.way(path, location) for path in document.imports.values()] if document is not None else []
        return list(dict.fromkeys(way[-1] for way in ways if way))

    def mentions_module(self, location: str, own: str) -> bool:
        """Whether the last part of the module's name stands in a file as a word."""
        return _stands_in(_stem_of(own).encode(), self.data(location))

    def _takers(self, own: str) -> list[str]:
        """The files that use a module as a value: ``getattr(module, name)`` reaches all that is in it."""
        known = self._taken.get(own)
        if known is None:
            stem = _stem_of(own)
            mentions = [one for one in self._mentions(stem, own) if self._may_import(one, stem)]
            known = [one for one in mentions if self._takes(one, own)]
            self._taken[own] = known
        return known

    def _may_import(self, location: str, name: str) -> bool:
        """Whether something of this name may be imported in a file: by its text, for most need not be parsed."""
        known = self._importing.get(location)
        if known is None:
            known = self._importing[location] = b"\n".join(_IMPORTED.findall(self.data(location)))
        return _stands_in(name.encode(), known)

    def _takes(self, location: str, own: str) -> bool:
        document = self.parsed(location)
        if document is None:
            return True
        for alias, path in document.imports.items():
            found = self._resolve(path, location)
            if found is None or found != (own, []) or "." in alias:
                continue
            if alias in document.bare:
                return True
        return False

    def _reached_from(self, location: str) -> set[str]:
        """The files that a file imports, directly or not, and itself."""
        known = self._reached.get(location)
        if known is None:
            known = set()
            todo = [location]
            while todo:
                top = todo.pop()
                if top in known:
                    continue
                known.add(top)
                document = self.parsed(top)
                for path in document.imports.values() if document is not None else ():
                    todo += self.way(path, top)
            self._reached[location] = known
        return known

    def _may_mean(self, document: _Document, location: str, name: str, own: str) -> bool:
        """Whether a document may reach a function of ``own``."""
        for alias, path in document.imports.items():
            if path.split(".")[-1] == name or alias.startswith("*"):
                joined = path if not alias.startswith("*") else f"{path.rstrip('.') and path}.{name}"
                if self._leads_to(joined, location, own):
                    return True
        stem = _stem_of(own)
        for node in document.reading.get(name, ()):
            dotted = _dotted_callee(document, node)
            if dotted and self._leads_to(dotted, location, own):
                return True
        for words in document.paths.get(name, ()) if stem != "__main__" else ():
            by_name = len(words) == 1 and b"attr" in self.data(location) and stem.encode() in self.data(location)
            if stem in words or by_name:
                return True
        return False

    def _leads_to(self, dotted: str, location: str, own: str) -> bool:
        """Whether a dotted path means something of ``own``, or of a module that finds its names itself (PEP 562)."""
        way = self.way(dotted, location)
        if own in way:
            return True
        last = self.parsed(way[-1]) if way else None
        return last is not None and "__getattr__" in last.defined

    def way(self, dotted: str, importer: str) -> list[str]:
        """The files that a dotted path leads through to a definition, which is in the last."""
        return self._way(dotted, importer, frozenset())

    def _way(self, dotted: str, importer: str, starred: frozenset[str]) -> list[str]:
        """The same; ``starred`` are the modules that import everything of the next one on the way so far."""
        way: list[str] = []
        for _ in range(8):
            found = self._resolve(dotted, importer)
            if found is None or found[0] in way:
                break
            location, rest = found
            way.append(location)
            document = self.parsed(location)
            if not rest or document is None or rest[0] in document.defined:
                break
            passed_on = document.imports.get(rest[0])
            if passed_on is None:
                if location in starred:  # two modules that import everything of each other
                    break
                for star in (path for name, path in document.imports.items() if name.startswith("*")):
                    joined = f"{star}{rest[0]}" if star.endswith(".") else f"{star}.{rest[0]}"
                    inner = self._way(joined, location, starred | {location}) if self._resolve(joined, location) else []
                    if inner and inner[-1] not in way:
                        way += inner
                        break
                break
            dotted, importer = passed_on, location
        return way

    # -- what goes in and out of a document -----------------------------------------------------

    def _study(self, location: str, document: _Document) -> None:
        taint = Taint(document.steps, document.names, document.attributes)
        taint.spread()
        live = _Live(document, taint)
        given = taint.given | live.keepers()
        document.fillers |= taint.fillers()
        for name, is_method, needs_all in live.functions():
            self._link_users(location, document, name, is_method, needs_all, name in given)
        # sorted: what the limits leave must not depend on how a set is ordered
        for attribute in sorted((taint.attributes | live.class_variables()) - _READS):
            self._link_attribute(location, document, attribute)
        for attribute in sorted((taint.kept | (_properties(document.nodes) & taint.given)) - _READS):
            self._link_kept(location, document, attribute)
        for filled in taint.filled.values():
            self._seed_variable(location, document, filled)
        for name in sorted(live.variables()):
            self._vetted.add(name)
            self._link_users(location, document, name, False, True, True)
        for callee in live.callees():
            self._link_callee(location, document, callee)
        if live.is_live:
            for dotted in document.imports.values():
                self._link_source(location, dotted)
        self._link_carriers(location, document, taint.attributes)

    def _link_carriers(self, location: str, document: _Document, holding: set[str]) -> None:
        """Read who gets objects of the document's classes: an attribute of theirs may be read there."""
        carriers = Carriers(document.parts, document.carrying, holding)
        if not carriers.spread():
            return
        if not carriers.parameters() <= document.names:
            document.names |= carriers.parameters()
            self._again(location)
        for callee in carriers.callees():
            self._link_callee(location, document, callee)
        for base, members in carriers.bases():
            self._link_base(location, document, base, members)
        for name in sorted(carriers.given(document.defined)):
            key = ("carrier", name)
            if key in document.done:
                continue
            document.done.add(key)
            for user in self._users(name, location, is_method=False, is_called=False):
                other = self._load(user, location)
                if other is not None:
                    self._chase_imports(user, other, name)
                    other.carrying |= {name, *other.aliases(name)}
                    self._again(user)

    def _link_users(
        self, location: str, document: _Document, name: str, is_method: bool, needs_all: bool, gives: bool
    ) -> None:
        key = ("users", f"{name} {needs_all} {gives}")
        if key in document.done:
            return
        document.done.add(key)
        self._link_handlers(location, location, name, is_method)
        if not needs_all:
            return
        for alias in _partials_of(document, name):
            self._link_users(location, document, alias, False, needs_all, gives)
        for user in self._users(name, location, is_method):
            other = self._load(user, location)
            if other is None:
                self._open.add(f".{name}" if is_method else name)
                continue
            self._chase_imports(user, other, name)
            if gives and name not in other.names:
                other.names |= {name, *other.aliases(name)}
                other.attributes.add(name)
                self._again(user)
            if name in document.fillers:
                self._seed_arguments(user, other, name)
            for alias in (*other.aliases(name), *_partials_of(other, name)):
                self._link_users(user, other, alias, False, needs_all, gives)
            for caller, caller_is_method in other.naming.get(name, ()):
                self._link_handlers(location, user, caller, caller_is_method)

    def _seed_arguments(self, location: str, document: _Document, name: str) -> None:
        """What a function is handed that puts run data into it holds some from then on."""
        for node in document.nodes:
            if not isinstance(node, ast.Call) or name not in (getattr(node.func, "id", ""), _attribute_name(node.func)):
                continue
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                if isinstance(argument, ast.Name) and argument.id not in document.names:
                    document.names.add(argument.id)
                    self._again(location)
                elif isinstance(argument, ast.Attribute):
                    self._link_kept(location, document, argument.attr)
                    if argument.attr not in document.attributes:
                        document.attributes.add(argument.attr)
                        self._again(location)

    def _chase_imports(self, location: str, document: _Document, name: str) -> None:
        """Read the packages through which the document imports the name."""
        for alias, path in document.imports.items():
            if path.split(".")[-1] == name or alias == name:
                self._definition(path, location, location)
            elif alias.startswith("*"):
                self._definition(f"{path}{name}" if path.endswith(".") else f"{path}.{name}", location, location)
        for node in document.reading.get(name, ()):
            dotted = _dotted_callee(document, node)
            if dotted:
                self._definition(dotted, location, location)

    def _link_handlers(self, near: str, location: str, name: str, is_method: bool) -> bool:
        """Read the callers that might catch what a lookup in the function raises, and those on the way to them.

        ``near`` is a document that has been read; ``location`` that of the function, read or not. Says whether
        there is any.
        """
        key = f"{location} {name}"
        if key in self._handled:
            return self._handled[key]
        self._handled[key] = False
        is_guarded = False
        for user in (location, *self._users(name, location, is_method)):
            known = self.parsed(user)
            if known is None:
                self._open.add(f".{name}" if is_method else name)
                continue
            catches = False
            for word in (name, *known.aliases(name)):
                catches = self._link_receivers(near, user, known, word) or word in known.guarded or catches
                if word != name:
                    catches = self._link_handlers(near, user, word, False) or catches
                for caller, caller_is_method in known.naming.get(word, ()):
                    catches = self._link_handlers(near, user, caller, caller_is_method) or catches
            if catches and self._load(user, near) is None:
                self._open.add(f".{name}" if is_method else name)
            is_guarded = is_guarded or catches
        self._handled[key] = is_guarded
        return is_guarded

    def _link_receivers(self, near: str, location: str, document: _Document, name: str) -> bool:
        """Read the decorators, context managers and functions of the project that get to run the function.

        Says whether any of them may catch something.
        """
        catches = False
        for receiver in document.receivers.get(name, ()):
            while isinstance(receiver, ast.Call):
                receiver = receiver.func
            way = self._way_to_catcher(receiver, location, document)
            if any(_CATCHERS.search(self.data(one)) for one in way):
                for one in way:
                    self._load(one, near)
                catches = True
        return catches

    def _way_to_catcher(self, receiver: ast.expr, location: str, document: _Document) -> list[str]:
        """The files that say what is called: where it is defined, or its base classes; a method by its name alone."""
        dotted = _dotted_callee(document, receiver)
        if not dotted and isinstance(receiver, ast.Attribute):
            if receiver.attr in _COMMON:
                return []
            found = [one for one in self._mentions(receiver.attr, location) if self._defines(one, receiver.attr)]
            return found if len(found) <= MOST_CLASSES else []
        found = []
        todo = [(dotted, location)] if dotted else []
        while todo:
            way = self.way(*todo.pop())
            defining = self.parsed(way[-1]) if way else None
            if defining is None or way[-1] in found:
                continue
            found += way
            for node in defining.nodes:
                for base in node.bases if isinstance(node, ast.ClassDef) else ():
                    todo += [(path, way[-1]) for path in [_dotted_callee(defining, base)] if path]
        return found

    def _link_base(self, location: str, document: _Document, base: ast.expr, members: set[str]) -> None:
        """A base class may read what only its subclasses hold or give."""
        dotted = _dotted_callee(document, base)
        defined = self._definition(dotted, location, location) if dotted else None
        other = self._documents.get(defined) if defined is not None else None
        read = members & other.reading.keys() if other is not None else set()
        if defined is not None and other is not None and not read <= other.attributes:
            other.attributes |= read
            self._again(defined)

    def _link_attribute(self, location: str, document: _Document, attribute: str) -> None:
        key = ("attribute", attribute)
        if key in document.done:
            return
        document.done.add(key)
        users = self._users(attribute, location, is_method=True, is_called=False)
        stored = self._storers(attribute, location)
        users += stored if len(stored) <= MOST_MENTIONS else []
        for user in dict.fromkeys(users):
            other = self._load(user, location)
            if other is not None and attribute not in other.attributes:
                other.attributes.add(attribute)
                self._again(user)

    def _link_kept(self, location: str, document: _Document, attribute: str) -> None:
        """Read who may read the attribute of an object that is handed on, and who makes such objects."""
        if location in self._kept.setdefault(attribute, set()):
            return
        self._kept[attribute].add(location)
        readers = [one for one in self._mentions(attribute, location) if self._reads_attribute(one, attribute)]
        for reader in readers if len(readers) <= MOST_CLASSES else ():
            self._load(reader, location)
        for cls in document.nodes:
            if isinstance(cls, ast.ClassDef) and attribute in document.words_below([cls]):
                self._vetted.add(cls.name)
                self._link_users(location, document, cls.name, False, True, False)
                for maker, is_method in document.naming.get(cls.name, ()):
                    self._link_users(location, document, maker, is_method, True, False)

    def _reads_attribute(self, location: str, attribute: str) -> bool:
        """Whether a document reads an attribute of this name of anything but run data."""
        document = self.parsed(location)
        return document is None or any(not _is_of_run_data(node) for node in document.reading.get(attribute, ()))

    def _storers(self, attribute: str, own: str) -> list[str]:
        """The files that bind an attribute of this name, of an object that may be of a class of ``own``."""
        known = self._storing.get(attribute)
        if known is None:
            found = {one: self.parsed(one) for one in self._mentions(attribute, "")}
            known = [one for one, document in found.items() if document is not None and attribute in document.stores]
            self._storing[attribute] = known
        return [
            one
            for one in known
            if one != own and (self._documents_stores(one)[attribute] or own in self._reached_from(one))
        ]

    def _documents_stores(self, location: str) -> dict[str, bool]:
        document = self.parsed(location)
        return document.stores if document is not None else {}

    def _link_callee(self, location: str, document: _Document, callee: ast.expr) -> None:
        dotted = _dotted_callee(document, callee)
        name = callee.attr if isinstance(callee, ast.Attribute) else callee.id if isinstance(callee, ast.Name) else ""
        key = ("callee", dotted or f".{name}")
        if key in document.done or not name:
            return
        document.done.add(key)
        if dotted:
            defined = self._definition(dotted, location, location) if self._resolve(dotted, location) else None
            if defined is not None:
                self._seed_parameters(defined, dotted.split(".")[-1])
                self._link_partial(defined, dotted.split(".")[-1])
            return
        if isinstance(callee, ast.Name):
            self._seed_parameters(location, name)
            self._link_partial(location, name)
            self._link_factory(location, document, name)
            for alias, path in document.imports.items():
                if alias.startswith("*"):
                    joined = path + name if path.endswith(".") else f"{path}.{name}"
                    defined = self._definition(joined, location, location)
                    if defined is not None:
                        self._seed_parameters(defined, name)
            return
        if name in _COMMON:
            document.done.discard(key)  # it depends on the object
            self._link_common(location, document, callee)
            return
        found = [one for one in self._mentions(name, location) if self._defines(one, name)]
        if len(found) > MOST_CLASSES:
            reached = self._reached_from(location)
            found = [one for one in found if one in reached]
        if len(found) <= MOST_MENTIONS:
            for one in found:
                self._load(one, location)
                self._seed_parameters(one, name)

    def _link_factory(self, location: str, document: _Document, name: str) -> None:
        """Read who makes the function that a name means: ``find = make_find()``."""
        for maker in document.made.get(name, ()):
            dotted = _dotted_callee(document, maker)
            if dotted and self._resolve(dotted, location):
                self._definition(dotted, location, location)

    def _link_common(self, location: str, document: _Document, callee: ast.expr) -> None:
        """Go on to a method of a name that many classes have, where the object is plainly made of an imported class."""
        assert isinstance(callee, ast.Attribute)
        owner = callee.value
        makers = [owner.func] if isinstance(owner, ast.Call) else document.made.get(_name_of(owner) or "?", [])
        for maker in makers:
            dotted = _dotted_callee(document, maker)
            key = ("callee", f"{dotted}.{callee.attr}")
            if not dotted or key in document.done:
                continue
            document.done.add(key)
            defined = self._definition(dotted, location, location) if self._resolve(dotted, location) else None
            if defined is not None and self._defines(defined, callee.attr):
                self._seed_parameters(defined, callee.attr)

    def _link_partial(self, location: str, name: str) -> None:
        """Go on to the function that a name is a partial of."""
        document = self._documents.get(location)
        for function in document.partials.get(name, ()) if document is not None else ():
            assert document is not None
            if isinstance(function, ast.Name):
                self._seed_parameters(location, function.id)
            self._link_callee(location, document, function)

    def _seed_parameters(self, location: str, name: str) -> None:
        """What a function is handed may be run data."""
        document = self._documents.get(location)
        if document is None:
            return
        seeds = document.parameters.get(name, set())
        if not seeds <= document.names:
            document.names |= seeds
            self._again(location)
        self._seed_fields(location, document, name)

    def _seed_fields(self, location: str, document: _Document, name: str) -> None:
        """The fields of a class may hold run data: whoever else makes its instances puts something into them too."""
        fields = document.fields.get(name, set())
        if not fields:
            return
        if not fields <= document.attributes:
            document.attributes |= fields
            self._again(location)
        self._link_users(location, document, name, False, True, True)

    def _seed_variable(self, location: str, document: _Document, filled: ast.expr) -> None:
        """Run data is put into a list or dict: it may be a variable of another module."""
        dotted = _dotted_callee(document, filled)
        defined = self._definition(dotted, location, location) if dotted and self._resolve(dotted, location) else None
        other = self._documents.get(defined) if defined is not None and defined != location else None
        name = dotted.split(".")[-1]
        if defined is not None and other is not None and name in other.defined and name not in other.names:
            other.names.add(name)
            self._again(defined)

    def _link_source(self, location: str, dotted: str) -> None:
        """Read a module that says where a run came from."""
        found = self._resolve(dotted, location)
        if found is None or found[0] in self._documents:
            return
        data = self.data(found[0])
        passes_on = os.path.basename(found[0]) == "__init__.py" and found[1]
        if passes_on or screen.mentions_mlflow(data) or screen.mentions_rival(data):
            self._definition(dotted, location, location)

    def _again(self, location: str) -> None:
        if location not in self._todo:
            self._todo.append(location)


class _Live:
    """What of a document has to do with run data."""

    def __init__(self, document: _Document, taint: Taint) -> None:
        self._document = document
        self._taint = taint
        self._names = taint.names - {"self", "cls"}
        self._attributes = taint.attributes
        self._runs = {node.value.id for node in document.reading.get("data", ()) if isinstance(node.value, ast.Name)}
        """Names that may be runs: whose is a question for the callers."""
        self.is_live = self._any_live(document.nodes[:1])

    def _any_live(self, nodes: Iterable[ast.AST]) -> bool:
        """Whether anything in them is run data, or a container of some."""
        for node in nodes:
            names, attributes, _ = self._document.steps.words(node)
            if not (names.isdisjoint(self._names) and attributes.isdisjoint(self._attributes)):
                return True
            if not attributes.isdisjoint(_CONTAINERS) and any(
                isinstance(below, ast.Attribute) and below.attr in _CONTAINERS and self._taint.holds(below.value)
                for below in nodes_of(node)
            ):
                return True
        return False

    def _any_handed(self, nodes: list[ast.expr]) -> bool:
        """Whether anything in them is live, or gives run data: ``run.data``."""
        words = self._document.steps.words
        return any(not words(node)[1].isdisjoint(SOURCES) for node in nodes) or self._any_live(nodes)

    def functions(self) -> Iterator[tuple[str, bool, bool]]:
        """The functions with run data in them: name, whether it is a method, whether every user is to be seen."""
        for function, owner in self._document.definitions:
            parameters = {arg.arg for arg in _arguments(function)} - {"self", "cls"}
            if function.name not in self._taint.given and not self._any_live([function]):
                continue
            needs_all = bool(parameters & (self._names | self._runs)) or function.name in self._taint.given
            if owner is not None and function.name == "__init__":
                yield owner.name, False, True
            else:
                yield function.name, owner is not None, needs_all
                if owner is not None and needs_all:
                    yield owner.name, False, True

    def variables(self) -> set[str]:
        """Names of the module that hold run data, or a run."""
        return self._bound_in(self._document.nodes[:1], self._names | self._runs)

    def keepers(self) -> set[str]:
        """Classes whose methods keep run data in attributes: who has an instance has that too."""
        return {
            cls.name
            for cls in self._document.nodes
            if isinstance(cls, ast.ClassDef)
            for below in nodes_of(cls)
            if isinstance(below, ast.Attribute)
            and isinstance(below.ctx, ast.Store)
            and below.attr in self._attributes
            and isinstance(below.value, ast.Name)
            and below.value.id == "self"
        }

    def class_variables(self) -> set[str]:
        """Names of class bodies that hold run data: attributes of the instances."""
        return self._bound_in(self._document.nodes[1:], self._names)

    @staticmethod
    def _bound_in(nodes: Iterable[ast.AST], known: set[str]) -> set[str]:
        return {
            below.id
            for node in nodes
            if isinstance(node, (ast.Module, ast.ClassDef))
            for statement in node.body
            if not isinstance(statement, _SCOPES)
            for below in nodes_of(statement)
            if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store) and below.id in known
        }

    def callees(self) -> Iterator[ast.expr]:
        """What is called with run data."""
        for node in self._document.nodes:
            if isinstance(node, ast.Call):
                arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
                if self._any_handed(arguments):
                    yield node.func
                    yield from (one for one in arguments if isinstance(one, ast.Name))


def _properties(nodes: list[ast.AST]) -> set[str]:
    """The names of properties."""
    return {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(one, ast.Name) and one.id == "property" for one in node.decorator_list)
    }


def _name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else _attribute_name(node)


def _attribute_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_of_run_data(node: ast.Attribute) -> bool:
    """``run.data.metrics``: of MLflow's run data, not of an object of the project."""
    return isinstance(node.value, ast.Attribute) and node.value.attr == "data" and node.attr in _CONTAINERS


# -- questions about syntax trees ---------------------------------------------------------------

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _stands_in(word: bytes, data: bytes) -> bool:
    """Whether it stands in a text as a word; an expression that begins with a boundary would try every place."""
    at = data.find(word)
    while at >= 0:
        end = at + len(word)
        if not (_WORD.match(data, end) or (at and _WORD.match(data, at - 1))):
            return True
        at = data.find(word, end)
    return False


def _stem_of(location: str) -> str:
    """The last part of a module's name."""
    stem = os.path.splitext(os.path.basename(location))[0]
    return os.path.basename(os.path.dirname(location)) if stem == "__init__" else stem


def _fields_of(cls: ast.ClassDef) -> set[str]:
    found: set[str] = set()
    for one in cls.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            found.add(one.target.id)
        elif isinstance(one, ast.Assign) and isinstance(one.value, ast.Call) and cls.decorator_list:
            found |= {target.id for target in one.targets if isinstance(target, ast.Name)}
    for base in cls.bases:
        found |= _namedtuple_fields(base)
    return found


def _namedtuple_fields(node: ast.AST) -> set[str]:
    """The words in the call of ``namedtuple``: its fields are among them."""
    if not isinstance(node, ast.Call):
        return set()
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called not in ("namedtuple", "NamedTuple"):
        return set()
    found = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
    for below in nodes_of(node):
        if isinstance(below, ast.Constant) and isinstance(below.value, str):
            found |= set(below.value.replace(",", " ").split())
    return found


def _partials_of(document: _Document, name: str) -> list[str]:
    """The names that a document binds to partials of the function of that name."""
    return [
        alias
        for alias, functions in document.partials.items()
        if alias != name and any(name == getattr(one, "attr", getattr(one, "id", "")) for one in functions)
    ]


_WORD = re.compile(rb"\w")


def _defined(nodes: list[ast.AST]) -> set[str]:
    top = nodes[0]
    found: set[str] = set()
    stack: list[ast.AST] = list(top.body) if isinstance(top, ast.Module) else []
    while stack:
        node = stack.pop()
        if isinstance(node, _SCOPES):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        else:
            stack.extend(ast.iter_child_nodes(node))
    return found


def _imports(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    stars = 0
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for alias in node.names:
                if alias.name == "*":
                    stars += 1
                    yield f"*{stars}", base
                else:
                    joined = base + alias.name if not node.module else f"{base}.{alias.name}"
                    yield alias.asname or alias.name, joined


def _dotted_callee(document: _Document, callee: ast.expr) -> str:
    """The dotted path of a function that is imported, or whose module is."""
    parts: list[str] = []
    while isinstance(callee, ast.Attribute):
        parts.append(callee.attr)
        callee = callee.value
    if not isinstance(callee, ast.Name):
        return ""
    parts.append(callee.id)
    parts.reverse()
    for length in range(len(parts), 0, -1):
        path = document.imports.get(".".join(parts[:length]))
        if path is not None:
            return ".".join([path, *parts[length:]])
    return ""
