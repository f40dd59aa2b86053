"""What every follower shares: the trace that it fills, where it has been, and how it goes on.

A follower is a function of a walk and a step. It looks at where the step's expression stands, notes in the trace what
is needed there, and asks the walk to follow what comes of it. The table that says which function follows which kind of
step is put together in `follow/__init__.py`, so that followers need not know each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import Binding, Scope
from rundata_migrate.flow.lattice import CONTAINER
from rundata_migrate.syntax import Expression, Node, comparison_of, is_none
from rundata_migrate.translate.context import Context, is_truth_position
from rundata_migrate.translate.forms import GROUPS, Spell, Stretch, WholeText
from rundata_migrate.translate.passages import Passages
from rundata_migrate.translate.text import glue, shortened
from rundata_migrate.translate.trace import HandOver, PortKey, Trace

MOST_DEEP = 120
"""So often an element is handed on from one expression or variable to the next within a trace."""


@dataclass(frozen=True)
class Several:
    """An expression that gives entities, one by one: at ``path`` of each item."""

    node: Expression
    stretch: Stretch
    path: tuple[int, ...] = ()

    @property
    def seen_as(self) -> tuple[Node, tuple[int, ...]]:
        """What tells it from other steps at the node."""
        return self.node, self.path


@dataclass(frozen=True)
class Single:
    """An expression that is one entity, not yet named: ``C[0]``, ``next(...)``, ``max(...)``."""

    node: Expression
    stretch: Stretch
    optional: bool = False

    @property
    def seen_as(self) -> tuple[Node, tuple[int, ...]]:
        """What tells it from other steps at the node: it is one entity or several, never both."""
        return self.node, ()


@dataclass(frozen=True)
class Keyed:
    """An expression that is a dict of entities, or (``deep``) of lists of them."""

    node: Expression
    stretch: Stretch
    deep: bool

    @property
    def seen_as(self) -> tuple[Node, tuple[int, ...]]:
        """What tells it from other steps at the node."""
        return self.node, (-1,)


@dataclass(frozen=True)
class Named:
    """A target that is given an entity, or (``several``) a list of them."""

    node: Node
    stretch: Stretch
    several: bool = False
    optional: bool = False
    seen_as: None = None
    """It may be followed again."""


Step = Several | Single | Keyed | Named
Follower = Callable[["Walk", Any], None]


@dataclass(frozen=True)
class Use:
    """One use of an entity, by its name or as it is, and how it is spelled."""

    node: Expression
    stretch: Stretch
    spell: Spell
    optional: bool = False
    """The entity may be None."""
    guarded: bool = False
    """Not at this use: a test has shown it."""
    whole_text: WholeText | None = None
    """How the whole of it is written; None where its name goes or it may be None."""
    keeps_name: bool = False

    @property
    def unguarded(self) -> bool:
        """Whether it may be None here."""
        return self.optional and not self.guarded


@dataclass(frozen=True)
class Manner:
    """How entities are read, where it is not by attributes of MLflow's entities."""

    uses: Mapping[type, Callable[[Walk, Use, Any], bool]] = field(default_factory=dict)
    """By the node above a use: what looks at it in the place of the usual one."""
    getter: str = "operator.attrgetter"
    """What makes a function that reads an entity."""
    unpacks_pairs: bool = True
    """A variable that holds a pair may become two."""
    key_text: str | None = None
    """The key, where it is known: it is written in the place of each read of it."""


PLAIN = Manner()


