"""Test doubles of runs that hold lists of entities, and what reads them.

A double is an object of the test's own making (a mock, a namespace, a namedtuple) with lists in the places of
containers. Its lists and the code that reads them change together or not at all: each double is followed
through names, attributes of ``self``, functions of the module and pytest's fixtures to the places where a
container is read. Where all of them are seen and become dict style, the lists may become dicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Safety
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.doubles import named_arguments, namedtuple_fields
from rundata_migrate.flow.lattice import (
    API,
    CONTAINER,
    INSTANCE,
    LOCAL_CLASS,
    LOCAL_FUNCTION,
    MIXED,
    RIVAL,
    RUN,
    RUN_DATA,
    UNKNOWN,
)
from rundata_migrate.flow.signatures import argument_for
from rundata_migrate.syntax import (
    Expression,
    Function,
    Node,
    attribute_of,
    index_of,
    integer_of,
    is_none,
    string_of,
)
from rundata_migrate.translate.context import Context, Site, is_truth_position
from rundata_migrate.translate.double import Double, Place, Reader
from rundata_migrate.translate.entity_literals import MOCKS, conversion_of
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import Outcome

RUN_STAGE, DATA_STAGE = "run", "data"
_FIXTURES = frozenset({"pytest.fixture", "pytest_asyncio.fixture", "pytest.yield_fixture"})
_ROOTS = frozenset({RUN_DATA, UNKNOWN, API})
"""What flow says of ``x.data`` where x may be a double; nothing can be put into MLflow's own."""

_RANK = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.MANUAL: 2}


Decide = Callable[[Site], Outcome | None]
"""What the rules make of a place, were it a site."""


def find_doubles(context: Context, decide: Decide) -> list[Double]:
    """The doubles of the documents, looked for once: from then on the context knows them, and what they hold back."""
    if context.doubles is None:
        context.doubles = []  # rules are asked about readers: no double has a say yet
        context.doubles = _Doubles(context, decide).every
    return context.doubles


