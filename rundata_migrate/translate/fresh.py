"""Names for what a fix binds: free where they are put, and the same ones a person would choose."""

from __future__ import annotations

from collections.abc import Iterable

from rundata_migrate.flow.bindings import Binding, Bindings, Scope
from rundata_migrate.flow.imports import Imports
from rundata_migrate.syntax import Node, Tree


class FreshNames:
    """Hands out names, and remembers which part of the text each fix needs them for."""

    def __init__(self, tree: Tree, names: Bindings, imports: Imports) -> None:
        """Nothing is reserved yet."""
        self._tree = tree
        self._names = names
        self._imports = imports
        self._around: dict[Tree, set[str]] = {}
        self._reserved: list[tuple[int, int, str]] = []
        self._free: dict[Scope, frozenset[str]] = {}

    def pick(
        self,
        wanted: Iterable[str],
        scope: Scope,
        uses: Iterable[Node],
        span: tuple[int, int],
        replaced: Binding | None,
        pending: Iterable[tuple[str, tuple[int, int]]] = (),
    ) -> str:
        """The first wanted name that nothing in the scope binds or reads.

        ``uses`` are the places where the name will be read: the scopes between them and ``scope``
        must not bind it either. ``pending`` are names that the same
        fix has picked. ``span`` is the text that the name lives in. ``replaced`` is the
        binding that goes away, whose own name may be taken over if nothing else has it.
        """
        scopes = list(dict.fromkeys((scope.function_scope(), scope)))
        taken = set(scopes[0].global_names | scopes[0].nonlocal_names)
        if scopes[0].kind == "module" and scope is scopes[0]:
            taken |= self._names_around(scope)
        for use in uses:
            between = self._names.scope_at(use)
            while between is not None and between is not scope:
                taken |= set(between.bindings)
                if between.parent is None:
                    break
                between = between.parent
        start, end = span
        taken |= {name for low, high, name in self._reserved if low < end and start < high}
        taken |= {name for name, (low, high) in pending if low < end and start < high}
        candidates = list(wanted)

        def is_free(name: str) -> bool:
            return name not in taken and not any(self._is_taken(name, one, replaced) for one in scopes)

        for name in candidates:
            if is_free(name):
                return name
        number = 2
        while not is_free(f"{candidates[-1]}_{number}"):
            number += 1
        return f"{candidates[-1]}_{number}"

    def reserve(self, names: Iterable[str], span: tuple[int, int]) -> None:
        """Keep names for a fix that will be applied."""
        self._reserved.extend((*span, name) for name in names)

    def _is_taken(self, name: str, scope: Scope, replaced: Binding | None) -> bool:
        """Whether the scope binds the name, or it or one below reads it from there."""
        if any(one is not replaced for one in scope.bindings.get(name, ())):
            return True
        if name not in self._free_in(scope):
            return False
        return replaced is None or name != replaced.name or _is_read(name, scope, replaced)

    def _names_around(self, scope: Scope) -> set[str]:
        """Names of other modules that a new name of this one would hide from somebody, or be hidden by.

        Those that it imports with a star; those of the modules that import everything of it, which may have the same
        name from elsewhere; and those that are read of any of these by name, for such a name may have come with a star.
        """
        document = self._tree.document_of(scope.node)
        known = self._around.get(document)
        if known is None:
            known = set()
            importers = self._imports.star_importers(document)
            starred = self._imports.starred_by(document)
            for importer in importers:
                known |= self._names.bound_or_read(self._names.of_document(importer).module)
                starred |= self._imports.starred_by(importer) - {document}
            for other in starred:
                known |= set(self._names.of_document(other).module.bindings)
            for shared in (document, *importers):
                known |= self._imports.names_read(shared)
            self._around[document] = known
        return known

    def _free_in(self, scope: Scope) -> frozenset[str]:
        """Names that the scope reads, or one below it from outside itself; found once."""
        known = self._free.get(scope)
        if known is None:
            below = (self._free_in(child) - set(child.bindings) for child in scope.children)
            known = self._free[scope] = frozenset(scope.reads.union(*below))
        return known


def _is_read(name: str, scope: Scope, replaced: Binding) -> bool:
    """Whether the scope, or one below it that does not bind the name, reads it, but for what goes away."""
    if name in scope.reads and scope.bindings.get(name) != [replaced]:
        return True
    return any(name not in child.bindings and _is_read(name, child, replaced) for child in scope.children)
