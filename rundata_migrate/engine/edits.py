"""Edits: kept from each other's way, and followed from a text to what it became."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Tree


def by_document(tree: Tree, edits: Sequence[Edit]) -> dict[Tree, list[Edit]]:
    """The edits by the documents that they are in, in these documents' own offsets."""
    found: dict[Tree, list[Edit]] = {}
    for edit in edits:
        document = tree.document_at(edit.start)
        base = tree.base(document)
        found.setdefault(document, []).append(Edit(edit.start - base, edit.end - base, edit.text))
    return found


def _overlap(one: Edit, two: Edit) -> bool:
    if one.start == one.end and two.start == two.end:
        return one.start == two.start
    return one.start < two.end and two.start < one.end


def overlap_among(edits: Sequence[Edit]) -> bool:
    """Whether the edits of one fix contradict each other."""
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    return any(_overlap(one, two) for one, two in itertools.pairwise(ordered))


class Taken:
    """Edits that are to be made together."""

    def __init__(self) -> None:
        """None yet."""
        self._known: set[Edit] = set()
        self._ordered: list[tuple[int, int, Edit]] = []
        """By start and end; none overlaps another."""

    def take(self, edits: Sequence[Edit], may_share: bool = True) -> bool:
        """Add the edits of a fix, if none overlaps one of another's; the same edit may be both's if they share."""
        new = [edit for edit in dict.fromkeys(edits) if edit not in self._known or not may_share]
        if any(self._is_in_the_way(edit) for edit in new):
            return False
        for edit in new:
            self._known.add(edit)
            bisect.insort(self._ordered, (edit.start, edit.end, edit), key=lambda one: one[:2])
        return True

    def _is_in_the_way(self, edit: Edit) -> bool:
        at = bisect.bisect_left(self._ordered, (edit.start, edit.end), key=lambda one: one[:2])
        # before it, only what ends last can reach into it: the one next to it, or the one before an insertion there
        if any(_overlap(edit, other) for _, _, other in self._ordered[max(at - 2, 0) : at]):
            return True
        while at < len(self._ordered) and self._ordered[at][0] <= edit.end:
            if _overlap(edit, self._ordered[at][2]):
                return True
            at += 1
        return False


class Moves:
    """Where the places of a text went when edits were made in it."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """``edits`` are those of one round, in order."""
        self._edits = edits
        grown = itertools.accumulate((len(one.text) - (one.end - one.start) for one in edits), initial=0)
        self._shifts = list(grown)
        """By how much what stands before each edit, and after the last one, has moved."""
        self._starts = [edit.start + shift for edit, shift in zip(edits, self._shifts, strict=False)]
        """Where each edit begins in the new text."""

    def back(self, offset: int) -> int:
        """Where an offset of the text after the edits was before them."""
        at = bisect.bisect_right(self._starts, offset)
        # of several edits that begin there the first one that has a text
        first = bisect.bisect_left(self._starts, self._starts[at - 1]) if at else 0
        for edit, start in zip(self._edits[first:at], self._starts[first:at], strict=True):
            if offset < start + len(edit.text):
                return edit.start if offset == start else edit.end
        return offset - self._shifts[at]
