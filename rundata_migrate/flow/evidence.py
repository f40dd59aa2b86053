"""What recorded uses prove of a document's expressions, round by round.

A recorded use says that at its place, at least once, an expression was a container of run data. It does not say that it
always was. So it decides only where flow knows nothing else: an expression of entirely unknown origin becomes a
container, and so do the other uses of the same name that see the same assignments; one that is only read like run
data becomes proven. Where flow shows that something else arrives there too (another assignment, a default, a call in
sight, a branch, a library that looks alike), the record changes nothing, and RD411 names the place.

An element that was read as an entity shows that an entity was there, not that what was iterated is a container: it may
be a list of entities. It makes a likely site a proven one and is otherwise only looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from rundata_migrate.findings import Confidence, Edit, RecordedUse
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.bindings import Binding, Bindings
from rundata_migrate.flow.evidence_places import ITERATION, Located, locate
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import Value
from rundata_migrate.flow.reaching import bindings_of_document
from rundata_migrate.flow.signatures import argument_for
from rundata_migrate.syntax import Node, Tree, is_constant, is_none, walk

Key = tuple[int, int, type]
"""Where a node stands and what it is: the same node in another tree of the same text."""


@dataclass(frozen=True)
class Proof:
    """A container of run data was here when the program ran."""

    containers: frozenset[str]
    count: int
    line: int

    @property
    def link(self) -> str:
        """The proof, as a link of a chain."""
        return recorded_link(self.count, self.line)

    def value(self, optional: bool) -> Value:
        """What an expression holds that this is the proof for."""
        container = next(iter(self.containers)) if len(self.containers) == 1 else None
        return Value(k.CONTAINER, container, why=(self.link,), optional=optional, by_running=True)


def recorded_link(count: int, line: int) -> str:
    """``recorded 12 times at line 30``."""
    return f"recorded {'once' if count == 1 else f'{count} times'} at line {line}"


@dataclass(frozen=True)
class Unfound:
    """A recorded use that is no site."""

    use: RecordedUse
    node: Node
    reason: str


@dataclass(frozen=True)
class _Spot:
    """A candidate of a recorded use, by the places of its nodes in the original text."""

    node: Key
    subject: Key | None
    is_container: bool


class DocumentEvidence:
    """The recorded uses of one document, through all the rounds of its fixes."""

    def __init__(self, tree: Tree, names: Bindings, uses: Sequence[RecordedUse]) -> None:
        """``tree`` is the document as it was read."""
        located, self.outdated = locate(tree, uses)
        self._uses = [(one.use, _spots(tree, one)) for one in located]
        self._proofs = _proofs(tree, names, located)

    def on(self, tree: Tree, rounds: Sequence[Sequence[Edit]]) -> tuple[list[_Recorded], dict[Node, Proof]]:
        """The uses and proofs in the text that the edits of these rounds have led to."""
        index: dict[Key, Node] = {(*tree.inner_span(node), type(node)): node for node in tree.order}
        uses: list[_Recorded] = []
        for number, (use, spots) in enumerate(self._uses):
            moved = [_moved_spot(spot, rounds, index) for spot in spots]
            if None not in moved:  # else a fix has changed the place
                uses.append(((tree.path, number), use, [one for one in moved if one is not None]))
        proofs: dict[Node, Proof] = {}
        for key, proof in self._proofs.items():
            place = _moved(key, rounds)
            node = index.get(place) if place is not None else None
            if node is not None:
                proofs[node] = proof
        return uses, proofs


class RecordedProgram:
    """The recorded uses of documents that are read together."""

    def __init__(self, documents: Sequence[Tree], recorded: Mapping[str, Sequence[RecordedUse]]) -> None:
        """``recorded`` has the uses by the documents' paths."""
        self._parts = {
            document.path: DocumentEvidence(document, bindings_of_document(document), uses)
            for document in documents
            if (uses := recorded.get(document.path))
        }
        self._rounds: dict[str, list[Sequence[Edit]]] = {path: [] for path in self._parts}
        self._found: set[tuple[str, int]] = set()
        """Uses that were seen to belong to a site; later rounds may have rewritten what showed it."""

    def note(self, path: str, edits: Sequence[Edit]) -> None:
        """A round has made these edits in a document."""
        if path in self._rounds:
            self._rounds[path].append(edits)

    def outdated(self, path: str) -> int:
        """How many recorded places of a document read otherwise now."""
        return self._parts[path].outdated if path in self._parts else 0

    def on(self, tree: Tree, names: Bindings) -> Evidence | None:
        """What is recorded of the documents as they are after all rounds; None if nothing is."""
        if not self._parts:
            return None
        uses: list[_Recorded] = []
        proofs: dict[Node, Proof] = {}
        for document in tree.documents:
            part = self._parts.get(document.path)
            if part is not None:
                own_uses, own_proofs = part.on(document, self._rounds[document.path])
                uses += own_uses
                proofs.update(own_proofs)
        return Evidence(names, uses, proofs, self._found)


