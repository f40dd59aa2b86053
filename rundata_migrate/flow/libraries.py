"""What functions of Python's own and of other libraries give of run data, by the tables of python_api.py.

Iterators that hand on what they get, pools and futures, coroutines, getters, fixtures of pytest, and the project's own
decorators that only call what they decorate.
"""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate import python_api
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import (
    CLIENT,
    CONTAINER,
    FUTURE,
    LIBRARY,
    LOCAL_FUNCTION,
    METHOD,
    RUN,
    RUN_DATA,
    SEQUENCE,
    STORE,
    TUPLE,
    UNKNOWN_VALUE,
    Value,
    element,
    join,
    made_at,
    sequence,
)
from rundata_migrate.flow.signatures import own_nodes
from rundata_migrate.syntax import (
    Node,
    last_name,
    name_of,
    positional_and_keywords,
    string_of,
    walk,
)

GETTER = "operator.attrgetter"


class Libraries:
    """Calls that leave the program and come back to it."""

    def __init__(self, values: Knows) -> None:
        """``values`` evaluates."""
        self._values = values
        self._fixtures: dict[str, list[cst.FunctionDef]] | None = None
        self._handing_on: dict[Node, bool] = {}

    # -- calls ----------------------------------------------------------------------------------

    def call(self, dotted: str, node: cst.Call) -> Value:
        """What a call of a library's function gives."""
        args = positional_and_keywords(node)
        if dotted in python_api.ALL:
            return self._gathered(node)
        if args is None:
            return UNKNOWN_VALUE
        positional, _ = args
        if dotted in python_api.POOLS:
            return Value(LIBRARY, dotted=dotted)
        names = [string_of(one) for one in positional]
        if dotted == GETTER and names and all(name is not None for name in names):
            return Value(LIBRARY, dotted=GETTER, keys=tuple(name or "" for name in names))
        place = python_api.ELEMENTS.get(dotted)
        if place is not None and len(positional) > place:
            return made_at(sequence(self._values.element_of(positional[place])), node)
        if not positional:
            return UNKNOWN_VALUE
        if dotted in python_api.JOINED:
            return made_at(sequence(join(self._values.element_of(one) for one in positional)), node)
        if dotted in python_api.FLATTENED:
            return made_at(sequence(element(self._values.element_of(positional[0]))), node)
        if dotted in python_api.ONE_OF:
            return self._values.element_of(positional[0])
        if dotted in python_api.SAME:
            return self._values.of(positional[0])
        if dotted in python_api.WAITS:
            futures = self._values.element_of(positional[0])
            return sequence(futures) if futures.kind == FUTURE else UNKNOWN_VALUE
        return UNKNOWN_VALUE

    def _gathered(self, node: cst.Call) -> Value:
        """``await asyncio.gather(a(), b())``; with ``return_exceptions`` there may be anything among it."""
        if any(arg.keyword is not None or arg.star == "**" for arg in node.args):
            return UNKNOWN_VALUE
        if any(arg.star for arg in node.args):
            return sequence(
                join(
                    self._values.element_of(arg.value) if arg.star else self._values.of(arg.value) for arg in node.args
                )
            )
        return Value(TUPLE, items=tuple(self._values.of(arg.value) for arg in node.args))

    def method(self, base: Value, name: str, node: cst.Call) -> Value:
        """What a method of a pool or a future gives."""
        if base.kind == FUTURE:
            is_read = name in python_api.FUTURE_READS and base.inner is not None
            return base.inner if is_read and base.inner is not None else UNKNOWN_VALUE
        if base.dotted not in python_api.POOLS or not node.args:
            return UNKNOWN_VALUE
        given = self._given_by(node.args[0].value)
        if given is None:
            return UNKNOWN_VALUE
        if name in python_api.POOL_MAPS:
            return sequence(given)
        if name in python_api.POOL_CALLS:
            return given if name == "apply" else Value(FUTURE, inner=given)
        return UNKNOWN_VALUE

    def _given_by(self, function: Node) -> Value | None:
        """What a function gives that is handed to a pool; None where it is not known."""
        value = self._values.of(function)
        if value.kind == LOCAL_FUNCTION and isinstance(value.node, cst.FunctionDef):
            return self._values.result_of(value.node)
        if value.kind == LOCAL_FUNCTION and isinstance(value.node, cst.Lambda):
            return self._values.of(value.node.body)
        if value.kind == METHOD and value.inner is not None and value.inner.kind in (CLIENT, STORE):
            if api.METHODS[value.inner.kind].get(value.dotted) == api.RUN:
                return Value(RUN, why=(f"{value.dotted}(...) {self._values.tree.where(function)}", *value.inner.why))
        return None

    def called(self, callee: Value, node: cst.Call) -> Value:
        """``attrgetter("data.metrics")(run)``."""
        if callee.dotted != GETTER or len(node.args) != 1 or len(callee.keys) != 1:
            return UNKNOWN_VALUE
        value = self._values.of(node.args[0].value)
        for name in callee.keys[0].split("."):
            if value.kind == RUN and name == "data":
                value = replace(value, kind=RUN_DATA, optional=False)
            elif value.kind == RUN_DATA and name in api.CONTAINERS:
                value = made_at(replace(value, kind=CONTAINER, container=name, optional=False), node)
            else:
                return UNKNOWN_VALUE
        return value

    # -- fixtures -------------------------------------------------------------------------------

    def fixture(self, param: cst.Param, function: cst.FunctionDef) -> Value | None:
        """What pytest gives the parameter of a test or a fixture; None where no fixture of its name is seen."""
        name = param.name.value
        named = self._fixtures_named().get(name)
        if not named or function in named or not (is_fixture(function) or function.name.value.startswith("test")):
            return None
        if any(name in _words_of(one.decorator) for one in function.decorators if not _is_fixture_decorator(one)):
            return None  # @pytest.mark.parametrize(name, ...) goes first
        given = [self._values.result_of(one) for one in named]
        # a fixture that yields gives what it yields
        return join(one.inner if one.kind == SEQUENCE and one.inner and _yields(named[0]) else one for one in given)

    def _fixtures_named(self) -> dict[str, list[cst.FunctionDef]]:
        if self._fixtures is None:
            self._fixtures = {}
            for function in self._values.tree.every(cst.FunctionDef):
                if is_fixture(function):
                    self._fixtures.setdefault(function.name.value, []).append(function)
        return self._fixtures

    # -- decorators -----------------------------------------------------------------------------

    def is_handing_on(self, decorator: Node) -> bool:
        """Whether a decorator of the program makes a function that gives what the decorated one gives."""
        value = self._values.of(decorator)
        if value.kind != LOCAL_FUNCTION or not isinstance(value.node, cst.FunctionDef):
            return False
        if value.node not in self._handing_on:
            self._handing_on[value.node] = False  # one that is decorated with itself
            self._handing_on[value.node] = _hands_on(value.node)
        return self._handing_on[value.node]


