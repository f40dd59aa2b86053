"""What comes of a container, run data or a run by ways that ``values`` cannot follow: with whom, and by which call.

Where ``values`` knows what an expression holds, that counts. Where it does not, the program is searched backward from
a read such as ``x.key``: through names, what is put into lists, fields and queues, arguments, results, and calls of
what nobody knows, until a container is met or nothing is left. That is coarse on purpose: it never says that something
may be rewritten, only that a read of an entity's attribute has a container behind it, which is told to the user.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import libcst as cst

from rundata_migrate.findings import Confidence
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.backward import Backward, is_lost
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.callees import Callees
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import Value, is_empty_display
from rundata_migrate.flow.places import Key, State
from rundata_migrate.flow.reachability import Reachability
from rundata_migrate.flow.records import Records
from rundata_migrate.flow.registrations import Registrations
from rundata_migrate.syntax import COMPREHENSIONS, Node

MOST_STEPS = 600
"""So many places are looked at for one read; what is further away is not looked for."""

_SOURCES = frozenset({k.CONTAINER, k.RUN_DATA, k.RUN, k.DATA_DICT})

MOST_STEPS_TO_A_RUN = 400
"""So many are looked at to tell which run an expression may hold."""

_DISPLAYS = (cst.List, cst.Tuple, cst.Set, cst.Dict, cst.DictComp, *COMPREHENSIONS)
"""Expressions that hold others: which of these it is, is worth knowing."""

_MAY_BE_CALLED = frozenset({k.UNKNOWN, k.OTHER, k.RIVAL, k.INSTANCE, k.LOCAL_FUNCTION})
"""Kinds of what is called that may be a function of the program whose own calls are not these."""

_PLAIN = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString, cst.Integer, cst.Float, cst.Comparison)
"""Expressions that hold a text or a number: a key, a position, never something with run data."""


@dataclass(frozen=True)
class Derivation:
    """Where what is read comes from."""

    source: Node
    """The container, run data or run."""
    value: Value
    through: Node | None
    """The call of what nobody knows, if there is one on the way."""


class Derived:
    """The search, with its memory."""

    def __init__(self, values: Knows, records: Records) -> None:
        """``values`` say what is known already, ``records`` what fields classes have."""
        self._values = values
        self._tree = values.tree
        self._callers: dict[Node, list[cst.Call]] | None = None
        self._own_calls: dict[cst.FunctionDef, frozenset[cst.Call]] = {}
        self._is_looking_for_callers = False
        registrations = Registrations(values)
        self._back = Backward(values, records, registrations, self)
        self._reachability = {
            (is_full, is_any): Reachability(self._back.before, partial(self._is_met, is_any=is_any))
            for is_full in (False, True)
            for is_any in (False, True)
        }
        self._callees = Callees(values, registrations, self._back)
        self._without_run: dict[object, bool] = {}
        """Places that lead to no run, and whether all that may be there is understood."""

    def of(self, node: Node, *, is_part: bool = False, is_telling: bool = False) -> Derivation | None:
        """What container an entity's attribute is read of, where ``values`` does not know what ``node`` holds.

        With ``is_part`` it is read of the elements of what ``node`` holds. With ``is_telling`` hardly anything but an
        entity has the attribute: then a function that nobody knows may have picked an element of what it was given.
        """
        return self._search(State(node, is_part)) or (self._search(State(node), is_any=True) if is_telling else None)

    def run_behind(self, node: Node) -> Value | None:
        """The run that an expression holds that was kept in a list, dict, set, field or queue; None if there is none.

        It is proven if nothing else can have come to be there, as far as the program shows, and mixed if something has.
        """
        # inside an evaluation: to ask what all calls of the program hold would be too deep
        was_looking, self._is_looking_for_callers = self._is_looking_for_callers, True
        try:
            return self._run_behind(node)
        finally:
            self._is_looking_for_callers = was_looking

    def may_be_run(self, node: Node) -> bool:
        """Whether a run of MLflow's may come to an expression, by calls of what nobody knows too."""
        # what was found without these calls does not count here
        kept, self._without_run = self._without_run, {}
        try:
            return self._run_behind(node) is not None
        finally:
            self._without_run = kept

    def _run_behind(self, node: Node) -> Value | None:
        waiting = deque([State(node)])
        seen: set[object] = set()
        runs: list[Value] = []
        is_sure, is_other = True, False
        while waiting and len(seen) < MOST_STEPS_TO_A_RUN:
            state = waiting.popleft()
            if state.at in seen:
                continue
            if state.at in self._without_run:
                is_sure = is_sure and self._without_run[state.at]
                continue
            seen.add(state.at)
            run = _run_in(self._values.of(state.at)) if isinstance(state.at, cst.BaseExpression) else None
            if run is not None:
                runs.append(run)
                continue
            is_other = is_other or self._is_another_object(state)
            before = self._back.before(state)
            is_sure = is_sure and self._is_understood(state, before)
            waiting.extend(before)
        if not runs and not waiting and not self._is_pending(seen):
            self._without_run.update(dict.fromkeys(seen, is_sure))
        return _one_run(runs, is_sure and not waiting, is_other)

    def _is_another_object(self, state: State) -> bool:
        """Whether what stands here is an object of another class for sure, kept in the same place as a run."""
        if state.is_made or not isinstance(state.at, cst.BaseExpression):
            return False
        return self._values.of(state.at).kind == k.INSTANCE

    def _is_pending(self, seen: Iterable[object]) -> bool:
        """Whether one of the places is asked about in the middle of its own evaluation."""
        return any(isinstance(one, cst.BaseExpression) and self._values.of(one).kind == k.PENDING_KIND for one in seen)

    def _is_understood(self, state: State, before: list[State]) -> bool:
        """Whether all that may be at a place is known to come from those before it."""
        node = state.at
        if state.is_made:
            return False
        if isinstance(node, Binding):
            return self._values.escapes.is_closed(node)
        if isinstance(node, cst.Attribute):
            if self._values.of(node).kind == k.API or self._values.outside.may_read_attribute(node.attr.value):
                return False  # the library may put something there too
        if before or not isinstance(node, cst.BaseExpression):
            return True
        value = self._values.of(node)
        return value.kind == k.NONE or is_empty_display(node) or isinstance(node, _PLAIN)

    def _search(self, start: State, *, is_any: bool = False) -> Derivation | None:
        """The nearest container on the way back from a place, if there is one so near.

        With ``is_any`` what a function that nobody knows gives may be any element of what it is given.
        """
        # in the middle of an evaluation what leads nowhere yet may lead somewhere in the end: nothing is kept of it
        if self._values.is_idle and not self._reachability[self.knows_callers, is_any].leads(start):
            return None
        waiting = deque([start])
        seen: set[Key] = set()
        while waiting and len(seen) < MOST_STEPS:
            state = waiting.popleft()
            if state.key in seen:
                continue
            seen.add(state.key)
            found = self._met(state, is_any=is_any)
            if found is not None:
                return found
            for one in self._back.before(state):
                waiting.append(one if state.through is None else one._replace(through=state.through))
        return None

    def _is_met(self, state: State, *, is_any: bool) -> bool:
        return self._met(state, is_any=is_any) is not None

    def _met(self, state: State, *, is_any: bool) -> Derivation | None:
        """The answer, if what stands here is a container and an element of it was asked for."""
        if not isinstance(state.at, cst.BaseExpression) or isinstance(state.at, _DISPLAYS):
            return None
        value = self._values.of(state.at)
        if value.kind == k.ENTITY:
            # what a function nobody knows makes of an element may be new style: fetch(key).value
            return None if state.is_made else Derivation(state.at, value, state.through)
        source = _source_in(value)
        if source is None or not (state.is_part or (is_any and _is_picked(source.kind, state))):
            return None
        if source.kind in (k.RUN, k.RUN_DATA) and not _is_container_of(source.kind, state):
            return None
        return Derivation(state.at, source, state.through)

    # -- functions that nobody knows ----------------------------------------------------------

    @property
    def knows_callers(self) -> bool:
        """Whether ``callers_of`` tells all; False while they are being looked for."""
        return self._callers is not None or not self._is_looking_for_callers

    def functions_in(self, callee: Node) -> list[Node]:
        """The functions of the program that an expression may hold."""
        return self._callees.functions_in(callee)

    def callers_of(self, function: Node) -> list[cst.Call]:
        """The calls of something unknown that may be the function, and that hand on a container."""
        return self._unknown_callers().get(function, [])

    def _unknown_callers(self) -> Mapping[Node, list[cst.Call]]:
        """Function -> the calls of something unknown that may be it, and that hand on a container."""
        if self._callers is None:
            if self._is_looking_for_callers:
                return {}
            self._is_looking_for_callers = True
            try:
                self._callers = self._look_for_callers()
            finally:
                self._is_looking_for_callers = False
        return self._callers

    def _look_for_callers(self) -> dict[Node, list[cst.Call]]:
        found: dict[Node, list[cst.Call]] = {}
        for call in self._tree.every(cst.Call):
            callee = self._values.of(call.func)
            if callee.kind not in _MAY_BE_CALLED or not call.args or self._is_known_call(callee, call):
                continue
            if self._hands_on_container(call):
                for function in self._called(callee, call):
                    found.setdefault(function, []).append(call)
        return found

    def _is_known_call(self, callee: Value, call: cst.Call) -> bool:
        """Whether the call is one of those that a function has by its own name."""
        function = callee.node
        if not isinstance(function, cst.FunctionDef):
            return False
        known = self._own_calls.get(function)
        if known is None:
            known = self._own_calls[function] = frozenset(self._values.calls.calls_of(function))
        return call in known

    def _called(self, callee: Value, call: cst.Call) -> list[Node]:
        """The functions that a call may reach: by another name, by ``__call__`` of an object, by what is unknown."""
        if callee.kind == k.INSTANCE:
            method = self._values.classes.method(callee.node, "__call__") if callee.node is not None else None
            return [method.node] if method is not None and method.node is not None else []
        if callee.kind == k.LOCAL_FUNCTION and isinstance(callee.node, cst.FunctionDef):
            return [callee.node]
        return self.functions_in(call.func)

    def _hands_on_container(self, call: cst.Call) -> bool:
        """Whether a call is given a container, or something that comes of one."""
        for arg in call.args:
            value = self._values.of(arg.value)
            if value.kind == k.ENTITY or _source_in(value) is not None:
                return True
            if is_lost(value) and self._search(State(arg.value, is_part=True)) is not None:
                return True
        return False