class Evidence:
    """What is recorded of the nodes of a program."""

    def __init__(
        self,
        names: Bindings,
        uses: Sequence[_Recorded],
        proofs: dict[Node, Proof],
        found: set[tuple[str, int]],
    ) -> None:
        """Made by RecordedProgram."""
        self.proofs = proofs
        self._uses = uses
        self._found = found
        self._bindings = {
            names.slot(node).bindings: proof for node, proof in proofs.items() if isinstance(node, cst.Name)
        }

    # -- what flow asks ---------------------------------------------------------------------

    def judged(self, values: Knows, node: Node, value: Value) -> Value:
        """What an expression holds, where flow says ``value``."""
        proof = self.proofs.get(node)
        if proof is None:
            return value
        if value.kind == k.CONTAINER and value.confidence is not Confidence.PROVEN:
            return confirmed(value, proof.link) if value.container in (None, *proof.containers) else value
        if not _is_open(value) or _doubt(values, node) is not None:
            return value
        return proof.value(value.optional)

    def judged_binding(self, values: Knows, binding: Binding, value: Value) -> Value:
        """What a binding makes its name hold, where flow says ``value``."""
        proof = self._bindings.get(frozenset({binding}))
        if proof is None or not _is_open(value) or _doubt(values, binding) is not None:
            return value
        return proof.value(value.optional)

    # -- what the engine asks ---------------------------------------------------------------

    def uses_at(self, node: Node, reads: Sequence[Node], container: str | None) -> list[RecordedUse]:
        """The list-style uses recorded of a container, or of its elements where ``reads`` says they are read."""
        nodes = {node, *reads}
        found = []
        for _, use, candidates in self._uses:
            if use.operation == ITERATION or len(candidates) != 1 or container not in (None, use.container):
                continue
            if candidates[0].subject in nodes or candidates[0].node in nodes:
                found.append(use)
        return found

    def unfound(self, values: Knows) -> Iterator[Unfound]:
        """The list-style uses that flow does not know to be such; asked once a round."""
        for number, use, candidates in self._uses:
            if use.operation == ITERATION or number in self._found:
                continue
            unknown = [one for one in candidates if _is_unseen(values, use, one) or not _is_known(values, one)]
            # Where the record does not show the part, the calls around the one that was meant fit as well.
            some = any(one.subject is None for one in candidates) and len(unknown) < len(candidates)
            if not unknown or some:
                self._found.add(number)
                continue
            yield Unfound(use, unknown[0].node, self._reason(values, unknown[0], len(candidates)))

    def _reason(self, values: Knows, candidate: _Candidate, alternatives: int) -> str:
        if alternatives > 1:
            return f"{alternatives} expressions on this line may be meant, and the record has no columns"
        if candidate.subject is None:
            return "which part of this was run data is not recorded"
        value = values.of(candidate.subject)
        if not _is_open(value):
            return "the flow through the code says that this is something else"
        doubt = _doubt(values, candidate.subject)
        if doubt is not None:
            return doubt
        if not candidate.is_container:
            return "an entity is read here, and whether it comes from a container or from a list is not recorded"
        return "where this comes from is not known"


@dataclass(frozen=True)
class _Candidate:
    node: Node
    subject: Node | None
    is_container: bool


_Recorded = tuple[tuple[str, int], RecordedUse, list[_Candidate]]
"""A use, by its document and number, and the expressions that it may mean."""


def confirmed(value: Value, link: str) -> Value:
    """A container that was only likely, proven by running."""
    return replace(value, confidence=Confidence.PROVEN, why=(*value.why, link), by_running=True)


# -- what a record may decide ------------------------------------------------------------------


def _is_open(value: Value) -> bool:
    """Whether flow knows nothing of the value, and of nothing else that it could be."""
    if value.kind == k.API:
        return value.dotted.split(".")[0] not in ("builtins", "mlflow")
    return value.kind == k.UNKNOWN and not value.various