class Walk:
    """One walk along the elements of a container, or what comes out of a port."""

    def __init__(
        self,
        context: Context,
        trace: Trace,
        followers: Mapping[type, Follower],
        passages: Passages | None = None,
        manner: Manner = PLAIN,
        port: PortKey | None = None,
    ) -> None:
        """Without ``passages`` what goes to another function is not followed."""
        self.context = context
        self.tree = context.tree
        self.values = context.values
        self.names = context.names
        self.trace = trace
        self.passages = passages
        self.manner = manner
        self.port = port
        self.own: set[Node] = set()
        """What means the port's own list or dict, not one that is made of it."""
        self.renamed: set[Node] = set()
        """Uses of names that will be called otherwise, where there is no text for the whole."""
        self.collapsed: set[Node] = set()
        """Reads that are written together with what stands around them."""
        self._followers = followers
        self._seen: set[tuple[Node, tuple[int, ...]]] = set()
        self._depth = 0

    def follow(self, step: Step) -> None:
        """Follow a step, once; what is too far is taken to be read, so that the site is named."""
        if self._depth >= MOST_DEEP:
            self.trace.block("RD402", step.node, "it is handed on too many times to be followed")
            self.trace.evidence.append(step.node)
            return
        if step.seen_as is not None:
            if step.seen_as in self._seen:
                return
            self._seen.add(step.seen_as)
        self._depth += 1
        try:
            self._followers[type(step)](self, step)
        finally:
            self._depth -= 1

    def follow_uses(self, binding: Binding, steps: Callable[[Expression], Step]) -> None:
        """Follow every use of a name, which must mean this binding alone."""
        for use in binding.uses:
            if self.names.slot(use).bindings != {binding}:
                self.block("RD408", use, f"`{binding.name}` may hold something else here")
            else:
                self.follow(steps(use))

    # -- what is noted --------------------------------------------------------------------------

    def stretch(self, above: Stretch | None = None) -> Stretch:
        """A new stretch, which ``above`` hands its elements on to."""
        made = Stretch()
        self.trace.stretches.append(made)
        if above is not None:
            self.trace.links.append((above, made))
        return made

    def block(self, rule: str, node: Node, reason: str, proposal: str | None = None, shim: bool = True) -> None:
        """Note why an element cannot be followed."""
        self.trace.block(rule, node, reason, proposal, shim)

    def handed_on(self, node: Expression, why: str = "") -> None:
        """Several entities go somewhere else. Where the container itself does its rules look at that, see rules/."""
        if node is not self.trace.root:
            shown = shortened(self.tree.code(node), 50)
            reason = f": {why}" if why else ""
            self.block("RD402", node, f"the entities of `{shown}` go where they cannot be followed{reason}")

    def hand_over(
        self, port: PortKey, node: Expression, stretch: Stretch, whole_text: WholeText | None, optional: bool
    ) -> None:
        """Note that what the expression gives goes on behind a port."""
        self.trace.hand_overs.append(HandOver(port, node, stretch, whole_text, optional, self.trace))

    def puts(self, where: Expression, what: Node) -> bool:
        """Something is put into the port's list or dict: it must be one of the port's sources."""
        if self.port is not None and self.port.shape == GROUPS:
            if isinstance(where, cst.Subscript):
                where = where.value
            elif isinstance(where, cst.Call) and isinstance(where.func, cst.Attribute):
                where = where.func.value
        if where not in self.own:
            return False
        self.trace.fills.append(what)
        return True

    # -- names and texts ------------------------------------------------------------------------

    @property
    def entity(self) -> str:
        """What an element is called: ``metric``, ``param``, ``tag``, or ``entity``."""
        return api.CONTAINERS.get(self.trace.container or "", "entity")

    def wanted(self, role: str) -> list[str]:
        """What a variable for a role may be called, the best name first."""
        return [role, f"{self.entity}_{role}", f"run_{self.entity}_{role}"]

    def pick(
        self,
        wanted: Iterable[str],
        scope: Scope,
        binding: Binding,
        span: tuple[int, int],
        pending: list[tuple[str, tuple[int, int]]] | None = None,
    ) -> str:
        """The first of the names that is free where the binding's uses are; it is reserved."""
        reserved = self.trace.reserved
        name = self.context.fresh.pick(
            list(wanted), scope, binding.uses, span, binding, reserved if pending is None else pending
        )
        reserved.append((name, span))
        return name

    def put(self, node: Node, text: str) -> Edit:
        """The edit that writes a text in the place of a node."""
        start, end = self.tree.span(node)
        return Edit(start, end, glue(self.tree, start, text))

    def write(self, node: Node, text: str) -> None:
        """Note that edit."""
        self.trace.edits.append(self.put(node, text))

    def shown(self, node: Node) -> str:
        """The node's text on one line."""
        return " ".join(self.tree.code(node).split())

    def scope_span(self, scope: Scope) -> tuple[int, int]:
        """The text of the function, class or module of a scope."""
        node = scope.function_scope().node
        if not isinstance(node, cst.Module):
            return self.tree.span(node)
        document = self.tree.document_of(node)
        start = self.tree.base(document)
        return start, start + len(document.text)

    # -- questions ------------------------------------------------------------------------------

    def is_store(self, node: Node) -> bool:
        """Whether the node is assigned to."""
        parent = self.tree.parent(node)
        if isinstance(parent, (cst.AssignTarget, cst.Del)):
            return True
        if isinstance(parent, (cst.AugAssign, cst.AnnAssign, cst.For, cst.CompFor)):
            return parent.target is node
        if isinstance(parent, cst.Element) and isinstance(self.tree.parent(parent), (cst.Tuple, cst.List)):
            return self.is_store(self.tree.parent(parent) or parent)
        return False

    def is_none_test(self, use: Node) -> bool:
        """Whether the use is compared with None."""
        compared = comparison_of(self.tree.parent(use))
        if compared is None:
            return False
        operators = (cst.Is, cst.IsNot, cst.Equal, cst.NotEqual)
        return compared[0] is use and is_none(compared[2]) and isinstance(compared[1], operators)

    def is_truth(self, node: Node) -> bool:
        """Whether only the truth of the expression is looked at."""
        return is_truth_position(self.context, node)

    def is_tested(self, binding: Binding) -> bool:
        """Whether a name is tested for None or truth somewhere."""
        return any(self.is_truth(use) or self.is_none_test(use) for use in binding.uses)

    def is_container(self, node: Node) -> bool:
        """Whether the expression is known to be a container."""
        return self.values.of(node).kind == CONTAINER

    def in_f_string(self, node: Node) -> bool:
        """Whether the node stands in an f-string."""
        return any(isinstance(above, cst.FormattedStringExpression) for above in self.tree.ancestors(node))
