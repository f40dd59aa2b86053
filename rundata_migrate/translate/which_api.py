"""What a test in dual code says: on MLflow 0.9.1, and on every version from 1.0 on.

The test is evaluated, by the few operations that such tests are made of, with each version's number in the place
of ``mlflow.__version__``, and a list or a dict in the place of a container. What is not understood makes the
answer open, never wrong.
"""

from __future__ import annotations

import builtins
import collections
import collections.abc
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import total_ordering
from typing import Any

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.lattice import CONTAINER, ENTITY, LOCAL_FUNCTION, MIXED
from rundata_migrate.flow.values import Values
from rundata_migrate.syntax import (
    Node,
    block_statements,
    comp_clauses,
    index_of,
    is_pure,
    name_of,
    plain_arguments,
    slice_of,
    string_of,
    walk,
)


@dataclass(frozen=True)
class Answer:
    """What a test asks, and what it is told from MLflow 1.0 on."""

    asks: bool
    """It looks at MLflow's version, or at what a container is."""
    truth: bool | None = None
    """What it gives on every version from 1.0 on, and not on 0.9.1; None where that is open."""
    open_because: str = ""
    is_settled: bool = False
    """It is known to ask for something else."""


NOT_ASKED = Answer(False)
SETTLED = Answer(False, is_settled=True)


def answer_of(values: Values, test: Node) -> Answer:
    """What the test says of the two APIs.

    ``asks`` is false too where the test comes out the same on 0.9.1 and later: it is about something else.
    """
    tests = _Tests(values)
    asks_version = tests.asks_version(test)
    asks_shape = tests.asks_shape(test)
    if not asks_version and not asks_shape:
        return NOT_ASKED
    old = tests.truth(test, _World(api.LAST_OF_LISTS, False))
    samples = dict.fromkeys((*_versions_in(test), *api.RELEASES_OF_DICTS)) if asks_version else ("1.0.0",)
    new = {tests.truth(test, _World(version, True)) for version in samples}
    if None in new:
        reason = tests.why_open or "it asks for something else besides"
        return Answer(True, open_because=f"the test is not clear ({reason})")
    if len(new) > 1:
        return Answer(True, open_because="the test is about another version of MLflow than 1.0")
    truth = new.pop()
    if truth == old:
        return SETTLED
    return Answer(True, truth)


# -- versions ---------------------------------------------------------------------------------

_NUMBER = re.compile(r"v?(\d+(?:\.\d+)*)(.*)")
_EARLY = re.compile(r"[.\-_]?(dev|a|b|c|rc|alpha|beta|pre|preview)")


@total_ordering
class _Version:
    """A version as ``packaging`` (``1.0`` equals ``1.0.0``) or as ``LooseVersion`` (it is less) compares it."""

    def __init__(self, text: str, loose: bool) -> None:
        match = _NUMBER.fullmatch(text.strip())
        if match is None:
            raise _OpenError(f"`{text}` is no version")
        self.numbers = tuple(int(part) for part in match.group(1).split("."))
        self.loose = loose
        self.text = text
        rest = match.group(2)
        if loose and rest:
            raise _OpenError(f"`{text}` has more than numbers")
        trimmed = list(self.numbers)
        while not loose and len(trimmed) > 1 and trimmed[-1] == 0:
            trimmed.pop()
        self.key = (tuple(trimmed), -1 if _EARLY.match(rest) else 1 if rest else 0)

    def _other(self, other: object) -> _Version:
        if isinstance(other, str) and self.loose:
            return _Version(other, True)
        if not isinstance(other, _Version) or other.loose is not self.loose:
            raise _OpenError("a version is compared with something else")
        return other

    def __eq__(self, other: object) -> bool:
        return self.key == self._other(other).key

    def __lt__(self, other: object) -> bool:
        return self.key < self._other(other).key

    __hash__ = None  # type: ignore[assignment]


