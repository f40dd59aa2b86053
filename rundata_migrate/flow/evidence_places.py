"""Recorded uses in a parsed document: which expression each of them was.

Python 3.11 and later record columns, which choose the expression; before that the line must have exactly one that fits.
A place whose line reads otherwise now, or where nothing fits what was recorded, is outdated: nothing is known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import libcst as cst

from rundata_migrate.findings import RecordedUse
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Comprehension,
    Node,
    Tree,
    comp_clauses,
    comparison_of,
    name_of,
    slice_of,
)

ITERATION = "iter"
"""A ``for`` or a comprehension asked the container for its iterator: no list-style use, but it shows what is what."""

_METHODS = frozenset({"append", "extend", "insert", "remove", "pop", "index", "count", "sort", "reverse"})
_INDEXED = frozenset({"[int]", "[slice]", "[int] =", "[slice] =", "del [int]", "del [slice]"})
_COMPARED = frozenset({"in", "==", "!="})
_COMPREHENSION_FRAMES = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})

Span = tuple[int, int]
_T = TypeVar("_T", bound=Node)


@dataclass(frozen=True)
class Candidate:
    """An expression that may be the recorded one."""

    node: Node
    subject: Node | None
    """What was the container, or the element of one; None where the record does not show which part it was."""
    is_container: bool


@dataclass(frozen=True)
class Located:
    """A recorded use and the expressions that it may be: one, unless the record has no columns."""

    use: RecordedUse
    candidates: tuple[Candidate, ...]


def locate(tree: Tree, uses: Iterable[RecordedUse]) -> tuple[list[Located], int]:
    """The uses that are found in the document, and how many are outdated."""
    locator = _Locator(tree)
    located: list[Located] = []
    outdated = 0
    for use in uses:
        candidates = locator.candidates(use)
        if candidates:
            located.append(Located(use, tuple(candidates)))
        else:
            outdated += 1
    return located, outdated


# What an operation looks like where it is written out: a function from a node to what it may have been done to.


def _attribute(node: cst.Attribute, operation: str) -> Candidate | None:
    return Candidate(node, node.value, False) if operation == f"entity.{node.attr.value}" else None


def _indexed(node: cst.Subscript, operation: str) -> Candidate | None:
    return Candidate(node, node.value, True) if ("slice" in operation) == (slice_of(node) is not None) else None


def _method(node: cst.Call, operation: str) -> Candidate | None:
    function = node.func
    is_called = isinstance(function, cst.Attribute) and function.attr.value == operation
    return Candidate(node, function.value, True) if is_called else None  # type: ignore[attr-defined]


def _added_to(node: cst.AugAssign, operation: str) -> Candidate | None:
    return Candidate(node, node.target, True) if isinstance(node.operator, cst.AddAssign) else None


def _compared(node: cst.Comparison, operation: str) -> Candidate | None:
    compared = comparison_of(node)
    if operation != "in" or compared is None:
        return Candidate(node, None, False)  # either side, or any of several
    return Candidate(node, compared[2], True) if isinstance(compared[1], (cst.In, cst.NotIn)) else None


def _operated(node: cst.BinaryOperation, operation: str) -> Candidate | None:
    return Candidate(node, None, False)


_Fitting = tuple[type[Node], Callable[..., Candidate | None]]
_WRITTEN_OUT: dict[str, _Fitting] = {
    **dict.fromkeys(_INDEXED, (cst.Subscript, _indexed)),
    **dict.fromkeys(_METHODS, (cst.Call, _method)),
    **dict.fromkeys(_COMPARED, (cst.Comparison, _compared)),
    **dict.fromkeys(("+", "*"), (cst.BinaryOperation, _operated)),
    "+=": (cst.AugAssign, _added_to),
}
"""Operation -> the class of its nodes, and which of them fit; what is not here reads an attribute of an entity."""


class _Locator:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lines = tree.lines()
        self.nodes: dict[type, list[Node]] = {}
        for node in tree.order:
            if isinstance(node, cst.Call) and not tree.code(node.func):
                continue  # it stands for what a notebook shows, and is not there when it runs: see shown.py
            self.nodes.setdefault(type(node), []).append(node)

    def candidates(self, use: RecordedUse) -> list[Candidate]:
        """The expressions that the use may have been."""
        if not 0 < use.line <= len(self.lines):
            return []
        if use.source is not None and self.lines[use.line - 1].strip() != use.source:
            return []
        span = self._recorded_span(use)
        if use.column is not None and span is None:
            return []
        for group in self._groups(use):
            every = [candidate for candidate in group if self._in_function(candidate.node, use)]
            if span is None:
                found = [one for one in every if self._is_on_line(one, use.line)]
            else:
                found = [one for one in every if span in self._spans(one) or self._is_loop(one.node, span)]
                found = found or self._in_assertion(every, span)
            if found:
                return found[:1] if self._is_one_variable(found) else found
        return []

    def _is_one_variable(self, found: Sequence[Candidate]) -> bool:
        """Whether all that may be meant is one variable, whichever call it was given to."""
        variables = {(name_of(one.subject), self.tree.function_of(one.node)) for one in found if one.is_container}
        return len(variables) == 1 and variables.pop()[0] is not None

    # -- what fits an operation -------------------------------------------------------------

    def _groups(self, use: RecordedUse) -> Iterator[Sequence[Candidate]]:
        """What the operation looks like where it is written out; then calls, by which it may have been made."""
        if use.operation == ITERATION:
            yield self._iterations(use) if not use.names else self._given(use)
            return
        kind, fitting = _WRITTEN_OUT.get(use.operation, (cst.Attribute, _attribute))
        found = (fitting(node, use.operation) for node in self.nodes.get(kind, ()))
        yield [candidate for candidate in found if candidate is not None]
        yield [Candidate(node, None, False) for node in self.nodes.get(cst.Call, ())]

    def _iterations(self, use: RecordedUse) -> list[Candidate]:
        found = [Candidate(node, node.iter, True) for node in self._of(cst.For)]
        for kind in COMPREHENSIONS:
            for comp in cast("list[Comprehension]", self.nodes.get(kind, [])):
                for number, clause in enumerate(comp_clauses(comp)):
                    if self._may_ask(comp, number, use):
                        found.append(Candidate(comp, clause.iter, True))
        return found

    def _may_ask(self, comp: Comprehension, number: int, use: RecordedUse) -> bool:
        """Whether the clause of that number may have asked for its iterator in the frame that was recorded."""
        # Python asks for the first clause's iterator outside of the comprehension's own frame, for those of the others
        # inside it. Comprehensions have such a frame up to Python 3.11, generators have it always.
        is_inside = use.function in _COMPREHENSION_FRAMES
        if number > 0:
            return is_inside or not isinstance(comp, cst.GeneratorExp)
        # The first one, asked for in such a frame, was asked for in that of a comprehension around this one. Without
        # columns anything on the line may be meant, and is kept.
        is_other = is_inside and use.column is not None and len(comp_clauses(comp)) > 1
        return not is_other or self._is_nested(comp)

    def _given(self, use: RecordedUse) -> list[Candidate]:
        """Calls that are given one of the variables that held the container."""
        found = []
        for call in self._of(cst.Call):
            given = [arg.value for arg in call.args if name_of(arg.value) in use.names and not arg.star]
            if given:
                found.append(Candidate(call, given[0], True))
        return found

    def _is_nested(self, node: Node) -> bool:
        return any(isinstance(above, COMPREHENSIONS) for above in self.tree.ancestors(node))

    def _of(self, kind: type[_T]) -> list[_T]:
        return cast("list[_T]", self.nodes.get(kind, []))

    # -- positions --------------------------------------------------------------------------

    def _recorded_span(self, use: RecordedUse) -> Span | None:
        """The columns of the record as offsets in the text; None where there are none, or none such."""
        if use.column is None or use.end_column is None:
            return None
        last = use.end_line or use.line
        if last > len(self.lines):
            return None
        start = self._offset(use.line, use.column)
        end = self._offset(last, use.end_column)
        return None if start is None or end is None else (start, end)

    def _offset(self, line: int, column: int) -> int | None:
        encoded = self.lines[line - 1].encode("utf-8", "surrogatepass")
        if column > len(encoded):
            return None
        before = encoded[:column].decode("utf-8", "ignore")
        return self.tree.line_start(line) + len(before)

    def _spans(self, candidate: Candidate) -> set[Span]:
        """Where Python may say that the expression stands."""
        node = candidate.node
        if isinstance(node, cst.For):
            return self._both(node.iter)
        if isinstance(node, COMPREHENSIONS):
            spans = self._both(node)
            if isinstance(node, cst.GeneratorExp):
                start, end = self.tree.inner_span(node)
                text = self.tree.text
                before, after = text[:start].rstrip(), text[end:].lstrip()
                if before.endswith("(") and after.startswith(")"):
                    spans.add((len(before) - 1, len(text) - len(after) + 1))
            return spans | (self._both(candidate.subject) if candidate.subject is not None else set())
        spans = self._both(node)
        attribute = node.func if isinstance(node, cst.Call) else node
        if isinstance(attribute, cst.Attribute):
            # Where an expression goes over several lines, Python points at the attribute's name.
            name = self.tree.inner_span(attribute.attr)
            spans |= {name, (name[0], self.tree.inner_span(node)[1])}
        return spans

    def _is_loop(self, node: Node, span: Span) -> bool:
        """Whether the span is that of the whole ``for`` statement, where it iterates up to Python 3.12."""
        return (
            isinstance(node, cst.For)
            and span[0] == self.tree.inner_span(node)[0]
            and span[1] > self.tree.span(node.iter)[1]
        )

    def _both(self, node: Node) -> set[Span]:
        return {self.tree.inner_span(node), self.tree.span(node)}

    def _is_on_line(self, candidate: Candidate, line: int) -> bool:
        node = candidate.node
        if isinstance(node, cst.For):
            first, last = self.tree.inner_span(node)[0], self.tree.span(node.iter)[1]
        else:
            first, last = self.tree.inner_span(node)
        return self.tree.line_column(first)[0] <= line <= self.tree.line_column(last)[0]

    def _in_assertion(self, every: Sequence[Candidate], span: Span) -> list[Candidate]:
        """What fits in a whole assertion: pytest's own are compiled with the place of the statement."""
        for statement in self._of(cst.Assert):
            if self.tree.inner_span(statement) == span:
                return [one for one in every if self.tree.is_inside(one.node, statement)]
        return []

    def _in_function(self, node: Node, use: RecordedUse) -> bool:
        if use.function is None or use.function.startswith("<"):
            return True
        for above in self.tree.ancestors(node):
            if isinstance(above, (cst.FunctionDef, cst.ClassDef)):
                return above.name.value == use.function
        return False
