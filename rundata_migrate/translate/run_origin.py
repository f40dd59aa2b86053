"""Which run a container belongs to, and which client fetched it: what a question for the metric's history needs.

The answer is text that means the same where the container is used: every name in it is either one that nothing binds
again, or one that the run's own binding was computed from and that nothing has bound since (``Slot.stale``). A run that
another function fetched, which is a parameter or an attribute here, has no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding, Scope
from rundata_migrate.flow.lattice import CLIENT, RUN, SEQUENCE, STORE
from rundata_migrate.syntax import (
    Expression,
    Node,
    attribute_of,
    index_of,
    integer_of,
    is_chain,
    is_constant,
    is_none,
    last_name,
    positional_and_keywords,
    slice_of,
    walk,
)
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.text import flat

_FLUENT = frozenset(
    f"{module}.{name}"
    for module in ("mlflow", "mlflow.tracking.fluent")
    for name in ("get_run", "start_run", "active_run", "last_active_run", "get_parent_run")
)
"""Functions that ask the tracking server of the moment for a run (tracking/fluent.py: ``MlflowClient()`` in each)."""
_ASKED_AGAIN = frozenset({"active_run", "last_active_run"})
"""Those that may be called twice: no new run, no question to the server for the first of them."""
_RUN_METHODS = frozenset({"get_run", "create_run", "get_parent_run"})
_SAME_ELEMENTS = frozenset({"list", "tuple", "sorted", "reversed", "iter"})
_FILLING = frozenset({"append", "extend", "insert"})
_DEPTH = 12
"""So many links from the container back to the client are followed at most."""


@dataclass(frozen=True)
class RunOrigin:
    """How to ask for the history of the run's metrics, as text that is valid where the container is used."""

    client: str
    """``client``, ``self.client``, ``mlflow.tracking.MlflowClient()``."""
    run_id: str
    """``run.info.run_id``, or the expression that the run was fetched by."""
    fetch: Node
    """The call that fetched the run, or the runs."""
    is_new_client: bool = False
    """The text makes a client of its own, which asks the tracking server of the moment."""


@dataclass(frozen=True)
class _Client:
    """A client as text, and the call that fetched something by it."""

    text: str
    fetch: Node
    is_new: bool = False


@dataclass(frozen=True)
class _Link:
    """A name on the way from the container to the client, and how its binding is seen."""

    binding: Binding
    is_current: bool
    """Nothing that the binding was computed from has been bound again since, in the same function."""


def run_origin(site: Site) -> RunOrigin | None:
    """The run and the client of the site's container; None where one of them is not known for sure."""
    return _Finder(site.context, site.node).of_container(site.node)