def _versions_in(test: Node) -> list[str]:
    """Versions from 1.0 on that the test names itself: there it may change its mind."""
    found = []
    for node in walk(test):
        match = _NUMBER.fullmatch(string_of(node) or "")
        if match is not None and not match.group(2) and match.group(1).split(".")[0] != "0":
            found.append(match.group(1) + ".0" * (2 - match.group(1).count(".")))
    return found


# -- evaluation -------------------------------------------------------------------------------


class _OpenError(Exception):
    """Not known, or not the same for all containers."""


@dataclass(frozen=True)
class _World:
    version: str
    is_new: bool


class _Container:
    """Stands for a container of which nothing is known but its class."""

    def __init__(self, world: _World) -> None:
        self.sample: object = {} if world.is_new else []

    def __bool__(self) -> bool:
        raise _OpenError("whether the container is empty is not known")


class _Entity:
    """What an element was; an element that is a key is a string."""

    key = value = timestamp = None

    def __iter__(self) -> Any:
        # there for `hasattr(x, "__iter__")`: entities were iterable; a test that iterates one is left open
        raise _OpenError("what the parts of an entity are is not known")


class _Element(_Container):
    def __init__(self, world: _World) -> None:
        self.sample = "" if world.is_new else _Entity()


class _Method:
    """What ``getattr(c, "items", None)`` gives where there is such a thing."""


_LOOSE = "LooseVersion"
_PARSERS = frozenset({_LOOSE, "StrictVersion", "Version", "parse", "parse_version"})
_PARSER_ROOTS = frozenset({"distutils", "packaging", "pkg_resources", "looseversion", "setuptools", "pip"})
_METADATA = frozenset({"importlib.metadata.version", "importlib_metadata.version"})
_PACKAGES = frozenset({"mlflow", "mlflow-skinny"})
_TEXT_METHODS = frozenset(
    {"split", "rsplit", "startswith", "strip", "lstrip", "rstrip", "partition", "replace", "join"}
)
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(builtins, name) for name in ("int", "str", "float", "tuple", "list", "len", "bool", "any", "all")
}
_COMPARE: dict[type[cst.BaseCompOp], Callable[[Any, Any], Any]] = {
    cst.Equal: operator.eq,
    cst.NotEqual: operator.ne,
    cst.LessThan: operator.lt,
    cst.LessThanEqual: operator.le,
    cst.GreaterThan: operator.gt,
    cst.GreaterThanEqual: operator.ge,
    cst.In: lambda one, many: one in many,
    cst.NotIn: lambda one, many: one not in many,
    cst.Is: operator.is_,
    cst.IsNot: operator.is_not,
}
_CLASS_ROOTS = ("collections.abc.", "collections.", "typing.")
_DEEPEST = 20