class _Doubles:
    """The doubles of the documents."""

    def __init__(self, context: Context, decide: Decide) -> None:
        """Find them, follow them, judge them."""
        self.context = context
        self.decide = decide
        self.tree = context.tree
        self.every: list[Double] = []
        self._by_key: dict[object, Double] = {}
        self._starts: dict[object, list[tuple[Node, str]]] = {}
        self._entered: dict[cst.Param, set[cst.Call]] = {}
        self._readers: dict[Node, list[tuple[Double, Reader]]] = {}
        for node in self.tree.every(cst.Assign, cst.Call):
            self._find(node)
        self.every = [one for one in self._by_key.values() if self._is_double(one)]
        for double in self.every:
            _Follower(self, double, self._entered).run(self._starts[double.key])
        self.every = [one for one in self.every if self._is_of_a_run(one)]
        for double in self.every:
            for reader in double.readers:
                self._readers.setdefault(reader.node, []).append((double, reader))
        self._judge()
        for node, pairs in self._readers.items():
            held = [double for double, reader in pairs if self._is_held_back(double, reader)]
            if held:
                context.held_back[node] = held[0].places[0].node

    def _is_held_back(self, double: Double, reader: Reader) -> bool:
        """Whether the double stays a list, and what would be rewritten reads nothing but doubles."""
        return double.verdict is not Safety.SAFE and reader.is_rewritten and self._is_only_doubles(reader)

    # -- finding ----------------------------------------------------------------------------

    def _find(self, node: Node) -> None:
        if isinstance(node, cst.Assign):
            for target in node.targets:
                owner = attribute_of(target.target)
                if owner is not None and owner[1] in api.CONTAINERS:
                    self._note_owned(*self._property(owner[0], node.value), owner[1])
        elif isinstance(node, cst.Call):
            self._find_in_call(node)

    def _find_in_call(self, call: cst.Call) -> None:
        method = attribute_of(call.func)
        if method is not None and method[1] == "configure_mock":
            for name, value in self._arguments(call, ()):
                if name.startswith("data."):
                    self._note(method[0], RUN_STAGE, name[len("data.") :], value)
                else:
                    self._note_owned(method[0], value, name)
        elif self.context.values.builtin_name(call.func) == "setattr" and len(call.args) == 3:
            attribute = string_of(call.args[1].value)
            if attribute is not None:
                self._note_owned(call.args[0].value, call.args[2].value, attribute)
        elif self.makes_plain_object(call):
            fields = namedtuple_fields(self.context.values.of(call.func).node) or ()
            for name, value in self._arguments(call, fields):
                if name.startswith("data."):
                    self._note(call, RUN_STAGE, name[len("data.") :], value)
                else:
                    self._note(call, DATA_STAGE, name, value)

    def _property(self, owner: Expression, value: Expression) -> tuple[Expression, Expression]:
        """``type(x.data).metrics = PropertyMock(return_value=[...])`` puts the list into ``x.data``."""
        if (
            isinstance(owner, cst.Call)
            and self.context.values.builtin_name(owner.func) == "type"
            and len(owner.args) == 1
        ):
            if isinstance(value, cst.Call) and self.context.values.dotted(value.func).endswith("mock.PropertyMock"):
                given = (named_arguments(value, ()) or {}).get("return_value")
                if given is not None:
                    return owner.args[0].value, given
        return owner, value

    def makes_plain_object(self, call: cst.Call) -> bool:
        """Whether the call makes an object whose attributes are what it is given."""
        dotted = self.context.values.dotted(call.func)
        return dotted in MOCKS or dotted in api.STAND_INS

    def _arguments(self, call: cst.Call, fields: tuple[str, ...]) -> Iterator[tuple[str, Expression]]:
        """The arguments by name, those in ``**{...}`` too."""
        plain = [arg for arg in call.args if not arg.star]
        named = named_arguments(call.with_changes(args=plain), fields)
        yield from (named or {}).items()
        for arg in call.args:
            if arg.star == "**" and isinstance(arg.value, cst.Dict):
                for element in arg.value.elements:
                    name = string_of(element.key) if isinstance(element, cst.DictElement) else None
                    if name is not None:
                        yield name, element.value

    def _note_owned(self, owner: Expression, value: Expression, container: str) -> None:
        """``owner.container = value``, where the owner is ``x.data``, or a name for one."""
        parts = attribute_of(owner)
        if parts is None and isinstance(owner, cst.Name):
            binding = self._only_binding(owner)
            made = binding.value if binding is not None and binding.kind == b.ASSIGN else None
            if isinstance(made, cst.Call) and self.makes_plain_object(made):
                self._note(owner, DATA_STAGE, container, value)
            parts = attribute_of(made)
        if parts is None or parts[1] != "data":
            return
        if self.context.values.of(parts[0]).kind != RIVAL and self.context.values.of(owner).kind in _ROOTS:
            self._note(parts[0], RUN_STAGE, container, value)

    def _note(self, root: Expression, stage: str, container: str, value: Expression) -> None:
        if container not in api.CONTAINERS:
            return
        key = self._key(root, stage)
        for given in self._given(value):
            literal, problem = self._written_out(given)
            if isinstance(literal, (cst.Dict, cst.DictComp)) or is_none(literal):
                continue
            conversion = conversion_of(self.context, literal)
            if conversion is not None and problem:
                conversion.problem = problem
            double = self._by_key.setdefault(key, Double(key))
            double.places.append(Place(container, value, given, conversion))
            self._starts.setdefault(key, []).append((root, stage))

    def _given(self, value: Expression) -> list[Expression]:
        """The value; of a parameter that goes nowhere else, what the calls of its function give it."""
        binding = self._only_binding(value) if isinstance(value, cst.Name) else None
        if binding is None or binding.kind != b.PARAMETER or binding.uses != [value]:
            return [value]
        param, function = binding.node, binding.statement
        values = self.context.values
        if not isinstance(param, cst.Param) or not isinstance(function, cst.FunctionDef):
            return [value]
        owner = values.classes.owner_class(function)
        calls = values.calls.calls_of(function)
        if not calls or values.escapes.of_function(function) is not None:
            return [value]
        given = [argument_for(param, function, call, owner is not None) or param.default for call in calls]
        return list(dict.fromkeys(one if one is not None else value for one in given))

    def _written_out(self, value: Expression) -> tuple[Expression, str]:
        """The list display itself, also where a name stands for it; and why it must stay a list, if it must."""
        binding = self._only_binding(value) if isinstance(value, cst.Name) else None
        if binding is None or binding.kind != b.ASSIGN or binding.path != () or binding.value is None:
            return value, ""
        alone = binding.uses == [value] and binding.annotation is None and binding.scope.kind != "class"
        return binding.value, "" if alone else f"`{binding.name}` is used elsewhere too"

    def _only_binding(self, name: cst.Name) -> Binding | None:
        reaching = self.context.names.slot(name).bindings
        return next(iter(reaching)) if len(reaching) == 1 else None

    def _key(self, root: Expression, stage: str) -> object:
        """The same for all expressions that stand for one object."""
        if isinstance(root, cst.Name):
            return self._only_binding(root) or root
        target = self.assigned_name(root)
        if target is not None:
            return self.context.names.binding_of_target.get(target) or root
        if isinstance(root, cst.Attribute):
            base = self.context.values.of(root.value)
            if base.kind == INSTANCE:
                return base.node, root.attr.value
            return self.tree.function_of(root), self.tree.code(root)
        return root

    def assigned_name(self, node: Node) -> cst.Name | None:
        """``x`` of ``x = node``."""
        parent = self.tree.parent(node)
        if isinstance(parent, cst.Assign) and parent.value is node and len(parent.targets) == 1:
            target = parent.targets[0].target
            return target if isinstance(target, cst.Name) else None
        return None

    def _is_double(self, double: Double) -> bool:
        """Whether anything in it could be a list of entities, or an empty one."""
        if not double.is_of_mlflow and any(self.context.rival_is_near(place.stored) for place in double.places):
            return False
        return any(place.conversion is not None for place in double.places)

    def _is_of_a_run(self, double: Double) -> bool:
        """Whether it stands for MLflow's run, and not for the reply of some other API."""
        if double.is_read_old_style:
            return True
        if double.is_of_mlflow and (double.is_data or any(stage == RUN_STAGE for _, stage in self._starts[double.key])):
            return True
        if double.is_of_mlflow or not double.has_entities or double.stays:
            return False
        return not any(self._is_other_object(root) for root, _ in self._starts[double.key]) or self._imports_mlflow()

    def _is_other_object(self, root: Node) -> bool:
        """Whether flow takes it for something that only looks like a run."""
        if isinstance(root, cst.Call):
            return self.context.values.of(root).kind == RIVAL
        return isinstance(root, cst.Name) and self.context.values.of(root).kind == RIVAL

    def _imports_mlflow(self) -> bool:
        bound = (
            one for scope in self.context.names.scopes.values() for made in scope.bindings.values() for one in made
        )
        return any(binding.dotted.split(".")[0] == "mlflow" for binding in bound)

    # -- judging ----------------------------------------------------------------------------

    def _judge(self) -> None:
        for double in self.every:
            if double.problem:
                double.verdict = Safety.MANUAL
            else:
                double.verdict = Safety.UNSAFE if double.doubts else Safety.SAFE
        changed = True
        while changed:  # doubles with a reader in common go together
            changed = False
            for pairs in self._readers.values():
                if len(pairs) > 1 and any(reader.is_rewritten and self._is_only_doubles(reader) for _, reader in pairs):
                    worst = max((double.verdict for double, _ in pairs), key=_RANK.__getitem__)
                    for double, _ in pairs:
                        if double.verdict is not worst:
                            double.verdict = worst
                            double.stays.append("what reads it reads another double too, which stays a list")
                            changed = True

    def _is_only_doubles(self, reader: Reader) -> bool:
        """Whether nothing but doubles comes to the reader, so that it may stay as it is with them."""
        for param, function in reader.via:
            if isinstance(function, cst.FunctionDef) and self.is_test_argument(param, function):
                continue
            calls = set(self.context.values.calls.calls_of(function))
            if not self.context.values.calls.is_closed(function) or calls != self._entered.get(param, set()):
                return False
        return True

    def is_test_argument(self, param: cst.Param, function: cst.FunctionDef) -> bool:
        """Whether pytest gives the parameter the value of a fixture of this module."""
        return any(self.fixture_name(one) == param.name.value for one in self.fixtures()) and not (
            self.context.values.calls.calls_of(function)
        )

    def fixtures(self) -> list[cst.FunctionDef]:
        """The module's fixtures."""
        return [n for n in self.tree.order if isinstance(n, cst.FunctionDef) and self.fixture_name(n) is not None]

    def fixture_name(self, function: cst.FunctionDef) -> str | None:
        """What tests call a fixture by; None if the function is none."""
        for one in function.decorators:
            call = one.decorator
            target = call.func if isinstance(call, cst.Call) else call
            if self.context.values.dotted(target) in _FIXTURES:
                for arg in call.args if isinstance(call, cst.Call) else ():
                    if arg.keyword is not None and arg.keyword.value == "name":
                        return string_of(arg.value)
                return function.name.value
        return None


