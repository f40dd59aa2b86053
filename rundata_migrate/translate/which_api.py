"""What a test in dual code says: on MLflow 0.9.1, and on every version from 1.0 on.

The usual forms are in the tables below: tests of a container's class and methods, and comparisons of MLflow's version
with a constant. Any other test that looks at one of these is open: it asks, and nobody knows what.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.lattice import CONTAINER, ENTITY, LOCAL_FUNCTION, MIXED
from rundata_migrate.flow.values import Values
from rundata_migrate.syntax import (
    Expression,
    Node,
    block_statements,
    children,
    comparison_of,
    is_attribute,
    plain_arguments,
    string_of,
    tuple_elements,
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
    found = tests.read(test)
    if found is None:
        return Answer(True, open_because="the test is not clear") if tests.mentions(test) else NOT_ASKED
    on_lists, on_dicts = found
    if on_dicts is None:
        reason = "the test asks for something else besides, or is about another version of MLflow than 1.0"
        return Answer(True, open_because=reason)
    return SETTLED if on_dicts == on_lists else Answer(True, on_dicts)


_Truths = tuple["bool | None", "bool | None"]
"""What a test gives where containers are lists, and where they are dicts; None where that is not known."""

_FOR_LISTS: _Truths = (True, False)
_FOR_DICTS: _Truths = (False, True)
_UNKNOWN: _Truths = (None, None)

_CLASSES: dict[str, _Truths] = {
    **dict.fromkeys(("list", "tuple", "Sequence", "MutableSequence", "List", "Tuple"), _FOR_LISTS),
    **dict.fromkeys(("dict", "Mapping", "MutableMapping", "Dict"), _FOR_DICTS),
}
_METHODS: dict[str, _Truths] = {
    **dict.fromkeys(api.LIST_ONLY_METHODS, _FOR_LISTS),
    **dict.fromkeys(api.DICT_ONLY_METHODS, _FOR_DICTS),
}
_SHAPE_TESTS = frozenset({"isinstance", "hasattr", "type", "getattr", "issubclass"})

_COMPARE: dict[type[cst.BaseCompOp], Callable[[Any, Any], bool]] = {
    cst.Equal: operator.eq,
    cst.NotEqual: operator.ne,
    cst.LessThan: operator.lt,
    cst.LessThanEqual: operator.le,
    cst.GreaterThan: operator.gt,
    cst.GreaterThanEqual: operator.ge,
}
_MIRRORED: dict[type[cst.BaseCompOp], type[cst.BaseCompOp]] = {
    cst.LessThan: cst.GreaterThan,
    cst.GreaterThan: cst.LessThan,
    cst.LessThanEqual: cst.GreaterThanEqual,
    cst.GreaterThanEqual: cst.LessThanEqual,
}

_PARSER = r"(\w+\.)*(LooseVersion|StrictVersion|Version|parse|parse_version)"
_PARTS = r"(tuple|list)\(.*V\.split\('\.'\).*\)"
_VERSIONS = (
    (re.compile(rf"V|{_PARSER}\(V\)(\.(release|version))?|{_PARTS}(\[:\d\])?"), 3),
    (re.compile(r"float\(V\[:3\]\)|V\[:3\]"), 2),
    (re.compile(rf"(int\()?V(\.split\('\.'(, 1)?\))?\[0\]\)?|{_PARSER}\(V\)\.major|{_PARTS}\[0\]"), 1),
)
"""How MLflow's version (``V``) is spelled in a comparison, and how many of its numbers are compared."""
_CONSTANT = re.compile(rf"({_PARSER}\()?['(\[]*(?P<numbers>\d+([., ]+\d+)*),?[^'()\[\]]*['\])]*")
"""What it is compared with: ``'1.0'``, ``LooseVersion('1.0')``, ``1``, ``(1, 0)``."""

_METADATA = frozenset({"importlib.metadata.version", "importlib_metadata.version", "pkg_resources.get_distribution"})
_PACKAGES = frozenset({"mlflow", "mlflow-skinny"})
_DEPTH = 3
"""How many names are followed."""


