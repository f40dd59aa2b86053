"""Which assignment does a name's use see? Scopes, bindings, and what each use sees of them; found by ``reaching``.

Besides the bindings a use records whether a test on the way proved that the name is not None, and whether a name that
the binding was computed from has been bound again since (``stale``): that is what a rewrite needs that moves a key or
a container to a later place.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import libcst as cst

from rundata_migrate.flow.index import Index
from rundata_migrate.program import Program
from rundata_migrate.syntax import Expression, Function, Node, Tree, free_names

# How a name got its value.
ASSIGN = "assign"  # from `value`, unpacked along `path`
ELEMENT = "element"  # an element of `value`, unpacked along `path`
ENTER = "enter"  # what `with value as` gives
PARAMETER = "parameter"
FUNCTION = "function"
CLASS = "class"
IMPORT = "import"  # `dotted` says of what
OPAQUE = "opaque"  # except, match, del, augmented assignment: a value nobody follows


@dataclass(eq=False)
class Scope:
    """A namespace of the module."""

    kind: str  # module, class, function, lambda, comprehension
    node: Node
    parent: Scope | None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    global_names: set[str] = field(default_factory=set)
    nonlocal_names: set[str] = field(default_factory=set)
    bound_from_inside: set[str] = field(default_factory=set)
    children: list[Scope] = field(default_factory=list)

    def function_scope(self) -> Scope:
        """The nearest scope that is no comprehension: where a plain statement would bind."""
        scope: Scope = self
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope

    def visible(self) -> Iterator[Scope]:
        """This scope and those around it whose names are seen from it: of a class, no function inside sees any."""
        scope: Scope | None = self
        is_inside = False
        while scope is not None:
            if scope.kind != "class" or not is_inside:
                yield scope
            is_inside = is_inside or scope.kind in ("function", "lambda")
            scope = scope.parent

    def module_scope(self) -> Scope:
        """The outermost scope."""
        scope: Scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(eq=False)
class Binding:
    """One place that gives a name a value."""

    name: str
    kind: str
    node: Node
    scope: Scope
    value: Expression | None = None
    path: tuple[int, ...] | None = ()
    """Where in the value the name stands, by index; None where it cannot be told (starred)."""
    dotted: str = ""
    statement: Node | None = None
    annotation: Expression | None = None
    depends: frozenset[str] = frozenset()
    uses: list[cst.Name] = field(default_factory=list)
    number: int = 0
    """The how manyth that the walk over its document came to."""


@dataclass(frozen=True)
class Slot:
    """What is known of a name at one point."""

    bindings: frozenset[Binding]
    not_none: bool = False
    stale: bool = False
    captured: bool = False
    """The use stands in another function than the binding: the order of things is not known."""
    maybe_unbound: bool = False
    """On some way to here nothing has bound the name."""

    def in_order(self) -> list[Binding]:
        """The bindings as the walk came to them: a set's own order is another one in each run."""
        return sorted(self.bindings, key=lambda one: one.number)

    @property
    def only(self) -> Binding | None:
        """The one binding that the name may have here."""
        return next(iter(self.bindings)) if len(self.bindings) == 1 else None


NOTHING = Slot(frozenset())


