"""Where each node of a parsed text stands, in characters.

One pass of code generation gives the spans (libcst's PositionProvider counts lines and columns, we edit by offset)
and the text again, to compare. No deep copy, no metadata wrapper: see the costs in docs/performance.md.
"""

from __future__ import annotations

import bisect
import itertools
import re

import libcst as cst
from libcst._nodes.internal import CodegenState

from rundata_migrate.python_2 import without_strings

Node = cst.CSTNode


class NotAsItWasError(Exception):
    """The parser does not give a text back as it was, so that edits could miss their places."""


def parse(text: str) -> tuple[cst.Module, dict[Node, tuple[int, int]]]:
    """The syntax tree of a text, and where in it each node begins and ends.

    Raises ``cst.ParserSyntaxError``, or NotAsItWasError if the text does not round-trip.
    """
    module = cst.parse_module(text)
    spans, code = _spans_and_code(module)
    if code == text:
        return module, spans
    # libcst loses blanks before comments at the very end; no code is there, so it need not see them.
    # So it does with form feeds before code.
    seen, lost = _without_form_feeds(text[: _end_of_code(text)])
    module = cst.parse_module(seen)
    spans, code = _spans_and_code(module)
    if code != seen:
        raise NotAsItWasError("the parser does not give this text back as it was")
    return module, _moved_back(spans, lost) if lost else spans


class _SpanState(CodegenState):
    """Notes where each node's code begins and ends while the code is generated, in characters of the decoded text.

    As libcst's SpanProvidingCodegenState does, without its generators: this runs once for every node and token.
    """

    def __init__(self, module: cst.Module) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.spans: dict[Node, tuple[int, int]] = {}
        """Node -> offset of its begin and of its end."""
        self.position = 0
        self._begins: list[int] = []

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.position += len(value)

    def before_codegen(self, node: Node) -> None:
        self._begins.append(self.position)

    def after_codegen(self, node: Node) -> None:
        begin = self._begins.pop()
        if node not in self.spans:
            self.spans[node] = begin, self.position

    def record_syntactic_position(  # type: ignore[override]
        self, node: Node, *, start_node: Node | None = None, end_node: Node | None = None
    ) -> _Syntactic:
        return _Syntactic(self, node, start_node, end_node)


class _Syntactic:
    """What stands between entering and leaving is the node, without its parentheses and blanks."""

    __slots__ = ("_begin", "_first", "_last", "_node", "_state")

    def __init__(self, state: _SpanState, node: Node, first: Node | None, last: Node | None) -> None:
        self._state, self._node, self._first, self._last = state, node, first, last

    def __enter__(self) -> None:
        self._begin = self._state.position

    def __exit__(self, *_: object) -> None:
        spans = self._state.spans
        begin = self._begin if self._first is None else spans[self._first][0]
        spans[self._node] = begin, self._state.position if self._last is None else spans[self._last][1]


def _spans_and_code(module: cst.Module) -> tuple[dict[Node, tuple[int, int]], str]:
    # Not through a MetadataWrapper: it would visit the whole tree once more to look for other providers.
    state = _SpanState(module)
    module._codegen(state)
    return state.spans, "".join(state.tokens)


_FORM_FEED = re.compile(r"^[ \t\f]*\f", re.MULTILINE)
"""With what stands before it: Python counts the indentation from here."""


def _without_form_feeds(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without form feeds where lines begin; where in it characters are missing, and how many up to there."""
    if "\f" not in text:
        return text, []
    lost: list[tuple[int, int]] = []
    gone = 0
    for match in _FORM_FEED.finditer(without_strings(text)):
        gone += match.end() - match.start()
        lost.append((match.end() - gone, gone))
    pieces = [match.span() for match in _FORM_FEED.finditer(without_strings(text))]
    kept = "".join(text[end:start] for (_, end), (start, _) in itertools.pairwise([(0, 0), *pieces, (len(text), 0)]))
    return kept, lost


def _moved_back(spans: dict[Node, tuple[int, int]], lost: list[tuple[int, int]]) -> dict[Node, tuple[int, int]]:
    """The spans in the text that nothing is missing in."""
    places = [place for place, _ in lost]
    shifts = [0, *(gone for _, gone in lost)]
    moved = {}
    for node, (start, end) in spans.items():
        new_start = start + shifts[bisect.bisect_right(places, start)]
        moved[node] = new_start, max(new_start, end + shifts[bisect.bisect_left(places, end)])
    return moved


def _end_of_code(text: str) -> int:
    """Where the blank lines and comments at the end of the text begin."""
    lines = text.splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return sum(len(line) for line in lines)
