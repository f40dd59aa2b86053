"""Reads of entities that no rule answered for: each is told, with the container that it goes back to.

A read is ``x.key``, ``x.value``, ``x.timestamp``, ``x.step``, ``x.__dict__``, ``dict(x)`` or ``vars(x)`` where ``x`` is
an element of a container for all that is known, or comes of one by a way that cannot be followed (``flow/derived.py``).
New code has no such read, so that it is never named, whatever stands beside it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence, Safety
from rundata_migrate.flow.derived import Derivation
from rundata_migrate.flow.lattice import ENTITY, OTHER, SEQUENCE, UNKNOWN, Value
from rundata_migrate.python_api import GETTER
from rundata_migrate.syntax import Node, string_of, tuple_elements, walk
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.dual_code import dual_code_around, leaves
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import Outcome

_WHOLE = frozenset({"dict", "vars"})
"""Builtins that show what an entity is made of."""

_LOST = frozenset({UNKNOWN, OTHER, SEQUENCE})
"""Kinds of value behind which an entity may be that nobody followed."""


_SHAPES = ("dict", "mapping", "list", "tuple", "sequence", "metric", "param", "runtag")
"""Words in the classes by which code tells entities, lists and dicts apart."""


@dataclass(frozen=True)
class _Read:
    """One place where an entity is read as such."""

    node: Node
    of: Node
    """What it is read of."""
    what: str
    is_of_elements: bool = False
    """It is read of each element of that."""


def unfollowed(context: Context, answers: Sequence[tuple[Outcome, Site]], sites: Sequence[Site]) -> Iterator[Outcome]:
    """A finding for each place where entities are read and that none of the rules' answers is about.

    ``sites`` are those that the rules were asked about; a container of less than proven origin counts only if it is
    one of them.
    """
    answered = _Answered(context, answers, sites)
    derived = context.values.derived
    told: set[tuple[Node, Node | None]] = set()
    for read in _reads(context):
        value = context.values.of(read.of)
        if answered.covers(read.node):
            continue
        if value.kind == ENTITY:
            found: Derivation | None = Derivation(next(iter(value.origins), read.of), value, None)
        elif value.kind in _LOST or read.is_of_elements:
            found = derived.of(read.of, is_part=read.is_of_elements)
        else:
            found = None
        if found is None or not answered.is_worth(found):
            continue
        if any(dual_code_around(context, read.node)) or _is_type_tested(context, read.node):
            continue  # the half that is meant for lists
        key = (found.source, context.tree.statement_of(read.node))
        if key not in told:
            told.add(key)
            yield _outcome(context, read, found)


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


def _reads(context: Context) -> Iterator[_Read]:
    for attribute in context.tree.every(cst.Attribute):
        name = attribute.attr.value
        if name == "__dict__" or (name in api.ENTITY_READS and not _is_stored(context, attribute)):
            yield _Read(attribute, attribute.value, f"`.{name}`")
    for assign in context.tree.every(cst.Assign):
        if any(_has_pairs(target.target) for target in assign.targets) and _is_entity(context, assign.value):
            yield _Read(assign, assign.value, "a pair")
    for call in context.tree.every(cst.Call):
        builtin = context.values.builtin_name(call.func)
        if builtin == "getattr" and len(call.args) > 1 and string_of(call.args[1].value) in api.ENTITY_READS:
            yield _Read(call, call.args[0].value, f"`{_short(context.tree.code(call))}`")
        elif builtin in _WHOLE and len(call.args) == 1 and not call.args[0].star and call.args[0].keyword is None:
            if context.values.of(call.args[0].value).kind == ENTITY or builtin == "vars":
                yield _Read(call, call.args[0].value, f"`{builtin}(...)`")
    yield from _got(context)


def _has_pairs(target: Node) -> bool:
    """``(_, key), (_, value)``: an entity gives pairs, a text does not."""
    return any(tuple_elements(one) is not None for one in tuple_elements(target) or ())


def _is_entity(context: Context, node: Node) -> bool:
    return context.values.of(node).kind == ENTITY


def _got(context: Context) -> Iterator[_Read]:
    """``attrgetter("value")(m)`` and ``sorted(xs, key=attrgetter("value"))``, by the getter's name too."""
    values = context.values
    if not any(values.dotted(call.func) == GETTER for call in context.tree.every(cst.Call)):
        return
    for call in context.tree.every(cst.Call):
        names = _got_by(values.of(call.func))
        if names and len(call.args) == 1:
            yield _Read(call, call.args[0].value, f"`attrgetter({names[0]!r})`")
        for arg in call.args:
            names = _got_by(values.of(arg.value))
            for other in call.args if names else ():
                if other is not arg:
                    yield _Read(arg.value, other.value, f"`attrgetter({names[0]!r})`", is_of_elements=True)


def _got_by(value: Value) -> list[str]:
    """The attributes of entities that a getter reads."""
    return [name for name in value.keys if name in api.ENTITY_READS] if value.dotted == GETTER else []


def _is_type_tested(context: Context, node: Node) -> bool:
    """Whether the read stands under a test such as ``isinstance(items, dict)``, whatever ``items`` is."""
    below = node
    for above in context.tree.ancestors(node):
        if isinstance(above, (cst.If, cst.IfExp)) and _tests_type(context, above.test):
            return True
        if isinstance(above, cst.IndentedBlock):
            before = itertools.takewhile(lambda one, below=below: one is not below, above.body)  # type: ignore[misc]
            if any(isinstance(one, cst.If) and leaves(one.body) and _tests_type(context, one.test) for one in before):
                return True
        if isinstance(above, (cst.FunctionDef, cst.ClassDef)):
            return False
        below = above
    return False


def _tests_type(context: Context, test: Node) -> bool:
    for call in walk(test):
        if isinstance(call, cst.Call) and len(call.args) == 2:
            asked = context.tree.code(call.args[1].value).lower()
            name = context.values.builtin_name(call.func)
            if name == "hasattr" or (name == "isinstance" and any(word in asked for word in _SHAPES)):
                return True
    return False


def _is_stored(context: Context, node: Node) -> bool:
    parent = context.tree.parent(node)
    return isinstance(parent, (cst.AssignTarget, cst.Del)) or (
        isinstance(parent, (cst.AnnAssign, cst.AugAssign, cst.For, cst.CompFor)) and parent.target is node
    )


def _outcome(context: Context, read: _Read, found: Derivation) -> Outcome:
    tree = context.tree
    source = _short(tree.code(found.source))
    where = f"`{source}` ({tree.where(found.source)})" if found.source is not read.of else f"`{source}`"
    if found.through is not None:
        reason = f"it comes of {where} through `{_short(tree.code(found.through))}`"
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


def _short(code: str) -> str:
    flat = " ".join(code.split())
    return flat if len(flat) <= 40 else flat[:37] + "..."
