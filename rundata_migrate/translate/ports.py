"""Where entities pass from one function to another: parameters and results, rewritten with all users or not at all.

An entity that a function is handed, or gives, may have any number of sources and uses, in any number of files. A port
joins them: every call that hands something to the parameter, every ``return``, must hand on an entity that is
followed from its container; every use on the other side must be understood. Then all of them change together:
``show(metric)`` becomes ``show(key, value)``, ``return metric`` becomes ``return value``. If one of them cannot be
followed nothing changes, and each container is named with the reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.lattice import (
    CONTAINER,
    ENTITY,
    INSTANCE,
    LOCAL_CLASS,
    LOCAL_FUNCTION,
    UNKNOWN,
    UNKNOWN_VALUE,
    Value,
)
from rundata_migrate.flow.signatures import argument_for, own_nodes
from rundata_migrate.syntax import Expression, Node, is_none, name_of
from rundata_migrate.translate.context import Context, Outcome, Site
from rundata_migrate.translate.handlers import exception_change
from rundata_migrate.translate.holder import Holder
from rundata_migrate.translate.holders import Holders
from rundata_migrate.translate.plan import GROUPS, ITEMS, KEYS, LIST, ONE, VALUES, Domain, Plan, settle

if TYPE_CHECKING:
    from rundata_migrate.translate.port_plan import PortPlan
    from rundata_migrate.translate.represent import Representation

PARAMETER, RESULT, STORE = "parameter", "result", "store"
_PLAIN_DECORATORS = frozenset({"staticmethod", "classmethod"})
_LOOKS_AT_NAMES = frozenset({"locals", "vars", "eval", "exec"})
_MOST_ATTEMPTS = 5
_MOST_SAID = 12


@dataclass(eq=False)
class Source:
    """One place where an entity, or a list of them, goes into a port."""

    node: Expression
    domain: Domain
    whole_text: Callable[[str], str] | None
    """How the entity is written in the port's form; None where the expression gives it as it is."""
    optional: bool
    plan: Plan


@dataclass(eq=False)
class Port:
    """A parameter, what a function gives, or a variable that entities are kept in."""

    kind: str
    functions: tuple[cst.FunctionDef, ...]
    """The function, and the methods that override it or that it overrides."""
    index: int
    """Which parameter, after ``self``."""
    shape: str
    """An entity, a list or generator of them, or a dict; see plan.py."""
    holder: Holder | None = None
    """The variable, where it is one."""
    fills: list[Node] = field(default_factory=list)
    """What the other side puts into the list or dict."""
    domain: Domain | None = None
    sources: list[Source] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """In the form of pairs: the names of the two parameters."""

    @property
    def function(self) -> cst.FunctionDef:
        """The first of the functions."""
        return self.functions[0]

    @property
    def elements(self) -> bool:
        """Whether it is more than one entity."""
        return self.shape != ONE

    @property
    def shown(self) -> str:
        """How a message calls it."""
        if self.holder is not None:
            return f"`{self.holder.shown}`"
        name = self.function.name.value
        return f"{name}()" if self.kind == RESULT else f"the parameter of {name}()"


