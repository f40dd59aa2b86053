"""What functions of Python's own and of other libraries give of run data, by the tables of python_api.py.

Iterators that hand on what they get, pools and futures, coroutines, getters, fixtures of pytest, and the project's own
decorators that only call what they decorate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import libcst as cst

from rundata_migrate import python_api
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import UNKNOWN_VALUE, Value, join, made_at, sequence
from rundata_migrate.flow.signatures import own_nodes
from rundata_migrate.syntax import (
    Expression,
    Node,
    last_name,
    name_of,
    positional_and_keywords,
    string_of,
    walk,
)


class Libraries:
    """Calls that leave the program and come back to it."""

    def __init__(self, values: Knows) -> None:
        """``values`` evaluates."""
        self._values = values
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
            return Value(k.LIBRARY, dotted=dotted)
        getter = _getter(dotted, [string_of(one) for one in positional])
        if getter is not None:
            return getter
        place = python_api.ELEMENTS.get(dotted)
        if place is not None and len(positional) > place:
            return made_at(sequence(self._values.element_of(positional[place])), node)
        return _GIVES[dotted](self._values, node, positional) if positional and dotted in _GIVES else UNKNOWN_VALUE

    def _gathered(self, node: cst.Call) -> Value:
        """``await asyncio.gather(a(), b())``; with ``return_exceptions`` there may be anything among it."""
        if any(arg.keyword is not None or arg.star == "**" for arg in node.args):
            return UNKNOWN_VALUE
        given = [self._values.element_of(arg.value) if arg.star else self._values.of(arg.value) for arg in node.args]
        if any(arg.star for arg in node.args):
            return sequence(join(given))
        return Value(k.TUPLE, items=tuple(given))

    # -- fixtures -------------------------------------------------------------------------------

    def fixture(self, param: cst.Param, function: cst.FunctionDef) -> Value | None:
        """What pytest gives the parameter of a test or a fixture; None where no fixture of its name is seen."""
        name = param.name.value
        named = fixtures_named(self._values, name)
        if not named or function in named or not (is_fixture(function) or function.name.value.startswith("test")):
            return None
        if any(name in _words_of(one.decorator) for one in function.decorators if not _is_fixture_decorator(one)):
            return None  # @pytest.mark.parametrize(name, ...) goes first
        given = [self._values.result_of(one) for one in named]
        # a fixture that yields gives what it yields
        return join(one.inner if one.kind == k.SEQUENCE and one.inner and _yields(named[0]) else one for one in given)

    # -- decorators -----------------------------------------------------------------------------

    def is_handing_on(self, decorator: Node) -> bool:
        """Whether a decorator of the program makes a function that gives what the decorated one gives."""
        value = self._values.of(decorator)
        if value.kind != k.LOCAL_FUNCTION or not isinstance(value.node, cst.FunctionDef):
            return False
        if value.node not in self._handing_on:
            self._handing_on[value.node] = False  # one that is decorated with itself
            self._handing_on[value.node] = _hands_on(value.node)
        return self._handing_on[value.node]


def _joined(values: Knows, node: cst.Call, args: list[Expression]) -> Value:
    return made_at(sequence(join(values.element_of(one) for one in args)), node)


def _flattened(values: Knows, node: cst.Call, args: list[Expression]) -> Value:
    return made_at(sequence(values.elements(values.element_of(args[0]))), node)


def _one_of(values: Knows, node: cst.Call, args: list[Expression]) -> Value:
    return values.element_of(args[0])


def _same(values: Knows, node: cst.Call, args: list[Expression]) -> Value:
    return values.of(args[0])


def _done(values: Knows, node: cst.Call, args: list[Expression]) -> Value:
    futures = values.element_of(args[0])
    return sequence(futures) if futures.kind == k.FUTURE else UNKNOWN_VALUE


def _getter(dotted: str, names: list[str | None]) -> Value | None:
    """``attrgetter("a", "b")``, ``itemgetter(0)``, ``methodcaller("items")``."""
    written = tuple(name or "" for name in names)
    if dotted == python_api.GETTER and names and None not in names:
        return Value(k.LIBRARY, dotted=dotted, keys=written)
    if dotted in (python_api.ITEM_GETTER, python_api.METHOD_CALLER) and names:
        return Value(k.LIBRARY, dotted=dotted, keys=written[:1])
    return None


_GIVES: Mapping[str, Callable[[Knows, cst.Call, list[Expression]], Value]] = {
    **dict.fromkeys(python_api.JOINED, _joined),
    **dict.fromkeys(python_api.FLATTENED, _flattened),
    **dict.fromkeys(python_api.ONE_OF, _one_of),
    **dict.fromkeys(python_api.SAME, _same),
    **dict.fromkeys(python_api.WAITS, _done),
}
"""Function -> what it gives of what it is called with."""


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
    through: set[str | None] = set()
    returned: list[Node | None] = []
    for node in own_nodes(wrapper):
        if isinstance(node, (cst.AugAssign, cst.Yield)):
            return False
        if isinstance(node, cst.Return):
            returned.append(node.value)
        elif isinstance(node, cst.Assign):
            names = {name_of(target.target) for target in node.targets} - {None}
            is_through = _is_call_through(node.value, decorated, expected)
            if names & rebound or (names & through and not is_through):
                return False
            through |= names if is_through else set()
    return bool(returned) and all(
        name_of(one) in through or _is_call_through(one, decorated, expected) for one in returned
    )


def _is_call_through(node: Node | None, decorated: str, expected: list[tuple[str, str]]) -> bool:
    call = node.expression if isinstance(node, cst.Await) else node
    if not isinstance(call, cst.Call) or name_of(call.func) != decorated:
        return False
    return [(arg.star, name_of(arg.value)) for arg in call.args] == expected


def fixtures_named(values: Knows, name: str) -> list[cst.FunctionDef]:
    """The functions of a name that a decorator such as ``pytest.fixture`` makes known to parameters."""
    return [one for one in values.names.index.functions(name) if is_fixture(one)]


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
