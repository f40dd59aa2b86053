"""What a rule is handed: the parsed document, what flow knows, and one use of a container."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.bindings import Binding, Bindings
from rundata_migrate.flow.evidence import Evidence
from rundata_migrate.flow.imports import Imports
from rundata_migrate.flow.index import Among
from rundata_migrate.flow.lattice import CONTAINER, ENTITY, MIXED, Value
from rundata_migrate.flow.values import Values
from rundata_migrate.syntax import Expression, Node, Tree, integer_of, plain_arguments
from rundata_migrate.translate.double import Double
from rundata_migrate.translate.fresh import FreshNames
from rundata_migrate.translate.trace import Group, Trace
from rundata_migrate.translate.which_api import Answer, answer_of


@dataclass
class Context:
    """One document, analysed."""

    tree: Tree
    names: Bindings
    values: Values
    fresh: FreshNames
    imports: Imports
    rivals: frozenset[str] = frozenset()
    """Paths of documents that import a library whose runs look like MLflow's, or whose project does while they do not
    import MLflow."""
    evidence: Evidence | None = None
    """What was recorded of these documents when they ran."""
    is_distribution: bool = False
    """Other projects may call what this one offers."""
    stands_alone: bool = False
    """There is no project to look up imports in: any of them may be a module of one."""
    unsafe_fixes: bool = False
    """Unsafe fixes are wanted too."""
    texts_before: Mapping[str, str] = field(default_factory=dict)
    """Path -> the document's text before the first round."""
    traces: dict[Node, tuple[Site, Trace]] = field(default_factory=dict)
    """Container -> its site and where its elements go, through functions too, once all sites are known."""
    groups: dict[Trace, Group] = field(default_factory=dict)
    """The traces whose elements pass through functions and variables, with those that go together with them."""
    doubles: list[Double] | None = None
    """The objects that stand for runs in tests, once a rule has asked for them."""
    held_back: dict[Node, Node] = field(default_factory=dict)
    """Read of a test double that stays as it is -> the list that stays in the double."""
    cells: dict[Tree, list[int]] = field(default_factory=dict)
    """Where the cells of documents end, once a rule has asked."""
    printed: list[tuple[int, int]] | None = None
    """The spans of the expressions that print themselves (``f"{x=}"``), once a rule has asked for them."""
    shared_loops: list[tuple[Binding, int, int]] | None = None
    """The loop variables that other modules may read, with their spans, once a rule has asked for them."""
    answers: dict[Node, Answer] = field(default_factory=dict)
    words: dict[tuple[Tree, tuple[str, ...]], str] = field(default_factory=dict)
    """What in a document may tell these exceptions apart, empty for nothing; see translate/handlers/words.py."""
    type_tests: dict[Node, dict[str, list[cst.Call]]] = field(default_factory=dict)
    """Function or module -> expression -> the tests of its type there."""
    exits: dict[Node, list[Node]] = field(default_factory=dict)
    """Block -> its statements that may leave it."""

    @cached_property
    def entity_reads(self) -> Among:
        """Where anything that flow knows for an entity, or takes for one here, is read as one."""
        reads = [node for name in api.ENTITY_READS for node in self.names.index.attributes(name)]
        return Among(self.tree, [node for node in reads if _is_or_may_be(self.values.of(node.value), ENTITY)])

    @cached_property
    def container_reads(self) -> Among:
        """The expressions that are containers, or may be."""
        return Among(self.tree, self._container_reads)

    @cached_property
    def dict_uses(self) -> Among:
        """The containers that are used as only a dict can be."""
        return Among(self.tree, [node for node in self._container_reads if self._is_used_as_dict(node)])

    @cached_property
    def _container_reads(self) -> list[Node]:
        every: list[Node] = [*self.tree.every(cst.Name, cst.Attribute, cst.Subscript)]
        return [node for node in every if _is_or_may_be(self.values.of(node), CONTAINER)]

    def _is_used_as_dict(self, node: Node) -> bool:
        parent = self.tree.parent(node)
        if isinstance(parent, cst.Subscript) and parent.value is node:
            index = parent.slice[0].slice
            return isinstance(index, cst.Index) and integer_of(index.value) is None
        if isinstance(parent, cst.Attribute):
            return parent.attr.value in api.DICT_ONLY_METHODS
        call = self.tree.call_with(node)
        return call is not None and self.values.builtin_name(call.func) == "dict"

    @cached_property
    def changes(self) -> Among:
        """Where a container is written to."""
        stores = (cst.AssignTarget, cst.AugAssign, cst.Del)
        found: list[Node] = [one for name in _CHANGING for one in self.names.index.attributes(name)]
        found += [one for one in self.tree.every(cst.Subscript) if isinstance(self.tree.parent(one), stores)]
        return Among(self.tree, [one for one in found if self.is_container(cast("_Part", one).value)])

    @cached_property
    def namespace_uses(self) -> Among:
        """The calls that can read or write variables by name."""
        return Among(self.tree, [call for name in _LOOKS_AT_NAMES for call in self.builtin_calls.get(name, ())])

    @cached_property
    def namespace_readers(self) -> frozenset[Node]:
        """The functions and modules that look at their own variables by name."""
        named = [call for name in ("eval", "exec") for call in self.builtin_calls.get(name, ())]
        for name in ("locals", "vars", "globals", "dir"):
            named += [call for call in self.builtin_calls.get(name, ()) if not call.args]
        return frozenset(self.tree.function_of(call) for call in named)

    @cached_property
    def builtin_calls(self) -> Mapping[str, Sequence[cst.Call]]:
        """The calls of Python's own functions, by the functions' names: ``builtins.vars`` and ``vars`` are one."""
        found: dict[str, list[cst.Call]] = {}
        for call in self.tree.every(cst.Call):
            name = self.values.builtin_name(call.func)
            if name is not None:
                found.setdefault(name, []).append(call)
        return found

    def rival_is_near(self, node: Node) -> bool:
        """Whether a run of unknown origin may be a look-alike's here."""
        return self.tree.document_of(node).path in self.rivals

    def answer(self, test: Node) -> Answer:
        """What a test says of the two APIs, found once."""
        known = self.answers.get(test)
        if known is None:
            known = answer_of(self.values, test)
            self.answers[test] = known
        return known

    def is_container(self, node: Node) -> bool:
        """Whether the expression is known to be a container."""
        return self.values.of(node).kind == CONTAINER

    def has_builtin(self, name: str, node: Node) -> bool:
        """Whether ``name``, written at ``node``, would be the builtin."""
        if any(name in one.bindings or name in one.bound_from_inside for one in self.names.scope_at(node).visible()):
            return False
        return not self.values.modules.starred_as(name, node)