class Ports:
    """The ports of a program, and the plans that they join."""

    def __init__(self, context: Context, sites: Iterable[Site]) -> None:
        """Follow every site, and what its entities pass through."""
        self.context = context
        self.values = context.values
        self.tree = context.tree
        self._sites = [site for site in sites if site.value.kind == CONTAINER]
        self.holders = Holders(context)
        self._optional: set[object] = set()
        self.plans: dict[Node, Representation] = {}
        self._by_key: dict[object, Port] = {}
        self._port_plans: dict[Port, PortPlan] = {}
        self._asks: bool | None = None
        self._problems: dict[object, str] = {}
        for _ in range(_MOST_ATTEMPTS):
            self._follow()
            again = {key for key, port in self._by_key.items() if self._is_optional(port)} - self._optional
            if not again:
                break
            self._optional |= again
        self._groups = list(self._grouped())
        self._group_of = {plan: group for group in self._groups for plan in group.plans}
        for group in self._groups:
            group.judge()

    def port_plan(self, port: Port) -> PortPlan:
        """The plan for the other side of a port."""
        return self._port_plans[port]

    def group_of(self, plan: Plan) -> Group | None:
        """The group that a plan belongs to, if its entities pass through a port."""
        return self._group_of.get(plan)

    # -- following ------------------------------------------------------------------------------

    def _follow(self) -> None:
        from rundata_migrate.translate.port_plan import PortPlan
        from rundata_migrate.translate.represent import Representation
        from rundata_migrate.translate.store_plan import StorePlan

        self._by_key, self._port_plans, self.plans = {}, {}, {}
        for site in self._sites:
            self.plans[site.node] = Representation(site, self)
        while True:
            waiting = list(itertools.islice(self._by_key.items(), len(self._port_plans), None))
            if not waiting:
                return
            for key, port in waiting:  # in the order in which they were met
                make = StorePlan if port.kind == STORE else PortPlan
                self._port_plans[port] = make(port, self._pseudo_site(port), self, key in self._optional)
                self._pull(port)

    def _pull(self, port: Port) -> None:
        """Follow the lists and dicts that are filled where the port leads."""
        if not port.fills:
            return
        given = self._arguments(port) if port.kind == PARAMETER else port.holder.stored if port.holder else ()
        for node in given:
            found = self._holder_at(node, port.shape)
            if found is not None and not self._store_problem(*found):
                self._port_of(*found)

    def _holder_at(self, node: Node, shape: str) -> tuple[Holder, str] | None:
        if shape == LIST and isinstance(node, (cst.Subscript, cst.Call)):
            return self.holders.list_at(node)
        holder = self.holders.of_use(node)
        return (holder, shape) if holder is not None else None

    def _pseudo_site(self, port: Port) -> Site:
        """What stands for the container in a port's plan: which one it is, as far as all sources agree."""
        if port.holder is not None:
            containers = {source.plan.site.value.container for source in port.sources}
            container = next(iter(containers)) if len(containers) == 1 else None
            return Site(self.context, cst.Name(port.holder.shown.strip(".")), Value(ENTITY, container))
        if port.kind == PARAMETER:
            found = [
                self.values.of_binding(self.context.names.binding_of_target[parameters(self, one)[port.index]])
                for one in port.functions
            ]
        else:
            found = [self.values.result_of(one) for one in port.functions]
        if port.elements:
            found = [value.inner or UNKNOWN_VALUE for value in found]
        if port.shape == GROUPS:
            found = [value.inner or UNKNOWN_VALUE for value in found]
        containers = {value.container if value.kind == ENTITY else None for value in found}
        container = next(iter(containers)) if len(containers) == 1 else None
        return Site(self.context, port.function.name, Value(ENTITY, container))

    def enter(self, call: cst.Call, arg: cst.Arg, shape: str, source: Source) -> str | None:
        """An entity (or a list of them) is an argument; the reason where the parameter cannot be followed."""
        functions = self._functions_of(call)
        if not functions:
            field = self.holders.of_field(call, arg.value)
            if field is None:
                return "what it is handed to is not seen"
            self.keep(field, shape, source)
            return None
        function = functions[0]
        is_method = self.values.classes.owner_class(function) is not None
        for index, param in enumerate(parameters(self, function)):
            if argument_for(param, function, call, is_method) is arg.value:
                if arg.keyword is not None and source.whole_text is None and shape == ONE:
                    return "it is handed on by keyword"
                return self._join(PARAMETER, functions, index, shape, source)
        return "the call hands on its arguments with a star"

    def results_of(self, function: cst.FunctionDef) -> list[Expression]:
        """The expressions that are what a function gives: its calls, the reads of a property."""
        if is_property(function):
            read = self.holders.of_property(function)
            return read.reads if read is not None else []
        return list(self.values.calls.calls_of(function))

    def give(self, statement: Node, shape: str, source: Source) -> str | None:
        """An entity (or a list of them) is returned or yielded; the reason where the result cannot be followed."""
        function = self.tree.function_of(statement)
        if not isinstance(function, cst.FunctionDef):
            return "it is given by a lambda"
        if function.asynchronous is not None:
            return "the function is asynchronous"
        return self._join(RESULT, self._with_overrides(function), 0, shape, source)

    def keep(self, holder: Holder, shape: str, source: Source) -> None:
        """An entity, or several, are put into a variable, or into the list or dict in it."""
        holder.problem = holder.problem or self._store_problem(holder, shape)
        self._port_of(holder, shape).sources.append(source)

    def _store_problem(self, holder: Holder, shape: str) -> str:
        if holder.parameter is None:
            return ""
        functions, index = self._place_of(holder.parameter)
        if not functions:
            return "it is the parameter of a lambda, or `self`"
        return self._known_problem(PARAMETER, functions, index, shape)

    def _port_of(self, holder: Holder, shape: str) -> Port:
        """The port of a variable; of a parameter, that of all functions that have it."""
        if holder.parameter is not None and not holder.problem:
            return self._port(PARAMETER, *self._place_of(holder.parameter), shape)
        key = (STORE, holder, shape)
        if key not in self._by_key:
            self._by_key[key] = Port(STORE, (), 0, shape, holder)
        return self._by_key[key]

    def _place_of(self, parameter: Binding) -> tuple[tuple[cst.FunctionDef, ...], int]:
        function = parameter.scope.node
        if not isinstance(function, cst.FunctionDef) or parameter.node not in (every := parameters(self, function)):
            return (), 0
        return self._with_overrides(function), every.index(cast("cst.Param", parameter.node))

    def _port(self, kind: str, functions: tuple[cst.FunctionDef, ...], index: int, shape: str) -> Port:
        key = (kind, functions, index, shape)
        if key not in self._by_key:
            self._by_key[key] = Port(kind, functions, index, shape)
        return self._by_key[key]

    def _known_problem(self, kind: str, functions: tuple[cst.FunctionDef, ...], index: int, shape: str) -> str:
        key = (kind, functions, index, shape)
        if key not in self._problems:
            self._problems[key] = self._problem(kind, functions, index) or ""
        return self._problems[key]

    def _join(
        self, kind: str, functions: tuple[cst.FunctionDef, ...], index: int, shape: str, source: Source
    ) -> str | None:
        if shape != ONE and source.optional:
            return "an element may be None"
        problem = self._known_problem(kind, functions, index, shape)
        if not problem:
            self._port(kind, functions, index, shape).sources.append(source)
        return problem or None

    def _functions_of(self, call: cst.Call) -> tuple[cst.FunctionDef, ...]:
        value = self.values.of(call.func)
        function: Node | None = None
        if value.kind == LOCAL_FUNCTION:
            function = value.node
        elif value.kind == LOCAL_CLASS:
            function = self.values.classes.constructor(value.node)
        elif isinstance(call.func, cst.Attribute):
            owner = self._receiver_class(call.func.value)
            method = self.values.classes.method(owner, call.func.attr.value) if owner is not None else None
            function = method.node if method is not None else None
        return self._with_overrides(function) if isinstance(function, cst.FunctionDef) else ()

    def _receiver_class(self, receiver: Node) -> Node | None:
        base = self.values.of(receiver)
        if base.kind in (INSTANCE, LOCAL_CLASS):
            return base.node
        if isinstance(receiver, cst.Call) and self.values.builtin_name(receiver.func) == "super" and not receiver.args:
            function = self.tree.function_of(receiver)
            owner = self.values.classes.owner_class(function)
            # what it is called on is of the same family of methods
            return owner
        return None

    def asks_for_attributes(self) -> bool:
        """Whether an AttributeError may be taken for an answer, of a property that is asked for by name."""
        if self._asks is None:
            nodes = self.tree.order
            properties = any(
                isinstance(node, cst.Decorator) and _decorator(node).endswith("property") for node in nodes
            )
            self._asks = properties and any(
                (isinstance(node, cst.FunctionDef) and node.name.value == "__getattr__")
                or (isinstance(node, cst.Call) and self._asks_by_name(node))
                for node in nodes
            )
        return self._asks

    def _asks_by_name(self, call: cst.Call) -> bool:
        name = self.values.builtin_name(call.func)
        return name == "hasattr" or (name == "getattr" and len(call.args) > 2)

    def _with_overrides(self, function: cst.FunctionDef) -> tuple[cst.FunctionDef, ...]:
        owner = self.values.classes.owner_class(function)
        if owner is None or function.name.value == "__init__":
            return (function,)
        related = self.values.classes.methods_among(function.name.value, self.values.classes.relatives(owner))
        family = dict.fromkeys(related)
        for one in related:  # siblings meet in their common base
            other = self.values.classes.owner_class(one)
            if other is not None and other is not owner:
                relatives = self.values.classes.relatives(other)
                family.update(dict.fromkeys(self.values.classes.methods_among(function.name.value, relatives)))
        return tuple(sorted(family, key=lambda one: self.tree.inner_span(one)[0]))

    # -- what stands against it -----------------------------------------------------------------

    def _problem(self, kind: str, functions: tuple[cst.FunctionDef, ...], index: int) -> str | None:
        for function in functions:
            problem = self._function_problem(function, functions)
            if problem is not None:
                return problem
            if kind == PARAMETER:
                every = parameters(self, function)
                if index >= len(every):
                    return f"another {function.name.value}() has other parameters"
                param = every[index]
                if param in (function.params.star_arg, function.params.star_kwarg):
                    return "the parameter has a star"
                if param.default is not None and not is_none(param.default):
                    return "the parameter has a default"
                if self.values.annotations.of_parameter(param, function) is not None:
                    return "a type comment says what the parameter is"
        return None

    def _function_problem(self, function: cst.FunctionDef, functions: tuple[cst.FunctionDef, ...]) -> str | None:
        name = function.name.value
        values = self.values
        if is_property(function):
            read = self.holders.of_property(function)
            return read.problem if read is not None else "it is the property of no class"
        if {_decorator(one) for one in function.decorators} - _PLAIN_DECORATORS:
            return f"{name}() has a decorator"
        escape = values.escapes.of_function(function)
        if escape is not None:
            return escape
        if not values.calls.calls_of(function):
            return f"nobody is seen to call {name}()"
        if name.startswith("__") and name.endswith("__") and name != "__init__":
            return f"{name}() is called by Python itself"
        owner = values.classes.owner_class(function)
        if owner is not None and not self.values.records.has_plain_bases(owner):
            return f"{name}() may override a method of a class that is not read"
        if owner is not None and name != "__init__":
            others = [one for one in values.classes.methods_named().get(name, ()) if one not in functions]
            if others and any(self._is_unknown(call) for call in values.calls.calls_of(function)):
                return f"another class has a {name}() too"
        if any(
            isinstance(below, cst.Call) and values.builtin_name(below.func) in _LOOKS_AT_NAMES
            for below in own_nodes(function)
        ):
            return f"{name}() reads its own variables by name"
        return None

    def _is_unknown(self, call: cst.Call) -> bool:
        return isinstance(call.func, cst.Attribute) and self.values.of(call.func.value).kind == UNKNOWN

    # -- groups -----------------------------------------------------------------------------------

    def _is_optional(self, port: Port) -> bool:
        if any(source.optional for source in port.sources):
            return True
        if port.holder is not None:
            return port.shape == ONE and port.holder.starts_as_none
        if port.kind == PARAMETER:
            return any(parameters(self, one)[port.index].default is not None for one in port.functions) or any(
                is_none(arg) for arg in self._arguments(port)
            )
        if port.elements:
            return False
        return any(
            may_fall_through(one)
            or any(
                isinstance(below, cst.Return) and is_none(below.value or cst.Name("None")) for below in own_nodes(one)
            )
            for one in port.functions
        )

    def _arguments(self, port: Port) -> Iterator[Node]:
        for function in port.functions:
            is_method = self.values.classes.owner_class(function) is not None
            param = parameters(self, function)[port.index]
            for call in self.values.calls.calls_of(function):
                argument = argument_for(param, function, call, is_method)
                if argument is not None:
                    yield argument
                elif param.default is None or any(arg.star for arg in call.args):
                    yield call

    def uncovered(self, port: Port) -> Node | None:
        """What goes into the port that is not followed: an argument, a call that hides it, something returned."""
        covered = {source.node for source in port.sources}
        every: list[Node] = list(port.fills)
        if port.holder is not None:
            every += port.holder.stored
        elif port.kind == PARAMETER:
            every += self._arguments(port)
        else:
            every += (given for function in port.functions for given in _given(function, port.elements))
        return next((one for one in every if one not in covered and not self._is_nothing(one, port)), None)

    def _is_nothing(self, given: Node, port: Port) -> bool:
        """Whether there is no entity in what is given: None, or an empty list or dict."""
        if port.holder is None and is_none(given):
            return True
        if port.shape == GROUPS and given in port.fills:
            return self.holders.is_empty(given, LIST)
        return self.holders.is_empty(given, port.shape)

    def _grouped(self) -> Iterator[Group]:
        parent: dict[object, object] = {}

        def root(one: object) -> object:
            while parent.setdefault(one, one) is not one:
                one = parent[one]
            return one

        for port, plan in self._port_plans.items():
            for source in port.sources:
                parent[root(source.plan)] = root(plan)
        groups: dict[object, Group] = {}
        for port, plan in self._port_plans.items():
            group = groups.setdefault(root(plan), Group(self))
            group.ports.append(port)
            group.plans.append(plan)
        for made in self.plans.values():
            if made in parent:
                groups[root(made)].plans.append(made)
        yield from groups.values()