def _is_container_of(kind: str, state: State) -> bool:
    """Whether what is read of a run or run data is a container of it, or what something unknown made of it."""
    read = {k.RUN: "data", k.RUN_DATA: "container"}[kind]
    return state.read == read or (state.is_made and state.read == "")


def _is_picked(kind: str, state: State) -> bool:
    """Whether a function that nobody knows may have given an element of the container that it was given."""
    return kind == k.CONTAINER and state.is_given and state.read == ""


def _source_in(value: Value) -> Value | None:
    """The container, run data or run that a value is or holds."""
    if value.kind in _SOURCES or (value.kind == k.MIXED and value.container is not None):
        return value
    for part in (*value.items, value.inner) if value.kind in (k.SEQUENCE, k.MAPPING, k.TUPLE, k.LOCAL_FUNCTION) else ():
        found = _source_in(part) if part is not None else None
        if found is not None:
            return found
    return None


def _one_run(runs: list[Value], is_sure: bool, is_other: bool) -> Value | None:
    """The runs that come to one place as one value; ``is_other``: an object of another class comes there too."""
    if not runs:
        return None
    if is_other:
        return replace(runs[0], kind=k.MIXED)
    is_proven = is_sure and all(run.confidence is Confidence.PROVEN for run in runs)
    # a place that a run was kept in may be read before anything is in it
    return replace(runs[0], optional=True, confidence=Confidence.PROVEN if is_proven else Confidence.LIKELY)


def _run_in(value: Value) -> Value | None:
    """The run that a value is, or that a list or dict of runs holds."""
    while value.kind in (k.SEQUENCE, k.MAPPING) and value.inner is not None:
        value = value.inner
    return value if value.kind == k.RUN else None
