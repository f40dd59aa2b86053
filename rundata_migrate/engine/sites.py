"""Sites: the expressions that hold a container, and how that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.engine.likely import is_by_shape
from rundata_migrate.findings import Confidence, KnownBy, RecordedUse, Safety
from rundata_migrate.flow.bindings import IMPORT, PARAMETER, Bindings
from rundata_migrate.flow.evidence import Evidence, confirmed, recorded_link
from rundata_migrate.flow.lattice import CONTAINER, INSTANCE, LOCAL_CLASS, MIXED, MODULE, RUN_DATA, Value
from rundata_migrate.rules.decide import is_held_back
from rundata_migrate.syntax import Expression, Node, Tree, attribute_of
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import Outcome

_WITH_ATTRIBUTES = frozenset({INSTANCE, LOCAL_CLASS, MODULE, RUN_DATA})
"""What may have a container in an attribute of any name."""
_SITE_NODES = (
    *(cst.Name, cst.Attribute, cst.Call, cst.IfExp, cst.BooleanOperation, cst.Subscript, cst.NamedExpr),
    cst.Await,
)


def find_sites(context: Context, uses_mlflow: Callable[[str], bool], importers: set[str]) -> Iterator[Site]:
    """The sites of a program; ``uses_mlflow`` and ``importers`` say which documents are near MLflow, by path."""
    for node in context.tree.every(*_SITE_NODES):
        if not _may_be_container(context, node):
            continue
        value = context.values.of(node)
        if value.kind != CONTAINER and not (value.kind == MIXED and value.container is not None):
            continue
        if context.evidence is not None:
            value = _with_evidence(context, context.evidence, node, value)
        if value.confidence is not Confidence.PROVEN and not _is_near(context, node, value, uses_mlflow, importers):
            continue
        if not _is_stored(context.tree, node) and not _is_part(context, node):
            assert isinstance(node, Expression)
            yield Site(context, node, value)


def _may_be_container(context: Context, node: Node) -> bool:
    """Whether it is worth asking what an expression holds: a name that is read, or an attribute of the right kind."""
    # not by ``isinstance``: every node passes here, and libcst's classes are abstract for Python
    if type(node) is cst.Name:
        return node in context.names.slots
    if type(node) is not cst.Attribute or node.attr.value in api.CONTAINERS:
        return True
    is_recorded = context.evidence is not None and node in context.evidence.proofs
    return is_recorded or context.values.of(node.value).kind in _WITH_ATTRIBUTES


def _is_near(
    context: Context, node: Node, value: Value, uses_mlflow: Callable[[str], bool], importers: set[str]
) -> bool:
    """Whether MLflow is near what only looks like a container, and nothing that looks like MLflow."""
    path = context.tree.document_of(node).path
    if not uses_mlflow(path) and not is_by_shape(value):
        return False
    return not context.rival_is_near(node) or path in importers or _is_of_parameter(context, node)


class HeldBack:
    """The sites that a rule's gate holds back, each asked once: a group's sites are asked about for each of them."""

    def __init__(self, sites: Mapping[Node, Site]) -> None:
        """``sites`` by their expressions."""
        self._sites = sites
        self._known: dict[tuple[Node, ...], bool] = {}

    def judged(self, outcome: Outcome) -> Outcome:
        """The outcome, if no rule holds back one of the sites that its fix is for: else all of them stay."""
        partners = outcome.partners
        if partners not in self._known:
            self._known[partners] = any(is_held_back(self._sites[node]) for node in partners)
        if not self._known[partners]:
            return outcome
        reason = "something else that is handed to the same functions has to stay"
        return replace(outcome, edits=(), safety=Safety.MANUAL, reason=reason, partners=())


def _is_stored(tree: Tree, node: Node) -> bool:
    parent = tree.parent(node)
    if isinstance(parent, (cst.AssignTarget, cst.Del)):
        return True
    if isinstance(parent, (cst.AnnAssign, cst.For, cst.CompFor, cst.NamedExpr)):
        return parent.target is node
    return False


def _is_part(context: Context, node: Node) -> bool:
    """Whether the expression around it is the container: ``a.tags if x else b.tags``, ``(c := run.data.tags)``."""
    parent = context.tree.parent(node)
    if isinstance(parent, cst.IfExp) and parent.test is node:
        return False
    if isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.And) and parent.left is node:
        return False
    if isinstance(parent, (cst.IfExp, cst.BooleanOperation)) or (
        isinstance(parent, cst.NamedExpr) and parent.value is node
    ):
        return context.values.of(parent).kind in (CONTAINER, MIXED)
    return isinstance(parent, cst.Await)  # a coroutine or a task is no container yet


def _is_of_parameter(context: Context, node: Node) -> bool:
    """Whether the expression begins with a parameter: anything may be handed to it."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return isinstance(node, cst.Name) and any(
        binding.kind == PARAMETER for binding in context.names.slot(node).bindings
    )


def chain(tree: Tree, site: Site) -> tuple[str, ...]:
    """``run``, then what it came from, link by link."""
    root: Node = site.node
    for name in (site.value.container, "data"):
        parts = attribute_of(root)
        if parts is not None and parts[1] == name:
            root = parts[0]
    plain = isinstance(root, (cst.Name, cst.Attribute))
    here = f" of {tree.document_of(site.node).path}"
    links = tuple(link.removesuffix(here) for link in site.value.why)
    return ("".join(tree.code(root).split()), *links) if plain else links


def uses_at(site: Site) -> list[RecordedUse]:
    """The list-style uses that were recorded of the site."""
    evidence = site.context.evidence
    if evidence is None:
        return []
    return evidence.uses_at(site.node, trace_of(site).evidence, site.value.container)


def _with_evidence(context: Context, evidence: Evidence, node: Expression, value: Value) -> Value:
    """A site's value, with the record of its elements: what was only likely is proven by it."""
    if value.kind != CONTAINER or value.by_running:
        return value
    uses = uses_at(Site(context, node, value))
    if not uses:
        return value
    most = max(uses, key=lambda use: use.count)
    link = recorded_link(most.count, most.line)
    return (
        confirmed(value, link) if value.confidence is not Confidence.PROVEN else replace(value, why=(*value.why, link))
    )


def known_by(site: Site) -> KnownBy | None:
    """What says that a site is one; None where it may be something else."""
    if site.value.kind != CONTAINER:
        return None
    if site.value.by_running:
        return KnownBy.RUNNING
    if site.value.confidence is not Confidence.PROVEN:
        return KnownBy.SHAPE
    return KnownBy.BOTH if uses_at(site) else KnownBy.FLOW


def imported_roots(names: Bindings) -> set[str]:
    """The packages that a document imports anything of."""
    return {
        binding.dotted.split(".")[0]
        for scope in names.scopes.values()
        for bound in scope.bindings.values()
        for binding in bound
        if binding.kind == IMPORT
    }
