"""Names for what a fix binds: free where they are put, and the same ones a person would choose."""

from __future__ import annotations

from collections.abc import Iterable

from rundata_migrate.flow.bindings import Binding, Bindings, Scope
from rundata_migrate.syntax import Node, Tree


class FreshNames:
    """Hands out names, and remembers which part of the text each fix needs them for."""

    def __init__(self, tree: Tree, names: Bindings) -> None:
        """Nothing is reserved yet."""
        self._tree = tree
        self._names = names
        self._reserved: list[tuple[int, int, str]] = []

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
        taken = self._taken(scope.function_scope(), replaced)
        if scope.kind == "comprehension":
            taken |= self._free_in(scope, replaced)
            taken |= {name for name, made in scope.bindings.items() if any(one is not replaced for one in made)}
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
        for name in candidates:
            if name not in taken:
                return name
        number = 2
        while f"{candidates[-1]}_{number}" in taken:
            number += 1
        return f"{candidates[-1]}_{number}"

    def reserve(self, names: Iterable[str], span: tuple[int, int]) -> None:
        """Keep names for a fix that will be applied."""
        self._reserved.extend((*span, name) for name in names)

    def _taken(self, scope: Scope, replaced: Binding | None) -> set[str]:
        taken = {name for name, made in scope.bindings.items() if any(one is not replaced for one in made)}
        taken |= self._free_in(scope, replaced)
        taken |= scope.global_names | scope.nonlocal_names
        return taken

    def _free_in(self, scope: Scope, replaced: Binding | None) -> set[str]:
        """Names that the scope or one below it reads from outside itself, or at all in ``scope``."""
        found = set(scope.reads)
        if replaced is not None and scope.bindings.get(replaced.name) == [replaced]:
            found.discard(replaced.name)
        for child in scope.children:
            found |= self._free_in(child, replaced) - set(child.bindings)
        return found
