"""Where entities may pass from one function to another, and what stands against changing it there.

A passage is a parameter, what a function gives, or a variable (`holders.py`). All that calls or reads it must be in
sight, since both sides change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import cast

import libcst as cst

from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.lattice import INSTANCE, LOCAL_CLASS, LOCAL_FUNCTION, UNKNOWN
from rundata_migrate.flow.signatures import argument_for, own_nodes
from rundata_migrate.syntax import Expression, Node, is_none, name_of
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.forms import ONE
from rundata_migrate.translate.holder import Holder
from rundata_migrate.translate.holders import Holders
from rundata_migrate.translate.trace import PARAMETER, RESULT, STORE, PortKey

_PLAIN_DECORATORS = frozenset({"staticmethod", "classmethod"})
_LOOKS_AT_NAMES = frozenset({"locals", "vars", "eval", "exec"})

Functions = tuple[cst.FunctionDef, ...]


class Passages:
    """The passages of a program, each looked at once."""

    def __init__(self, context: Context) -> None:
        """Nothing is looked for yet."""
        self.context = context
        self.values = context.values
        self.tree = context.tree
        self.holders = Holders(context)
        self._problems: dict[PortKey, str] = {}

    # -- which one ------------------------------------------------------------------------------

    def of_argument(self, call: cst.Call, arg: cst.Arg, shape: str) -> PortKey | str:
        """The parameter, or the field of a record, that a call gives the argument to; the reason where none is seen."""
        functions = self._functions_of(call)
        if not functions:
            field = self.holders.of_field(call, arg.value)
            return "what it is handed to is not seen" if field is None else self.of_holder(field, shape)
        function = functions[0]
        is_method = self.values.classes.owner_class(function) is not None
        for index, param in enumerate(self.parameters(function)):
            if argument_for(param, function, call, is_method) is arg.value:
                return PortKey(PARAMETER, functions, index, shape)
        return "the call hands on its arguments with a star"

    def of_result(self, statement: Node, shape: str) -> PortKey | str:
        """What the function around a ``return`` or ``yield`` gives; the reason where it cannot be followed."""
        function = self.tree.function_of(statement)
        if not isinstance(function, cst.FunctionDef):
            return "it is given by a lambda"
        if function.asynchronous is not None:
            return "the function is asynchronous"
        return PortKey(RESULT, self._with_overrides(function), 0, shape)

    def of_holder(self, holder: Holder, shape: str) -> PortKey:
        """A variable; of a parameter, that of all functions that have it. What stands against it is noted there."""
        holder.problem = holder.problem or self.holder_problem(holder, shape)
        return self.key_of(holder, shape)

    def holder_problem(self, holder: Holder, shape: str) -> str:
        """Why a variable that is a parameter cannot be changed; empty if it can, or is none."""
        if holder.parameter is None:
            return ""
        functions, index = self._place_of(holder.parameter)
        if not functions:
            return "it is the parameter of a lambda, or `self`"
        return self.problem(PortKey(PARAMETER, functions, index, shape))

    def key_of(self, holder: Holder, shape: str) -> PortKey:
        """The same, where what stands against it is known."""
        if holder.parameter is not None and not holder.problem:
            functions, index = self._place_of(holder.parameter)
            return PortKey(PARAMETER, functions, index, shape)
        return PortKey(STORE, (), 0, shape, holder)

    def _place_of(self, parameter: Binding) -> tuple[Functions, int]:
        function = parameter.scope.node
        if not isinstance(function, cst.FunctionDef) or parameter.node not in (every := self.parameters(function)):
            return (), 0
        return self._with_overrides(function), every.index(cast("cst.Param", parameter.node))

    def _functions_of(self, call: cst.Call) -> Functions:
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
            # what it is called on is of the same family of methods
            return self.values.classes.owner_class(self.tree.function_of(receiver))
        return None

    def _with_overrides(self, function: cst.FunctionDef) -> Functions:
        classes, name = self.values.classes, function.name.value
        owner = classes.owner_class(function)
        if owner is None or name == "__init__":
            return (function,)
        related = classes.methods_among(name, classes.relatives(owner))
        family = dict.fromkeys(related)
        for one in related:  # siblings meet in their common base
            other = classes.owner_class(one)
            if other is not None and other is not owner:
                family.update(dict.fromkeys(classes.methods_among(name, classes.relatives(other))))
        return tuple(sorted(family, key=lambda one: self.tree.inner_span(one)[0]))

    # -- what is on both sides ------------------------------------------------------------------

    def parameters(self, function: cst.FunctionDef) -> list[cst.Param]:
        """The parameters that a call gives something."""
        every = parameters_of(function)
        is_method = self.values.classes.owner_class(function) is not None
        is_bound = is_method and "staticmethod" not in {_decorator(one) for one in function.decorators}
        return every[1:] if is_bound else every

    def results_of(self, function: cst.FunctionDef) -> list[Expression]:
        """The expressions that are what a function gives: its calls, the reads of a property."""
        if _is_property(function):
            read = self.holders.of_property(function)
            return read.reads if read is not None else []
        return list(self.values.calls.calls_of(function))

    def arguments(self, key: PortKey) -> Iterator[Node]:
        """What calls give the parameter; the call itself where that does not show."""
        for function in key.functions:
            is_method = self.values.classes.owner_class(function) is not None
            param = self.parameters(function)[key.index]
            for call in self.values.calls.calls_of(function):
                argument = argument_for(param, function, call, is_method)
                if argument is not None:
                    yield argument
                elif param.default is None or any(arg.star for arg in call.args):
                    yield call

    def given(self, key: PortKey) -> Iterator[Node]:
        """All that goes into a passage on this side."""
        if key.holder is not None:
            yield from key.holder.stored
        elif key.kind == PARAMETER:
            yield from self.arguments(key)
        else:
            for function in key.functions:
                yield from _given(function, key.is_several)

    def starts_as_none(self, key: PortKey) -> bool:
        """Whether what comes out of a passage may be None, whatever is handed over."""
        if key.holder is not None:
            return key.shape == ONE and key.holder.starts_as_none
        if key.kind == PARAMETER:
            defaults = [self.parameters(one)[key.index].default for one in key.functions]
            return any(one is not None for one in defaults) or any(is_none(arg) for arg in self.arguments(key))
        return not key.is_several and any(_may_give_none(one) for one in key.functions)

    # -- what stands against it -----------------------------------------------------------------

    def problem(self, key: PortKey) -> str:
        """Why the other side cannot be changed; empty if it can. Asked of parameters and results."""
        if key not in self._problems:
            found = (self._parameter_problem(one, key) or "" for one in key.functions)
            self._problems[key] = next((problem for problem in found if problem), "")
        return self._problems[key]

    def _parameter_problem(self, function: cst.FunctionDef, key: PortKey) -> str | None:
        problem = self._function_problem(function, key.functions)
        if problem is not None or key.kind != PARAMETER:
            return problem
        every = self.parameters(function)
        if key.index >= len(every):
            return f"another {function.name.value}() has other parameters"
        param = every[key.index]
        if param in (function.params.star_arg, function.params.star_kwarg):
            return "the parameter has a star"
        if param.default is not None and not is_none(param.default):
            return "the parameter has a default"
        if self.values.annotations.of_parameter(param, function) is not None:
            return "a type comment says what the parameter is"
        return None

    def _function_problem(self, function: cst.FunctionDef, functions: Functions) -> str | None:
        name, values = function.name.value, self.values
        if _is_property(function):
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
        return self._method_problem(function, functions) or self._namespace_problem(function)

    def _method_problem(self, function: cst.FunctionDef, functions: Functions) -> str | None:
        name, values = function.name.value, self.values
        owner = values.classes.owner_class(function)
        if owner is None:
            return None
        if not values.records.has_plain_bases(owner):
            return f"{name}() may override a method of a class that is not read"
        others = [one for one in values.classes.methods_named(name) if one not in functions]
        if name != "__init__" and others and any(self._is_unknown(call) for call in values.calls.calls_of(function)):
            return f"another class has a {name}() too"
        return None

    def _namespace_problem(self, function: cst.FunctionDef) -> str | None:
        calls = (below for below in own_nodes(function) if isinstance(below, cst.Call))
        if any(self.values.builtin_name(call.func) in _LOOKS_AT_NAMES for call in calls):
            return f"{function.name.value}() reads its own variables by name"
        return None

    def _is_unknown(self, call: cst.Call) -> bool:
        return isinstance(call.func, cst.Attribute) and self.values.of(call.func.value).kind == UNKNOWN

    @cached_property
    def asks_for_attributes(self) -> bool:
        """Whether an AttributeError may be taken for an answer, of a property that is asked for by name."""
        nodes = self.tree.order
        if not any(isinstance(node, cst.Decorator) and _decorator(node).endswith("property") for node in nodes):
            return False
        return any(
            (isinstance(node, cst.FunctionDef) and node.name.value == "__getattr__")
            or (isinstance(node, cst.Call) and self._asks_by_name(node))
            for node in nodes
        )

    def _asks_by_name(self, call: cst.Call) -> bool:
        name = self.values.builtin_name(call.func)
        return name == "hasattr" or (name == "getattr" and len(call.args) > 2)


# -- questions about a function -------------------------------------------------------------------


def _is_property(function: cst.FunctionDef) -> bool:
    """Whether reading an attribute calls the function."""
    return [_decorator(one) for one in function.decorators] == ["property"]


def _decorator(decorator: cst.Decorator) -> str:
    node = decorator.decorator
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return name_of(node) or ""


def _given(function: cst.FunctionDef, is_several: bool) -> Iterator[Node]:
    """What a function returns, or what its generator gives."""
    nodes = list(own_nodes(function))
    yields = [node for node in nodes if isinstance(node, cst.Yield)]
    if is_several and yields:
        for given in yields:
            yield given.value.item if isinstance(given.value, cst.From) else given.value or given
        return
    for node in nodes:
        if isinstance(node, cst.Yield):
            yield node
        elif isinstance(node, cst.Return) and node.value is not None:
            yield node.value


def _may_give_none(function: cst.FunctionDef) -> bool:
    """Whether a call may come to the end of the body, or to a ``return`` of nothing."""
    if not _always_leaves(function.body):
        return True
    returns = (below for below in own_nodes(function) if isinstance(below, cst.Return))
    return any(one.value is None or is_none(one.value) for one in returns)


def _always_leaves(block: cst.BaseSuite) -> bool:
    if not block.body:
        return False
    last: Node = block.body[-1]
    if isinstance(last, cst.SimpleStatementLine):
        last = last.body[-1]
    if isinstance(last, (cst.Return, cst.Raise)):
        return True
    if isinstance(last, cst.If):
        return _if_leaves(last)
    if isinstance(last, cst.Try):
        ends = last.orelse.body if last.orelse is not None else last.body
        return _always_leaves(ends) and all(_always_leaves(handler.body) for handler in last.handlers)
    return False  # the manager of a `with` may end an exception


def _if_leaves(node: cst.If) -> bool:
    other = node.orelse
    if other is None or not _always_leaves(node.body):
        return False
    return _if_leaves(other) if isinstance(other, cst.If) else _always_leaves(other.body)