class Group:
    """Plans that are joined by ports: they are carried out together, or not at all."""

    def __init__(self, ports: Ports) -> None:
        self._all = ports
        self.ports: list[Port] = []
        self.plans: list[Plan] = []
        self.outcome: Outcome | None = None
        """Made once, for all of its sites."""
        self.reason = ""
        """Why nothing is changed; empty if all of it may be."""

    def judge(self) -> None:
        """Find out whether everything is followed, and choose the forms; tell the sites' plans what is in the way."""
        self.reason = next(self._reasons(), "")
        if not self.reason:
            self._settle()
            self.reason = next(self._form_reasons(), "")
        if not self.reason:
            return
        has_evidence = any(plan.evidence for plan in self.plans)
        for port in self.ports:
            for source in port.sources:
                rule, reason = "RD306", self.reason
                if port.holder is not None:
                    rule, reason = "RD307", f"it is kept in {port.shown}: {self.reason}"
                source.plan.block_port(rule, source.node, reason, has_evidence)

    def _reasons(self) -> Iterator[str]:
        tree = self._all.tree
        for port in self.ports:
            if port.holder is not None and port.holder.problem:
                yield port.holder.problem
            if port.shape != ONE and any(source.optional for source in port.sources):
                yield f"what {port.shown} is given may be None"
            other = self._all.uncovered(port)
            if other is not None:
                if port.holder is not None:
                    yield f"{port.shown} is given something else, {tree.where(other)}"
                    continue
                verb = "is handed" if port.kind == PARAMETER else "gives"
                yield f"{port.function.name.value}() {verb} something else, {tree.where(other)}"
            if port.holder is not None and len(port.holder.reads) <= len(port.fills):
                yield f"nobody is seen to read {port.shown}"
        for plan in self.plans:
            for blocker in plan.blockers:
                yield f"{blocker.reason}, {tree.where(blocker.node)}"
            if plan.new_style:
                yield f"it is read as a key too, {tree.where(plan.new_style[0])}"
            if any(not self._may_raise(plan, *one) for one in plan.exceptions):
                yield "it may be None where it is read"
        if not any(plan.evidence for plan in self.plans):
            yield "nothing shows that it is an entity"

    def _may_raise(self, plan: Plan, node: Node, old: str, new: str) -> bool:
        """Whether what is read may raise another exception now, since nobody looks at it: of variables only."""
        if not any(port.holder is not None and self._all.port_plan(port) is plan for port in self.ports):
            return False
        if self._all.asks_for_attributes():
            return False
        verdict = exception_change(self._all.context, cast("Expression", node), old, new)
        return verdict.possible and not verdict.edits and not verdict.doubt

    def _settle(self) -> None:
        links = [link for plan in self.plans for link in plan.links]
        for port in self.ports:
            assert port.domain is not None
            for source in port.sources:
                links.append((source.domain, port.domain))
                if source.whole_text is None:  # nothing between the two could spell it anew
                    links.append((port.domain, source.domain))
                    port.domain.forbidden |= source.domain.forbidden
                    source.domain.forbidden |= port.domain.forbidden
        settle([domain for plan in self.plans for domain in plan.domains], links)

    def _form_reasons(self) -> Iterator[str]:
        for port in self.ports:
            assert port.domain is not None
            plan = self._all.port_plan(port)
            if port.domain.form == ITEMS and not port.elements and port.kind == PARAMETER:
                if plan.needs_one_name:
                    yield f"the parameter of {port.function.name.value}() is tested as a whole"
                if any(one.params.star_kwarg is not None for one in port.functions):
                    yield f"{port.function.name.value}() takes any keyword, the new parameters' names too"
            problem = plan.annotation_problem()
            if problem:
                yield problem

    def carry_out(self) -> list[Edit]:
        """The edits of all plans; call once, when nothing is in the way."""
        reserved: list[tuple[str, tuple[int, int]]] = []
        for plan in self.plans:
            plan.reserved = reserved  # names for one function may come from several plans
            plan.emit()
        edits = [edit for plan in self.plans for edit in self._edits_of(plan)]
        for port in self.ports:
            plan = self._all.port_plan(port)
            if plan.names_differ and any(plan.is_by_keyword(source) for source in port.sources):
                self.reason = f"the methods {port.function.name.value}() have no new parameter names in common"
                return []
            for source in port.sources:
                edits += plan.source_edits(source)
        return list(dict.fromkeys(edits))

    def _edits_of(self, plan: Plan) -> list[Edit]:
        from rundata_migrate.translate.group_lookups import with_lookup
        from rundata_migrate.translate.represent import Representation

        return with_lookup(plan, plan.edits) if isinstance(plan, Representation) else plan.edits

    @property
    def rule(self) -> str:
        """Which rule the fix is of."""
        return "RD307" if any(port.holder is not None or port.fills for port in self.ports) else "RD306"

    @property
    def reserved(self) -> list[tuple[str, tuple[int, int]]]:
        """The names that the plans bind."""
        return self.plans[0].reserved

    @cached_property
    def sites(self) -> tuple[Node, ...]:
        """The containers whose elements pass through the group's ports."""
        own = set(self.plans)
        return tuple(node for node, plan in self._all.plans.items() if plan in own)

    @property
    def doubt(self) -> str:
        """Why the fix is not safe: functions whose callers may be in other projects; empty if there are none."""
        values = self._all.values
        for port in self.ports if self._all.context.is_distribution else ():
            for function in port.functions:
                owner = values.classes.owner_class(function)
                offered = function if owner is None else owner
                if not function.name.value.startswith("_") or function.name.value == "__init__":
                    if values.modules.is_exported(offered):
                        return (
                            f"{offered.name.value} is offered to other projects, whose calls would have to change too"
                        )
        return ""

    @property
    def message(self) -> str:
        """What happens to whom."""
        parts = []
        for port in self.ports:
            assert port.domain is not None
            many = " of each" if port.elements else ""
            what = {KEYS: "the key", VALUES: "the value", ITEMS: "key and value"}[port.domain.form]
            if port.holder is not None:
                parts.append(f"{port.shown} holds {what}{many} now")
                continue
            verb = "takes" if port.kind == PARAMETER else "gives"
            calls = sum(len(self._all.results_of(one)) for one in port.functions)
            parts.append(f"{port.function.name.value}() {verb} {what}{many} now ({calls} call{'s' * (calls != 1)})")
        said = list(dict.fromkeys(parts))
        more = f", and {len(said) - _MOST_SAID} more like these" if len(said) > _MOST_SAID else ""
        return ", ".join(said[:_MOST_SAID]) + more


