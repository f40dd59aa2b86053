"""Where entities pass from one function to another: parameters and results, rewritten with all users or not at all.

An entity that a function is handed, or gives, may have any number of sources and uses, in any number of files. A port
joins them: every call that hands something to the parameter, every ``return``, must hand on an entity that is
followed from its container; every use on the other side must be understood. Then all of them change together:
``show(metric)`` becomes ``show(key, value)``, ``return metric`` becomes ``return value``. If one of them cannot be
followed nothing changes, and each container is named with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import parameters_of
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
from rundata_migrate.flow.values import argument_for, is_empty_display, own_nodes
from rundata_migrate.syntax import Expression, Node, is_none, name_of
from rundata_migrate.translate.context import Context, Outcome, Site
from rundata_migrate.translate.kept import Attributes, Kept
from rundata_migrate.translate.plan import ITEMS, KEYS, VALUES, Domain, Plan, settle

if TYPE_CHECKING:
    from rundata_migrate.translate.port_plan import PortPlan
    from rundata_migrate.translate.represent import Representation

PARAMETER, RESULT, ATTRIBUTE = "parameter", "result", "attribute"
_PLAIN_DECORATORS = frozenset({"staticmethod", "classmethod"})
_PLAIN_BASES = frozenset({"builtins.object", "abc.ABC", "typing.Protocol", "typing.Generic"})
_LOOKS_AT_NAMES = frozenset({"locals", "vars", "eval", "exec"})
_MOST_ATTEMPTS = 5


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
    """A parameter, what a function gives, or an attribute that keeps a list."""

    kind: str
    functions: tuple[cst.FunctionDef, ...]
    """The function, and the methods that override it or that it overrides."""
    index: int
    """Which parameter, after ``self``."""
    elements: bool
    """It is a list of entities, or a generator of them."""
    domain: Domain | None = None
    sources: list[Source] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """In the form of pairs: the names of the two parameters."""
    kept: Kept | None = None
    """The attribute; it has no functions."""

    @property
    def function(self) -> cst.FunctionDef:
        """The first of the functions."""
        return self.functions[0]

    @property
    def shown(self) -> str:
        """How a message calls it."""
        if self.kept is not None:
            return f"the attribute `{self.kept.name}`"
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
        self._optional: set[object] = set()
        self.plans: dict[Node, Representation] = {}
        self._by_key: dict[object, Port] = {}
        self._port_plans: dict[Port, PortPlan] = {}
        self._problems: dict[object, str] = {}
        self._attributes = Attributes(context)
        for _ in range(_MOST_ATTEMPTS):
            self._follow()
            again = {key for key, port in self._by_key.items() if self._is_optional(port)} - self._optional
            if not again:
                break
            self._optional |= again
        self._groups = list(self._grouped())
        for group in self._groups:
            group.judge()

    def port_plan(self, port: Port) -> PortPlan:
        """The plan for the other side of a port."""
        return self._port_plans[port]

    def group_of(self, plan: Plan) -> Group | None:
        """The group that a plan belongs to, if its entities pass through a port."""
        return next((group for group in self._groups if plan in group.plans), None)

    # -- following ------------------------------------------------------------------------------

    def _follow(self) -> None:
        from rundata_migrate.translate.port_plan import PortPlan
        from rundata_migrate.translate.represent import Representation

        self._by_key, self._port_plans, self.plans = {}, {}, {}
        for site in self._sites:
            self.plans[site.node] = Representation(site, self)
        while True:
            waiting = [port for port in self._by_key.values() if port not in self._port_plans]
            if not waiting:
                return
            for port in waiting:
                key = next(key for key, one in self._by_key.items() if one is port)
                plan = PortPlan(port, self._pseudo_site(port), self, key in self._optional)
                self._port_plans[port] = plan

    def _pseudo_site(self, port: Port) -> Site:
        """What stands for the container in a port's plan: which one it is, as far as all sources agree."""
        if port.kept is not None:
            found = [self.values.of(read) for read in (*port.kept.reads, *port.kept.stores)]
        elif port.kind == PARAMETER:
            found = [
                self.values.of_binding(self.context.names.binding_of_target[parameters(self, one)[port.index]])
                for one in port.functions
            ]
        else:
            found = [self.values.result_of(one) for one in port.functions]
        if port.elements:
            found = [value.inner or UNKNOWN_VALUE for value in found]
        containers = {value.container if value.kind == ENTITY else None for value in found}
        container = next(iter(containers)) if len(containers) == 1 else None
        node = port.sources[0].node if port.kept is not None else port.function.name
        return Site(self.context, node, Value(ENTITY, container))

    def enter(self, call: cst.Call, arg: cst.Arg, elements: bool, source: Source) -> str | None:
        """An entity (or a list of them) is an argument; the reason where the parameter cannot be followed."""
        functions = self._functions_of(call)
        if not functions:
            kept = self._attributes.field_given(call, arg.value) if elements else None
            if kept is None:
                return "what it is handed to is not seen"
            self._keep(kept, source)
            return None
        function = functions[0]
        is_method = self.values.classes.owner_class(function) is not None
        for index, param in enumerate(parameters(self, function)):
            if argument_for(param, function, call, is_method) is arg.value:
                if arg.keyword is not None and source.whole_text is None and not elements:
                    return "it is handed on by keyword"
                return self._join(PARAMETER, functions, index, elements, source)
        return "the call hands on its arguments with a star"

    def give(self, statement: Node, elements: bool, source: Source) -> str | None:
        """An entity (or a list of them) is returned or yielded; the reason where the result cannot be followed."""
        function = self.tree.function_of(statement)
        if not isinstance(function, cst.FunctionDef):
            return "it is given by a lambda"
        if function.asynchronous is not None:
            return "the function is asynchronous"
        return self._join(RESULT, self._with_overrides(function), 0, elements, source)

    def keep(self, target: cst.Attribute, source: Source) -> str | None:
        """A list of entities is kept in an attribute; the reason where it is not known whose that is."""
        kept = self._attributes.kept_in(target)
        if kept is None:
            return "what keeps it is not known"
        self._keep(kept, source)
        return None

    def _keep(self, kept: Kept, source: Source) -> None:
        port = self._by_key.setdefault((ATTRIBUTE, kept), Port(ATTRIBUTE, (), 0, True, kept=kept))
        port.sources.append(source)

    def _join(
        self, kind: str, functions: tuple[cst.FunctionDef, ...], index: int, elements: bool, source: Source
    ) -> str | None:
        if elements and source.optional:
            return "an element may be None"
        key = (kind, functions, index, elements)
        if key not in self._problems:
            self._problems[key] = self._problem(kind, functions, index, elements) or ""
        if self._problems[key]:
            return self._problems[key]
        port = self._by_key.get(key)
        if port is None:
            port = self._by_key[key] = Port(kind, functions, index, elements)
        port.sources.append(source)
        return None

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

    def _with_overrides(self, function: cst.FunctionDef) -> tuple[cst.FunctionDef, ...]:
        owner = self.values.classes.owner_class(function)
        if owner is None or function.name.value == "__init__":
            return (function,)
        related = [
            one
            for one in self.values.classes.methods_named().get(function.name.value, ())
            if self.values.classes.related(self.values.classes.owner_class(one), owner)
        ]
        family = dict.fromkeys(related)
        for one in related:  # siblings meet in their common base
            other = self.values.classes.owner_class(one)
            for more in self.values.classes.methods_named().get(function.name.value, ()):
                if self.values.classes.related(self.values.classes.owner_class(more), other):
                    family[more] = None
        return tuple(sorted(family, key=lambda one: self.tree.inner_span(one)[0]))

    # -- what stands against it -----------------------------------------------------------------

    def _problem(self, kind: str, functions: tuple[cst.FunctionDef, ...], index: int, elements: bool) -> str | None:
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
        if {_decorator(one) for one in function.decorators} - _PLAIN_DECORATORS:
            return f"{name}() has a decorator"
        if values.is_open_function(function):
            return f"callers of {name}() that are not read may hand it something else"
        if not values.calls.is_closed(function):
            return f"{name}() is handed on, or found by its name"
        if not values.calls.calls_of(function):
            return f"nobody is seen to call {name}()"
        if name.startswith("__") and name.endswith("__") and name != "__init__":
            return f"{name}() is called by Python itself"
        owner = values.classes.owner_class(function)
        if owner is not None and not self._has_plain_bases(owner):
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

    def _has_plain_bases(self, owner: cst.ClassDef) -> bool:
        for cls in (owner, *self.values.classes.bases(owner)):
            for base in cls.bases if isinstance(cls, cst.ClassDef) else ():
                value = self.values.of(base.value)
                inner = base.value.value if isinstance(base.value, cst.Subscript) else base.value
                if value.kind != LOCAL_CLASS and self.values.dotted(inner) not in _PLAIN_BASES:
                    return False
        return True

    def _is_unknown(self, call: cst.Call) -> bool:
        return isinstance(call.func, cst.Attribute) and self.values.of(call.func.value).kind == UNKNOWN

    # -- groups -----------------------------------------------------------------------------------

    def _is_optional(self, port: Port) -> bool:
        if any(source.optional for source in port.sources):
            return True
        if port.kept is not None:
            return False
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
        every: Iterable[Node]
        if port.kept is not None:
            every = (one for one in port.kept.stores if not is_empty_display(one))
        elif port.kind == PARAMETER:
            every = self._arguments(port)
        else:
            every = (given for function in port.functions for given in _given(function, port.elements))
        return next((one for one in every if one not in covered and not is_none(one)), None)

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
                source.plan.block_port(source.node, self.reason, has_evidence)

    def _reasons(self) -> Iterator[str]:
        tree = self._all.tree
        for port in self.ports:
            other = self._all.uncovered(port)
            if other is not None:
                verb = {PARAMETER: "is handed", RESULT: "gives", ATTRIBUTE: "holds"}[port.kind]
                who = port.shown if port.kept is not None else f"{port.function.name.value}()"
                yield f"{who} {verb} something else, {tree.where(other)}"
            if port.kept is not None and port.kept.problem:
                reader = next(iter(self._all.port_plan(port).evidence), None)
                yield port.kept.problem + (f"; it is read {tree.where(reader)}" if reader is not None else "")
        for plan in self.plans:
            for blocker in plan.blockers:
                yield f"{blocker.reason}, {tree.where(blocker.node)}"
            if plan.new_style and plan.evidence:
                yield f"it is read as a key too, {tree.where(plan.new_style[0])}"
            if plan.exceptions:
                yield "it may be None where it is read"
        if not any(plan.evidence for plan in self.plans):
            yield "nothing shows that it is an entity"

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
    def reserved(self) -> list[tuple[str, tuple[int, int]]]:
        """The names that the plans bind."""
        return self.plans[0].reserved

    @property
    def sites(self) -> list[Node]:
        """The containers whose elements pass through the group's ports."""
        nodes = self._all.plans
        return [node for node, plan in nodes.items() if plan in self.plans]

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
            what = {KEYS: "the key", VALUES: "the value", ITEMS: "key and value"}[port.domain.form]
            if port.kept is not None:
                parts.append(f"{port.shown} holds {what} of each now")
                continue
            verb = "takes" if port.kind == PARAMETER else "gives"
            many = " of each" if port.elements else ""
            calls = sum(len(self._all.values.calls.calls_of(one)) for one in port.functions)
            parts.append(f"{port.function.name.value}() {verb} {what}{many} now ({calls} call{'s' * (calls != 1)})")
        return ", ".join(dict.fromkeys(parts))


# -- questions ------------------------------------------------------------------------------------


def parameters(ports: Ports, function: cst.FunctionDef) -> list[cst.Param]:
    """The parameters that a call gives something."""
    every = parameters_of(function)
    is_method = ports.values.classes.owner_class(function) is not None
    is_bound = is_method and "staticmethod" not in {_decorator(one) for one in function.decorators}
    return every[1:] if is_bound else every


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


def _returns_none(function: cst.FunctionDef) -> bool:
    returns = (node for node in own_nodes(function) if isinstance(node, cst.Return))
    return any(node.value is None or is_none(node.value) for node in returns)


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
