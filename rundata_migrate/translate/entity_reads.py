"""Every place where something is read as an entity would be, whatever it is: ``x.key``, ``dict(x)``, ``vars(x)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.bindings import parameters_of
from rundata_migrate.flow.lattice import ENTITY, LOCAL_FUNCTION, Value
from rundata_migrate.python_api import GETTER
from rundata_migrate.syntax import Expression, Node, name_of, string_of, tuple_elements
from rundata_migrate.translate.context import Context, builtin_around
from rundata_migrate.translate.type_guards import names_entity_class

_WHOLE = frozenset({"dict", "vars"})
"""Builtins that show what an entity is made of."""

CLASS = "the class"
"""What is read where an object's class is asked for."""

_HOOK = "default"
"""The keyword, and the method, by which json asks what to write for an object; a dict it writes without asking."""


@dataclass(frozen=True)
class Read:
    """One place where an entity is read as such."""

    node: Node
    of: Expression
    """What it is read of."""
    what: str
    is_of_elements: bool = False
    """It is read of each element of that."""
    is_telling: bool = False
    """It is read of what a call gives, and little else than an entity has it: widgets have a value."""


def reads(context: Context) -> Iterator[Read]:
    """Each of them, in no order."""
    for way in _WAYS:
        yield from way(context)


def short(code: str) -> str:
    """The code in one short line."""
    flat = " ".join(code.split())
    return flat if len(flat) <= 40 else flat[:37] + "..."


# -- by what is written at the place itself -------------------------------------------------------


def _attributes(context: Context) -> Iterator[Read]:
    """``m.key``, ``m.__dict__``."""
    index = context.names.index
    named = [one for name in ("__dict__", *api.ENTITY_READS) for one in index.attributes(name)]
    for attribute in index.in_order(named):
        name = attribute.attr.value
        if name == "__dict__" or not _is_stored(context, attribute):
            is_telling = name == "key" and _is_given(context, attribute.value)
            yield Read(attribute, attribute.value, f"`.{name}`", is_telling=is_telling)


def _unpacked(context: Context) -> Iterator[Read]:
    """``(_, key), (_, value) = m``: an entity gives pairs of its attributes' names and values."""
    for assign in context.tree.every(cst.Assign):
        if any(_has_pairs(target.target) for target in assign.targets) and _is_entity(context, assign.value):
            yield Read(assign, assign.value, "a pair")


def _by_builtins(context: Context) -> Iterator[Read]:
    """``getattr(x, "key")``, ``isinstance(x, Metric)``, ``dict(x)``, ``vars(x)``."""
    builtin = [(call, name) for name in _BY_BUILTIN for call in context.builtin_calls.get(name, ())]
    for call, name in sorted(builtin, key=lambda one: context.tree.range_of(one[0])[0]):
        what = _BY_BUILTIN[name](context, call)
        if what:
            yield Read(call, call.args[0].value, what)


def _matched(context: Context) -> Iterator[Read]:
    """``match m: case Metric()``."""
    for match in context.tree.every(cst.Match):
        if any(isinstance(one, cst.MatchClass) and _is_for_entities(one) for one in _patterns(match)):
            yield Read(match, match.subject, CLASS)


def _got_by_name(context: Context, call: cst.Call) -> str:
    is_read = len(call.args) > 1 and string_of(call.args[1].value) in api.ENTITY_READS
    return f"`{short(context.tree.code(call))}`" if is_read else ""


def _class_tested(context: Context, call: cst.Call) -> str:
    return CLASS if len(call.args) == 2 and names_entity_class(call.args[1].value) else ""


def _made_dict(context: Context, call: cst.Call) -> str:
    return "`dict(...)`" if _is_of_one(call) and _is_entity(context, call.args[0].value) else ""


def _shown(context: Context, call: cst.Call) -> str:
    return "`vars(...)`" if _is_of_one(call) else ""


_BY_BUILTIN: dict[str, Callable[[Context, cst.Call], str]] = {
    "getattr": _got_by_name,
    "isinstance": _class_tested,
    "dict": _made_dict,
    "vars": _shown,
}
"""Builtin -> what a call of it reads of its first argument as of an entity, in words; empty for nothing."""


def _is_of_one(call: cst.Call) -> bool:
    return len(call.args) == 1 and not call.args[0].star and call.args[0].keyword is None


def _patterns(match: cst.Match) -> Iterator[cst.MatchPattern]:
    for case in match.cases:
        waiting: list[cst.MatchPattern] = [case.pattern]
        while waiting:
            pattern = waiting.pop()
            yield pattern
            if isinstance(pattern, cst.MatchOr):
                waiting += [one.pattern for one in pattern.patterns]
            elif isinstance(pattern, cst.MatchAs) and pattern.pattern is not None:
                waiting.append(pattern.pattern)


