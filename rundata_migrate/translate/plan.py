"""What a representation is made of: domains with one spelling of elements each, and what stands in the way."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.lattice import CONTAINER
from rundata_migrate.syntax import Expression, Node, comparison_of, is_none, string_of
from rundata_migrate.translate.context import Context, Outcome, Site
from rundata_migrate.translate.text import glue

if TYPE_CHECKING:
    from rundata_migrate.translate.ports import Ports

KEY, VALUE = "key", "value"
KEYS, VALUES, ITEMS = "keys", "values", "items"
ONE, LIST, DICT, GROUPS = "one", "list", "dict", "groups"
"""What a variable, parameter or result is: an entity, a list of them, a dict of them, a dict of such lists."""
ROLES = {KEYS: (KEY,), VALUES: (VALUE,), ITEMS: (KEY, VALUE)}

# Calls whose one argument is read once, in order: a view of the dict does as well as an iterator.
READS_ONCE = frozenset({"list", "tuple", "set", "frozenset", "sorted", "sum", "max", "min", "dict", "any", "all"})


@dataclass
class Blocker:
    """Why an element could not be followed."""

    rule: str
    node: Node
    reason: str
    proposal: str | None = None
    shim: bool = True
    """The shim's entities would do: nothing but key, value, timestamp and step is asked of them."""


@dataclass(eq=False)
class Domain:
    """A stretch of code in which elements have one spelling."""

    needs: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)
    emitters: list[Callable[[str], None]] = field(default_factory=list)
    form: str = ""

    def choose(self) -> str:
        """The least that serves every use."""
        form = ITEMS
        if self.needs <= {KEY}:
            form = KEYS
        elif self.needs == {VALUE}:
            form = VALUES
        self.form = ITEMS if form in self.forbidden else form
        return self.form

    def wanted(self) -> set[str]:
        """What must come in from upstream."""
        return set(ROLES[self.choose()]) if self.needs else set()


def settle(domains: Sequence[Domain], links: Sequence[tuple[Domain, Domain]]) -> None:
    """Choose a form for every domain, such that what goes downstream has what is needed there."""
    grows = True
    while grows:
        grows = False
        for up, down in links:
            if not down.wanted() <= up.needs:
                up.needs |= down.wanted()
                grows = True
    for domain in domains:
        domain.choose()
    grows = True
    while grows:
        grows = False
        for up, down in links:
            if not set(ROLES[down.form]) <= set(ROLES[up.form]):
                up.needs |= set(ROLES[down.form]) | set(ROLES[up.form])
                up.choose()
                grows = True


Spell = Callable[[Node, Node, str, str], Edit]
"""(use of the element, the whole read, role, form) -> the edit that spells the read anew."""


MOST_DEEP = 120
"""So often an element is handed on from one expression or variable to the next within a plan."""

_Follow = TypeVar("_Follow", bound=Callable[..., None])


def bounded(follow: _Follow) -> _Follow:
    """A step of following that blocks the plan where the way is too long to be followed."""

    @functools.wraps(follow)
    def step(self: Plan, node: Node, *more: Any, **named: Any) -> None:
        if self.depth >= MOST_DEEP:
            self.cut_off(node)
            return
        self.depth += 1
        try:
            follow(self, node, *more, **named)
        finally:
            self.depth -= 1

    return cast("_Follow", step)


