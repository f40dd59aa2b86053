"""Which module an import means, and who names a module's functions and classes in other modules.

By structure alone: what is bound by ``import`` and ``from ... import``, under another name or through a package that
passes it on, and attributes of what is known to be a module. No value is looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.documents import is_python
from rundata_migrate.findings import Source
from rundata_migrate.flow.bindings import ASSIGN, CLASS, FUNCTION, IMPORT, Binding, Bindings
from rundata_migrate.layout import OWN_PACKAGE, as_path, is_meant, nearest
from rundata_migrate.syntax import Node, Tree, is_attribute, last_name, string_of, walk

_BY_NAME = frozenset(
    {"getattr", "setattr", "delattr", "hasattr", "attrgetter", "methodcaller", "object", "patch", "import_object"}
)
"""Calls that reach a function through its name in a string: ``getattr(module, "show")``, ``mock.patch.object(...)``."""


_SETS_BY_NAME = frozenset({"setattr", "object"})
"""``setattr``, ``monkeypatch.setattr``, ``mock.patch.object``."""


@dataclass(frozen=True)
class Member:
    """What a dotted path leads to: a module (``rest`` is empty), or what a module calls ``rest``."""

    document: Tree
    rest: tuple[str, ...]


class Modules:
    """The modules of a program, by their names."""

    def __init__(self, tree: Tree, names: Bindings, sources: Mapping[str, Source]) -> None:
        """``sources`` say where the document of a path really is, and by which names it may be imported."""
        self._tree = tree
        self._names = names
        self._location: dict[Tree, str] = {}
        self._by_name: dict[str, list[Tree]] = {}
        for document in tree.documents:
            source = sources.get(document.path)
            location = source.location if source is not None else document.path
            self._location[document] = os.path.splitext(location)[0] if is_python(location) else location
            for name in source.modules if source is not None else ():
                self._by_name.setdefault(name, []).append(document)
        self._by_location = {location: document for document, location in self._location.items()}
        self._by_path = {as_path(location): document for document, location in self._location.items()}
        self._document_of_module = {document.module: document for document in tree.documents}
        self._references: dict[Node, list[Node]] | None = None
        self._readers: dict[tuple[Tree, str], list[Node]] = {}
        self._stored: dict[tuple[Tree, str], list[Node]] = {}
        self._stored_outside: dict[tuple[Tree, str], list[Node]] = {}
        self._meant: dict[Node, list[Node]] = {}
        self._escaped: set[Tree] = set()
        self._lazy: set[str] = set()
        """Names that are asked of modules which find them themselves: ``__getattr__`` of a module (PEP 562)."""
        self._strings: set[str] | None = None
        self._dynamic: set[str] | None = None

    # -- from names to modules ------------------------------------------------------------------

    def resolve(self, dotted: str, importer: Tree) -> Member | None:
        """The module of the program that an import in ``importer`` means, and what of it; None if none is meant."""
        level = len(dotted) - len(dotted.lstrip("."))
        parts = [part for part in dotted[level:].split(".") if part]
        if level:
            folder = os.path.dirname(self._location[importer])
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            for length in range(len(parts), -1, -1):
                path = os.path.join(folder, *parts[:length])
                document = self._by_location.get(path) or self._by_location.get(os.path.join(path, "__init__"))
                if document is not None and (length or document is not importer or parts):
                    return Member(document, tuple(parts[length:]))
            return self._run(folder, parts)
        if not parts or parts[0] == OWN_PACKAGE:
            return None
        for length in range(len(parts), 0, -1):
            document = self._chosen(".".join(parts[:length]), importer)
            if document is not None and is_meant(parts[0], self._location[importer], self._location[document]):
                return Member(document, tuple(parts[length:]))
        return None

    def _run(self, folder: str, parts: list[str]) -> Member | None:
        """What is meant by an import that stands for ``%run``."""
        for length in range(len(parts), 0, -1):
            document = self._by_path.get(as_path(os.path.join(folder, *parts[:length])))
            if document is not None:
                return Member(document, tuple(parts[length:]))
        return None

    def _chosen(self, name: str, importer: Tree) -> Tree | None:
        """The document of that name: the only one, or the one nearest to the importer."""
        found = {self._location[one]: one for one in self._by_name.get(name, [])}
        near = nearest(list(found), self._location[importer])
        return found[near[0]] if len(near) == 1 else None

    def document_of(self, module: Node | None) -> Tree | None:
        """The document whose root node this is."""
        return self._document_of_module.get(module) if isinstance(module, cst.Module) else None

    def stem(self, document: Tree) -> str:
        """The last part of a module's name."""
        folder, stem = os.path.split(self._location[document])
        return os.path.basename(folder) if stem == "__init__" else stem

    def submodule(self, document: Tree, name: str) -> Tree | None:
        """The module of that name in a package."""
        folder, stem = os.path.split(self._location[document])
        if stem != "__init__":
            return None
        path = os.path.join(folder, name)
        return self._by_location.get(path) or self._by_location.get(os.path.join(path, "__init__"))

    def bindings(self, document: Tree, name: str) -> list[Binding]:
        """What binds a module's name: its own bindings, else those of what it imports everything of."""
        return list(self._bindings(document, name, frozenset()))

    def _bindings(self, document: Tree, name: str, seen: frozenset[Tree]) -> Iterator[Binding]:
        part = self._names.of_document(document)
        own = part.module.bindings.get(name)
        if own:
            yield from own
            return
        if name.startswith("_") or document in seen:
            return
        for star in reversed(part.stars):  # the last one that has the name gives it
            member = self.resolve(star, document)
            if member is None or member.rest:
                continue
            found = list(self._bindings(member.document, name, seen | {document}))
            if found:
                yield from found
                return

    def starred(self, name: cst.Name) -> list[Binding]:
        """What a name that nothing in its module binds means, if the module imports everything of another."""
        return self.starred_as(name.value, name)

    def starred_as(self, name: str, place: Node) -> list[Binding]:
        """The same for a name that would be written at a place."""
        document = self._tree.document_of(place)
        if not self._names.of_document(document).stars:
            return []
        return self.bindings(document, name)

    # -- definitions ----------------------------------------------------------------------------

    def definitions(self, binding: Binding) -> list[Node]:
        """The functions, classes and modules that a binding may stand for, each once."""
        return list(dict.fromkeys(self._definitions(binding, set())))

    def _definitions(self, binding: Binding, seen: set[Binding]) -> Iterator[Node]:
        if binding in seen:
            return
        seen.add(binding)
        if binding.kind in (FUNCTION, CLASS):
            yield binding.node
        elif binding.kind == ASSIGN and binding.path == () and _makes_namedtuple(binding.value):
            assert binding.value is not None
            yield binding.value
        elif binding.kind == IMPORT:
            yield from self._at(binding.dotted, self._tree.document_of(binding.node), seen)

    def _at(self, dotted: str, importer: Tree, seen: set[Binding]) -> Iterator[Node]:
        member = self.resolve(dotted, importer)
        if member is None:
            return
        if not member.rest:
            yield member.document.module
        elif len(member.rest) == 1:
            for binding in self.bindings(member.document, member.rest[0]):
                yield from self._definitions(binding, seen)

    def variables(self, binding: Binding) -> list[Binding]:
        """What an import of one name stands for: the bindings of that name in its module."""
        member = self.resolve(binding.dotted, self._tree.document_of(binding.node))
        if member is None or len(member.rest) != 1:
            return []
        return self.bindings(member.document, member.rest[0])

    # -- references from other modules ----------------------------------------------------------

    def references(self, definition: Node) -> list[Node]:
        """The names and attributes that mean a function or class by way of an import."""
        self._collect()
        assert self._references is not None
        return self._references.get(definition, [])

    def meant_by(self, use: Node) -> list[Node]:
        """The functions and classes that a name or attribute may mean, decorated or one of several."""
        self._collect()
        found = list(self._meant.get(use, ()))
        if isinstance(use, cst.Name):
            for binding in self._names.slot(use).bindings:
                found += self.definitions(binding)
        return list(dict.fromkeys(found))

    def readers(self, document: Tree, name: str) -> list[Node]:
        """The names and attributes that mean a variable of a module by way of an import."""
        self._collect()
        return self._readers.get((document, name), [])

    def names_read(self, document: Tree) -> set[str]:
        """What other modules read of a module by name: ``from m import name``, ``m.name``."""
        self._collect()
        return {name for owner, name in self._readers if owner is document}

    def stored_from_outside(self, document: Tree, name: str) -> list[Node]:
        """What others put in a variable's place: ``module.NAME = value``, ``setattr(module, "NAME", value)``."""
        self._collect()
        known = self._stored_outside.get((document, name))
        if known is not None:
            return known
        found = list(self._stored.get((document, name), ()))
        for use in self.readers(document, name):
            target = self._tree.parent(use)
            assign = self._tree.parent(target) if isinstance(target, cst.AssignTarget) else None
            if isinstance(assign, cst.Assign) and isinstance(use, cst.Attribute):
                found.append(assign.value)
        self._stored_outside[document, name] = found
        return found

    def is_named_in_a_string(self, name: str) -> bool:
        """Whether a string may reach something of this name: ``"pkg.module.show"``, ``getattr(x, "show")``."""
        if self._strings is None:
            self._strings = set(self._names_in_strings())
        return name in self._strings

    def is_reached_out_of_sight(self, definition: Node, name: str) -> bool:
        """Whether a module that imports others by strings, or finds its names itself, may give what is called so."""
        self._collect()
        if name in self._lazy:
            return True
        if self._dynamic is None:
            self._dynamic = {
                node.attr.value
                for document in self._tree.documents
                if "import_module" in document.text or "__import__" in document.text
                for node in document.every(cst.Attribute)
            }
        return name in self._dynamic and not any(is_attribute(use, {name}) for use in self.references(definition))

    def is_exported(self, definition: cst.FunctionDef | cst.ClassDef) -> bool:
        """Whether a function or class is offered to other projects: in ``__all__``, or passed on by a package."""
        name = definition.name.value
        if name.startswith("_"):
            return False
        return name in self._listed(self._tree.document_of(definition)) or any(
            self._passes_on(document, definition) for document in self._tree.documents
        )

    def _passes_on(self, document: Tree, definition: cst.FunctionDef | cst.ClassDef) -> bool:
        """Whether a package imports something and has no use for it itself."""
        if os.path.basename(self._location[document]) != "__init__":
            return False
        part = self._names.of_document(document)
        imported = [one for bound in part.module.bindings.values() for one in bound if one.kind == IMPORT]
        passed_on = [one for one in imported if not one.uses]
        if part.stars:
            passed_on += self.bindings(document, definition.name.value)
        return any(definition in self.definitions(one) for one in passed_on)

    def _listed(self, document: Tree) -> set[str]:
        """The names in a module's ``__all__``, as far as they are written out."""
        bound = self._names.of_document(document).module.bindings.get("__all__", [])
        return {
            text
            for binding in bound
            if binding.value is not None
            for node in walk(binding.value)
            if isinstance(node, cst.SimpleString) and (text := string_of(node)) is not None
        }

    def is_handed_on(self, definition: Node) -> bool:
        """Whether the module of a function is used as a value, so that its functions may be reached out of sight."""
        self._collect()
        return self._tree.document_of(definition) in self._escaped

    def _collect(self) -> None:
        if self._references is not None:
            return
        self._references = {}
        for document in self._tree.documents:
            part = self._names.of_document(document)
            for scope in part.scopes.values():
                for bound in scope.bindings.values():
                    for binding in bound:
                        if binding.kind == IMPORT:
                            self._note_uses(binding, document)
            if part.stars:
                for name in part.scope_of_name:
                    if name not in part.slots:
                        for binding in self.starred(name):
                            owner = self._tree.document_of(binding.node)
                            self._readers.setdefault((owner, binding.name), []).append(name)
                            self._note(self.definitions(binding), name)

    def _note_uses(self, binding: Binding, document: Tree) -> None:
        member = self.resolve(binding.dotted, document)
        self._note_lazy(member)
        if member is not None and len(member.rest) == 1:
            self._readers.setdefault((member.document, member.rest[0]), []).extend(binding.uses or [binding.node])
        plain = [one for one in self.definitions(binding) if not isinstance(one, cst.Module)]
        for use in binding.uses:
            if plain:
                self._note(plain, use)
            else:
                self._note_attributes(use, binding.dotted, document)

    def _note_attributes(self, use: Node, dotted: str, document: Tree) -> None:
        """``a.b.show`` where ``a`` is a module."""
        while True:
            above = self._tree.parent(use)
            member = self.resolve(dotted, document)
            if not isinstance(above, cst.Attribute) or above.value is not use:
                if member is not None and not member.rest:
                    self._escaped.add(member.document)
                    self._note_set(use, member.document)
                return
            dotted = f"{dotted}.{above.attr.value}"
            use = above
            member = self.resolve(dotted, document)
            self._note_lazy(member)
            if member is not None and len(member.rest) == 1:
                self._readers.setdefault((member.document, member.rest[0]), []).append(use)
            plain = [one for one in self._at(dotted, document, set()) if not isinstance(one, cst.Module)]
            if plain:
                self._note(plain, use)
                return

    def _note_set(self, module: Node, document: Tree) -> None:
        """``setattr(module, "NAME", value)``, and how tests write it: the same arguments, whatever it is called."""
        call = self._tree.call_with(module)
        if call is None or len(call.args) < 3 or call.args[0].value is not module:
            return
        callee = last_name(call.func)
        name = string_of(call.args[1].value)
        if callee in _SETS_BY_NAME and name is not None:
            self._stored.setdefault((document, name), []).append(call.args[2].value)

    def _note_lazy(self, member: Member | None) -> None:
        if member is None or not member.rest or self.bindings(member.document, member.rest[0]):
            return
        if self._names.of_document(member.document).module.bindings.get("__getattr__"):
            self._lazy.add(member.rest[-1])

    def _note(self, definitions: list[Node], use: Node) -> None:
        assert self._references is not None
        for one in dict.fromkeys(definitions):
            if not isinstance(one, cst.Module):
                self._references.setdefault(one, []).append(use)
                self._meant.setdefault(use, []).append(one)

    def _names_in_strings(self) -> Iterator[str]:
        for node in self._tree.every(cst.SimpleString):
            text = string_of(node)
            if text is None or len(text) > 200:
                continue
            last = text.replace(":", ".").rsplit(".", 1)[-1]
            if last.isidentifier() and (last != text or self._reaches_by_name(node)):
                yield last

    def _reaches_by_name(self, node: cst.SimpleString) -> bool:
        call, above = self._tree.call_with(node), self._tree.parent(node)
        if call is not None:
            return last_name(call.func) in _BY_NAME
        if isinstance(above, cst.Index):
            element = self._tree.parent(above)
            subscript = self._tree.parent(element)
            if isinstance(subscript, cst.Subscript):
                words = {below.value for below in walk(subscript.value) if isinstance(below, cst.Name)}
                return bool(words & {"globals", "vars", "locals", "__dict__", "modules"})
        return False


def _makes_namedtuple(node: Node | None) -> bool:
    """Whether a call makes a class: ``namedtuple(...)``, ``typing.NamedTuple(...)``."""
    if not isinstance(node, cst.Call):
        return False
    return last_name(node.func) in ("namedtuple", "NamedTuple")