def _hands_on(decorator: cst.FunctionDef) -> bool:
    """``def timed(fn): def wrapper(*args, **kwargs): return fn(*args, **kwargs); return wrapper``."""
    params = [*decorator.params.posonly_params, *decorator.params.params]
    if len(params) != 1:
        return False
    decorated = params[0].name.value
    inner = {node.name.value: node for node in own_nodes(decorator) if isinstance(node, cst.FunctionDef)}
    returned = [node.value for node in own_nodes(decorator) if isinstance(node, cst.Return)]
    names = [name_of(one) for one in returned]
    if not names or any(name != decorated and name not in inner for name in names):
        return False
    return all(name == decorated or _calls_through(inner[name], decorated) for name in names if name is not None)


def _calls_through(wrapper: cst.FunctionDef, decorated: str) -> bool:
    """Whether all that the wrapper returns is what the decorated function gives for the same arguments."""
    star, double = wrapper.params.star_arg, wrapper.params.star_kwarg
    if not isinstance(star, cst.Param) or double is None or wrapper.params.params or wrapper.params.kwonly_params:
        return False
    expected = [("*", star.name.value), ("**", double.name.value)]
    rebound = {star.name.value, double.name.value, decorated}
    through: set[str] = set()
    returned: list[Node | None] = []
    for node in own_nodes(wrapper):
        if isinstance(node, cst.Assign):
            is_through = _is_call_through(node.value, decorated, expected)
            for target in node.targets:
                name = name_of(target.target)
                if name in rebound or (name in through and not is_through):
                    return False
                if is_through and name is not None:
                    through.add(name)
        elif isinstance(node, (cst.AugAssign, cst.Yield)):
            return False
        elif isinstance(node, cst.Return):
            returned.append(node.value)
    return bool(returned) and all(
        one is not None and (name_of(one) in through or _is_call_through(one, decorated, expected)) for one in returned
    )


def _is_call_through(node: Node, decorated: str, expected: list[tuple[str, str]]) -> bool:
    call = node.expression if isinstance(node, cst.Await) else node
    if not isinstance(call, cst.Call) or name_of(call.func) != decorated:
        return False
    return [(arg.star, name_of(arg.value)) for arg in call.args] == expected


def is_fixture(function: cst.FunctionDef) -> bool:
    """Whether a decorator such as ``pytest.fixture`` makes the function known to parameters of its name."""
    return any(_is_fixture_decorator(one) for one in function.decorators)


def _is_fixture_decorator(decorator: cst.Decorator) -> bool:
    target = decorator.decorator
    target = target.func if isinstance(target, cst.Call) else target
    return last_name(target) == "fixture"


def _words_of(node: Node) -> set[str]:
    """The names in the strings of an expression: ``"metrics, expected"``."""
    return {
        word
        for below in walk(node)
        if isinstance(below, cst.SimpleString)
        for word in (string_of(below) or "").replace(",", " ").split()
    }


def _yields(function: cst.FunctionDef) -> bool:
    return any(isinstance(node, cst.Yield) for node in own_nodes(function))
