"""What comes of a container, run data or a run by ways that ``values`` cannot follow: with whom, and by which call.

Where ``values`` knows what an expression holds, that counts. Where it does not, the program is searched backward from
a read such as ``x.key``: through names, what is put into lists, fields and queues, arguments, results, and calls of
what nobody knows, until a container is met or nothing is left. That is coarse on purpose: it never says that something
may be rewritten, only that a read of an entity's attribute has a container behind it, which is told to the user.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate import python_api
from rundata_migrate.findings import Confidence
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import Value, is_empty_display
from rundata_migrate.flow.partials import PARTIAL
from rundata_migrate.flow.records import Records
from rundata_migrate.flow.registrations import Registrations
from rundata_migrate.flow.signatures import argument_for, own_nodes
from rundata_migrate.syntax import COMPREHENSIONS, Node, comp_results, string_of, tuple_elements

MOST_STEPS = 600
"""So many places are looked at for one read; what is further away is not looked for."""

_SOURCES = frozenset({k.CONTAINER, k.RUN_DATA, k.RUN, k.DATA_DICT})
_TRACED = frozenset({k.UNKNOWN, k.OTHER, k.SEQUENCE, k.MAPPING, k.TUPLE, k.LOCAL_FUNCTION, k.PENDING_KIND})
"""Kinds behind which something may be that ``values`` lost; of all others it knows what they are."""

MOST_STEPS_TO_A_RUN = 400
"""So many are looked at to tell which run an expression may hold."""

MOST_STEPS_TO_A_FUNCTION = 300
"""So many are looked at to tell which functions of the program an expression may hold."""

_ANY = "*"
"""The name under which stores to attributes of computed names are kept."""

_DISPLAYS = (cst.List, cst.Tuple, cst.Set, cst.Dict, cst.DictComp, *COMPREHENSIONS)
"""Expressions that hold others: which of these it is, is worth knowing."""

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


@dataclass(frozen=True)
class _State:
    """A place on the way back: an expression, a binding or a function whose result is meant."""

    at: Node | Binding
    is_part: bool = False
    """What was asked about is an element of it, or of an element."""
    read: str = ""
    """What was read of it on the way: ``container`` after ``.metrics``, ``data`` before that, else ``other``."""
    is_made: bool = False
    """A function that nobody knows made what was asked about of it."""
    through: Node | None = None
    """The first call on the way whose function is not known."""

    @property
    def key(self) -> tuple[object, bool, str, bool]:
        """What two states must share for the second to be left out."""
        return self.at, self.is_part, self.read, self.is_made


class _Stored(NamedTuple):
    """Something that is bound to an attribute, or put into what it holds."""

    owner: Node
    """The expression whose attribute it is."""
    value: Node
    target: cst.Attribute | None = None
    """The attribute, if one is written."""
    is_part: bool = False
    """Each element of it, one after the other."""
    is_kept: bool = True
    """Not handed to a method that may do something else with it."""


class Derived:
    """The search, with its memory."""

    def __init__(self, values: Knows, records: Records) -> None:
        """``values`` say what is known already, ``records`` what fields classes have."""
        self._values = values
        self._records = records
        self._tree = values.tree
        self._nowhere: set[tuple[object, bool, str, bool]] = set()
        """The keys of states that lead to no container."""
        self._stores: dict[str, list[_Stored]] | None = None
        self._callers: dict[Node, list[cst.Call]] | None = None
        self._is_looking_for_callers = False
        self._registrations = Registrations(values)
        self._functions: dict[Node, list[Node]] = {}
        self._given: dict[Node, list[Node]] = {}
        self._without_run: dict[object, bool] = {}
        """Places that lead to no run, and whether all that may be there is understood."""
        self._ways: dict[type, Callable[[_State, Node], Iterator[_State]]] = {
            cst.Name: self._name,
            cst.Attribute: self._attribute,
            cst.Call: self._call,
            cst.Subscript: self._subscript,
            cst.FunctionDef: self._result,
            cst.Lambda: self._result,
            cst.Yield: self._sent,
            cst.Dict: self._dict,
            cst.DictComp: self._dict_comprehension,
            **dict.fromkeys(COMPREHENSIONS, self._comprehension),
        }

    def of(self, node: Node, *, is_part: bool = False) -> Derivation | None:
        """What container an entity's attribute is read of, where ``values`` does not know what ``node`` holds.

        With ``is_part`` it is read of the elements of what ``node`` holds.
        """
        return self._search(_State(node, is_part))

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
        waiting = deque([_State(node)])
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
            before = list(self._before(state))
            is_sure = is_sure and self._is_understood(state, before)
            waiting.extend(before)
        if not runs:
            if not waiting and not self._is_pending(seen):
                self._without_run.update(dict.fromkeys(seen, is_sure))
            return None
        if is_other:
            return replace(runs[0], kind=k.MIXED)
        is_proven = is_sure and not waiting and all(run.confidence is Confidence.PROVEN for run in runs)
        return replace(
            runs[0],
            optional=True,
            confidence=Confidence.PROVEN if is_proven else Confidence.LIKELY,
        )

    def _is_another_object(self, state: _State) -> bool:
        """Whether what stands here is an object of another class for sure, kept in the same place as a run."""
        if state.is_made or not isinstance(state.at, cst.BaseExpression):
            return False
        return self._values.of(state.at).kind == k.INSTANCE

    def _is_pending(self, seen: Iterable[object]) -> bool:
        """Whether one of the places is asked about in the middle of its own evaluation."""
        return any(isinstance(one, cst.BaseExpression) and self._values.of(one).kind == k.PENDING_KIND for one in seen)

    def _is_understood(self, state: _State, before: list[_State]) -> bool:
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

    def _search(self, start: _State) -> Derivation | None:
        waiting = deque([start])
        seen: set[tuple[object, bool, str, bool]] = set()
        is_final = True
        while waiting and len(seen) < MOST_STEPS:
            state = waiting.popleft()
            if state.key in seen or state.key in self._nowhere:
                continue
            seen.add(state.key)
            found = self._met(state)
            if found is not None:
                return found
            if isinstance(state.at, cst.BaseExpression) and self._values.of(state.at).kind == k.PENDING_KIND:
                is_final = False  # asked in the middle of its own evaluation
            waiting.extend(self._before(state))
        if is_final and not waiting:
            self._nowhere |= seen
        return None

    def _met(self, state: _State) -> Derivation | None:
        """The answer, if what stands here is a container and an element of it was asked for."""
        if not isinstance(state.at, cst.BaseExpression) or isinstance(state.at, _DISPLAYS):
            return None
        value = self._values.of(state.at)
        if value.kind == k.ENTITY:
            # what a function nobody knows makes of an element may be new style: fetch(key).value
            return None if state.is_made else Derivation(state.at, value, state.through)
        source = _source_in(value)
        if source is None or not state.is_part:
            return None
        if source.kind in (k.RUN, k.RUN_DATA) and not _is_container_of(source.kind, state):
            return None
        return Derivation(state.at, source, state.through)

    def _before(self, state: _State) -> Iterator[_State]:
        """The places that what stands here may come from."""
        if isinstance(state.at, Binding):
            yield from self._binding(state, state.at)
            return
        node = state.at
        if isinstance(node, cst.BaseExpression) and self._values.of(node).kind not in _TRACED:
            if isinstance(node, cst.Attribute):
                yield from self._kept_in_library(state, node)
            return
        way = self._ways.get(type(node))
        if way is not None:
            yield from way(state, node)
        else:
            yield from (_at(state, part) for part in _parts(node))

    # -- names ----------------------------------------------------------------------------------

    def _name(self, state: _State, node: Node) -> Iterator[_State]:
        assert isinstance(node, cst.Name)
        slot = self._values.names.slot(node)
        for binding in slot.bindings or self._values.modules.starred(node):
            yield _at(state, binding)

    def _binding(self, state: _State, binding: Binding) -> Iterator[_State]:
        if binding.kind == b.IMPORT:
            yield from (_at(state, one) for one in self._values.modules.variables(binding))
            yield from (_at(state, one) for one in self._values.modules.definitions(binding))
        elif binding.kind in (b.FUNCTION, b.CLASS):
            yield _at(state, binding.node)
        elif binding.kind == b.PARAMETER:
            yield from self._parameter(state, binding)
        elif binding.kind == b.ASSIGN and binding.path and _taken(binding) is not None:
            yield _at(state, _taken(binding) or binding.node)
        elif binding.value is not None:
            yield _at(state, binding.value, is_part=binding.kind == b.ELEMENT or binding.path != ())
        statement = self._tree.parent(binding.node)
        if isinstance(statement, cst.AugAssign):
            yield _at(state, statement.value)
            yield _at(state, statement.target)
        for use in self._uses(binding):
            yield from self._put_into(state, use)

    def _uses(self, binding: Binding) -> Iterator[Node]:
        yield from binding.uses
        if binding.scope.kind == "module":
            document = self._tree.document_of(binding.node)
            yield from self._values.modules.readers(document, binding.name)
            yield from self._values.modules.stored_from_outside(document, binding.name)

    def _put_into(self, state: _State, use: Node) -> Iterator[_State]:
        """The places that what a statement puts into what an expression holds comes from.

        Of a method that is not known to keep what it is given nobody can say whether it does: ``client.fetch(key)``.
        """
        for value, is_kept in self._puts(use):
            yield _at(state, value) if is_kept else replace(_at(state, value), is_made=True)

    def _puts(self, use: Node) -> Iterator[tuple[Node, bool]]:
        """What a statement puts into what an expression holds: ``xs.append(v)``, ``d[k] = v``, ``(a or b).add(v)``."""
        node, above = use, self._tree.parent(use)
        while above is not None:
            if isinstance(above, cst.Attribute) and above.value is node:
                call = self._tree.parent(above)
                if not isinstance(call, cst.Call) or call.func is not above:
                    return
                name = above.attr.value
                if name not in python_api.ASKING:
                    yield from ((arg.value, name in python_api.KEEPING) for arg in call.args)
                node, above = call, self._tree.parent(call)
            elif isinstance(above, cst.Subscript) and above.value is node:
                target = self._tree.parent(above)
                statement = self._tree.parent(target) if isinstance(target, cst.AssignTarget) else None
                if isinstance(statement, cst.Assign):
                    yield statement.value, True
                    return
                node, above = above, target
            elif isinstance(above, cst.BooleanOperation) or (isinstance(above, cst.IfExp) and above.test is not node):
                node, above = above, self._tree.parent(above)
            else:
                return

    # -- parameters -----------------------------------------------------------------------------

    def _parameter(self, state: _State, binding: Binding) -> Iterator[_State]:
        function, param = binding.statement, binding.node
        if not isinstance(param, cst.Param) or not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return
        if param.default is not None:
            yield _at(state, param.default)
        if isinstance(function, cst.FunctionDef):
            yield from (_at(state, one) for one in self._registrations.fixtures(param.name.value))
        is_method = self._values.classes.owner_class(function) is not None
        calls = self._values.calls
        direct = calls.calls_of(function) if isinstance(function, cst.FunctionDef) else calls.lambda_calls(function)
        for call in direct:
            yield from self._handed(state, param, function, call, is_method)
        for call in self._unknown_callers().get(function, ()):
            yield from self._handed(_at(state, state.at, through=call), param, function, call, is_method)
        uses = calls.handed_on(function) if isinstance(function, cst.FunctionDef) else [function]
        for use in uses:
            yield from self._handed_beside(state, use)
        if is_method:
            yield from self._called_by_library(state, function)

    def _called_by_library(self, state: _State, method: Node) -> Iterator[_State]:
        """What a base class that is not read may call a method with: ``json.dumps(xs, cls=Encoder)``."""
        owner = self._values.classes.owner_class(method)
        if not isinstance(owner, cst.ClassDef) or self._records.has_plain_bases(owner):
            return
        for use in self._values.calls.names_of(owner, owner):
            yield from self._handed_beside(state, use)
        for call in self._registrations.calls_of_inherited(owner):
            yield from (_at(state, arg.value, is_part=True, through=call) for arg in call.args)

    def _handed_beside(self, state: _State, use: Node | None) -> Iterator[_State]:
        """What is handed over beside a function, which may be given its elements: ``pool.map(function, xs)``."""
        arg = self._tree.parent(use) if use is not None else None
        call = self._tree.parent(arg) if isinstance(arg, cst.Arg) else None
        while isinstance(call, cst.Call):
            for other in call.args:
                if other is not arg:
                    yield _at(state, other.value, is_part=True, through=call)
            if self._values.of(call.func).dotted != PARTIAL:
                return
            arg = self._tree.parent(call)
            call = self._tree.parent(arg) if isinstance(arg, cst.Arg) else None

    def _arguments(
        self, param: cst.Param, function: cst.FunctionDef | cst.Lambda, call: cst.Call, is_method: bool
    ) -> Iterator[Node]:
        is_star = param is function.params.star_arg or param is function.params.star_kwarg
        argument = None if is_star else argument_for(param, function, call, is_method)
        if argument is not None:
            yield argument
            return
        yield from (arg.value for arg in call.args if is_star or arg.star)

    def _handed(
        self, state: _State, param: cst.Param, function: cst.FunctionDef | cst.Lambda, call: cst.Call, is_method: bool
    ) -> Iterator[_State]:
        """What a call gives a parameter; behind a star nobody can tell which argument it is."""
        is_sure = argument_for(param, function, call, is_method) is not None
        for one in self._arguments(param, function, call, is_method):
            yield replace(_at(state, one), is_made=state.is_made or not is_sure)

    def _unknown_callers(self) -> Mapping[Node, list[cst.Call]]:
        """Function -> the calls of something unknown that may be it, and that hand on a container."""
        if self._callers is None:
            if self._is_looking_for_callers:
                return {}
            self._is_looking_for_callers = True
            # what is found to lead nowhere without these calls may lead somewhere with them
            kept, self._nowhere = self._nowhere, set()
            try:
                self._callers = self._look_for_callers()
            finally:
                self._is_looking_for_callers = False
                self._nowhere = kept
        return self._callers

    def _look_for_callers(self) -> dict[Node, list[cst.Call]]:
        found: dict[Node, list[cst.Call]] = {}
        for call in self._tree.every(cst.Call):
            callee = self._values.of(call.func)
            if callee.kind not in (k.UNKNOWN, k.OTHER) and not isinstance(callee.node, cst.Lambda):
                continue
            if self._hands_on_container(call):
                for function in self._functions_in(call.func):
                    found.setdefault(function, []).append(call)
        return found

    def _hands_on_container(self, call: cst.Call) -> bool:
        """Whether a call is given a container, or something that comes of one."""
        for arg in call.args:
            value = self._values.of(arg.value)
            if value.kind == k.ENTITY or _source_in(value) is not None:
                return True
            if value.kind in _TRACED and self._search(_State(arg.value, is_part=True)) is not None:
                return True
        return False

    def _functions_in(self, callee: Node) -> list[Node]:
        """The functions of the program that an expression may hold."""
        known = self._functions.get(callee)
        if known is None:
            known = self._functions[callee] = self._look_for_functions(callee)
        return known

    def _look_for_functions(self, callee: Node) -> list[Node]:
        waiting = deque([_State(callee)])
        seen: set[object] = set()
        found: list[Node] = []
        while waiting and len(seen) < MOST_STEPS_TO_A_FUNCTION:
            state = waiting.popleft()
            if state.at in seen:
                continue
            seen.add(state.at)
            if isinstance(state.at, (cst.FunctionDef, cst.Lambda)):
                found.append(state.at)
                waiting.extend(self._decorated(state, state.at))
                waiting.extend(_at(state, one) for one in self._registrations.on(state.at))
            elif isinstance(state.at, cst.Call) and self._values.builtin_name(state.at.func) == "getattr":
                found += self._methods_by_name(state.at)
            elif isinstance(state.at, cst.Call):
                waiting.extend(self._called_for_functions(state, state.at))
            elif isinstance(state.at, cst.Attribute) and self._values.of(state.at.value).kind in (k.UNKNOWN, k.OTHER):
                found += self._registrations.methods(state.at.attr.value)
                waiting.extend(self._before(state))
            elif isinstance(state.at, Binding) and state.at.kind == b.PARAMETER:
                waiting.extend(self._decorating(state, state.at))
                waiting.extend(self._direct_arguments(state, state.at))
            else:
                waiting.extend(self._registered(state))
                waiting.extend(self._before(state))
        return found

    def _registered(self, state: _State) -> Iterator[_State]:
        """The functions that an object of the program was given to keep."""
        held = self._values.of(state.at) if isinstance(state.at, cst.BaseExpression) else None
        if held is not None and held.kind == k.INSTANCE and held.node is not None:
            for owner in (held.node, *self._values.classes.bases(held.node)):
                yield from (_at(state, one) for one in self._registrations.on(owner))

    def _called_for_functions(self, state: _State, call: cst.Call) -> Iterator[_State]:
        """Where the functions come from that a call gives: a maker's results, a table's contents, or its arguments."""
        callee = self._values.of(call.func)
        if callee.kind == k.LOCAL_FUNCTION and callee.node is not None:
            yield from self._result(state, callee.node)
        elif callee.kind in (k.UNKNOWN, k.OTHER, k.API):
            yield from (_at(state, arg.value) for arg in call.args)
            if isinstance(call.func, cst.Attribute):
                yield _at(state, call.func.value)

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
        prefix = _beginning(call.args[1].value)
        return [one for one in lines if isinstance(one, cst.FunctionDef) and one.name.value.startswith(prefix)]

    def _direct_arguments(self, state: _State, binding: Binding) -> Iterator[_State]:
        function, param = binding.statement, binding.node
        if isinstance(function, cst.FunctionDef) and isinstance(param, cst.Param):
            is_method = self._values.classes.owner_class(function) is not None
            for call in self._values.calls.calls_of(function):
                yield from (_at(state, one) for one in self._arguments(param, function, call, is_method))

    def _decorating(self, state: _State, binding: Binding) -> Iterator[_State]:
        """The functions that a parameter of a decorator stands for."""
        function = binding.statement
        if function is None or not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return
        yield from (_at(state, one) for one in self._registrations.decorated_by(function))

    def _decorated(self, state: _State, function: Node) -> Iterator[_State]:
        """What the decorators of a function make of it: the functions that they give."""
        for one in function.decorators if isinstance(function, cst.FunctionDef) else ():
            held = self._values.of(one.decorator)
            if held.kind == k.LOCAL_FUNCTION and isinstance(held.node, cst.FunctionDef):
                for below in own_nodes(held.node):
                    if isinstance(below, cst.Return) and below.value is not None:
                        yield _at(state, below.value)

    # -- attributes -----------------------------------------------------------------------------

    def _attribute(self, state: _State, node: Node) -> Iterator[_State]:
        assert isinstance(node, cst.Attribute)
        base = self._values.of(node.value)
        name = node.attr.value
        if base.kind == k.MODULE:
            document = self._values.modules.document_of(base.node)
            for binding in self._values.modules.bindings(document, name) if document is not None else ():
                yield _at(state, binding)
            return
        for one in (*self._stored(name), *self._stored(_ANY)):
            if base.kind != k.INSTANCE or self._may_be(one.owner, base.node):
                found = _at(state, one.value, is_part=one.is_part)
                yield found if one.is_kept else replace(found, is_made=True)
        yield from self._put_into(state, node)
        if base.kind == k.INSTANCE and base.node is not None:
            yield from self._member(state, base.node, name)
        else:
            yield replace(_at(state, node.value), read=_read_after(state.read, name))

    def _kept_in_library(self, state: _State, node: cst.Attribute) -> Iterator[_State]:
        """``st.session_state.best``: what the program puts into an object of a library."""
        dotted = self._values.dotted(node)
        for one in self._stored(node.attr.value):
            if dotted and one.is_kept and one.target is not None and self._values.dotted(one.target) == dotted:
                yield _at(state, one.value, is_part=one.is_part)

    def _member(self, state: _State, owner: Node, name: str) -> Iterator[_State]:
        method = self._values.classes.method(owner, name)
        if method is not None and method.node is not None:
            yield _at(state, method.node)
        else:
            yield from self._delegated(state, owner, name)
        scope = self._values.names.scopes.get(owner)
        yield from (_at(state, one) for one in (scope.bindings.get(name, ()) if scope is not None else ()))
        layout = self._records.layout(owner)
        for use in self._values.calls.names_of(owner, owner) if layout is not None else ():
            call = self._tree.parent(use)
            if layout is None or not isinstance(call, cst.Call) or call.func is not use:
                continue
            for index, arg in enumerate(call.args):
                keyword = arg.keyword.value if arg.keyword is not None else None
                if keyword == name or (keyword is None and layout.names[index : index + 1] == (name,)):
                    yield _at(state, arg.value)

    def _delegated(self, state: _State, owner: Node, name: str) -> Iterator[_State]:
        """``def __getattr__(self, name): return getattr(self._run, name)``: the attribute of what it asks."""
        for special in ("__getattr__", "__getattribute__"):
            method = self._values.classes.method(owner, special)
            if method is None or method.node is None:
                continue
            yield _at(state, method.node)
            for below in own_nodes(method.node) if isinstance(method.node, cst.FunctionDef) else ():
                if isinstance(below, cst.Call) and below.args and self._values.builtin_name(below.func) == "getattr":
                    yield replace(_at(state, below.args[0].value), read=_read_after(state.read, name))

    def _may_be(self, node: Node, owner: Node | None) -> bool:
        value = self._values.of(node)
        return value.kind == k.UNKNOWN or (value.node is not None and self._values.classes.related(value.node, owner))

    def _stored(self, name: str) -> list[_Stored]:
        """What is bound to attributes of this name, or put into what they hold."""
        if self._stores is None:
            self._stores = {}
            for node in self._tree.every(cst.Attribute):
                for one in self._stored_at(node):
                    # what is put into ``x.__dict__`` may be an attribute of any name
                    is_any = node.attr.value == "__dict__"
                    stored = one._replace(owner=node.value, is_part=True) if is_any else one
                    self._stores.setdefault(_ANY if is_any else node.attr.value, []).append(stored)
            for call in self._tree.every(cst.Call):
                if len(call.args) == 3 and self._values.builtin_name(call.func) == "setattr":
                    owner, named, value = (arg.value for arg in call.args)
                    self._stores.setdefault(string_of(named) or _ANY, []).append(_Stored(owner, value))
        return self._stores.get(name, [])

    def _stored_at(self, node: cst.Attribute) -> Iterator[_Stored]:
        """What an attribute is given where it stands, or what is put into what it holds there."""
        for put, is_kept in self._puts(node):
            yield _Stored(node.value, put, node, is_kept=is_kept)
        target, above = self._target_around(node)
        assign = self._tree.parent(above) if isinstance(above, cst.AssignTarget) else above
        if isinstance(assign, (cst.Assign, cst.AnnAssign, cst.AugAssign)) and assign.value not in (None, node):
            assert assign.value is not None
            yield _Stored(node.value, assign.value, node, is_part=target is not node)
        elif isinstance(assign, (cst.For, cst.CompFor)) and assign.target is target:
            yield _Stored(node.value, assign.iter, node, is_part=True)
        elif isinstance(assign, cst.AsName) and isinstance(item := self._tree.parent(assign), cst.WithItem):
            yield _Stored(node.value, item.item, node, is_part=True)

    def _target_around(self, node: Node) -> tuple[Node, Node | None]:
        """The tuple of targets that an attribute stands in, or itself, and what is around that."""
        above = self._tree.parent(node)
        while isinstance(above, (cst.Element, cst.StarredElement, cst.Tuple, cst.List)):
            node, above = above, self._tree.parent(above)
        return node, above

    # -- calls and displays ---------------------------------------------------------------------

    def _call(self, state: _State, node: Node) -> Iterator[_State]:
        assert isinstance(node, cst.Call)
        callee = self._values.of(node.func)
        if callee.kind == k.LOCAL_FUNCTION and callee.node is not None:
            yield _at(state, callee.node)
        elif callee.kind in (k.METHOD, k.RIVAL, k.LOCAL_CLASS):
            return
        elif callee.kind == k.API:
            yield from self._library_call(state, node, callee.dotted)
        else:
            yield from self._unknown_call(state, node)

    def _library_call(self, state: _State, node: cst.Call, dotted: str) -> Iterator[_State]:
        root, _, name = dotted.partition(".")
        if root == "builtins":
            if name not in python_api.GIVES_NOTHING:
                yield from (_at(state, arg.value, is_part=name in python_api.GIVES_ONE) for arg in node.args)
        elif dotted in python_api.ELEMENTS or dotted in python_api.JOINED or root not in python_api.CONSUMING_ROOTS:
            yield from (_made(state, arg.value, node) for arg in node.args)

    def _unknown_call(self, state: _State, node: cst.Call) -> Iterator[_State]:
        if isinstance(node.func, cst.Attribute):
            receiver = self._values.of(node.func.value)
            if receiver.kind == k.CONTAINER:
                return  # a method of the dict that it is
            method = None
            if receiver.kind == k.INSTANCE and receiver.node is not None:
                method = self._values.classes.method(receiver.node, node.func.attr.value)
            if method is not None and method.node is not None:
                yield _at(state, method.node)
                return
            yield _at(state, node.func.value, is_part=True)
        functions = self._functions_in(node.func)
        yield from (_at(state, one, through=node) for one in functions)
        is_own = bool(functions)  # the project's, decorated or out of a table: it may give any part of what it gets
        yield from (_made(state, arg.value, node, is_part=is_own) for arg in node.args)
        yield _made(state, node.func, node)

    def _result(self, state: _State, node: Node) -> Iterator[_State]:
        """What a function gives."""
        if isinstance(node, cst.Lambda):
            yield _at(state, node.body)
            return
        assert isinstance(node, cst.FunctionDef)
        known = self._given.get(node)
        if known is None:
            known = self._given[node] = []
            for below in own_nodes(node):
                if isinstance(below, (cst.Return, cst.Yield)) and below.value is not None:
                    known.append(below.value.item if isinstance(below.value, cst.From) else below.value)
        yield from (_at(state, one) for one in known)

    def _subscript(self, state: _State, node: Node) -> Iterator[_State]:
        assert isinstance(node, cst.Subscript)
        if self._values.of(node.value).kind != k.CONTAINER:
            yield _at(state, node.value, is_part=True)

    def _sent(self, state: _State, _node: Node) -> Iterator[_State]:
        """What a generator is sent: whose ``send`` it is, is not asked."""
        for call in self._tree.every(cst.Call):
            if isinstance(call.func, cst.Attribute) and call.func.attr.value in ("send", "asend"):
                yield from (_at(state, arg.value) for arg in call.args)

    def _dict(self, state: _State, node: Node) -> Iterator[_State]:
        assert isinstance(node, cst.Dict)
        # what stands behind ** is a mapping already
        yield from (_at(state, one.value) for one in node.elements if isinstance(one, cst.DictElement))

    def _dict_comprehension(self, state: _State, node: Node) -> Iterator[_State]:
        assert isinstance(node, cst.DictComp)
        yield _at(state, node.value)

    def _comprehension(self, state: _State, node: Node) -> Iterator[_State]:
        assert isinstance(node, COMPREHENSIONS)
        yield from (_at(state, one) for one in comp_results(node))


def _at(state: _State, node: Node | Binding, *, is_part: bool = False, through: Node | None = None) -> _State:
    """The place before another."""
    return replace(state, at=node, is_part=state.is_part or is_part, through=state.through or through)


def _made(state: _State, node: Node, call: cst.Call, *, is_part: bool = False) -> _State:
    """What a function that nobody knows is called with."""
    return replace(_at(state, node, is_part=is_part, through=call), is_made=True)


def _taken(binding: Binding) -> Node | None:
    """The part of ``a, b = x, y`` that a name is given, where it is written out."""
    parts = tuple_elements(binding.value) if binding.path and len(binding.path) == 1 else None
    return parts[binding.path[0]] if parts and binding.path and binding.path[0] < len(parts) else None


def _read_after(read: str, name: str) -> str:
    """What has been read of an object once its attribute of this name is read, of which ``read`` was read."""
    if read == "":
        return "container" if name in api.CONTAINERS else "other"
    return "data" if read == "container" and name == "data" else "other"


def _is_container_of(kind: str, state: _State) -> bool:
    """Whether what is read of a run or run data is a container of it, or what something unknown made of it."""
    read = {k.RUN: "data", k.RUN_DATA: "container"}[kind]
    return state.read == read or (state.is_made and state.read == "")


def _beginning(name: Node) -> str:
    """How a name that is put together begins: ``"visit_" + kind``."""
    while isinstance(name, cst.BinaryOperation):
        name = name.left
    if isinstance(name, cst.FormattedString):
        first = name.parts[0] if name.parts else None
        return first.value if isinstance(first, cst.FormattedStringText) else ""
    return string_of(name) or ""


def _parts(node: Node) -> Iterable[Node]:
    """The expressions one of which an expression is, or that it holds."""
    if isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        return [element.value for element in node.elements]
    if isinstance(node, cst.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, cst.BooleanOperation):
        return [node.left, node.right]
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, (cst.Add, cst.BitOr)):
        return [node.left, node.right]
    if isinstance(node, (cst.NamedExpr, cst.StarredElement)):
        return [node.value]
    if isinstance(node, cst.Await):
        return [node.expression]
    return []


def _source_in(value: Value) -> Value | None:
    """The container, run data or run that a value is or holds."""
    if value.kind in _SOURCES or (value.kind == k.MIXED and value.container is not None):
        return value
    for part in (*value.items, value.inner) if value.kind in (k.SEQUENCE, k.MAPPING, k.TUPLE, k.LOCAL_FUNCTION) else ():
        found = _source_in(part) if part is not None else None
        if found is not None:
            return found
    return None


def _run_in(value: Value) -> Value | None:
    """The run that a value is, or that a list or dict of runs holds."""
    while value.kind in (k.SEQUENCE, k.MAPPING) and value.inner is not None:
        value = value.inner
    return value if value.kind == k.RUN else None
