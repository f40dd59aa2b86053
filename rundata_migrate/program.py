"""Several documents read as one."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TypeVar, cast

from rundata_migrate.syntax import Node, Tree

_T = TypeVar("_T", bound=Node)


class Program(Tree):
    """Several documents read as one: their texts stand side by side, so that an offset says which one is meant.

    Every question that can be asked of a tree can be asked of a program, and an edit at an offset of the program is an
    edit of the document there. So whatever follows values or makes fixes need not know that there are files.
    """

    def __init__(self, documents: Sequence[Tree]) -> None:
        """Nothing is parsed again; the documents keep their own offsets."""
        self._documents = tuple(documents)
        self._number = {document: at for at, document in enumerate(self._documents)}
        self.path = ""
        self.text = _BETWEEN.join(document.text for document in documents)
        self.module = documents[0].module
        self.parents = {}
        self.order = []
        self._spans = {}
        self._by_class = {}
        self._base_of: dict[Node, int] = {}
        self._starts: list[int] = []
        self._firsts: list[int] = []
        self._lines_before: list[int] = []
        at = 0
        lines = 0
        for document in documents:
            self._starts.append(at)
            self._firsts.append(len(self.order))
            self._lines_before.append(lines)
            lines += len(document._line_starts)
            self.parents.update(document.parents)
            self.order += document.order
            self._spans.update(document._spans)
            self._base_of.update(dict.fromkeys(document.order, at))
            at += len(document.text) + len(_BETWEEN)

    @property
    def documents(self) -> tuple[Tree, ...]:
        """The documents, in the order in which their texts stand."""
        return self._documents

    def every(self, *classes: type[_T]) -> list[_T]:
        """The nodes of exactly these classes, document after document."""
        known = self._by_class.get(classes)
        if known is None:
            every = [node for document in self._documents for node in document.every(*classes)]
            known = self._by_class[classes] = cast("list[Node]", every)
        return cast("list[_T]", known)

    def range_of(self, node: Node) -> tuple[int, int]:
        """Where in the order of all documents' nodes the node is, and where the nodes below it end."""
        document = self.document_of(node)
        first = self._firsts[self._number[document]]
        start, end = document.range_of(node)
        return first + start, first + end

    def line_start(self, line: int) -> int:
        """The offset at which a line of the program's text begins; lines are counted through all documents."""
        at = bisect.bisect_right(self._lines_before, line - 1) - 1
        return self._starts[at] + self._documents[at].line_start(line - self._lines_before[at])

    def line_range(self, start: int, end: int) -> tuple[int, int]:
        """Where the lines that a stretch of one document stands on begin and end, in the program's text."""
        document = self.document_at(start)
        base = self.base(document)
        first, last = document.line_range(start - base, end - base)
        return base + first, base + last

    def lines(self) -> list[str]:
        """The lines of all documents with their ends, what stands between two documents being the end of a line."""
        found: list[str] = []
        for document in self._documents:
            own = document.lines()
            if document is not self._documents[-1]:
                own[-1] += _BETWEEN
            found += own
        return found

    def base(self, document: Tree) -> int:
        """Where the document's text begins in the program's."""
        return self._starts[self._number[document]]

    def document_at(self, offset: int) -> Tree:
        """The document that an offset lies in; the offset right behind a text belongs to it."""
        return self._documents[bisect.bisect_right(self._starts, offset) - 1]

    def document_of(self, node: Node) -> Tree:
        """The document that a node stands in."""
        return self.document_at(self._base_of[node])

    def inner_span(self, node: Node) -> tuple[int, int]:
        """Start and end in the program's text, without the node's own parentheses."""
        start, end = super().inner_span(node)
        base = self._base_of[node]
        return base + start, base + end

    def span(self, node: Node) -> tuple[int, int]:
        """Start and end in the program's text, with the node's own parentheses."""
        start, end = self.document_of(node).span(node)
        base = self._base_of[node]
        return base + start, base + end

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column in the document at the offset, both from 1."""
        document = self.document_at(offset)
        return document.line_column(offset - self.base(document))

    def where(self, node: Node) -> str:
        """``line 7 of pkg/module.py``."""
        return f"{super().where(node)} of {self.document_of(node).path}"


_BETWEEN = "\n"
"""What stands between two documents, and belongs to neither: looking for the end of a line ends there."""
