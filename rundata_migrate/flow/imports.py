"""Which documents of a program import which others, and where: an import runs what stands at a module's top level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import libcst as cst

from rundata_migrate.flow.modules import Modules
from rundata_migrate.syntax import Node, Tree, last_name, string_of, walk

_IMPORTERS = frozenset(
    {"import_module", "__import__", "run_path", "run_module", "exec_module", "load_module", "load_source", "exec"}
)
"""Calls that import, or run, a module that is named in a string."""


class Imports:
    """The import statements of a program, and the documents that they run; found when they are first asked for."""

    def __init__(self, tree: Tree, modules: Modules) -> None:
        """Nothing is looked at yet."""
        self._tree = tree
        self._modules = modules
        self._is_collected = False
        self._imported: dict[Tree, set[Tree]] = {document: set() for document in tree.documents}
        self._importers: dict[Tree, list[Node]] = {document: [] for document in tree.documents}
        self._stars: dict[Tree, set[Tree]] = {document: set() for document in tree.documents}

    def importers(self, document: Tree) -> list[Node]:
        """The statements and calls that run a document's top level, if nothing has before."""
        self._collect()
        return self._importers[document]

    def imported(self, document: Tree) -> set[Tree]:
        """The documents that this one imports."""
        self._collect()
        return set(self._imported[document])

    def reach(self, documents: Iterable[Tree]) -> list[Tree]:
        """The documents in which code may call what is in these: who imports them, and what those import.

        In the order of the program.
        """
        self._collect()
        found = _closure(_closure(documents, _turned(self._imported)), self._imported)
        return [document for document in self._tree.documents if document in found]

    def star_importers(self, document: Tree) -> set[Tree]:
        """The documents that import everything of this one, directly or by others that do."""
        self._collect()
        return _closure([document], _turned(self._stars)) - {document}

    def starred_by(self, document: Tree) -> set[Tree]:
        """The documents of which this one imports everything, directly or by others that do."""
        self._collect()
        return _closure([document], self._stars) - {document}

    def names_read(self, document: Tree) -> set[str]:
        """What other documents read of this one by name, whether it has that or not."""
        return self._modules.names_read(document)

    def _collect(self) -> None:
        """Look at every import statement, and at calls that import by name."""
        if self._is_collected:
            return
        self._is_collected = True
        for document in self._tree.documents:
            statements: list[cst.Import | cst.ImportFrom] = [*document.every(cst.Import)]
            for statement in [*statements, *document.every(cst.ImportFrom)]:
                for dotted in _paths(statement):
                    self._note(statement, document, dotted)
                if isinstance(statement, cst.ImportFrom) and isinstance(statement.names, cst.ImportStar):
                    self._note_star(statement, document)
            if any(word in document.text for word in _IMPORTERS):
                for call in document.every(cst.Call):
                    self._note_call(call, document)

    def _note(self, node: Node, importer: Tree, dotted: str) -> None:
        """An import of a dotted path: of each package on the way too."""
        level = len(dotted) - len(dotted.lstrip("."))
        parts = dotted[level:].split(".") if dotted[level:] else []
        for length in range(0 if level else 1, len(parts) + 1):
            member = self._modules.resolve("." * level + ".".join(parts[:length]), importer)
            if member is not None and not member.rest and member.document is not importer:
                self._add(node, importer, member.document)

    def _add(self, node: Node, importer: Tree, imported: Tree) -> None:
        self._imported[importer].add(imported)
        if node not in self._importers[imported]:
            self._importers[imported].append(node)

    def _note_star(self, statement: cst.ImportFrom, importer: Tree) -> None:
        member = self._modules.resolve(next(iter(_paths(statement))), importer)
        if member is not None and not member.rest:
            self._stars[importer].add(member.document)

    def _note_call(self, call: cst.Call, importer: Tree) -> None:
        """``import_module("values")``: the module of that name, or any if the name is not written out."""
        name = last_name(call.func)
        if name not in _IMPORTERS:
            return
        text = string_of(call.args[0].value) if call.args else None
        for document in self._tree.documents:
            if document is not importer and (text is None or self._modules.stem(document) in text):
                self._add(call, importer, document)


def _paths(statement: cst.Import | cst.ImportFrom) -> Iterator[str]:
    """The dotted paths that a statement may import: each name of ``from a import b`` may be a module."""
    if isinstance(statement, cst.Import):
        for alias in statement.names:
            yield _dotted(alias.name)
        return
    base = "." * len(statement.relative) + (_dotted(statement.module) if statement.module is not None else "")
    yield base
    if not isinstance(statement.names, cst.ImportStar):
        for alias in statement.names:
            yield f"{base}{'' if not base or base.endswith('.') else '.'}{_dotted(alias.name)}"


def _dotted(node: Node) -> str:
    return ".".join(part.value for part in walk(node) if isinstance(part, cst.Name))


def _closure(start: Iterable[Tree], edges: dict[Tree, set[Tree]]) -> set[Tree]:
    found: set[Tree] = set()
    todo = list(start)
    while todo:
        top = todo.pop()
        if top not in found:
            found.add(top)
            todo.extend(edges[top])
    return found


def _turned(edges: dict[Tree, set[Tree]]) -> dict[Tree, set[Tree]]:
    found: dict[Tree, set[Tree]] = {one: set() for one in edges}
    for one, others in edges.items():
        for other in others:
            found[other].add(one)
    return found
