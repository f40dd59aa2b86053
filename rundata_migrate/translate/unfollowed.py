"""Reads of entities that no rule answered for: each is told, with the container that it goes back to.

A read is ``x.key``, ``x.value``, ``x.timestamp``, ``x.step``, ``x.__dict__``, ``dict(x)`` or ``vars(x)`` where ``x`` is
an element of a container for all that is known, or comes of one by a way that cannot be followed (``flow/derived.py``).
New code has no such read, so that it is never named, whatever stands beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from rundata_migrate.findings import Confidence, Safety
from rundata_migrate.flow.derived import Derivation
from rundata_migrate.flow.lattice import ENTITY, MIXED, OTHER, RIVAL, SEQUENCE, UNKNOWN
from rundata_migrate.syntax import Node
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.dual_code import dual_code_around
from rundata_migrate.translate.entity_reads import CLASS, Read, reads, short
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.type_guards import is_for_others

_LOST = frozenset({UNKNOWN, OTHER, SEQUENCE, MIXED, RIVAL})
"""Kinds of value behind which an entity may be that nobody followed."""


def unfollowed(context: Context, answers: Sequence[tuple[Outcome, Site]], sites: Sequence[Site]) -> Iterator[Outcome]:
    """A finding for each place where entities are read and that none of the rules' answers is about.

    ``sites`` are those that the rules were asked about; a container of less than proven origin counts only if it is
    one of them.
    """
    answered = _Answered(context, answers, sites)
    told: set[tuple[Node, Node | None]] = set()
    for read in reads(context):
        if answered.covers(read.node):
            continue
        found = _derivation(context, read)
        if found is None or not answered.is_worth(found):
            continue
        if any(dual_code_around(context, read.node)) or is_for_others(context, read.node, read.of):
            continue  # the half that is meant for lists, or for objects of another class
        function = (found.source, context.tree.function_of(read.node))
        key = function if read.what == CLASS else (found.source, context.tree.statement_of(read.node))
        if key not in told:
            told |= {key, function}
            yield _outcome(context, read, found)


def _derivation(context: Context, read: Read) -> Derivation | None:
    """Which container is behind a read, if there is one."""
    value = context.values.of(read.of)
    if value.kind == ENTITY:
        origins = context.names.index.in_order(value.origins)
        return Derivation(origins[0] if origins else read.of, value, None)
    if value.kind in _LOST or read.is_of_elements:
        return context.values.derived.of(read.of, is_part=read.is_of_elements, is_telling=read.is_telling)
    return None


class _Answered:
    """What the rules' answers are about."""

    def __init__(self, context: Context, answers: Sequence[tuple[Outcome, Site]], sites: Sequence[Site]) -> None:
        self._tree = context.tree
        self._doubtful = {site.node for site in sites if site.value.confidence is not Confidence.PROVEN}
        self._likely_origins = {origin for site in sites for origin in site.value.origins}
        left = [(outcome, site) for outcome, site in answers if outcome.safety is not Safety.SAFE]
        self._left = {node for outcome, site in left for node in (outcome.node, site.node, *outcome.partners) if node}
        self._origins_left = {origin for _, site in left for origin in site.value.origins}
        self._reads = {node for _, site in answers for node in trace_of(site).evidence}
        nodes = {node for outcome, site in answers for node in (outcome.node, site.node) if node is not None}
        edits = {(edit.start, edit.end) for outcome, _ in answers for edit in outcome.edits if edit.end > edit.start}
        self._spans = _Spans(edits | {self._tree.span(node) for node in nodes})

    def covers(self, node: Node) -> bool:
        """Whether an answer is about the read: it was followed to it, or is to replace it."""
        if node in self._reads or (isinstance(node, cst.Attribute) and node.value in self._reads):
            return True
        return self._spans.hold(*self._tree.span(node))

    def is_worth(self, found: Derivation) -> bool:
        """Whether the container is surely one, or as likely one as a site, and nothing is said of it yet."""
        if found.source in self._left:
            return False
        if found.value.kind == ENTITY and found.value.origins & self._origins_left:
            return False
        if found.value.confidence is Confidence.PROVEN:
            return True
        return found.source in self._doubtful or bool(found.value.origins & self._likely_origins)


class _Spans:
    """Stretches of text, asked whether one of them holds another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._furthest: list[int] = []
        for start, end in sorted(spans):
            self._starts.append(start)
            self._furthest.append(max(end, self._furthest[-1] if self._furthest else end))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of the stretches begins no later and ends no earlier."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end


def _outcome(context: Context, read: Read, found: Derivation) -> Outcome:
    tree = context.tree
    source = short(tree.code(found.source))
    where = f"`{source}` ({tree.where(found.source)})" if found.source is not read.of else f"`{source}`"
    if found.through is not None:
        reason = f"it comes of {where} through `{short(tree.code(found.through))}`"
    else:
        reason = f"it comes of {where} by a way that is not followed"
    return Outcome(
        "RD410",
        f"{read.what} of an entity is read",
        Safety.MANUAL,
        (),
        read.node,
        reason,
        why=found.value.why,
    )