class _Follower:
    """Follows one double from where it is made."""

    def __init__(self, doubles: _Doubles, double: Double, entered: dict[cst.Param, set[cst.Call]]) -> None:
        self.doubles = doubles
        self.double = double
        self.context = doubles.context
        self.tree = doubles.tree
        self._entered = entered
        self._seen: set[tuple[Node, str]] = set()
        self._via: tuple[tuple[cst.Param, Function], ...] = ()
        self._own = {place.stored for place in double.places}

    def run(self, starts: Iterable[tuple[Node, str]]) -> None:
        """Follow from each expression that something was put into."""
        for root, stage in starts:
            if isinstance(root, cst.Call):
                self._value(root, stage)
            else:
                self._holder(root, stage)

    def _unseen(self, reason: str) -> None:
        if reason not in self.double.unseen:
            self.double.unseen.append(reason)

    def _code(self, node: Node) -> str:
        code = " ".join(self.tree.code(node).split())
        return code if len(code) <= 50 else code[:47] + "..."

    # -- where it is kept -------------------------------------------------------------------

    def _holder(self, node: Node, stage: str) -> None:
        """Everything that reads the name or attribute that holds the double."""
        if (node, "holder" + stage) in self._seen:
            return
        self._seen.add((node, "holder" + stage))
        if isinstance(node, cst.Name):
            binding = self.context.names.binding_of_target.get(node)
            found = [binding] if binding is not None else list(self.context.names.slot(node).bindings)
            if len(found) != 1:
                self._unseen(f"`{node.value}` may be something else here")
            for one in found:
                if one.kind != b.ASSIGN:
                    self._unseen(f"where `{node.value}` comes from is not seen here")
                self._binding(one, stage)
            return
        base = self.context.values.of(node.value) if isinstance(node, cst.Attribute) else None
        if isinstance(node, cst.Attribute) and base is not None and base.kind == INSTANCE and base.node is not None:
            self._attribute(base.node, node.attr.value, stage)
            return
        self._unseen(f"what gets `{self._code(node)}` is not seen here")
        wanted, function = self.tree.code(node), self.tree.function_of(node)
        for other in self.tree.order:
            if isinstance(other, Expression) and isinstance(other, type(node)) and self.tree.code(other) == wanted:
                if self.tree.function_of(other) is function:
                    self._value(other, stage)

    def _binding(self, binding: Binding, stage: str) -> None:
        if binding.scope.kind == "class" or (
            binding.scope.kind == "module" and self.context.values.escapes.is_read_elsewhere(binding)
        ):
            self._unseen(f"`{binding.name}` can be read from elsewhere")
        for use in binding.uses:
            if self.context.names.slot(use).bindings != {binding}:
                self._unseen(f"`{binding.name}` may be something else here")
            self._value(use, stage)

    def _attribute(self, owner: Node, name: str, stage: str) -> None:
        for node in self.tree.order:
            if isinstance(node, cst.Attribute) and node.attr.value == name:
                base = self.context.values.of(node.value)
                if base.kind == INSTANCE and self.context.values.classes.related(base.node, owner):
                    self._value(node, stage)
                elif base.kind == UNKNOWN and attribute_of(self.tree.parent(node)) is not None:
                    self._unseen(f"`{self._code(node)}` may be the same object")

    # -- where it goes ----------------------------------------------------------------------

    def _value(self, node: Expression, stage: str) -> None:
        """The double, its data or its container stands here: who takes it?"""
        if (node, stage) in self._seen:
            return
        self._seen.add((node, stage))
        parent = self.tree.parent(node)
        if stage in api.CONTAINERS and self._is_final_read(node, parent):
            self._read(node)
        elif isinstance(parent, cst.Attribute) and parent.value is node:
            self._member(parent, stage)
        elif isinstance(parent, (cst.Assign, cst.AnnAssign)) and parent.value is node:
            targets = [one.target for one in parent.targets] if isinstance(parent, cst.Assign) else [parent.target]
            for target in targets:
                self._stored(target, stage)
        elif isinstance(parent, cst.NamedExpr) and parent.value is node:
            self._holder(parent.target, stage)
            self._value(parent, stage)
        elif isinstance(parent, cst.Arg):
            self._argument(node, parent, stage)
        elif isinstance(parent, (cst.Return, cst.Yield)):
            self._returned(parent, stage)
        elif self._joins_sequence(node, parent, stage):
            pass
        elif not (
            isinstance(parent, (cst.AssignTarget, cst.Del, cst.Expr))
            or is_truth_position(self.context, node)
            or (isinstance(parent, (cst.Comparison, cst.ComparisonTarget)) and stage not in api.CONTAINERS)
        ):
            self._unseen(f"where `{self._code(node)}` goes is not followed")

    def _joins_sequence(self, node: Expression, parent: Node | None, stage: str) -> bool:
        """A list of doubles: where it is made, and what takes one out again."""
        if isinstance(parent, cst.Element):
            display = self.tree.parent(parent)
            if isinstance(display, (cst.List, cst.Tuple)):
                self._value(display, stage + "*")
                return True
        elif isinstance(parent, (cst.ListComp, cst.GeneratorExp)) and parent.elt is node:
            self._value(parent, stage + "*")
            return True
        elif stage.endswith("*") and isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is node:
            binding = self.context.names.binding_of_target.get(parent.target)
            if binding is not None:
                self._binding(binding, stage[:-1])
                return True
        elif stage.endswith("*") and isinstance(parent, cst.Subscript) and parent.value is node:
            if integer_of(index_of(parent)) is not None:
                self._value(parent, stage[:-1])
                return True
        return False

    def _is_final_read(self, node: Expression, parent: Node | None) -> bool:
        if isinstance(parent, (cst.Assign, cst.AnnAssign)) and parent.value is node:
            return False
        if isinstance(parent, (cst.AssignTarget, cst.NamedExpr, cst.Return, cst.Del)):
            return False
        if isinstance(parent, cst.Arg):
            call = self.tree.parent(parent)
            return not (isinstance(call, cst.Call) and self._callee(call, node) is not None)
        return True

    def _member(self, parent: cst.Attribute, stage: str) -> None:
        name = parent.attr.value
        if stage.endswith("*"):
            if name != "append":
                self._unseen(f"what `.{name}` does with a list of them is not followed")
            return
        below = {RUN_STAGE: (DATA_STAGE,), DATA_STAGE: tuple(api.CONTAINERS)}[stage]
        if name not in below:
            return
        above = self.tree.parent(parent)
        if isinstance(above, cst.AssignTarget):
            assign = self.tree.parent(above)
            value = assign.value if isinstance(assign, cst.Assign) else None
            if name in api.CONTAINERS and value not in self._own and not isinstance(value, (cst.Dict, cst.DictComp)):
                self.double.stays.append("something else is put in its place too")
            return
        self._value(parent, name)

    def _stored(self, target: Node, stage: str) -> None:
        parts = attribute_of(target)
        if isinstance(target, cst.Name):
            self._holder(target, stage)
        elif parts is not None and stage == DATA_STAGE and parts[1] == "data":
            self.double.is_data = True
            self._holder(parts[0], RUN_STAGE)
        elif parts is not None and self.context.values.of(parts[0]).kind == INSTANCE:
            self._holder(target, stage)
        else:
            self._unseen(f"what gets it from `{self._code(target)}` is not seen here")

    def _callee(self, call: cst.Call, node: Expression) -> tuple[cst.Param, Function] | None:
        """The function of this module that the call reaches, and the parameter that takes the node."""
        value = self.context.values.of(call.func)
        function: Node | None = value.node
        is_method = isinstance(call.func, cst.Attribute)
        if value.kind == LOCAL_CLASS:
            function, is_method = self.context.values.classes.constructor(value.node), True
        elif value.kind != LOCAL_FUNCTION:
            return None
        if not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return None
        is_method = is_method and self.context.values.classes.owner_class(function) is not None
        for param in parameters_of(function):
            star = param is function.params.star_arg or param is function.params.star_kwarg
            if not star and argument_for(param, function, call, is_method) is node:
                return param, function
        return None

    def _argument(self, node: Expression, arg: cst.Arg, stage: str) -> None:
        call = self.tree.parent(arg)
        if not isinstance(call, cst.Call):
            self._unseen(f"where `{self._code(node)}` goes is not followed")
            return
        reached = self._callee(call, node)
        if reached is not None:
            self._enter(*reached, call, stage)
            return
        name = self.context.values.builtin_name(call.func)
        keyword = arg.keyword.value if arg.keyword is not None else None
        if name in ("isinstance", "hasattr", "id", "bool", "len", "type") and stage not in api.CONTAINERS:
            return
        if name in ("list", "tuple", "sorted", "reversed", "iter") and stage.endswith("*"):
            self._value(call, stage)
            return
        method = attribute_of(call.func)
        if method is not None and method[1] == "append" and isinstance(method[0], cst.Name):
            self._holder(method[0], stage + "*")
            return
        if self._asserts(call):
            return
        if self.context.values.dotted(call.func) in ("copy.copy", "copy.deepcopy"):
            self._value(call, stage)
            return
        made = self.context.values.of(call)
        is_run = self.doubles.makes_plain_object(call) or made.kind == RUN
        if stage == DATA_STAGE and is_run and self._is_data_argument(call, arg, keyword):
            self.double.is_data = True
            self._value(call, RUN_STAGE)
            return
        self._unseen(f"what `{self._code(call.func)}` does with it is not seen here")

    def _is_data_argument(self, call: cst.Call, arg: cst.Arg, keyword: str | None) -> bool:
        """``Mock(data=x)``, ``FakeRun(x)`` with a field ``data``, ``Run(info, x)``."""
        if keyword is not None:
            return keyword in ("data", "run_data")
        index = list(call.args).index(arg)
        fields = namedtuple_fields(self.context.values.of(call.func).node)
        if fields is not None:
            return index < len(fields) and fields[index] == "data"
        return self.context.values.dotted(call.func) in api.RUN_PATHS and index == 1

    def _asserts(self, call: cst.Call) -> bool:
        """``self.assertIs(run, x)``, ``client.log.assert_called_with(run)``: the object itself is compared."""
        return isinstance(call.func, cst.Attribute) and call.func.attr.value.startswith(
            ("assertIs", "assert_called", "assert_any_call", "assert_has_calls")
        )

    def _enter(self, param: cst.Param, function: Function, call: cst.Call, stage: str) -> None:
        self._entered.setdefault(param, set()).add(call)
        self._parameter(param, function, stage)

    def _parameter(self, param: cst.Param, function: Function, stage: str) -> None:
        binding = self.context.names.binding_of_target.get(param)
        if binding is None or (param, stage) in self._seen:
            return
        self._seen.add((param, stage))
        outer, self._via = self._via, (*self._via, (param, function))
        for use in binding.uses:
            if self.context.names.slot(use).bindings == {binding}:
                self._value(use, stage)
            else:
                self._unseen(f"`{binding.name}` may be something else here")
        self._via = outer

    def _returned(self, node: Node, stage: str) -> None:
        function = self.tree.function_of(node)
        if not isinstance(function, cst.FunctionDef):
            self._unseen("it is handed out, and who gets it is not seen here")
            return
        fixture = self.doubles.fixture_name(function)
        if fixture is not None:
            takers = [
                (param, other)
                for other in self.tree.order
                if isinstance(other, cst.FunctionDef)
                for param in parameters_of(other)
                if param.name.value == fixture
            ]
            for param, other in takers:
                self._parameter(param, other, stage)
            if takers:
                return
        calls = self.context.values.calls.calls_of(function)
        is_seen = bool(calls) and self.context.values.escapes.of_function(function) is None
        is_seen = is_seen and isinstance(node, cst.Return)
        is_plain = not function.decorators and function.asynchronous is None
        if not (is_seen and is_plain):
            self._unseen(f"who calls `{function.name.value}` is not seen here")
        for call in calls:
            self._value(call, stage)

    # -- where it is read -------------------------------------------------------------------

    def _read(self, node: Expression) -> None:
        reader = Reader(node, self._via)
        self.double.readers.append(reader)
        if not self._is_site(node):
            if not self._is_neutral(node):
                self.double.stays.append(f"`{self._code(self.tree.parent(node) or node)}` reads it as it was")
            return
        site = Site(self.context, node, self.context.values.of(node))
        outcome = self.doubles.decide(site)
        if outcome is not None and outcome.is_rewrite and outcome.safety is Safety.SAFE:
            reader.is_rewritten = True
        elif outcome is not None:
            line = self.tree.line(node)
            self.double.stays.append(f"what reads it on line {line} stays as it is ({outcome.rule})")
        elif not self._is_neutral(node) or _is_lost(site):
            self._unseen(f"what becomes of `{self._code(node)}` is not followed")

    def _is_site(self, node: Expression) -> bool:
        value = self.context.values.of(node)
        return value.kind == CONTAINER or (value.kind == MIXED and value.container is not None)

    def _is_neutral(self, node: Expression) -> bool:
        """Whether a list and a dict do the same here, or it is dict style already."""
        parent = self.tree.parent(node)
        if is_truth_position(self.context, node) or isinstance(parent, cst.Expr):
            return True
        member = attribute_of(parent)
        if member is not None and member[0] is node:
            return member[1] in api.DICT_ONLY_METHODS
        if isinstance(parent, cst.Subscript) and parent.value is node:
            return index_of(parent) is not None and integer_of(index_of(parent)) is None
        if isinstance(parent, (cst.For, cst.CompFor)):
            return self._is_site(node)
        if isinstance(parent, cst.ComparisonTarget):
            return isinstance(parent.operator, (cst.In, cst.NotIn))
        if isinstance(parent, cst.Arg):
            call = self.tree.parent(parent)
            if isinstance(call, cst.Call):
                builtin = self.context.values.builtin_name(call.func)
                return builtin in ("len", "bool", "id", "dict") and not parent.star
        return False


def _is_lost(site: Site) -> bool:
    """Whether its elements go where they are not followed, and nothing says whether these are entities."""
    trace = trace_of(site)
    return bool(trace.blockers) and not trace.new_style