def _is_or_may_be(value: Value, kind: str) -> bool:
    return value.kind == kind or (value.kind == MIXED and value.container is not None)


@dataclass
class Site:
    """One use of a container: the expression and what is known of it."""

    context: Context
    node: Expression
    value: Value
    trace: Trace | None = None
    """Where its elements go, if it is followed alone, once a rule has asked for it."""
    signs: tuple[str, ...] = ()
    """What says that it is MLflow's, where that is not proven."""

    @property
    def entity(self) -> str:
        """What an element is called: ``metric``, ``param``, ``tag``, or ``entity``."""
        return api.CONTAINERS.get(self.value.container or "", "entity")


_Part = cst.Attribute | cst.Subscript
_LOOKS_AT_NAMES = frozenset({"locals", "vars", "eval", "exec", "globals"})
_CHANGING = frozenset({"clear", "pop", "popitem", "update", "setdefault", *api.LIST_ONLY_METHODS})


def changes_a_container(context: Context, where: Node) -> bool:
    """Whether any container is written to below the node: what was read from it before may differ from now."""
    return context.changes.is_below(where)


def climb_wrappers(context: Context, node: Expression, wrappers: tuple[str, ...]) -> Iterator[Expression]:
    """The node, then each ``list(node)``, ``tuple(node)``, ... around it."""
    around: Expression | None = node
    while around is not None:
        yield around
        around = builtin_around(context, around, wrappers)


def builtin_around(context: Context, node: Node, names: Collection[str]) -> cst.Call | None:
    """The call of one of these builtins whose only argument the node is."""
    call = context.tree.call_with(node)
    if call is None or plain_arguments(call) != [node]:
        return None
    return call if context.values.builtin_name(call.func) in names else None


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
    return builtin_around(context, node, ("bool",)) is not None
