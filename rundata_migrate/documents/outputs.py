"""The outputs of a notebook's cells, which are most of its bytes, cut out before anything else is read.

Where they end is told by the lay-out, as Jupyter and the editors write it: the bracket that closes a list stands on a
line of its own, as far in as the line of its key, and no string has a line break in it. That is found at the speed of
memory. What has a key ``"source"`` in it is never cut out, so that no cell can be lost. A notebook that is laid out in
another way is left whole, and so is one that cannot be read when it is cut.
"""

from __future__ import annotations

_KEY, _SOURCE = b'"outputs"', b'"source"'
_NOT_IN_OUTPUTS = _SOURCE, b"\n<<<<<<< ", b"\n>>>>>>> "
"""A cell's own key, and what a merge left: the whole is read then, and is no JSON."""
_WINDOW = 1 << 16
_MOST_KNOWN, _MOST_OF_SIZE = 1000, 100
_BLANKS = b" \t"


class Cut:
    """A notebook's bytes without outputs."""

    __slots__ = ("held", "segments")

    def __init__(self, segments: tuple[bytes, ...], held: tuple[tuple[int, int], ...] = ()) -> None:
        self.segments = segments
        """What is left, in order: an opening bracket ends, and a closing one begins, where something was cut out."""
        self.held = held
        """From where to where what stood between them stands in the bytes."""

    @property
    def text(self) -> bytes:
        """The notebook with empty lists for outputs."""
        return b"".join(self.segments)

    def is_of(self, data: bytes) -> bool:
        """Whether other bytes of the same length differ from those that were cut in outputs alone."""
        places = zip(self.segments, (0, *(end for _, end in self.held)), strict=True)
        return all(data.startswith(segment, at) for segment, at in places)


_known: dict[int, list[Cut]] = {}
"""By the number of bytes, what was cut last: a file is opened several times in a run."""


def cut(data: bytes) -> Cut:
    """The notebook without its outputs, so far as they can be told."""
    for known in _known.get(len(data), ()):
        if known.is_of(data):
            return known
    segments: list[bytes] = []
    held: list[tuple[int, int]] = []
    done = at = 0
    while (at := find(data, _KEY, at, len(data))) >= 0:
        begin, end = _list_at(data, at)
        at += len(_KEY)
        if begin < end:
            segments.append(data[done:begin])
            held.append((begin, end))
            done = at = end
    return remembered(Cut((*segments, data[done:]), tuple(held)), len(data))


def remembered(found: Cut, size: int) -> Cut:
    """The same, known from now on as what is left of so many bytes."""
    if found.held:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        of_size = _known.setdefault(size, [])
        if len(of_size) >= _MOST_OF_SIZE:
            of_size.clear()
        of_size.append(found)
    return found


def find(data: bytes, wanted: bytes, at: int, end: int) -> int:
    """As ``data.find(wanted, at, end)``, faster where there are long stretches without the first byte.

    CPython searches backwards at thrice the speed: so it is asked whether it is in the next window at all.
    """
    first = wanted[:1]
    while (begin := data.find(first, at, end)) >= 0:
        at = begin + _WINDOW
        if data.rfind(wanted, begin, min(at + len(wanted) - 1, end)) >= 0:
            return data.find(wanted, begin, end)
    return -1


def _list_at(data: bytes, key: int) -> tuple[int, int]:
    """Between which bytes the inside of the list at a key stands; nothing where that cannot be told."""
    line = data.rfind(b"\n", 0, key) + 1
    margin = data[line:key]
    value = data[key + len(_KEY) : key + len(_KEY) + 64].lstrip(b" \t:")
    if not line or not margin or margin.strip(_BLANKS) or value[:1] != b"[":
        return 0, 0
    begin = data.index(b"[", key) + 1
    inner = data[begin : begin + 2].lstrip(b"\r")
    if inner[:1] != b"\n":
        return 0, 0
    end = find(data, b"\n" + margin + b"]", begin, len(data))
    is_cut = end >= 0 and all(find(data, one, begin, end) < 0 for one in _NOT_IN_OUTPUTS)
    return (begin, end) if is_cut else (0, 0)
