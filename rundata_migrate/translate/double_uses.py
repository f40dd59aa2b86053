"""Where a test double goes from where it is made: names, attributes of ``self``, functions, pytest's fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Safety
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.doubles import namedtuple_fields
from rundata_migrate.flow.lattice import CONTAINER, INSTANCE, LOCAL_CLASS, LOCAL_FUNCTION, MIXED, RUN, UNKNOWN
from rundata_migrate.flow.signatures import argument_for
from rundata_migrate.syntax import (
    Expression,
    Function,
    Node,
    attribute_of,
    index_of,
    integer_of,
    is_attribute,
    string_of,
)
from rundata_migrate.translate.context import Context, Site, is_truth_position
from rundata_migrate.translate.double import Double, Reader
from rundata_migrate.translate.entity_literals import MOCKS
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import Outcome

RUN_STAGE, DATA_STAGE = "run", "data"
Decide = Callable[[Site], Outcome | None]
"""What the rules make of a place, were it a site."""
_FIXTURES = frozenset({"pytest.fixture", "pytest_asyncio.fixture", "pytest.yield_fixture"})


class DoubleUses:
    """Follows one double from where it is made to what reads it."""

    def __init__(
        self, context: Context, decide: Decide, double: Double, entered: dict[cst.Param, set[cst.Call]]
    ) -> None:
        """``entered`` gathers which calls bring any double to a parameter."""
        self.decide = decide
        self.double = double
        self.context = context
        self.tree = context.tree
        self._entered = entered
        self._seen: set[tuple[Node, str]] = set()
        self._via: tuple[tuple[cst.Param, Function], ...] = ()
        self._own = {place.stored for place in double.places}

    def follow(self, starts: Iterable[tuple[Node, str]]) -> None:
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
            if is_attribute(node, {name}):
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
        elif isinstance(parent, cst.Attribute):
            self._member(parent, stage)
        elif isinstance(parent, cst.Arg):
            self._argument(node, parent, stage)
        elif isinstance(parent, (cst.Return, cst.Yield)):
            self._returned(parent, stage)
        elif not (self._is_kept(node, parent, stage) or self._joins_sequence(node, parent, stage)):
            if not self._is_only_looked_at(node, parent, stage):
                self._unseen(f"where `{self._code(node)}` goes is not followed")

    def _is_kept(self, node: Expression, parent: Node | None, stage: str) -> bool:
        """Assigned to something, which is followed then."""
        if isinstance(parent, cst.NamedExpr) and parent.value is node:
            self._holder(parent.target, stage)
            self._value(parent, stage)
            return True
        if not isinstance(parent, (cst.Assign, cst.AnnAssign)) or parent.value is not node:
            return False
        for target in [one.target for one in parent.targets] if isinstance(parent, cst.Assign) else [parent.target]:
            self._stored(target, stage)
        return True

    def _is_only_looked_at(self, node: Expression, parent: Node | None, stage: str) -> bool:
        if isinstance(parent, (cst.Comparison, cst.ComparisonTarget)) and stage not in api.CONTAINERS:
            return True
        is_target = isinstance(parent, (cst.AssignTarget, cst.Del, cst.Expr))
        return is_target or is_truth_position(self.context, node)

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
        is_run = makes_plain_object(self.context, call) or made.kind == RUN
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
        fixture = fixture_name(self.context, function)
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
        outcome = self.decide(site)
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


def makes_plain_object(context: Context, call: cst.Call) -> bool:
    """Whether the call makes an object whose attributes are what it is given."""
    dotted = context.values.dotted(call.func)
    return dotted in MOCKS or dotted in api.STAND_INS


def fixture_name(context: Context, function: cst.FunctionDef) -> str | None:
    """What tests call a fixture by; None if the function is none."""
    for one in function.decorators:
        call = one.decorator
        target = call.func if isinstance(call, cst.Call) else call
        if context.values.dotted(target) in _FIXTURES:
            for arg in call.args if isinstance(call, cst.Call) else ():
                if arg.keyword is not None and arg.keyword.value == "name":
                    return string_of(arg.value)
            return function.name.value
    return None