def _is_compatible(value: Value) -> bool:
    """Whether the value may be the recorded container, or nothing at all."""
    return _is_open(value) or value.kind in (k.CONTAINER, k.NONE, k.PENDING_KIND)


_ELSEWHERE = "it comes from something that may be different things"


_Origin = Node | Binding
_Step = tuple["str | None", Sequence["_Origin | None"]]
"""Why a record may not decide, if that is seen here, and what has to be asked besides."""


def _doubt(values: Knows, start: _Origin) -> str | None:
    """Why a record may not decide what an expression or binding is: what flow shows to arrive there too."""
    seen: set[_Origin] = set()
    waiting: list[_Origin | None] = [start]
    while waiting:
        top = waiting.pop()
        if top is None or top in seen:
            continue
        seen.add(top)
        doubt, more = _binding_step(values, top) if isinstance(top, Binding) else _node_step(values, top)
        if doubt is not None:
            return doubt
        waiting += reversed(more)
    return None


def _node_step(values: Knows, node: Node) -> _Step:
    if isinstance(node, cst.Name):
        return None, values.names.slot(node).in_order()
    inner: Node | None = None
    if isinstance(node, (cst.Attribute, cst.Subscript)):
        inner = node.value
    elif isinstance(node, cst.Call):
        inner = node.func
    elif isinstance(node, cst.Await):
        inner = node.expression
    if inner is None:
        return None, ()
    value = values.of(inner)
    if value.various or value.kind in (k.MIXED, k.RIVAL):
        return _ELSEWHERE, ()
    more: list[Node | None] = []
    if isinstance(node, cst.Attribute) and value.kind == k.INSTANCE and value.node is not None:
        more += values.assigned_to(value.node, node.attr.value)
    if isinstance(node, cst.Call) and value.kind == k.LOCAL_FUNCTION and value.node is not None:
        more += (below.value for below in values.names.index.below(value.node, cst.Return))
    return None, [*more, inner]


def _binding_step(values: Knows, binding: Binding) -> _Step:
    if binding.kind == b.PARAMETER:
        return _parameter_step(values, binding)
    if binding.value is None:
        return None, ()
    value = values.of(binding.value)
    if value.various or value.kind in (k.MIXED, k.RIVAL):
        return _ELSEWHERE, ()
    return None, [binding.value]


def _parameter_step(values: Knows, binding: Binding) -> _Step:
    param, function = binding.node, binding.statement
    if not isinstance(param, cst.Param) or not isinstance(function, cst.FunctionDef):
        return None, ()
    if param.default is not None and not is_none(param.default) and not _is_compatible(values.of(param.default)):
        return f"the default of `{param.name.value}` is something else", ()
    owner = values.classes.owner_class(function)
    if _is_filled_elsewhere(values, function):
        return f"functools.partial gives {function.name.value}() arguments of its own", ()
    more: list[Node | None] = []
    for call in values.calls.calls_of(function):
        if param is function.params.star_kwarg:
            given = (arg for arg in call.args if arg.keyword is not None and not is_constant(arg.value))
            if not all(_is_compatible(values.of(arg.value)) for arg in given):
                return f"the call at {values.tree.where(call)} hands it something else", ()
            continue
        argument = argument_for(param, function, call, owner is not None)
        if argument is None:
            continue
        if not _is_compatible(values.of(argument)):
            return f"the call at {values.tree.where(call)} hands it something else", ()
        more.append(argument)
    if values.escapes.is_called_unread(function):
        return f"another file may call {function.name.value}() with something else", ()
    return None, more


def _is_filled_elsewhere(values: Knows, function: cst.FunctionDef) -> bool:
    """Whether the function is handed to ``functools.partial`` together with arguments, which flow does not follow."""
    for node in values.tree.every(cst.Call):
        if len(node.args) > 1 and values.dotted(node.func) == "functools.partial":
            filled = node.args[0].value
            if values.of(filled).node is function or _last_name(filled) == function.name.value:
                return True
    return False


def _last_name(node: Node) -> str | None:
    return node.attr.value if isinstance(node, cst.Attribute) else None


def _is_unseen(values: Knows, use: RecordedUse, candidate: _Candidate) -> bool:
    """Whether no rule sees this use, though the container be known.

    A call takes elements by position, or makes a container of them; or an element is looked for that the code does not
    show to be one, as if it were a key.
    """
    node = candidate.node
    if isinstance(node, cst.Comparison) and use.operation == "in":
        return values.of(node.left).kind != k.ENTITY
    return isinstance(node, cst.Call) and candidate.subject is None and use.operation in _BY_CALL


