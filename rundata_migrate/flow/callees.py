"""Which functions of the program an expression may hold that ``values`` does not know: tables, makers, decorators."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.backward import Backward
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.places import State, beginning
from rundata_migrate.flow.registrations import Registrations
from rundata_migrate.flow.signatures import own_nodes
from rundata_migrate.syntax import Node

MOST_STEPS = 300
"""So many places are looked at for one expression."""


class Callees:
    """The functions that expressions may hold, each looked for once."""

    def __init__(self, values: Knows, registrations: Registrations, back: Backward) -> None:
        """``back`` says where what an expression holds may come from."""
        self._values = values
        self._registrations = registrations
        self._back = back
        self._functions: dict[Node, list[Node]] = {}

    def functions_in(self, callee: Node) -> list[Node]:
        """The functions of the program that an expression may hold."""
        known = self._functions.get(callee)
        if known is None:
            known = self._functions[callee] = self._look_for_functions(callee)
        return known

    def _look_for_functions(self, callee: Node) -> list[Node]:
        waiting = deque([State(callee)])
        seen: set[object] = set()
        found: list[Node] = []
        while waiting and len(seen) < MOST_STEPS:
            state = waiting.popleft()
            if state.at in seen:
                continue
            seen.add(state.at)
            if isinstance(state.at, (cst.FunctionDef, cst.Lambda)):
                found.append(state.at)
                waiting.extend(self._decorated(state, state.at))
                waiting.extend(state.to(one) for one in self._registrations.on(state.at))
            elif isinstance(state.at, cst.Call) and self._values.builtin_name(state.at.func) == "getattr":
                found += self._methods_by_name(state.at)
            elif isinstance(state.at, cst.Call):
                waiting.extend(self._called_for_functions(state, state.at))
            elif isinstance(state.at, cst.Attribute) and (kept := self._registrations.kept_as(state.at.attr.value)):
                found += kept
            elif isinstance(state.at, cst.Attribute) and self._values.of(state.at.value).kind in (k.UNKNOWN, k.OTHER):
                found += self._registrations.methods(state.at.attr.value)
                waiting.extend(self._back.before(state))
            elif isinstance(state.at, Binding) and state.at.kind == b.PARAMETER:
                waiting.extend(self._decorating(state, state.at))
                waiting.extend(self._direct_arguments(state, state.at))
            else:
                waiting.extend(self._registered(state))
                waiting.extend(self._back.before(state))
        return found

    def _registered(self, state: State) -> Iterator[State]:
        """The functions that an object of the program was given to keep."""
        held = self._values.of(state.at) if isinstance(state.at, cst.BaseExpression) else None
        if held is not None and held.kind == k.INSTANCE and held.node is not None:
            for owner in (held.node, *self._values.classes.bases(held.node)):
                yield from (state.to(one) for one in self._registrations.on(owner))

    def _called_for_functions(self, state: State, call: cst.Call) -> Iterator[State]:
        """Where the functions come from that a call gives: a maker's results, a table's contents, or its arguments."""
        callee = self._values.of(call.func)
        if callee.kind == k.LOCAL_FUNCTION and callee.node is not None:
            yield from self._back.result(state, callee.node)
        elif callee.kind in (k.UNKNOWN, k.OTHER, k.API):
            yield from (state.to(arg.value) for arg in call.args)
            if isinstance(call.func, cst.Attribute):
                yield state.to(call.func.value)

    def _methods_by_name(self, call: cst.Call) -> list[Node]:
        """The functions that ``getattr(owner, name)`` may give: those of the owner, if it is of the program."""
        if len(call.args) < 2:
            return []
        owner = self._values.of(call.args[0].value)
        if owner.kind == k.MODULE:
            body: Node | None = owner.node
        else:
            body = owner.node.body if owner.kind == k.INSTANCE and isinstance(owner.node, cst.ClassDef) else None
        lines = body.body if isinstance(body, (cst.Module, cst.IndentedBlock)) else ()
        prefix = beginning(call.args[1].value)
        return [one for one in lines if isinstance(one, cst.FunctionDef) and one.name.value.startswith(prefix)]

    def _direct_arguments(self, state: State, binding: Binding) -> Iterator[State]:
        function, param = binding.statement, binding.node
        if isinstance(function, cst.FunctionDef) and isinstance(param, cst.Param):
            is_method = self._values.classes.owner_class(function) is not None
            for call in self._values.calls.calls_of(function):
                yield from (state.to(one) for one in self._back.arguments(param, function, call, is_method))

    def _decorating(self, state: State, binding: Binding) -> Iterator[State]:
        """The functions that a parameter of a decorator stands for."""
        function = binding.statement
        if function is None or not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return
        yield from (state.to(one) for one in self._registrations.decorated_by(function))

    def _decorated(self, state: State, function: Node) -> Iterator[State]:
        """What the decorators of a function make of it: the functions that they give."""
        for one in function.decorators if isinstance(function, cst.FunctionDef) else ():
            held = self._values.of(one.decorator)
            if held.kind == k.LOCAL_FUNCTION and isinstance(held.node, cst.FunctionDef):
                for below in own_nodes(held.node):
                    if isinstance(below, cst.Return) and below.value is not None:
                        yield state.to(below.value)
