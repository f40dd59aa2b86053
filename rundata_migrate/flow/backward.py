"""One step back from a place to those that what stands there may come from, where ``values`` does not know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Protocol

import libcst as cst

from rundata_migrate import python_api
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import Value
from rundata_migrate.flow.libraries import fixtures_named
from rundata_migrate.flow.partials import PARTIAL
from rundata_migrate.flow.places import Key, State, parts, read_after, taken
from rundata_migrate.flow.records import Records
from rundata_migrate.flow.registrations import Registrations
from rundata_migrate.flow.signatures import argument_for, own_nodes
from rundata_migrate.flow.stored import ANY, Stores, puts
from rundata_migrate.syntax import COMPREHENSIONS, Node, comp_results, last_name, string_of

_TRACED = frozenset({k.UNKNOWN, k.OTHER, k.MIXED, k.SEQUENCE, k.MAPPING, k.TUPLE, k.LOCAL_FUNCTION, k.PENDING_KIND})
"""Kinds behind which something may be that ``values`` lost; of all others it knows what they are."""


_ITERATED_BY = ("__iter__", "__getitem__")


def is_lost(value: Value) -> bool:
    """Whether something may be behind a value that ``values`` lost; a method of the project's is looked into, too."""
    return value.kind in _TRACED or (value.kind == k.RIVAL and value.node is not None)


def _is_collection(owner: cst.ClassDef) -> bool:
    """``class Rows(list)``, ``class Rows(UserList[str])``."""
    bases = (one.value.value if isinstance(one.value, cst.Subscript) else one.value for one in owner.bases)
    return any(last_name(base) in python_api.COLLECTIONS for base in bases)


class FindsFunctions(Protocol):
    """Whoever knows which functions what nobody knows may be."""

    @property
    def knows_callers(self) -> bool:
        """Whether ``callers_of`` tells all; False while they are being looked for."""

    def functions_in(self, callee: Node) -> Sequence[Node]:
        """The functions of the program that an expression may hold."""

    def callers_of(self, function: Node) -> Sequence[cst.Call]:
        """The calls of something unknown that may be the function, and that hand on a container."""