def _numbers(text: str, count: int = 3) -> list[int]:
    """The first numbers of a version, without zeros at the end: ``1.0`` is ``1.0.0``."""
    numbers = [int(part) for part in re.findall(r"\d+", text)[:count]]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return numbers


class _Tests:
    """Reads the tests of one module."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def read(self, test: Node) -> _Truths | None:
        """What the test gives on both sides; None where it has none of the usual forms."""
        if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
            inner = self.read(test.expression)
            return None if inner is None else (_negated(inner[0]), _negated(inner[1]))
        if isinstance(test, cst.BooleanOperation):
            return self._joined(test)
        found = self._shape(test) or self._version(test)
        if found is not None:
            return found
        source = self._source(test)
        return self.read(source) if source is not None and source is not test else None

    def _joined(self, test: cst.BooleanOperation) -> _Truths | None:
        """Three-valued: ``verbose and isinstance(c, list)`` is false from 1.0 on, whatever ``verbose`` is."""
        parts = [self.read(test.left), self.read(test.right)]
        if parts == [None, None]:
            return None
        decides = isinstance(test.operator, cst.Or)
        left, right = (_UNKNOWN if part is None else part for part in parts)
        return _either(left[0], right[0], decides), _either(left[1], right[1], decides)

    def mentions(self, test: Node) -> bool:
        """Whether MLflow's version, or what a container is, is asked for at all, here or behind a name."""
        waiting: list[Node] = [test]
        seen: set[Node] = set()
        while waiting:
            for node in walk(waiting.pop()):
                if self._is_version(node) or self._is_shape_test(node):
                    return True
                source = self._source(node)
                if source is not None and source not in seen:
                    seen.add(source)
                    waiting.append(source)
        return False

    # -- what a container is ----------------------------------------------------------------

    def _shape(self, test: Node) -> _Truths | None:
        """``isinstance(C, dict)``, ``hasattr(C, "items")``, ``type(C) is dict``, ``hasattr(E, "key")``."""
        compared = comparison_of(test)
        if compared is not None:
            return self._type_compared(*compared)
        arguments = plain_arguments(test) if isinstance(test, cst.Call) else None
        if not self._is_shape_test(test) or arguments is None or len(arguments) != 2:
            return None
        value = self._values.of(arguments[0])
        if value.kind == MIXED or value.optional or value.empties:
            return None  # what else it may be takes the other way
        is_element = value.kind == ENTITY
        if self._is_call(test, "hasattr"):
            name = string_of(arguments[1]) or ""
            return (_FOR_LISTS if name in api.ENTITY_READS else None) if is_element else _METHODS.get(name)
        return self._class(arguments[1]) if self._is_call(test, "isinstance") and not is_element else None

    def _type_compared(self, left: Expression, sign: cst.BaseCompOp, right: Expression) -> _Truths | None:
        found = self._class(right) if self._is_shape_test(left) and self._is_call(left, "type") else None
        if found is None or not isinstance(sign, (cst.Is, cst.Equal, cst.IsNot, cst.NotEqual)):
            return None
        return found if isinstance(sign, (cst.Is, cst.Equal)) else found[::-1]

    def _class(self, node: Expression) -> _Truths | None:
        """What being of the class, or of one of the classes, says."""
        found = set()
        for part in tuple_elements(node) or [node]:
            name = part.attr.value if isinstance(part, cst.Attribute) else getattr(part, "value", "")
            found.add(_CLASSES.get(name) if isinstance(name, str) else None)
        return found.pop() if len(found) == 1 else None

    def _is_call(self, node: Node, name: str) -> bool:
        return isinstance(node, cst.Call) and self._values.builtin_name(node.func) == name

    def _is_shape_test(self, node: Node) -> bool:
        """Whether it asks what a container is, or whether an element is an entity; not of which class an entity is."""
        if not isinstance(node, cst.Call) or not node.args:
            return False
        name = self._values.builtin_name(node.func)
        value = self._values.of(node.args[0].value) if name in _SHAPE_TESTS else None
        if value is None or value.kind == ENTITY:
            return value is not None and name in ("hasattr", "getattr")
        return value.kind == CONTAINER or (value.kind == MIXED and value.container is not None)

    # -- which version ----------------------------------------------------------------------

    def _version(self, test: Node) -> _Truths | None:
        """A comparison of MLflow's version with a constant, or ``mlflow.__version__.startswith("0.")``."""
        compared = comparison_of(test)
        if compared is None:
            starts = re.fullmatch(r"V\.startswith\('(\d+)\.?'\)", self._spelled(test))
            return None if starts is None else _truths(operator.eq, 1, starts.group(1))
        left, sign, right = compared
        for subject, constant, kind in (
            (left, right, type(sign)),
            (right, left, _MIRRORED.get(type(sign), type(sign))),
        ):
            compare, spelled = _COMPARE.get(kind), self._spelled(subject)
            count = next((count for form, count in _VERSIONS if form.fullmatch(spelled)), 0)
            numbers = _CONSTANT.fullmatch(self._spelled(constant))
            if compare is not None and count and numbers is not None:
                return _truths(compare, count, numbers["numbers"])
        return None

    def _spelled(self, node: Node, depth: int = _DEPTH) -> str:
        """The code, with ``V`` for MLflow's version and in the place of names what they were bound to."""
        tree = self._values.tree
        start, end = tree.inner_span(node)
        text = tree.text
        waiting, found = [node], []
        while waiting:
            top = waiting.pop()
            source = self._source(top) if depth and isinstance(top, (cst.Name, cst.Call)) else None
            if self._is_version(top):
                found.append((*tree.span(top), "V"))
            elif source is not None:
                found.append((*tree.span(top), self._spelled(source, depth - 1)))
            else:
                waiting.extend(children(top))
        for low, high, new in sorted(found, reverse=True):
            text = text[:low] + new + text[high:]
            end += len(new) - (high - low)
        return text[start:end].replace('"', "'")

    def _is_version(self, node: Node) -> bool:
        if isinstance(node, (cst.Name, cst.Attribute)) and self._values.dotted(node) in api.VERSION_PATHS:
            return True
        if is_attribute(node, {"version"}):
            node = node.value  # of pkg_resources.get_distribution("mlflow")
        arguments = plain_arguments(node) if isinstance(node, cst.Call) else None
        if not isinstance(node, cst.Call) or not arguments or string_of(arguments[0]) not in _PACKAGES:
            return False
        return self._values.dotted(node.func) in _METADATA

    # -- behind names -----------------------------------------------------------------------

    def _source(self, node: Node) -> Expression | None:
        """The expression behind a name that is bound once, or behind a call of a function that only returns it."""
        if isinstance(node, cst.Name):
            return self._values.names.assigned(node)
        return self._returned(node) if isinstance(node, cst.Call) else None

    def _returned(self, node: cst.Call) -> Expression | None:
        """What a function of the module without parameters returns, if it does nothing else."""
        value = self._values.of(node.func)
        function = value.node
        if node.args or value.kind != LOCAL_FUNCTION or not isinstance(function, cst.FunctionDef):
            return None
        if b.parameters_of(function) or function.asynchronous is not None:
            return None
        body = [one for one in block_statements(function.body) if not isinstance(one, (cst.Import, cst.ImportFrom))]
        last = body[-1] if body else None
        is_short = len(body) == 1 or (len(body) == 2 and isinstance(body[0], cst.Expr))
        return last.value if is_short and isinstance(last, cst.Return) else None


def _negated(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _either(left: bool | None, right: bool | None, decides: bool) -> bool | None:
    """``or`` where ``decides`` is true, ``and`` where it is false, with None for what is not known."""
    if decides in (left, right):
        return decides
    return None if None in (left, right) else not decides


def _truths(compare: Callable[[Any, Any], bool], count: int, constant: str) -> _Truths:
    """What comparing the first numbers of MLflow's version with the constant's gives on both sides."""
    wanted = _numbers(constant)
    found = {
        compare(_numbers(release, count), wanted) for release in (*api.RELEASES_OF_DICTS, constant) if release[0] != "0"
    }
    return compare(_numbers(api.LAST_OF_LISTS, count), wanted), found.pop() if len(found) == 1 else None
