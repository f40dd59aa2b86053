"""The fixes of one round: where their edits are, and how each is said of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rundata_migrate.engine.edits import by_document, overlap_among
from rundata_migrate.findings import Edit, Fix, Safety
from rundata_migrate.syntax import Tree


@dataclass
class Joined:
    """What is found out once of the edits of a fix, which may be that of many sites."""

    edits: tuple[Edit, ...]
    documents: list[Tree]
    contradicts_itself: bool
    is_taken: bool = False
    fixes: dict[tuple[Safety, str, str], Fix] = field(default_factory=dict)


class Fixes:
    """Edits, by their identity: those of a group belong to each of its sites."""

    def __init__(self, tree: Tree) -> None:
        """``tree`` is the program that the edits are to change."""
        self.tree = tree
        self._joined: dict[int, Joined] = {}

    def joined(self, edits: tuple[Edit, ...]) -> Joined:
        """What is known of the edits of a fix."""
        known = self._joined.get(id(edits))
        if known is None or known.edits is not edits:
            known = self._joined[id(edits)] = Joined(edits, self.documents(edits), overlap_among(edits))
        return known

    def documents(self, edits: Iterable[Edit]) -> list[Tree]:
        """The documents that edits are in."""
        return list(dict.fromkeys(self.tree.document_at(edit.start) for edit in edits))

    def fix(self, edits: tuple[Edit, ...], safety: Safety, description: str, path: str) -> Fix:
        """The fix with each document's edits in that document's own offsets, as it is said of the one at ``path``."""
        fixes = self.joined(edits).fixes
        key = (safety, description, path)
        if key not in fixes:
            ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
            by_path = {one.path: tuple(own) for one, own in by_document(self.tree, ordered).items()}
            own = by_path.pop(path, ())
            fixes[key] = Fix(own, safety, description, tuple(sorted(by_path.items())))
        return fixes[key]