def _is_for_entities(pattern: cst.MatchClass) -> bool:
    """``case Metric()``, ``case object(key=name)``."""
    return names_entity_class(pattern.cls) or any(one.key.value == "key" for one in pattern.kwds)


def _has_pairs(target: Node) -> bool:
    """``(_, key), (_, value)``: an entity gives pairs, a text does not."""
    return any(tuple_elements(one) is not None for one in tuple_elements(target) or ())


def _is_entity(context: Context, node: Node) -> bool:
    return context.values.of(node).kind == ENTITY


def _is_given(context: Context, node: Node) -> bool:
    """Whether a call gives it, here or where its name is bound."""
    if isinstance(node, cst.Name):
        return any(isinstance(one.value, cst.Call) for one in context.names.slot(node).bindings)
    return isinstance(node, cst.Call)


def _is_stored(context: Context, node: Node) -> bool:
    parent = context.tree.parent(node)
    return isinstance(parent, (cst.AssignTarget, cst.Del)) or (
        isinstance(parent, (cst.AnnAssign, cst.AugAssign, cst.For, cst.CompFor)) and parent.target is node
    )


# -- by functions that others call ----------------------------------------------------------------


def _got(context: Context) -> Iterator[Read]:
    """``attrgetter("value")(m)`` and ``sorted(xs, key=attrgetter("value"))``, by the getter's name too."""
    values = context.values
    if not any(values.dotted(call.func) == GETTER for call in context.tree.every(cst.Call)):
        return  # most programs have none, and are not looked through
    for call in context.tree.every(cst.Call):
        names = _got_by(values.of(call.func))
        if names and len(call.args) == 1:
            yield Read(call, call.args[0].value, f"`attrgetter({names[0]!r})`")
        for arg in call.args:
            names = _got_by(values.of(arg.value))
            for other in call.args if names else ():
                if other is not arg:
                    yield Read(arg.value, other.value, f"`attrgetter({names[0]!r})`", is_of_elements=True)


def _got_by(value: Value) -> list[str]:
    """The attributes of entities that a getter reads."""
    return [name for name in value.keys if name in api.ENTITY_READS] if value.dotted == GETTER else []


def _dispatched(context: Context) -> Iterator[Read]:
    """``show(m)`` where ``@show.register(Metric)`` says what it does for a metric."""
    index = context.names.index
    names = {
        name
        for one in index.calls("register")
        if isinstance(one.func, cst.Attribute) and isinstance(context.tree.parent(one), cst.Decorator)
        if len(one.args) == 1 and names_entity_class(one.args[0].value) and (name := name_of(one.func.value))
    }
    for call in index.in_order([call for name in names for call in index.calls(name)]):
        if isinstance(call.func, cst.Name) and call.args and not call.args[0].star:
            yield Read(call, call.args[0].value, CLASS)


def _hooked(context: Context) -> Iterator[Read]:
    """``json.dumps(xs, default=vars)``; a function given as ``default``, or a method called so, that takes it apart."""
    for arg in context.names.index.keywords(_HOOK):
        call = context.tree.parent(arg)
        builtin = context.values.builtin_name(arg.value)
        for other in call.args if isinstance(call, cst.Call) and builtin in _WHOLE else ():
            if other is not arg:
                yield Read(arg.value, other.value, f"`{builtin}(...)`", is_of_elements=True)
        value = context.values.of(arg.value)
        if value.kind == LOCAL_FUNCTION or isinstance(arg.value, cst.Lambda):
            yield from _taken_apart(context, value.node or arg.value, 0)
    for function in context.values.classes.methods_named(_HOOK):
        yield from _taken_apart(context, function, 1)


def _taken_apart(context: Context, function: Node, position: int) -> Iterator[Read]:
    """``dict(o)``, ``for name, part in o``: an entity gives pairs."""
    if not isinstance(function, (cst.FunctionDef, cst.Lambda)):
        return
    for param in parameters_of(function)[position : position + 1]:
        binding = context.names.binding_of_target.get(param)
        for use in binding.uses if binding is not None else ():
            above = context.tree.parent(use)
            if isinstance(above, (cst.For, cst.CompFor)) and above.iter is use and tuple_elements(above.target):
                yield Read(use, use, "a pair")
            call = builtin_around(context, use, ("dict",))
            if call is not None:
                yield Read(call, use, "`dict(...)`")


_WAYS = (_attributes, _unpacked, _by_builtins, _matched, _got, _dispatched, _hooked)