_BY_CALL = ("[int]", "[slice]", "type()")


def _is_known(values: Knows, candidate: _Candidate) -> bool:
    """Whether flow knows of run data there, so that the use belongs to a site or to one that is named."""
    if candidate.subject is not None:
        return values.of(candidate.subject).kind in (k.CONTAINER, k.ENTITY, k.MIXED)
    for node in walk(candidate.node):
        if isinstance(node, (cst.Name, cst.Attribute, cst.Call, cst.Subscript)):
            if values.of(node).kind == k.ENTITY or values.element_of(node).kind in (k.ENTITY, k.MIXED):
                return True
    return False


# -- from places to proofs ---------------------------------------------------------------------


def _key(tree: Tree, node: Node) -> Key:
    return (*tree.inner_span(node), type(node))


def _spots(tree: Tree, located: Located) -> list[_Spot]:
    return [
        _Spot(_key(tree, one.node), _key(tree, one.subject) if one.subject is not None else None, one.is_container)
        for one in located.candidates
    ]


def _proofs(tree: Tree, names: Bindings, located: Sequence[Located]) -> dict[Key, Proof]:
    """The expressions that were containers: the recorded ones, and other uses of names with the same bindings."""
    proofs: dict[Key, Proof] = {}
    for one in located:
        subject = one.candidates[0].subject
        if len(one.candidates) != 1 or subject is None or not one.candidates[0].is_container:
            continue
        proof = Proof(frozenset({one.use.container}), one.use.count, one.use.line)
        for node in _same(subject, names):
            key = _key(tree, node)
            known = proofs.get(key)
            if known is not None:
                line, count = (known.line, known.count) if known.count >= proof.count else (proof.line, proof.count)
                proofs[key] = Proof(known.containers | proof.containers, count, line)
            else:
                proofs[key] = proof
    return proofs


def _same(subject: Node, names: Bindings) -> list[Node]:
    """The expression, the one branch of it that can be a container, and what holds the same by name."""
    found = [subject]
    if isinstance(subject, cst.Name):
        bindings = names.slot(subject).bindings
        found += [use for one in bindings for use in one.uses if names.slot(use).bindings == bindings]
        if len(bindings) == 1:
            (binding,) = bindings
            if (
                binding.kind == b.ASSIGN
                and binding.path == ()
                and isinstance(binding.value, (cst.BooleanOperation, cst.IfExp))
            ):
                found += _branch(binding.value)
    else:
        found += _branch(subject)
    return list(dict.fromkeys(found))


def _branch(node: Node) -> list[Node]:
    """``x`` of ``x or []`` and of ``x if c else []``: an empty list is none of MLflow's."""
    if isinstance(node, cst.NamedExpr):
        return [node.value, *_branch(node.value)]
    if isinstance(node, cst.BooleanOperation):
        sides: tuple[Node, Node] = (node.left, node.right)
    elif isinstance(node, cst.IfExp):
        sides = (node.body, node.orelse)
    else:
        return []
    left = [side for side in sides if not _is_empty(side)]
    return left if len(left) == 1 else []


def _is_empty(node: Node) -> bool:
    return is_none(node) or (isinstance(node, (cst.List, cst.Tuple)) and not node.elements)


# -- from round to round -----------------------------------------------------------------------


def _moved_spot(spot: _Spot, rounds: Sequence[Sequence[Edit]], index: dict[Key, Node]) -> _Candidate | None:
    key = _moved(spot.node, rounds)
    node = index.get(key) if key is not None else None
    if node is None:
        return None
    if spot.subject is None:
        return _Candidate(node, None, spot.is_container)
    key = _moved(spot.subject, rounds)
    subject = index.get(key) if key is not None else None
    return _Candidate(node, subject, spot.is_container) if subject is not None else None


def _moved(key: Key, rounds: Sequence[Sequence[Edit]]) -> Key | None:
    """Where a node is after the edits; None if one of them changed it."""
    start, end, kind = key
    for edits in rounds:
        shift = 0
        for edit in edits:
            if edit.end <= start and (edit.start < start or edit.start == edit.end == start):
                shift += len(edit.text) - (edit.end - edit.start)
            elif edit.start < end and edit.end > start:
                return None
        start, end = start + shift, end + shift
    return start, end, kind
