"""Test doubles of runs that hold lists of entities, and what reads them.

A double is an object of the test's own making (a mock, a namespace, a namedtuple) with lists in the places of
containers. Its lists and the code that reads them change together or not at all: each double is followed
through names, attributes of ``self``, functions of the module and pytest's fixtures to the places where a
container is read. Where all of them are seen and become dict style, the lists may become dicts.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Safety
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.doubles import named_arguments, namedtuple_fields
from rundata_migrate.flow.lattice import API, INSTANCE, RIVAL, RUN_DATA, UNKNOWN
from rundata_migrate.flow.signatures import argument_for
from rundata_migrate.syntax import Expression, Node, attribute_of, is_none, only_target, string_of
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.double import Double, Place, Reader
from rundata_migrate.translate.double_uses import (
    DATA_STAGE,
    RUN_STAGE,
    Decide,
    DoubleUses,
    fixture_name,
    makes_plain_object,
)
from rundata_migrate.translate.entity_literals import conversion_of

_ROOTS = frozenset({RUN_DATA, UNKNOWN, API})
"""What flow says of ``x.data`` where x may be a double; nothing can be put into MLflow's own."""

_RANK = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.MANUAL: 2}


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
            DoubleUses(context, decide, double, self._entered).follow(self._starts[double.key])
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
        elif makes_plain_object(self.context, call):
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
            if isinstance(made, cst.Call) and makes_plain_object(self.context, made):
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
        target = only_target(self.tree.parent(node))
        return target if isinstance(target, cst.Name) else None

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
        return any(fixture_name(self.context, one) == param.name.value for one in self.fixtures()) and not (
            self.context.values.calls.calls_of(function)
        )

    def fixtures(self) -> list[cst.FunctionDef]:
        """The module's fixtures."""
        return [
            n for n in self.tree.order if isinstance(n, cst.FunctionDef) and fixture_name(self.context, n) is not None
        ]