class Bindings:
    """The scopes of a module, the bindings that each name's use sees, and each binding's uses."""

    def __init__(self, tree: Tree) -> None:
        """Nothing is bound yet: ``flow/reaching.py`` walks the module and tells."""
        self.tree = tree
        self.slots: dict[cst.Name, Slot] = {}
        self.scope_of_name: dict[cst.Name, Scope] = {}
        self.module = Scope("module", tree.module, None)
        self.scopes: dict[Node, Scope] = {tree.module: self.module}
        self.binding_of_target: dict[Node | None, Binding] = {}
        self.stars: list[str] = []
        """What the module imports everything of, as it is written: ``.helpers``."""
        self.index = Index(tree)
        self.dependents: dict[str, set[str]] = {}
        """A name -> the names that are computed from it somewhere."""
        self._known: dict[tuple[int, str], Binding] = {}
        self.functions: list[tuple[Function, Scope]] = []
        """Functions and lambdas, in the order in which they are met."""

    # -- questions --------------------------------------------------------------------------

    def module_scope(self, node: Node) -> Scope:
        """The scope of the module that the node stands in."""
        return self.module

    def of_document(self, document: Tree) -> Bindings:
        """The bindings of one document."""
        return self

    def slot(self, name: cst.Name) -> Slot:
        """What the name may be at this use."""
        return self.slots.get(name, NOTHING)

    def assigned(self, name: cst.Name) -> Expression | None:
        """What the one assignment that the name may have its value of gives it, whole."""
        only = self.slot(name).only
        return only.value if only is not None and only.kind == ASSIGN and only.path == () else None

    def is_builtin(self, name: cst.Name) -> bool:
        """Whether the name is one of Python's builtins, and nothing in the module binds it where it is used."""
        if not hasattr(builtins, name.value):
            return False
        scope = self.scope_of_name.get(name) or self.module_scope(name)
        return not any(name.value in one.bindings for one in scope.visible())

    def scope_at(self, node: Node) -> Scope:
        """The scope in which an expression or statement is evaluated."""
        above: Node | None = node
        below = node
        while above is not None:
            scope = self.scopes.get(above)
            if scope is not None and above is not node and not self._evaluated_outside(above, below):
                return scope
            below = above
            above = self.tree.parent(above)
        return self.module_scope(node)

    def _evaluated_outside(self, owner: Node, below: Node) -> bool:
        # defaults, decorators, annotations and bases are evaluated around what they belong to
        return isinstance(owner, (cst.FunctionDef, cst.ClassDef, cst.Lambda)) and below is not owner.body

    def bound_or_read(self, scope: Scope) -> set[str]:
        """Names that a new name in this scope could collide with: bound or read here or below."""
        names = set(scope.bindings) | scope.reads | scope.global_names | scope.nonlocal_names
        for child in scope.children:
            names |= self.bound_or_read(child)
        return names

    # -- building ---------------------------------------------------------------------------

    def new_scope(self, kind: str, node: Node, parent: Scope) -> Scope:
        """Enter a namespace; a second visit of a loop body finds the first one's."""
        scope = self.scopes.get(node)
        if scope is None:
            scope = Scope(kind, node, parent)
            parent.children.append(scope)
            self.scopes[node] = scope
            if isinstance(node, (cst.FunctionDef, cst.Lambda)):
                self.functions.append((node, scope))
        return scope

    def binding(self, target: Node, name: str, kind: str, scope: Scope, **more: object) -> Binding:
        """The binding that this target makes, the same one at each visit."""
        key = (id(target), name)
        known = self._known.get(key)
        if known is None:
            known = Binding(name, kind, target, scope, number=len(self._known), **more)  # type: ignore[arg-type]
            if known.value is not None:
                known.depends = frozenset(free_names(known.value))
                for one in known.depends:
                    self.dependents.setdefault(one, set()).add(name)
            self._known[key] = known
            self.binding_of_target[target] = known
            owner = scope
            if name in scope.global_names:
                owner = scope.module_scope()
            elif name in scope.nonlocal_names:
                owner = self._nonlocal_owner(scope, name)
            if owner is not scope:
                owner.bound_from_inside.add(name)
            owner.bindings.setdefault(name, []).append(known)
        return known

    @staticmethod
    def _nonlocal_owner(scope: Scope, name: str) -> Scope:
        above = scope.parent
        while above is not None and above.parent is not None:
            if above.kind in ("function", "lambda") and name in above.bindings:
                return above
            above = above.parent
        return scope

    def link(self) -> None:
        """Resolve names of outer functions now that all bindings are known; fill ``uses``."""
        for name, scope in self.scope_of_name.items():
            slot = self.slots.get(name)
            owner = self._owner(name.value, scope)
            if slot is None:
                if owner is None:
                    continue
                slot = Slot(frozenset(owner.bindings[name.value]), stale=True, captured=True)
            elif owner is not None and name.value in owner.bound_from_inside:
                slot = Slot(frozenset(owner.bindings[name.value]), stale=True, captured=True)
            self.slots[name] = slot
            for binding in slot.bindings:
                binding.uses.append(name)
        for binding in self._known.values():
            binding.uses.sort(key=lambda use: self.tree.inner_span(use)[0])

    @staticmethod
    def _owner(name: str, scope: Scope) -> Scope | None:
        if name in scope.function_scope().global_names:
            scope = scope.module_scope()
        first = True
        above: Scope | None = scope
        while above is not None:
            if name in above.bindings and (above.kind != "class" or first):
                return above
            first = first and above.kind == "comprehension"
            above = above.parent
        return None


class ProgramBindings(Bindings):
    """The bindings of several documents, each walked by itself, under the questions that one answers."""

    def __init__(self, tree: Program, parts: Sequence[Bindings]) -> None:
        """``parts`` are those of the program's documents, in their order."""
        self.tree = tree
        self._parts = dict(zip(tree.documents, parts, strict=True))
        self.module = parts[0].module
        self.index = Index(tree)
        self.slots, self.scope_of_name, self.scopes, self.binding_of_target = {}, {}, {}, {}
        self.stars = []
        for part in parts:
            self.slots.update(part.slots)
            self.scope_of_name.update(part.scope_of_name)
            self.scopes.update(part.scopes)
            self.binding_of_target.update(part.binding_of_target)

    def module_scope(self, node: Node) -> Scope:
        """The scope of the module that the node stands in."""
        return self._parts[self.tree.document_of(node)].module

    def of_document(self, document: Tree) -> Bindings:
        """The bindings of one document."""
        return self._parts[document]


def parameters_of(function: Function) -> list[cst.Param]:
    """All parameters, in the order of the signature."""
    params = function.params
    found = [*params.posonly_params, *params.params]
    if isinstance(params.star_arg, cst.Param):
        found.append(params.star_arg)
    found.extend(params.kwonly_params)
    if params.star_kwarg is not None:
        found.append(params.star_kwarg)
    return found