class Backward:
    """The steps, by the class of what stands at a place."""

    def __init__(
        self, values: Knows, records: Records, registrations: Registrations, functions: FindsFunctions
    ) -> None:
        """``values`` say what is known already, ``records`` what fields classes have."""
        self._values = values
        self._records = records
        self._registrations = registrations
        self._functions = functions
        self._tree = values.tree
        self._stores = Stores(values)
        self._given: dict[Node, list[Node]] = {}
        self._steps: dict[bool, dict[Key, list[State]]] = {False: {}, True: {}}
        """Those found before and after it was known who calls what nobody knows."""
        self._ways: dict[type, Callable[[State, Node], Iterator[State]]] = {
            cst.Name: self._name,
            cst.Attribute: self._attribute,
            cst.Call: self._call,
            cst.Subscript: self._subscript,
            cst.FunctionDef: self.result,
            cst.Lambda: self.result,
            cst.Yield: self._sent,
            cst.Dict: self._dict,
            cst.DictComp: self._dict_comprehension,
            **dict.fromkeys(COMPREHENSIONS, self._comprehension),
        }

    def before(self, state: State) -> list[State]:
        """The places that what stands here may come from, each with the unknown call on the way from here, if any.

        What was on the way to here is not told again.
        """
        known = self._steps[self._functions.knows_callers]
        found = known.get(state.key)
        if found is None:
            found = list(self._before(State(*state.key)))
            if self._values.is_idle:  # else what is being evaluated counts as unknown
                self._steps[self._functions.knows_callers][state.key] = found
        return found

    def _before(self, state: State) -> Iterator[State]:
        if isinstance(state.at, Binding):
            yield from self._binding(state, state.at)
            return
        node = state.at
        if isinstance(node, cst.BaseExpression) and not is_lost(value := self._values.of(node)):
            if value.kind == k.INSTANCE and state.is_part:
                yield from self._iterated(state, node, value)
            if isinstance(node, cst.Attribute):
                yield from self._kept_in_library(state, node)
            elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
                if self._values.of(node).kind in (k.RIVAL, k.INSTANCE):
                    kept = self._registrations.kept_as(node.func.attr.value)
                    yield from (state.to(one, through=node) for one in kept)
            return
        way = self._ways.get(type(node))
        if way is not None:
            yield from way(state, node)
        else:
            yield from (state.to(part) for part in parts(node))

    def _iterated(self, state: State, node: Node, instance: Value) -> Iterator[State]:
        """What iterating an object of the program's gives; one of a list's subclass has what it was made of."""
        for name in ("__get__", "__iter__", "__getitem__") if isinstance(node, cst.Attribute) else _ITERATED_BY:
            method = self._values.classes.method(instance.node, name) if instance.node is not None else None
            if method is not None and method.node is not None:
                yield state.to(method.node)
                if name == "__getitem__":  # it gives one element, or a list of them
                    yield state.to(method.node)._replace(is_part=False)
                return
        if not isinstance(instance.node, cst.ClassDef) or not _is_collection(instance.node):
            return
        if isinstance(node, cst.Name):
            yield from self._name(state, node)
        elif isinstance(node, cst.Call) and self._values.of(node.func).kind == k.LOCAL_CLASS:
            yield from (state.made_of(arg.value, node) for arg in node.args)

    # -- names ----------------------------------------------------------------------------------

    def _name(self, state: State, node: Node) -> Iterator[State]:
        assert isinstance(node, cst.Name)
        slot = self._values.names.slot(node)
        for binding in slot.in_order() or self._values.modules.starred(node):
            yield state.to(binding)

    def _binding(self, state: State, binding: Binding) -> Iterator[State]:
        if binding.kind == b.IMPORT:
            yield from (state.to(one) for one in self._values.modules.variables(binding))
            yield from (state.to(one) for one in self._values.modules.definitions(binding))
        elif binding.kind in (b.FUNCTION, b.CLASS):
            yield state.to(binding.node)
        elif binding.kind == b.PARAMETER:
            yield from self._parameter(state, binding)
        elif binding.kind == b.OPAQUE and binding.value is not None:
            read = self._read_by_pattern(binding.node, state.read)
            yield state.to(binding.value, is_part=True)._replace(read=read)
        elif binding.kind == b.ASSIGN and binding.path and taken(binding) is not None:
            yield state.to(taken(binding) or binding.node)
        elif binding.value is not None:
            yield state.to(binding.value, is_part=binding.kind == b.ELEMENT or binding.path != ())
        statement = self._tree.parent(binding.node)
        if isinstance(statement, cst.AugAssign):
            yield state.to(statement.value)
            yield state.to(statement.target)
        for use in self._uses(binding):
            yield from self._put_into(state, use)

    def _read_by_pattern(self, name: Node, read: str) -> str:
        """What has been read of what is matched: ``case Run(data=RunData(metrics=name))``."""
        for above in self._tree.ancestors(name):
            if isinstance(above, cst.MatchKeywordElement):
                read = read_after(read, above.key.value)
            elif isinstance(above, cst.MatchCase):
                break
        return read

    def _uses(self, binding: Binding) -> Iterator[Node]:
        yield from binding.uses
        if binding.scope.kind == "module":
            document = self._tree.document_of(binding.node)
            yield from self._values.modules.readers(document, binding.name)
            yield from self._values.modules.stored_from_outside(document, binding.name)

    def _put_into(self, state: State, use: Node) -> Iterator[State]:
        """The places that what a statement puts into what an expression holds comes from.

        Of a method that is not known to keep what it is given nobody can say whether it does: ``client.fetch(key)``.
        """
        for value, is_kept in puts(self._tree, use):
            yield state.to(value) if is_kept else state.to(value).made()

    # -- parameters -----------------------------------------------------------------------------

    def _parameter(self, state: State, binding: Binding) -> Iterator[State]:
        function, param = binding.statement, binding.node
        if not isinstance(param, cst.Param) or not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return
        if param.default is not None:
            yield state.to(param.default)
        if isinstance(function, cst.FunctionDef):
            yield from (state.to(one) for one in fixtures_named(self._values, param.name.value))
        is_method = self._values.classes.owner_class(function) is not None
        calls = self._values.calls
        direct = calls.calls_of(function) if isinstance(function, cst.FunctionDef) else calls.lambda_calls(function)
        for call in direct:
            yield from self._handed(state, param, function, call, is_method)
        for call in self._functions.callers_of(function):
            handed = list(self._handed(state.to(state.at, through=call), param, function, call, is_method))
            # a partial function has arguments that do not stand here
            yield from handed or (state.to(arg.value, through=call) for arg in call.args)
        uses = calls.handed_on(function) if isinstance(function, cst.FunctionDef) else [function]
        for use in uses:
            yield from self._handed_beside(state, use)
        if is_method:
            yield from self._called_by_library(state, function)

    def _called_by_library(self, state: State, method: Node) -> Iterator[State]:
        """What a base class that is not read may call a method with: ``json.dumps(xs, cls=Encoder)``."""
        owner = self._values.classes.owner_class(method)
        if not isinstance(owner, cst.ClassDef) or self._records.has_plain_bases(owner):
            return
        for use in self._values.calls.names_of(owner, owner):
            yield from self._handed_beside(state, use)
        for call in self._registrations.calls_of_inherited(owner):
            yield from (state.to(arg.value, is_part=True, through=call) for arg in call.args)

    def _handed_beside(self, state: State, use: Node | None) -> Iterator[State]:
        """What is handed over beside a function, which may be given its elements: ``pool.map(function, xs)``."""
        call, arg = self._tree.argument(use) if use is not None else (None, None)
        while call is not None:
            for other in call.args:
                if other is not arg:
                    yield state.to(other.value, is_part=True, through=call)
            if self._values.of(call.func).dotted != PARTIAL:
                return
            call, arg = self._tree.argument(call)

    def arguments(
        self, param: cst.Param, function: cst.FunctionDef | cst.Lambda, call: cst.Call, is_method: bool
    ) -> Iterator[Node]:
        """The arguments of a call that a parameter may be given: one, or behind a star any."""
        is_star = param is function.params.star_arg or param is function.params.star_kwarg
        argument = None if is_star else argument_for(param, function, call, is_method)
        if argument is not None:
            yield argument
            return
        yield from (arg.value for arg in call.args if is_star or arg.star)

    def _handed(
        self, state: State, param: cst.Param, function: cst.FunctionDef | cst.Lambda, call: cst.Call, is_method: bool
    ) -> Iterator[State]:
        """What a call gives a parameter; behind a star nobody can tell which argument it is."""
        is_alone = len(parameters_of(function)) == (2 if is_method else 1)
        is_sure = is_alone or argument_for(param, function, call, is_method) is not None
        for one in self.arguments(param, function, call, is_method):
            yield state.to(one) if is_sure else state.to(one).made()

    # -- attributes -----------------------------------------------------------------------------

    def _attribute(self, state: State, node: Node) -> Iterator[State]:
        assert isinstance(node, cst.Attribute)
        base = self._values.of(node.value)
        name = node.attr.value
        if base.kind == k.MODULE:
            document = self._values.modules.document_of(base.node)
            for binding in self._values.modules.bindings(document, name) if document is not None else ():
                yield state.to(binding)
            return
        yield from self._kept_in(state, node.value, name if name != "__dict__" else None)
        yield from self._put_into(state, node)
        if base.kind == k.INSTANCE and base.node is not None:
            yield from self._member(state, base.node, name)
        else:
            yield state.to(node.value)._replace(read=read_after(state.read, name))

    def _kept_in(self, state: State, owner: Node, name: str | None = None) -> Iterator[State]:
        """What is put into an attribute of an object, or into any of them, wherever that is."""
        base = self._values.of(owner)
        if name is None and base.kind != k.INSTANCE:
            return
        names = [name, ANY] if name is not None else self._stores.names()
        for one in (stored for each in names for stored in self._stores.of(each)):
            if base.kind != k.INSTANCE or self._may_be(one.owner, base.node):
                found = state.to(one.value, is_part=one.is_part)
                yield found if one.is_kept else found.made()

    def _kept_in_library(self, state: State, node: cst.Attribute) -> Iterator[State]:
        """``st.session_state.best``: what the program puts into an object of a library."""
        dotted = self._values.dotted(node)
        for one in self._stores.of(node.attr.value):
            if dotted and one.is_kept and one.target is not None and self._values.dotted(one.target) == dotted:
                yield state.to(one.value, is_part=one.is_part)

    def _member(self, state: State, owner: Node, name: str) -> Iterator[State]:
        method = self._values.classes.method(owner, name)
        if method is not None and method.node is not None:
            yield state.to(method.node)
        else:
            yield from self._delegated(state, owner, name)
        scope = self._values.names.scopes.get(owner)
        yield from (state.to(one) for one in (scope.bindings.get(name, ()) if scope is not None else ()))
        layout = self._records.layout(owner)
        for use in self._values.calls.names_of(owner, owner) if layout is not None else ():
            call = self._tree.call_of(use)
            if layout is None or call is None:
                continue
            for index, arg in enumerate(call.args):
                keyword = arg.keyword.value if arg.keyword is not None else None
                if keyword == name or (keyword is None and layout.names[index : index + 1] == (name,)):
                    yield state.to(arg.value)

    def _delegated(self, state: State, owner: Node, name: str) -> Iterator[State]:
        """``def __getattr__(self, name): return getattr(self._run, name)``: the attribute of what it asks."""
        for special in ("__getattr__", "__getattribute__"):
            method = self._values.classes.method(owner, special)
            if method is None or method.node is None:
                continue
            yield state.to(method.node)
            for call in self._values.names.index.below(method.node, cst.Call):
                if call.args and self._values.builtin_name(call.func) == "getattr":
                    yield state.to(call.args[0].value)._replace(read=read_after(state.read, name))

    def _may_be(self, node: Node, owner: Node | None) -> bool:
        value = self._values.of(node)
        return value.kind == k.UNKNOWN or (value.node is not None and self._values.classes.related(value.node, owner))

    # -- calls and displays ---------------------------------------------------------------------

    def _call(self, state: State, node: Node) -> Iterator[State]:
        assert isinstance(node, cst.Call)
        callee = self._values.of(node.func)
        if callee.kind == k.LOCAL_FUNCTION and callee.node is not None:
            yield state.to(callee.node)
        elif callee.kind == k.INSTANCE and callee.node is not None:
            method = self._values.classes.method(callee.node, "__call__")
            if method is not None and method.node is not None:
                yield state.to(method.node)
        elif callee.kind in (k.METHOD, k.RIVAL, k.LOCAL_CLASS):
            return
        elif callee.kind == k.API:
            yield from self._library_call(state, node, callee.dotted)
        else:
            yield from self._unknown_call(state, node)

    def _library_call(self, state: State, node: cst.Call, dotted: str) -> Iterator[State]:
        root, _, name = dotted.partition(".")
        if root == "builtins":
            if name == "getattr" and len(node.args) > 1:
                yield from self._got(state, node)
            elif name == "map" and node.args and (getter := self._values.of(node.args[0].value)).kind == k.LIBRARY:
                for arg in node.args[1:]:
                    yield from self._got_by(state, arg.value, getter)
            elif name == "vars" and node.args:
                yield from self._kept_in(state, node.args[0].value)
            elif name not in python_api.GIVES_NOTHING:
                yield from (state.to(arg.value, is_part=name in python_api.GIVES_ONE) for arg in node.args)
        elif dotted in python_api.ELEMENTS or dotted in python_api.JOINED or root not in python_api.CONSUMING_ROOTS:
            is_part = dotted in python_api.PICKING
            yield from (state.made_of(arg.value, node, is_part=is_part) for arg in node.args)

    def _got(self, state: State, node: cst.Call) -> Iterator[State]:
        """``getattr(keeper, name)``: any of its attributes where the name is computed."""
        owner, named = node.args[0].value, string_of(node.args[1].value)
        yield from (state.to(arg.value) for arg in node.args[2:])
        yield from self._kept_in(state, owner, named)
        if self._values.of(owner).kind != k.INSTANCE:
            yield state.to(owner, is_part=True)._replace(read=read_after(state.read, named) if named else "")

    def _unknown_call(self, state: State, node: cst.Call) -> Iterator[State]:
        if isinstance(node.func, cst.Attribute):
            receiver = self._values.of(node.func.value)
            if receiver.kind == k.CONTAINER:
                if node.func.attr.value in python_api.LISTS_OWN:  # else a method of the dict that it is
                    yield state.made_of(node.func.value, node)
                    yield from (state.made_of(arg.value, node) for arg in node.args)
                return
            method = None
            if receiver.kind == k.INSTANCE and receiver.node is not None:
                method = self._values.classes.method(receiver.node, node.func.attr.value)
            if method is not None and method.node is not None:
                yield state.to(method.node)
                return
            yield state.to(node.func.value, is_part=True)
        callee = self._values.of(node.func)
        if callee.kind == k.LIBRARY and callee.dotted in (python_api.GETTER, python_api.METHOD_CALLER) and node.args:
            yield from self._got_by(state, node.args[0].value, callee)
            return
        functions = self._functions.functions_in(node.func)
        yield from (state.to(one, through=node) for one in functions)
        # the project's, decorated or out of a table: it may give any part of what it gets
        is_part = bool(functions) or callee.dotted in python_api.PICKING
        yield from (state.made_of(arg.value, node, is_part=is_part) for arg in node.args)
        yield state.made_of(node.func, node)

    def _got_by(self, state: State, node: Node, getter: Value) -> Iterator[State]:
        """What ``attrgetter("data.metrics")`` or ``methodcaller("rows")`` gives of an expression."""
        if getter.dotted == python_api.GETTER:
            several = len(getter.keys) > 1
            for first, *names in (path.split(".") for path in getter.keys):
                read = reduce(read_after, reversed(names), state.read)
                yield from self._kept_in(state._replace(read=read, is_part=state.is_part or several), node, first)
                yield state.to(node, is_part=several)._replace(read=read_after(read, first))
            return
        if getter.dotted != python_api.METHOD_CALLER:
            return
        held = self._values.of(node)
        if held.inner is not None and held.node is None:
            held = held.inner
        method = self._values.classes.method(held.node, getter.keys[0]) if held.node is not None else None
        yield state.to(method.node if method is not None and method.node is not None else node, is_part=True)

    def result(self, state: State, node: Node) -> Iterator[State]:
        """What a function gives."""
        if isinstance(node, cst.Lambda):
            yield state.to(node.body)
            return
        assert isinstance(node, cst.FunctionDef)
        known = self._given.get(node)
        if known is None:
            known = self._given[node] = []
            for below in own_nodes(node):
                if isinstance(below, (cst.Return, cst.Yield)) and below.value is not None:
                    known.append(below.value.item if isinstance(below.value, cst.From) else below.value)
        yield from (state.to(one) for one in known)

    def _subscript(self, state: State, node: Node) -> Iterator[State]:
        assert isinstance(node, cst.Subscript)
        # what is made of a container's value is new style, the value itself has no attributes of an entity
        if self._values.of(node.value).kind != k.CONTAINER or not (state.is_made or state.is_part):
            yield state.to(node.value, is_part=True)

    def _sent(self, state: State, _node: Node) -> Iterator[State]:
        """What a generator is sent: whose ``send`` it is, is not asked."""
        index = self._values.names.index
        for call in (*index.calls("send"), *index.calls("asend")):
            if isinstance(call.func, cst.Attribute):
                yield from (state.to(arg.value) for arg in call.args)

    def _dict(self, state: State, node: Node) -> Iterator[State]:
        assert isinstance(node, cst.Dict)
        # what stands behind ** is a mapping already
        yield from (state.to(one.value) for one in node.elements if isinstance(one, cst.DictElement))

    def _dict_comprehension(self, state: State, node: Node) -> Iterator[State]:
        assert isinstance(node, cst.DictComp)
        yield state.to(node.value)

    def _comprehension(self, state: State, node: Node) -> Iterator[State]:
        assert isinstance(node, COMPREHENSIONS)
        yield from (state.to(one) for one in comp_results(node))
