"""Who calls a function, as far as the documents that are read together show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from rundata_migrate.flow.bindings import Bindings
from rundata_migrate.flow.classes import Classes
from rundata_migrate.flow.lattice import API, INSTANCE, LOCAL_CLASS, MIXED, PENDING_KIND, RIVAL, UNKNOWN, Value
from rundata_migrate.flow.modules import Modules
from rundata_migrate.syntax import Function, Node, Tree, only_target

_OF_FUNCTIONS = frozenset({"__name__", "__doc__", "__module__", "__qualname__"})
"""What a function is asked without being called or handed on."""


@dataclass
class _Uses:
    """What is done with a function: it is called, or it goes elsewhere."""

    calls: list[cst.Call] = field(default_factory=list)
    is_handed_on: bool = False
    elsewhere: list[Node | None] = field(default_factory=list)
    """Where it is handed on; None where that is not seen."""


@dataclass
class _Receivers:
    """The attributes of one name, by what they are read from."""

    waiting: list[cst.Attribute]
    """Not asked yet, or asked while it was being evaluated."""
    known: set[cst.Attribute] = field(default_factory=set)
    """Asked, with an answer."""
    of_any: list[cst.Attribute] = field(default_factory=list)
    of_class: dict[Node, list[cst.Attribute]] = field(default_factory=dict)
    """Those of instances of a class, or of the class itself."""


class Calls:
    """The calls of functions and classes, found when they are asked for."""

    def __init__(
        self, tree: Tree, names: Bindings, classes: Classes, modules: Modules, of: Callable[[Node], Value]
    ) -> None:
        """``of`` tells what an expression holds: a method is called on something."""
        self._tree = tree
        self._names = names
        self._classes = classes
        self._modules = modules
        self._of = of
        self._uses: dict[Node, _Uses] = {}
        self._pending: set[Node] = set()
        self._receivers: dict[str, _Receivers] = {}

    def names_of(self, definition: Node, owner: Node) -> list[Node]:
        """The uses of a class's name, here and where it is imported; ``definition`` is what binds it."""
        binding = self._names.binding_of_target.get(definition)
        own: list[Node] = list(binding.uses) if binding is not None else []
        return own + self._modules.references(owner)

    def calls_of(self, function: Function) -> list[cst.Call]:
        """The calls that reach the function."""
        return self._uses_of(function).calls

    def uses_of(self, function: Function) -> list[Node]:
        """Every name or attribute that means the function."""
        return list(self._every_use(function))

    def is_closed(self, function: Function) -> bool:
        """Whether the function is only ever called, never handed on as a value."""
        return not self._uses_of(function).is_handed_on

    def handed_on(self, function: Function) -> list[Node | None]:
        """The uses of a function that are no calls; None for those that are not seen."""
        return self._uses_of(function).elsewhere

    def is_pending(self, function: Function) -> bool:
        """Whether its uses are just being looked for."""
        return function in self._pending

    def lambda_calls(self, function: cst.Lambda) -> list[cst.Call]:
        """The calls of a lambda that is called where it stands, or through the one name that it is bound to."""
        return self._lambda_calls(function) or []

    def is_closed_lambda(self, function: cst.Lambda) -> bool:
        """Whether these are all of its calls, in the documents that are read."""
        return self._lambda_calls(function) is not None

    def _lambda_calls(self, function: cst.Lambda) -> list[cst.Call] | None:
        called = self._tree.call_of(function)
        if called is not None:
            return [called]
        target = only_target(self._tree.parent(function))
        binding = self._names.binding_of_target.get(target)
        # in a class body a lambda is a method, which is called through an instance
        if binding is None or isinstance(binding.scope.node, cst.ClassDef):
            return None
        calls = []
        for use in binding.uses:
            call = self._tree.call_of(use)
            if call is None:
                return None
            if self._names.slot(use).bindings != {binding}:
                return None
            calls.append(call)
        if binding.scope.kind == "module":
            for reader in self._modules.readers(self._tree.document_of(function), binding.name):
                call = self._tree.call_of(reader)
                if call is None:
                    return None
                calls.append(call)
        return calls

    def _uses_of(self, function: Function) -> _Uses:
        known = self._uses.get(function)
        if known is not None:
            return known
        # asked in the middle of the search itself: until it is done, anybody may call the function
        if function in self._pending:
            return _Uses(is_handed_on=True, elsewhere=[None])
        self._pending.add(function)
        try:
            found = self._uses[function] = self._find_uses(function)
        finally:
            self._pending.discard(function)
        return found

    def _find_uses(self, function: Function) -> _Uses:
        found = _Uses()
        calls: set[cst.Call] = set()
        for use in self._every_use(function):
            call = self._tree.call_of(use)
            # `f.__name__` neither calls the function nor hands it on
            if self._is_asked_its_name(use):
                continue
            if call is None:
                found.is_handed_on = True
                found.elsewhere.append(use)
            elif call not in calls:
                calls.add(call)
                found.calls.append(call)
        if isinstance(function, cst.FunctionDef) and self._is_reached_by_name(function):
            found.is_handed_on = True
            found.elsewhere.append(None)
        return found

    def _every_use(self, function: Function) -> Iterator[Node]:
        if not isinstance(function, cst.FunctionDef):
            return
        owner = self._classes.owner_class(function)
        if owner is None:
            yield from self._names_of(function)
            return
        yield from self._method_uses(function, owner)
        # the class's own name calls its constructor, but in an annotation it calls nothing
        if function.name.value == "__init__":
            for cls in self._classes.made_with(function):
                yield from (use for use in self._names_of(cls) if not self._is_annotation(use))

    def _is_reached_by_name(self, function: cst.FunctionDef) -> bool:
        if self._modules.is_named_in_a_string(function.name.value):
            return True
        if (
            # only what stands at the top of a module is an attribute of it
            not isinstance(self._tree.function_of(function), cst.Module)
            or self._classes.owner_class(function) is not None
        ):
            return False
        name = function.name.value
        return self._modules.is_handed_on(function) or self._modules.is_reached_out_of_sight(function, name)

    def _names_of(self, definition: Node) -> list[Node]:
        """The uses of a function's or class's own name, here and where it is imported."""
        return self.names_of(definition, definition)

    def _is_asked_its_name(self, use: Node) -> bool:
        parent = self._tree.parent(use)
        return isinstance(parent, cst.Attribute) and parent.value is use and parent.attr.value in _OF_FUNCTIONS

    def _is_annotation(self, node: Node) -> bool:
        return any(isinstance(above, cst.Annotation) for above in self._tree.ancestors(node))

    def _method_uses(self, function: cst.FunctionDef, owner: cst.ClassDef) -> Iterator[Node]:
        """By name alone: any ``x.method`` may be this method, unless x is known to be something else."""
        name = function.name.value
        receivers = self._receivers.get(name)
        if receivers is None:
            every = self._names.index.attributes(name)
            plain = [one for one in every if isinstance(one.value, (cst.Name, cst.Attribute, cst.Call))]
            receivers = self._receivers[name] = _Receivers(plain)
        self._sort(receivers)
        found = [*receivers.of_any, *receivers.waiting]
        for cls in self._classes.relatives(owner):
            found += receivers.of_class.get(cls, ())
        yield from self._names.index.in_order(found)

    def _sort(self, receivers: _Receivers) -> None:
        """Ask of the uses whose receiver was not known yet what it is."""
        for node in list(receivers.waiting):
            value = self._shallow(node.value)  # which may ask for the same uses meanwhile
            if node in receivers.known or (value is not None and value.kind == PENDING_KIND):
                continue
            receivers.known.add(node)
            # what is known to be anything else is no object of a class of the program: the method is not this one
            if value is None or value.kind in (UNKNOWN, MIXED):
                receivers.of_any.append(node)
            elif value.kind in (INSTANCE, LOCAL_CLASS) and value.node is not None:
                receivers.of_class.setdefault(value.node, []).append(node)
        receivers.waiting = [one for one in receivers.waiting if one not in receivers.known]

    def _shallow(self, node: Node) -> Value | None:
        """The value of a name that is plainly ``self``, a class (``json.JSONEncoder``) or an instance of one."""
        if isinstance(node, (cst.Name, cst.Call)):
            return self._of(node)
        if not isinstance(node, cst.Attribute) or not node.attr.value[:1].isupper():
            return None
        value = self._of(node.value) if isinstance(node.value, cst.Name) else None
        return value if value is not None and value.kind in (API, RIVAL) else None