# -- questions ------------------------------------------------------------------------------------


def parameters(ports: Ports, function: cst.FunctionDef) -> list[cst.Param]:
    """The parameters that a call gives something."""
    every = parameters_of(function)
    is_method = ports.values.classes.owner_class(function) is not None
    is_bound = is_method and "staticmethod" not in {_decorator(one) for one in function.decorators}
    return every[1:] if is_bound else every


def is_property(function: cst.FunctionDef) -> bool:
    """Whether reading an attribute calls the function."""
    return [_decorator(one) for one in function.decorators] == ["property"]


def _decorator(decorator: cst.Decorator) -> str:
    node = decorator.decorator
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return name_of(node) or ""


def _given(function: cst.FunctionDef, elements: bool) -> Iterator[Node]:
    """What a function returns, or what its generator gives."""
    nodes = list(own_nodes(function))
    yields = [node for node in nodes if isinstance(node, cst.Yield)]
    if elements and yields:
        for given in yields:
            yield given.value.item if isinstance(given.value, cst.From) else given.value or given
        return
    for node in nodes:
        if isinstance(node, cst.Yield):
            yield node
        elif isinstance(node, cst.Return) and node.value is not None:
            yield node.value


def may_fall_through(function: cst.FunctionDef) -> bool:
    """Whether a call may come to the end of the body, and so give None."""
    return not _always_leaves(function.body)


def _always_leaves(block: cst.BaseSuite) -> bool:
    if not block.body:
        return False
    last: Node = block.body[-1]
    if isinstance(last, cst.SimpleStatementLine):
        last = last.body[-1]
    if isinstance(last, (cst.Return, cst.Raise)):
        return True
    if isinstance(last, cst.If):
        other = last.orelse
        if other is None or not _always_leaves(last.body):
            return False
        return _if_leaves(other) if isinstance(other, cst.If) else _always_leaves(other.body)
    if isinstance(last, cst.With):
        return False  # its manager may end an exception
    if isinstance(last, cst.Try):
        ends = last.orelse.body if last.orelse is not None else last.body
        return _always_leaves(ends) and all(_always_leaves(handler.body) for handler in last.handlers)
    return False


def _if_leaves(node: cst.If) -> bool:
    other = node.orelse
    if other is None or not _always_leaves(node.body):
        return False
    return _if_leaves(other) if isinstance(other, cst.If) else _always_leaves(other.body)