class _Finder:
    """Follows a container back to the client; ``place`` is where the texts will stand."""

    def __init__(self, context: Context, place: Node) -> None:
        self.context = context
        self.tree = context.tree
        self.names = context.names
        self.values = context.values
        self.place = place
        self.links: list[_Link] = []

    # -- the run ----------------------------------------------------------------------------

    def of_container(self, node: Expression) -> RunOrigin | None:
        """Go from ``run.data.metrics``, or a name for it, to the run."""
        owner = attribute_of(node)
        if owner is not None and owner[1] in api.CONTAINERS:
            return self._of_data(owner[0])
        if isinstance(node, cst.BooleanOperation) and isinstance(node.operator, cst.Or):
            return self.of_container(node.left) if isinstance(node.right, (cst.List, cst.Tuple)) else None
        assigned = self._assigned(node)
        return self.of_container(assigned) if assigned is not None else None

    def _of_data(self, node: Expression) -> RunOrigin | None:
        owner = attribute_of(node)
        if owner is not None and owner[1] == "data":
            return self._of_run(owner[0])
        assigned = self._assigned(node)
        return self._of_data(assigned) if assigned is not None else None

    def _of_run(self, node: Expression) -> RunOrigin | None:
        if self.values.of(node).kind != RUN:
            return None
        run_id = self._run_id(node)
        client = self.client(node) if run_id is not None else None
        if client is None or run_id is None:
            return None
        return RunOrigin(client.text, run_id, client.fetch, client.is_new)

    def _run_id(self, node: Expression) -> str | None:
        plain = node
        while isinstance(plain, cst.Subscript) and integer_of(index_of(plain)) is not None:
            plain = plain.value
        if is_chain(plain):
            return f"{self._code(node)}.info.run_id" if self._holds(node) else None
        if not isinstance(node, cst.Call):
            return None
        name = last_name(node.func)
        if self.values.dotted(node.func) in _FLUENT and name in _ASKED_AGAIN and not node.args:
            return f"{self._code(node)}.info.run_id" if self._holds(node.func) else None
        arguments = positional_and_keywords(node)
        if name != "get_run" or arguments is None:
            return None
        positional, keywords = arguments
        asked = positional[0] if positional else keywords.get("run_id", keywords.get("run_uuid"))
        if asked is None or not (is_constant(asked) or is_chain(asked)) or not self._holds(asked):
            return None
        return self._code(asked)

    # -- the client -------------------------------------------------------------------------

    def client(self, node: Expression) -> _Client | None:
        """The client that fetched the run that ``node`` is."""
        if len(self.links) > _DEPTH:
            return None
        if isinstance(node, cst.Name):
            link = self._link(node)
            return self._client_of_binding(link.binding) if link is not None else None
        if isinstance(node, cst.Subscript) and slice_of(node) is None:
            return self._client_of_elements(node.value) if self.values.of(node.value).kind == SEQUENCE else None
        if isinstance(node, cst.NamedExpr):
            return self.client(node.value)
        if isinstance(node, cst.Call):
            return self._client_of_call(node, _RUN_METHODS)
        return None

    def _client_of_call(self, node: cst.Call, methods: frozenset[str]) -> _Client | None:
        method = attribute_of(node.func)
        if method is not None and self.values.of(method[0]).kind in (CLIENT, STORE):
            return self._asked(method[0], node) if method[1] in methods else None
        if self.values.dotted(node.func) in _FLUENT and methods is _RUN_METHODS:
            made = self._new_client()
            return _Client(made, node, True) if made is not None else None
        name = self.values.builtin_name(node.func)
        arguments = positional_and_keywords(node)
        if arguments is None or len(arguments[0]) != 1 or name is None:
            return None
        if (methods is _RUN_METHODS and name in ("next", "max", "min")) or (not methods and name in _SAME_ELEMENTS):
            return self._client_of_elements(arguments[0][0])
        return None

    def _client_of_elements(self, node: Expression) -> _Client | None:
        """The client that fetched each of the runs that ``node`` gives."""
        if len(self.links) > _DEPTH:
            return None
        if isinstance(node, cst.Name):
            link = self._link(node)
            binding = link.binding if link is not None else None
            if binding is None or binding.kind != b.ASSIGN or binding.path != () or binding.value is None:
                return None
            filled = any((attribute_of(self.tree.parent(use)) or (use, ""))[1] in _FILLING for use in binding.uses)
            return None if filled else self._client_of_elements(binding.value)
        if isinstance(node, (cst.ListComp, cst.GeneratorExp, cst.SetComp)):
            return self.client(node.elt)
        if isinstance(node, cst.Subscript) and slice_of(node) is not None:
            return self._client_of_elements(node.value)
        if isinstance(node, cst.Call):
            method = attribute_of(node.func)
            if method is not None and method[1] == "search_runs":
                return self._client_of_call(node, frozenset({"search_runs"}))
            return self._client_of_call(node, frozenset())
        return None

    def _client_of_binding(self, binding: Binding) -> _Client | None:
        value = binding.value
        if value is None or binding.path is None:
            return None
        if binding.kind in (b.ASSIGN, b.ENTER):
            return self.client(value) if binding.path == () else None
        if binding.kind != b.ELEMENT:
            return None
        if binding.path == ():
            return self._client_of_elements(value)
        arguments = positional_and_keywords(value) if isinstance(value, cst.Call) else None
        if arguments is None or not isinstance(value, cst.Call) or len(binding.path) != 1:
            return None
        name, position = self.values.builtin_name(value.func), binding.path[0]
        if name == "enumerate" and position == 1 and arguments[0]:
            return self._client_of_elements(arguments[0][0])
        if name == "zip" and position < len(arguments[0]):
            return self._client_of_elements(arguments[0][position])
        return None

    def _asked(self, node: Expression, fetch: Node) -> _Client | None:
        """The receiver of ``get_run`` as text that may be written again."""
        if isinstance(node, cst.Name):
            return _Client(node.value, fetch) if self._holds(node) else None
        if isinstance(node, cst.Attribute):
            plain = self._assigned_once(node) is not None and self._holds(node)
            return _Client(self._code(node), fetch) if plain else None
        if isinstance(node, cst.Call) and self.values.dotted(node.func) in api.CLIENT_PATHS:
            plain = all(is_constant(arg.value) or is_chain(arg.value) for arg in node.args)
            if plain and not any(arg.star for arg in node.args) and self._holds(node):
                return _Client(self._code(node), fetch, not node.args)
        return None

    def _new_client(self) -> str | None:
        """``MlflowClient()`` under a name that the place knows."""
        module = self.names.module_scope(self.place)
        for ending, dotted_names in (
            ("()", api.CLIENT_PATHS),
            (".tracking.MlflowClient()", frozenset({"mlflow"})),
            (".MlflowClient()", frozenset({"mlflow.tracking"})),
        ):
            for name, made in module.bindings.items():
                first = made[0]
                if first.kind != b.IMPORT or first.dotted not in dotted_names or not self._is_constant(first):
                    continue
                before = self.tree.inner_span(first.node)[0] < self.tree.inner_span(self.place)[0]
                if before and self._sees(name, module):
                    return f"{name}{ending}"
        return None

    # -- names ------------------------------------------------------------------------------

    def _code(self, node: Node) -> str:
        return flat(self.tree.inner_code(node))

    def _assigned(self, node: Expression) -> Expression | None:
        """What the one assignment gave the name."""
        if not isinstance(node, cst.Name) or len(self.links) > _DEPTH:
            return None
        link = self._link(node)
        if link is None or link.binding.kind != b.ASSIGN or link.binding.path != ():
            return None
        return link.binding.value

    def _link(self, name: cst.Name) -> _Link | None:
        """The one binding that the name sees, if what it was computed from is what it was."""
        slot = self.names.slot(name)
        # None has no `data`: whatever is asked of the run fails as it did
        bindings = [one for one in slot.bindings if not (one.kind == b.ASSIGN and is_none(one.value))]
        if len(bindings) != 1:
            return None
        binding = bindings[0]
        is_current = not slot.stale and not slot.captured
        if not is_current and not self._is_constant(binding):
            return None
        link = _Link(binding, is_current)
        self.links.append(link)
        return link

    def _holds(self, node: Node) -> bool:
        """Whether every name below means at the place what it means here."""
        if self.tree.is_inside(node, self.place):
            return True
        return all(
            self._name_holds(below)
            for below in walk(node)
            if isinstance(below, cst.Name) and below in self.names.scope_of_name
        )

    def _name_holds(self, name: cst.Name) -> bool:
        binding = self.names.slot(name).only
        if binding is None or name.value in binding.scope.bound_from_inside:
            return False
        if not self._sees(name.value, binding.scope):
            return False
        if self._is_constant(binding):
            return True
        return len(self.links) == 1 and self.links[0].is_current and name.value in self.links[0].binding.depends

    def _sees(self, name: str, owner: Scope) -> bool:
        """Whether the name, written at the place, would be the owner's."""
        scope: Scope | None = self.names.scope_at(self.place)
        first = True
        while scope is not None:
            if scope is owner:
                return True
            if name in scope.bindings and (scope.kind != "class" or first):
                return False
            first = first and scope.kind == "comprehension"
            scope = scope.parent
        return False

    def _is_constant(self, binding: Binding) -> bool:
        """Whether nothing else ever binds the name, so that it is the same wherever it is seen."""
        scope = binding.scope
        if scope.kind == "comprehension" or binding.name in scope.bound_from_inside:
            return False
        if scope.bindings.get(binding.name) != [binding]:
            return False
        if binding.kind == b.PARAMETER:
            return True
        for above in self.tree.ancestors(binding.node):
            if above is scope.node:
                break
            if isinstance(above, (cst.For, cst.While)):
                return False
        return True

    def _assigned_once(self, node: cst.Attribute) -> Expression | None:
        """What the only assignment gave an attribute of one of the module's classes; None if there is not just one."""
        if not self.values.is_plain_attribute(node):
            return None
        owner = self.values.of(node.value).node
        assigned = list(self.values.assigned_to(owner, node.attr.value)) if owner is not None else []
        stored = [
            one
            for one in self.tree.order
            if isinstance(one, cst.Attribute) and one.attr.value == node.attr.value and self._is_stored(one)
        ]
        if len(assigned) != 1 or len(stored) > 1 or not isinstance(assigned[0], Expression):
            return None
        return assigned[0]

    def _is_stored(self, node: cst.Attribute) -> bool:
        parent = self.tree.parent(node)
        if isinstance(parent, (cst.AssignTarget, cst.Del, cst.AsName, cst.Element)):
            return not isinstance(parent, cst.Element) or self._is_target(parent)
        return isinstance(parent, (cst.AugAssign, cst.AnnAssign, cst.For, cst.CompFor)) and parent.target is node

    def _is_target(self, element: Node) -> bool:
        """Whether the element of a tuple or list is assigned to."""
        below, above = element, self.tree.parent(element)
        while isinstance(above, (cst.Tuple, cst.List, cst.Element, cst.StarredElement)):
            below, above = above, self.tree.parent(above)
        return isinstance(above, (cst.AssignTarget, cst.Del, cst.AsName)) or (
            isinstance(above, (cst.For, cst.CompFor)) and above.target is below
        )
