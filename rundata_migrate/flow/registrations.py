"""Functions that others call because they were handed over: decorators, fixtures, registries, methods of a library.

Says which functions of the program an object, a decorator or a base class that is not read may come to call. That is
coarse on purpose: it serves to name what may be read, never to rewrite it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from rundata_migrate import python_api
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import INSTANCE, LOCAL_CLASS, LOCAL_FUNCTION
from rundata_migrate.syntax import Node

_NO_FUNCTIONS: list[Node] = []
_WRAPPERS = frozenset({"staticmethod", "classmethod"})


class Registrations:
    """Found once for a program, each kind on first need."""

    def __init__(self, values: Knows) -> None:
        """``values`` say what decorators and receivers are."""
        self._values = values
        self._tree = values.tree
        self._kept_as: dict[str, list[Node]] = {}

    def decorated_by(self, function: Node) -> Iterator[Node]:
        """The functions that a decorator is put on; ``function`` is the decorator or stands inside it."""
        for one in (function, *self._tree.ancestors(function)):
            yield from self._decorations.get(one, _NO_FUNCTIONS)

    def on(self, owner: Node) -> list[Node]:
        """The functions that are handed to methods of a function or of a class's instances.

        ``@show.register``, ``@registry.add("name")``, ``registry.add("name", function)``.
        """
        return self._registered.get(owner, _NO_FUNCTIONS)

    def methods(self, name: str) -> list[cst.FunctionDef]:
        """The methods of a name, of whatever class: an object that nobody knows may be an instance of it."""
        return [] if name in python_api.KEEPING else self._values.classes.methods_named(name)

    def kept_as(self, name: str) -> list[Node]:
        """The functions that a class, namespace or named tuple has under a name that is not their own."""
        known = self._kept_as.get(name)
        if known is None:
            functions = map(self._function, self._kept.get(name, _NO_FUNCTIONS))
            known = [one for one in functions if one is not None]
            if self._values.is_idle:  # else what is being evaluated counts as unknown
                self._kept_as[name] = known
        return known

    def calls_of_inherited(self, owner: Node) -> list[cst.Call]:
        """Calls of methods that a class has from bases that are not read: ``Encoder().encode(xs)``."""
        return self._inherited_calls.get(owner, [])

    @cached_property
    def _kept(self) -> dict[str, list[Node]]:
        """What is given to a keyword, or to a name in a class: ``pick = staticmethod(function)``."""
        found: dict[str, list[Node]] = {}
        for call in self._tree.every(cst.Call):
            for arg in call.args:
                if arg.keyword is not None and isinstance(arg.value, (cst.Name, cst.Attribute, cst.Lambda)):
                    found.setdefault(arg.keyword.value, []).append(arg.value)
        for owner in self._tree.every(cst.ClassDef):
            scope = self._values.names.scopes.get(owner)
            for name, bindings in scope.bindings.items() if scope is not None else ():
                given = [one.value for one in bindings if one.kind == b.ASSIGN and one.value is not None]
                found.setdefault(name, []).extend(given)
        return found

    def _function(self, given: Node) -> Node | None:
        """The function that an expression is, or that a static method is made of."""
        if isinstance(given, cst.Call) and self._values.builtin_name(given.func) in _WRAPPERS and given.args:
            given = given.args[0].value
        held = self._values.of(given)
        return held.node if held.kind == LOCAL_FUNCTION else None

    @cached_property
    def _decorations(self) -> dict[Node, list[Node]]:
        found: dict[Node, list[Node]] = self.__dict__.setdefault("_decorations", {})  # asked while it is found
        for decorated, decorator in self._every_decorator():
            held = self._values.of(decorator)
            if held.node is not None and held.kind in (LOCAL_FUNCTION, INSTANCE, LOCAL_CLASS):
                found.setdefault(held.node, []).append(decorated)
        return found

    @cached_property
    def _registered(self) -> dict[Node, list[Node]]:
        # asked again while what the receivers are is found out: then what is known so far has to do
        found: dict[Node, list[Node]] = self.__dict__.setdefault("_registered", {})
        for decorated, decorator in self._every_decorator():
            if isinstance(decorator, cst.Attribute):
                for owner in self._owners(decorator.value):
                    found.setdefault(owner, []).append(decorated)
        for call in self._tree.every(cst.Call):
            if not isinstance(call.func, cst.Attribute) or not call.args:
                continue
            handed = [self._values.of(arg.value) for arg in call.args]
            functions = [one.node for one in handed if one.kind == LOCAL_FUNCTION and one.node is not None]
            for owner in self._owners(call.func.value) if functions else ():
                found.setdefault(owner, []).extend(functions)
        return found

    def _owners(self, node: Node) -> list[Node]:
        """The function or class whose object an expression is."""
        held = self._values.of(node)
        if held.kind in (INSTANCE, LOCAL_FUNCTION, LOCAL_CLASS) and held.node is not None:
            return [held.node]
        # what a decorator made of a function goes by its name
        bindings = self._values.names.slot(node).bindings if isinstance(node, cst.Name) else ()
        return [one.node for one in bindings if one.kind == b.FUNCTION]

    @cached_property
    def _inherited_calls(self) -> dict[Node, list[cst.Call]]:
        found: dict[Node, list[cst.Call]] = self.__dict__.setdefault("_inherited_calls", {})  # the same
        for call in self._tree.every(cst.Call):
            if isinstance(call.func, cst.Attribute) and call.args:
                held = self._values.of(call.func.value)
                owner = held.node if held.kind == INSTANCE else None
                if owner is not None and self._values.classes.method(owner, call.func.attr.value) is None:
                    for one in (owner, *self._values.classes.bases(owner)):
                        found.setdefault(one, []).append(call)
        return found

    def _every_decorator(self) -> Iterator[tuple[cst.FunctionDef, Node]]:
        """Each function with each of its decorators, without the decorator's arguments."""
        for function in self._tree.every(cst.FunctionDef):
            for one in function.decorators:
                yield function, one.decorator.func if isinstance(one.decorator, cst.Call) else one.decorator
