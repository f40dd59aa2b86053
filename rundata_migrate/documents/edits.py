"""Edits of a text: made in it, and those of several rounds joined into one list against the first text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rundata_migrate.findings import Edit

_Piece = tuple[int, int, str]
"""Begin, end, and what stands there in the original text's place; an empty text and begin < end: as it was."""


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; they must be in order and not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def composed(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Edits that make of a text what ``first``, and then ``second`` in what came of it, make of it.

    Both are in order and without overlaps; so is the result, in which no edit touches the next.
    """
    pieces = _edited(_edited([(0, _END, "")], first), second)
    return list(_as_edits(pieces))


_END = 1 << 62
"""Beyond the end of any text."""


def _edited(pieces: list[_Piece], edits: Sequence[Edit]) -> list[_Piece]:
    """The pieces of a text after edits of it; offsets of the edits count along the pieces."""
    done: list[_Piece] = []
    waiting = pieces[::-1]
    at = 0
    for edit in edits:
        at = _take(waiting, done, at, edit.start)
        if edit.text:
            done.append((0, 0, edit.text))
        at = _take(waiting, [], at, edit.end)
    return [*done, *reversed(waiting)]


def _take(waiting: list[_Piece], taken: list[_Piece], at: int, until: int) -> int:
    """Move pieces from the one list to the other, the last one in part; the offset that was reached."""
    while at < until:
        start, end, text = waiting.pop()
        room = until - at
        size = len(text) or end - start
        if size <= room:
            taken.append((start, end, text))
            at += size
        elif text:
            taken.append((0, 0, text[:room]))
            waiting.append((0, 0, text[room:]))
            at = until
        else:
            taken.append((start, start + room, ""))
            waiting.append((start + room, end, ""))
            at = until
    return at


def _as_edits(pieces: Sequence[_Piece]) -> Iterator[Edit]:
    """What stands between the pieces of the original text is an edit."""
    at = 0
    new: list[str] = []
    for start, end, text in pieces:
        if text:
            new.append(text)
            continue
        if new or start > at:
            yield Edit(at, start, "".join(new))
        at, new = end, []