class Plan(ABC):
    """What is gathered while elements are followed: domains, edits to come, evidence, blockers."""

    def __init__(self, site: Site, ports: Ports | None = None) -> None:
        """Nothing is followed yet. Without ``ports`` what goes to another function is not followed."""
        self.site = site
        self.ports = ports
        self.context: Context = site.context
        self.tree = site.context.tree
        self.edits: list[Edit] = []
        self.outcomes: list[Outcome] | None = None
        """What comes of it, once that has been found out."""
        self.blockers: list[Blocker] = []
        self.evidence: list[Node] = []
        self.new_style: list[Node] = []
        self.exceptions: list[tuple[Node, str, str]] = []
        self.doubts: list[str] = []
        self.reserved: list[tuple[str, tuple[int, int]]] = []
        self.kinds: set[str] = set()
        """What the elements went through: ``loop``, ``comprehension``, ``ordering``, ``position``, ``call``."""
        self._domains: list[Domain] = []
        self._links: list[tuple[Domain, Domain]] = []
        self._collapsed: set[Node] = set()
        self._renamed: set[Node] = set()
        """Uses of names that will be called otherwise, where there is no text for the whole."""
        self.spelled_anew: list[Node] = []
        """Comprehensions, lambdas and getters that may hand on just what they get, once they are spelled."""
        self._needs_list = False
        self._seen: set[tuple[Node, tuple[int, ...]]] = set()
        self._unpacks_pairs = True
        self.depth = 0
        """How far the way is that is just being followed."""

    @abstractmethod
    def _sequence(self, node: Expression, domain: Domain, path: tuple[int, ...]) -> None:
        """``node`` gives elements (at ``path`` of each item): who takes them?"""

    @abstractmethod
    def emit(self) -> None:
        """Spell every stretch in the form that was chosen for it."""

    @abstractmethod
    def _variable(self, target: Node, domain: Domain, elements: bool, optional: bool = False) -> None:
        """A name is given an entity, or a list of them."""

    @property
    def domains(self) -> list[Domain]:
        """The domains, in the order in which they were met."""
        return self._domains

    @property
    def links(self) -> list[tuple[Domain, Domain]]:
        """Which domain hands elements on to which."""
        return self._links

    def block_port(self, rule: str, node: Node, reason: str, has_evidence: bool) -> None:
        """What goes through a port at the node cannot be changed on the other side."""
        self._block(rule, node, reason)
        if has_evidence:
            self.evidence.append(node)

    def cut_off(self, node: Node) -> None:
        """What comes after the node is not followed: entities are taken to be read there, so that the site is named."""
        self._block("RD402", node, "it is handed on too many times to be followed")
        self.evidence.append(node)

    # -- building blocks --------------------------------------------------------------------

    def _domain(self) -> Domain:
        domain = Domain()
        self._domains.append(domain)
        return domain

    def _block(
        self,
        rule: str,
        node: Node,
        reason: str,
        proposal: str | None = None,
        shim: bool = True,
    ) -> None:
        self.blockers.append(Blocker(rule, node, reason, proposal, shim))

    def _scope_span(self, scope: b.Scope) -> tuple[int, int]:
        node = scope.function_scope().node
        if not isinstance(node, cst.Module):
            return self.tree.span(node)
        document = self.tree.document_of(node)
        start = self.tree.base(document)
        return start, start + len(document.text)

    def _wanted(self, role: str) -> list[str]:
        entity = self.site.entity
        return [role, f"{entity}_{role}", f"run_{entity}_{role}"]

    # -- questions --------------------------------------------------------------------------

    def _put(self, node: Node, text: str) -> Edit:
        start, end = self.tree.span(node)
        return Edit(start, end, glue(self.tree, start, text))

    def _is_store(self, node: Node) -> bool:
        parent = self.tree.parent(node)
        if isinstance(parent, (cst.AssignTarget, cst.Del)):
            return True
        if isinstance(parent, (cst.AugAssign, cst.AnnAssign, cst.For, cst.CompFor)):
            return parent.target is node
        if isinstance(parent, cst.Element) and isinstance(self.tree.parent(parent), (cst.Tuple, cst.List)):
            return self._is_store(self.tree.parent(parent) or parent)
        return False

    def _is_none_test(self, parent: Node | None, use: Node) -> bool:
        compared = comparison_of(parent)
        if compared is None:
            return False
        operators = (cst.Is, cst.IsNot, cst.Equal, cst.NotEqual)
        return compared[0] is use and is_none(compared[2]) and isinstance(compared[1], operators)

    def _compared_with_text(self, parent: Node) -> bool:
        comparison = parent if isinstance(parent, cst.Comparison) else self.tree.parent(parent)
        compared = comparison_of(comparison)
        if compared is None:
            return False
        return any(string_of(side) is not None for side in (compared[0], compared[2]))

    def _indexes_container(self, index: cst.Index) -> bool:
        element = self.tree.parent(index)
        subscript = self.tree.parent(element) if element is not None else None
        return isinstance(subscript, cst.Subscript) and self.context.values.of(subscript.value).kind == CONTAINER

    @staticmethod
    def _is_result(use: Node, comp: Node) -> bool:
        return getattr(comp, "elt", None) is use or (isinstance(comp, cst.DictComp) and comp.value is use)

    @staticmethod
    def _is_left_of_and(use: Node, parent: Node | None) -> bool:
        return isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.And) and parent.left is use

    def _is_truth(self, node: Node) -> bool:
        """Whether only the truth of the expression is looked at."""
        return is_truth_position(self.context, node)


def is_truth_position(context: Context, node: Node) -> bool:
    """Whether only the truth of the expression counts where it stands."""
    tree = context.tree
    parent = tree.parent(node)
    if isinstance(parent, (cst.If, cst.While, cst.Assert, cst.IfExp, cst.CompIf)):
        return parent.test is node
    if isinstance(parent, cst.UnaryOperation):
        return isinstance(parent.operator, cst.Not)
    if isinstance(parent, cst.BooleanOperation):
        return is_truth_position(context, parent)
    if isinstance(parent, cst.Arg):
        call = tree.parent(parent)
        return isinstance(call, cst.Call) and len(call.args) == 1 and context.values.builtin_name(call.func) == "bool"
    return False