class _Tests:
    """Evaluates the tests of one module."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.why_open = ""

    # -- what a test asks -------------------------------------------------------------------

    def asks_version(self, test: Node) -> bool:
        """Whether MLflow's version is read in the test, or in what its names were bound to."""
        return any(self._is_version(node) for node in self._sources(test))

    def asks_shape(self, test: Node) -> bool:
        """Whether the class of a container, or of its elements, is looked at."""
        return any(self._is_shape_test(node) for node in self._sources(test))

    def _sources(self, test: Node) -> Iterator[Node]:
        """Every node of the test, and of the expressions behind its names."""
        waiting: list[Node] = [test]
        seen: set[Node] = set()
        while waiting:
            for node in walk(waiting.pop()):
                yield node
                source = self._source(node)
                if source is not None and source not in seen:
                    seen.add(source)
                    waiting.append(source)

    def _source(self, node: Node) -> Node | None:
        """The expression behind a name that is bound once, or behind a call of a function that only returns it."""
        if isinstance(node, cst.Name):
            binding = self._only_binding(node)
            return binding.value if binding is not None else None
        return self._returned(node) if isinstance(node, cst.Call) else None

    def _is_version(self, node: Node) -> bool:
        if isinstance(node, (cst.Name, cst.Attribute)):
            return self.values.dotted(node) in api.VERSION_PATHS
        return self._is_metadata(node)

    def _is_metadata(self, node: Node) -> bool:
        if not isinstance(node, cst.Call):
            return False
        arguments = plain_arguments(node) or []
        return (
            len(arguments) == 1
            and string_of(arguments[0]) in _PACKAGES
            and self.values.dotted(node.func) in {*_METADATA, "pkg_resources.get_distribution"}
        )

    def _is_shape_test(self, node: Node) -> bool:
        if not isinstance(node, cst.Call) or not node.args:
            return False
        if self.values.builtin_name(node.func) not in ("isinstance", "hasattr", "type", "getattr", "issubclass"):
            return False
        value = self.values.of(node.args[0].value)
        return value.kind in (CONTAINER, ENTITY) or (value.kind == MIXED and value.container is not None)

    # -- what it gives ----------------------------------------------------------------------

    def truth(self, test: Node, world: _World) -> bool | None:
        """What the test gives in one world; None where that is not known."""
        try:
            return bool(self._evaluate(test, world, {}, 0))
        except _OpenError as error:
            self.why_open = str(error)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self.why_open = "it would raise an exception"
        return None

    def _evaluate(self, node: Node, world: _World, env: dict[str, Any], depth: int) -> Any:
        if depth > _DEEPEST:
            raise _OpenError("it is too long")

        def of(inner: Node) -> Any:
            return self._evaluate(inner, world, env, depth + 1)

        if isinstance(node, cst.Name) and node.value in env:
            return env[node.value]
        stand_in = self._stand_in(node, world)
        if stand_in is not None:
            return stand_in
        if isinstance(node, cst.Name):
            return self._name(node, world, depth)
        if isinstance(node, (cst.Integer, cst.Float, cst.SimpleString, cst.ConcatenatedString)):
            return node.evaluated_value
        if isinstance(node, (cst.Tuple, cst.List, cst.Set)):
            if any(isinstance(element, cst.StarredElement) for element in node.elements):
                raise _OpenError("a star is in it")
            items = [of(element.value) for element in node.elements]
            return tuple(items) if isinstance(node, cst.Tuple) else items
        if isinstance(node, cst.UnaryOperation):
            if isinstance(node.operator, cst.Not):
                return not of(node.expression)
            if isinstance(node.operator, cst.Minus):
                return -of(node.expression)
        if isinstance(node, cst.BooleanOperation):
            return self._boolean(node, of)
        if isinstance(node, cst.Comparison):
            return self._comparison(node, of)
        if isinstance(node, cst.IfExp):
            return of(node.body) if of(node.test) else of(node.orelse)
        if isinstance(node, cst.Subscript):
            return self._subscript(node, of)
        if isinstance(node, cst.Attribute):
            return self._attribute(node, of)
        if isinstance(node, (cst.GeneratorExp, cst.ListComp)):
            return self._comprehension(node, world, env, depth)
        if isinstance(node, cst.Call):
            return self._call(node, world, env, depth)
        raise _OpenError("it asks for something else besides")

    def _stand_in(self, node: Node, world: _World) -> Any:
        if self._is_version(node) and not isinstance(node, cst.Call):
            return world.version
        if not isinstance(node, (cst.Name, cst.Attribute, cst.Subscript)):
            return None
        value = self.values.of(node)
        if value.kind == MIXED and value.container is not None:
            raise _OpenError("the value may be something else than a container")
        if value.kind not in (CONTAINER, ENTITY):
            return None
        if value.optional:
            raise _OpenError("the value may be None, which takes the other way")
        if value.empties:
            raise _OpenError("the value may be an empty list, which takes the other way")
        if not is_pure(node):
            raise _OpenError("a call in it would be lost")
        return _Container(world) if value.kind == CONTAINER else _Element(world)

    def _only_binding(self, node: cst.Name) -> b.Binding | None:
        bindings = self.values.names.slot(node).bindings
        if len(bindings) != 1:
            return None
        (binding,) = bindings
        if binding.kind != b.ASSIGN or binding.value is None or binding.path is None:
            return None
        return binding

    def _name(self, node: cst.Name, world: _World, depth: int) -> Any:
        if node.value in ("True", "False", "None"):
            return {"True": True, "False": False, "None": None}[node.value]
        cls = self._class(node)
        if cls is not None:
            return cls
        binding = self._only_binding(node)
        if binding is None or binding.value is None:
            raise _OpenError(f"what `{node.value}` is, is not known")
        found = self._evaluate(binding.value, world, {}, depth + 1)
        for index in binding.path or ():
            found = tuple(found)[index]
        return found

    def _class(self, node: Node) -> type | None:
        name = self.values.builtin_name(node)
        found = getattr(builtins, name, None) if name is not None else None
        dotted = self.values.dotted(node)
        if dotted in api.ENTITY_PATHS:
            return _Entity
        for root in _CLASS_ROOTS:
            if dotted.startswith(root) and name is None:
                short = dotted[len(root) :]
                found = getattr(collections.abc, short, None) or getattr(collections, short, None)
                found = found or {"Dict": dict, "List": list, "Tuple": tuple}.get(short)
                break
        return found if isinstance(found, type) else None

    def _boolean(self, node: cst.BooleanOperation, of: Callable[[Node], Any]) -> Any:
        """Three-valued: ``verbose and isinstance(c, list)`` is false from 1.0 on, whatever ``verbose`` is."""
        decides = isinstance(node.operator, cst.Or)
        try:
            left = of(node.left)
            if bool(left) is decides:
                return left
            return of(node.right)
        except _OpenError:
            right = of(node.right) if is_pure(node.left) else None
            if right is None or bool(right) is not decides:
                raise
            return right

    @staticmethod
    def _comparison(node: cst.Comparison, of: Callable[[Node], Any]) -> Any:
        left = of(node.left)
        for part in node.comparisons:
            right = of(part.comparator)
            if isinstance(left, _Container) or isinstance(right, _Container):
                raise _OpenError("the container itself is compared")
            if not _COMPARE[type(part.operator)](left, right):
                return False
            left = right
        return True

    @staticmethod
    def _subscript(node: cst.Subscript, of: Callable[[Node], Any]) -> Any:
        base, index, part = of(node.value), index_of(node), slice_of(node)
        if not isinstance(base, (str, tuple, list)):
            raise _OpenError("it asks for something else besides")
        if index is not None:
            return base[of(index)]
        if part is None:
            raise _OpenError("it asks for something else besides")
        ends = [None if end is None else of(end) for end in (part.lower, part.upper, part.step)]
        return base[slice(*ends)]

    def _attribute(self, node: cst.Attribute, of: Callable[[Node], Any]) -> Any:
        cls = self._class(node)
        if cls is not None:
            return cls
        name = node.attr.value
        if name == "version" and self._is_metadata(node.value):
            return of(node.value)
        base = of(node.value)
        if isinstance(base, type) and name == "__name__" and base is not _Entity:
            return base.__name__
        if isinstance(base, _Version):
            if base.loose and name in ("version", "vstring"):
                return list(base.numbers) if name == "version" else base.text
            padded = (*base.numbers, 0, 0)
            by_name = {"major": padded[0], "minor": padded[1], "micro": padded[2], "release": base.numbers}
            if not base.loose and name in by_name:
                return by_name[name]
        raise _OpenError("it asks for something else besides")

    def _comprehension(
        self, node: cst.GeneratorExp | cst.ListComp, world: _World, env: dict[str, Any], depth: int
    ) -> Any:
        clauses = comp_clauses(node)
        name = name_of(clauses[0].target)
        if len(clauses) != 1 or name is None or clauses[0].ifs:
            raise _OpenError("it asks for something else besides")
        items = self._evaluate(clauses[0].iter, world, env, depth + 1)
        if not isinstance(items, (str, tuple, list)):
            raise _OpenError("it asks for something else besides")
        return [self._evaluate(node.elt, world, {**env, name: item}, depth + 1) for item in items]

    def _call(self, node: cst.Call, world: _World, env: dict[str, Any], depth: int) -> Any:
        if self._is_metadata(node):
            return world.version
        returned = self._returned(node)
        if returned is not None:
            return self._evaluate(returned, world, {}, depth + 1)
        arguments = plain_arguments(node)
        if arguments is None:
            raise _OpenError("it asks for something else besides")
        dotted = self.values.dotted(node.func)
        parser = dotted.rpartition(".")[2]
        name = self.values.builtin_name(node.func)
        given: list[Any] = [self._function(arg) or self._evaluate(arg, world, env, depth + 1) for arg in arguments]
        if parser in _PARSERS and dotted.split(".")[0] in _PARSER_ROOTS and len(given) == 1:
            return _Version(given[0], parser == _LOOSE)
        if name in ("isinstance", "hasattr", "type", "getattr"):
            return _shape(name, given)
        if name == "callable" and len(given) == 1 and isinstance(given[0], (_Method, type(None))):
            return given[0] is not None
        if name == "map" and len(given) == 2 and given[0] in _FUNCTIONS.values():
            return [given[0](item) for item in given[1]]
        if name in _FUNCTIONS and not any(isinstance(item, _Container) for item in given):
            return _FUNCTIONS[name](*given)
        if isinstance(node.func, cst.Attribute) and node.func.attr.value in _TEXT_METHODS:
            base = self._evaluate(node.func.value, world, env, depth + 1)
            if isinstance(base, str):
                return getattr(base, node.func.attr.value)(*given)
        raise _OpenError("it asks for something else besides")

    def _function(self, node: Node) -> Callable[..., Any] | None:
        return _FUNCTIONS.get(self.values.builtin_name(node) or "") if isinstance(node, cst.Name) else None

    def _returned(self, node: cst.Call) -> Node | None:
        """What a function of the module without parameters returns, if it does nothing else."""
        if node.args or not isinstance(node.func, (cst.Name, cst.Attribute)):
            return None
        value = self.values.of(node.func)
        function = value.node
        if value.kind != LOCAL_FUNCTION or not isinstance(function, cst.FunctionDef) or function.asynchronous:
            return None
        if b.parameters_of(function) or not all(self._only_caches(one.decorator) for one in function.decorators):
            return None
        body = [one for one in block_statements(function.body) if not isinstance(one, (cst.Import, cst.ImportFrom))]
        if len(body) > 1 and isinstance(body[0], cst.Expr) and string_of(body[0].value) is not None:
            body = body[1:]
        if len(body) == 1 and isinstance(body[0], cst.Return):
            return body[0].value
        return None

    def _only_caches(self, decorator: Node) -> bool:
        if isinstance(decorator, cst.Call):
            decorator = decorator.func
        return self.values.dotted(decorator) in ("functools.lru_cache", "functools.cache")


def _shape(name: str, given: list[Any]) -> Any:
    """``isinstance``, ``hasattr``, ``type`` or ``getattr`` of a container or an element."""
    if not given or not isinstance(given[0], _Container):
        raise _OpenError("it asks for something else besides")
    sample = given[0].sample
    if name == "type" and len(given) == 1:
        return type(sample)
    if name == "isinstance" and len(given) == 2:
        return isinstance(sample, given[1])
    if name == "hasattr" and len(given) == 2:
        return hasattr(sample, given[1])
    if name == "getattr" and len(given) == 3 and given[2] is None:
        return _Method() if hasattr(sample, given[1]) else None
    raise _OpenError("it asks for something else besides")
