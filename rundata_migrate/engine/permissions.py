"""What may be said and changed: by the rules that were asked for, the comments in the text, and the files named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rundata_migrate import suppressions
from rundata_migrate.engine.edits import Moves
from rundata_migrate.engine.fixes import Fixes
from rundata_migrate.findings import Edit, EngineOptions, Finding, Place
from rundata_migrate.syntax import Tree
from rundata_migrate.translate.outcome import Outcome


class Before:
    """The program before any edit, and where in it the places of what it has become were."""

    def __init__(self, tree: Tree) -> None:
        """``tree`` is as it was read."""
        self.tree = tree
        self._moves: list[Moves] = []
        """Of each round."""

    @property
    def is_changed(self) -> bool:
        """Whether there have been edits."""
        return bool(self._moves)

    def note(self, edits: Sequence[Edit]) -> None:
        """Add the edits of a round, in order."""
        self._moves.append(Moves(edits))

    def offset(self, offset: int) -> int:
        """Where an offset in the text of now was."""
        for moves in reversed(self._moves):
            offset = moves.back(offset)
        return offset

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the text of now was."""
        low, high = self.offset(start), self.offset(end)
        return Place(*self.tree.line_column(low), *self.tree.line_column(max(low, high)))


class Permissions:
    """Of the documents of a program, by their paths."""

    def __init__(self, options: EngineOptions, asked: set[str]) -> None:
        """``asked`` are the paths of the documents that may be changed and reported on."""
        self._options = options
        self._asked = asked
        self._suppressions: dict[str, suppressions.Suppressions] = {}

    def note(self, trees: Iterable[Tree]) -> None:
        """Read the comments of documents."""
        self._suppressions.update((tree.path, suppressions.parse(tree.text, tree.path)) for tree in trees)

    def is_wanted(self, finding: Finding) -> bool:
        """Whether a finding's rule was asked for in its document, and no comment suppresses it."""
        return self._is_enabled(finding.rule, finding.path) and not self._suppressions[finding.path].matches(finding)

    def is_generated(self, document: Tree) -> bool:
        """Whether a document says of itself that it is generated."""
        return self._suppressions[document.path].generated_at > 0

    def may_change(self, document: Tree, rule: str) -> bool:
        """Whether a document was asked for, and with it the rule."""
        return document.path in self._asked and self._is_enabled(rule, document.path)

    def unused(self, path: str) -> list[Finding]:
        """A document's suppressions that suppressed nothing."""
        return self._suppressions[path].unused(lambda code: self._may_be_idle(code, path))

    def held_back(self, outcome: Outcome, finding: Finding, fixes: Fixes, before: Before) -> str:
        """Why a fix of several files or sites cannot be made as a whole; empty if it can."""
        if not outcome.is_rewrite:
            return ""
        for document in fixes.joined(outcome.edits).documents:
            if document.path not in self._asked:
                return f"the fix changes {document.path} too, which was not asked for"
            if not self._is_enabled(outcome.rule, document.path):
                return f"the fix changes {document.path} too, where {outcome.rule} is ignored"
        if not any(self._suppressions.values()):
            return ""
        return self._held_by_comment(outcome, finding, fixes.tree, before) or self._held_by_partner(
            outcome, finding, fixes.tree, before
        )

    def _held_by_comment(self, outcome: Outcome, finding: Finding, tree: Tree, before: Before) -> str:
        """Which line that the fix would edit has a comment against it, in words."""
        for edit in outcome.edits:
            path = tree.document_at(edit.start).path
            if self._suppressions[path]:
                where = "" if path == finding.path else f" of {path}"
                held = self._suppressions[path].holds(outcome.rule, before.place(edit.start, edit.end), where)
                if held:
                    return held
        return ""

    def _held_by_partner(self, outcome: Outcome, finding: Finding, tree: Tree, before: Before) -> str:
        """Which place that is changed together with it has a comment against it, in words."""
        for node in outcome.partners:
            path = tree.document_of(node).path
            if self._suppressions[path]:
                other = replace(finding, path=path, place=before.place(*tree.span(node)))
                if self._suppressions[path].matches(other):
                    return f"it goes together with {tree.where(node)}, which is to stay as it is"
        return ""

    def _is_enabled(self, code: str, path: str) -> bool:
        return code not in self._options.disabled_at(path)

    def _may_be_idle(self, code: str, path: str) -> bool:
        """Whether a suppression of the code, or of all where it is empty, is worth a word if it suppressed nothing."""
        disabled = self._options.disabled_at(path)
        return "RD902" not in disabled and not any(one.startswith(code) for one in disabled)
