"""What an expression holds, as far as MLflow's objects go: evaluated on demand, remembered.

Follows imports, assignments, attributes of ``self``, loops, comprehensions, conditional expressions,
``with``, annotations and type comments, and functions of the module with their parameters and
results. What comes from outside (a parameter nobody calls, an unknown library) is unknown; what comes
from a library that looks like MLflow is a rival.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding, Bindings, parameters_of
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Expression,
    Function,
    Node,
    Tree,
    attribute_of,
    children,
    index_of,
    integer_of,
    is_none,
    name_of,
    positional_and_keywords,
    slice_of,
    string_of,
    walk,
)

# Kinds of value.
UNKNOWN = "unknown"  # from outside, nothing known
OTHER = "other"  # known, and nothing of MLflow's run data
NONE = "none"
API = "api"  # a module, class or function, by dotted path
CLIENT, STORE, RUN, RUN_DATA = api.CLIENT, api.STORE, api.RUN, api.RUN_DATA
CONTAINER = "container"
ENTITY = "container element"
SEQUENCE = "sequence"  # of `inner`
MAPPING = "mapping"  # to `inner`
TUPLE = "tuple"  # of `items`
RIVAL = "rival"
MIXED = "mixed"  # a container here, something else there
LOCAL_FUNCTION = "local function"
LOCAL_CLASS = "local class"
INSTANCE = "instance"  # of the local class `node`
TO_DICTIONARY = "dictionary form"
DATA_DICT = "dict of run data"  # `dict(run.data)`: the containers themselves, by name


@dataclass(frozen=True)
class Value:
    """An abstract value. ``why`` leads from here to where MLflow's object came from."""

    kind: str
    container: str | None = None
    dotted: str = ""
    inner: Value | None = None
    items: tuple[Value, ...] = ()
    node: Node | None = None
    confidence: Confidence = Confidence.PROVEN
    why: tuple[str, ...] = ()
    optional: bool = False
    empties: tuple[Node, ...] = ()
    """Empty list literals that stand in for the container: ``run.data.tags or []``."""


UNKNOWN_VALUE = Value(UNKNOWN)
OTHER_VALUE = Value(OTHER)
NONE_VALUE = Value(NONE)
_PENDING = Value("pending")

_RESPONDING = frozenset({"getrun", "createrun", "get"})

_INTERESTING = frozenset({CONTAINER, ENTITY, SEQUENCE, MAPPING, RUN, RUN_DATA})


def join(values: Iterable[Value]) -> Value:
    """What is known of a name that may hold any of these."""
    result: Value | None = None
    optional = False
    for value in values:
        if value.kind == "pending":
            continue
        if value.kind == NONE:
            optional = True
            continue
        result = value if result is None else _join_two(result, value)
    if result is None:
        return NONE_VALUE if optional else _PENDING
    return replace(result, optional=True) if optional and not result.optional else result


def _join_two(one: Value, two: Value) -> Value:
    if one.kind == two.kind:
        if one.kind in (SEQUENCE, MAPPING):
            inner = _join_two(one.inner or UNKNOWN_VALUE, two.inner or UNKNOWN_VALUE)
            return replace(one, inner=inner)
        if one.kind == TUPLE and len(one.items) == len(two.items):
            items = tuple(_join_two(a, c) for a, c in zip(one.items, two.items, strict=True))
            return replace(one, items=items)
        if one.kind in (LOCAL_FUNCTION, LOCAL_CLASS, INSTANCE) and one.node is not two.node:
            return UNKNOWN_VALUE
        if one.kind == API and one.dotted != two.dotted:
            return UNKNOWN_VALUE
        confidence = one.confidence if one.confidence == two.confidence else Confidence.LIKELY
        container = one.container if one.container == two.container else None
        one = replace(one, empties=tuple(dict.fromkeys((*one.empties, *two.empties))))
        return replace(one, container=container, confidence=confidence, optional=one.optional or two.optional)
    for first, second in ((one, two), (two, one)):
        if first.kind in (CONTAINER, MIXED, ENTITY):
            return replace(first, kind=MIXED)
        if first.kind in (RUN, RUN_DATA) and second.kind == UNKNOWN:
            return UNKNOWN_VALUE
    for first in (one, two):
        if first.kind in (RUN, RUN_DATA):
            return replace(first, kind=MIXED)
    if RIVAL in (one.kind, two.kind):
        return Value(RIVAL)
    return UNKNOWN_VALUE


def sequence(inner: Value) -> Value:
    """A list, tuple, generator, ... whose elements are ``inner``."""
    return Value(SEQUENCE, inner=inner, why=inner.why, confidence=inner.confidence)


class Values:
    """The values of one module's expressions."""

    def __init__(self, tree: Tree, names: Bindings, open_functions: Sequence[str] = ()) -> None:
        """Prepare; expressions are evaluated when they are asked for.

        ``open_functions`` are called from elsewhere too: their parameters are not judged by the calls seen here.
        """
        self.tree = tree
        self.closed: set[str] = set()
        """Public functions that were judged by the calls seen here."""
        self._open = frozenset(open_functions)
        self.names = names
        self._expressions: dict[Node, Value] = {}
        self._bindings: dict[Binding, Value] = {}
        self._calls: dict[Node, list[cst.Call]] | None = None
        self._returns: dict[Node, Value] = {}
        self._attributes: dict[Node, dict[str, list[Value]]] | None = None
        self._escaped: set[Node] = set()
        self._inherited: dict[Node, str | None] = {}
        self._made_by: dict[Node, list[cst.Call]] = {}
        """The calls that make an instance of a class without a constructor of its own."""
        self._type_comments = _type_comments(tree.text)

    # -- questions --------------------------------------------------------------------------

    def of(self, node: Node) -> Value:
        """What the expression holds."""
        known = self._expressions.get(node)
        if known is not None:
            return known
        self._expressions[node] = _PENDING
        value = self._evaluate(node)
        if value.kind == "pending":
            # Inside a cycle: not an answer to keep.
            del self._expressions[node]
            return _PENDING
        self._expressions[node] = value
        return value

    def element_of(self, node: Expression) -> Value:
        """What iterating the expression gives."""
        if isinstance(node, cst.Call):
            name = self.builtin_name(node.func)
            args = positional_and_keywords(node)
            if name is not None and args is not None and args[0]:
                if name == "enumerate":
                    return Value(TUPLE, items=(OTHER_VALUE, self.element_of(args[0][0])))
                if name == "zip":
                    return Value(TUPLE, items=tuple(self.element_of(arg) for arg in args[0]))
            if isinstance(node.func, cst.Attribute) and node.func.attr.value in ("items", "values", "keys"):
                base = self.of(node.func.value)
                if base.kind == MAPPING and base.inner is not None:
                    by_method = {
                        "values": base.inner,
                        "keys": OTHER_VALUE,
                        "items": Value(TUPLE, items=(OTHER_VALUE, base.inner)),
                    }
                    return by_method[node.func.attr.value]
        return _element(self.of(node))

    def builtin_name(self, node: Node) -> str | None:
        """``"len"`` if the node is the builtin of that name and not something of the module."""
        if isinstance(node, cst.Name) and self.names.is_builtin(node):
            return node.value
        if isinstance(node, cst.Attribute):
            value = self.of(node)
            if value.kind == API and value.dotted.startswith("builtins."):
                return value.dotted[len("builtins.") :]
        return None

    def dotted(self, node: Node) -> str:
        """The dotted path of something imported, or ``""``."""
        value = self.of(node)
        return value.dotted if value.kind == API else ""

    def is_plain_attribute(self, node: cst.Attribute) -> bool:
        """Whether the attribute is one that a class of the module assigns, and no property of it."""
        base = self.of(node.value)
        if base.kind != INSTANCE or base.node is None:
            return False
        name = node.attr.value
        if self._method(base.node, name) is not None or self._overrides(base.node, name):
            return False
        return any(
            name in assigned for cls, assigned in self._attribute_table().items() if self._related(cls, base.node)
        )

    def claim(self, name: str) -> bool:
        """Judge a name of the module by this file alone; False where other files are known to name it."""
        if not name.startswith("_"):
            self.closed.add(name)
        return name not in self._open

    def is_type_checked(self, binding: Binding) -> bool:
        """Whether a type comment stands on the binding's line."""
        return self.tree.line(binding.node) in self._type_comments

    def type_comment(self, node: Node) -> str | None:
        """The type comment on the node's line."""
        return self._type_comments.get(self.tree.line(node))

    def result_of(self, function: cst.FunctionDef) -> Value:
        """What a call of a function of the module gives."""
        return self._result_of(function, None)

    # -- expressions ------------------------------------------------------------------------

    def _evaluate(self, node: Node) -> Value:
        if isinstance(node, cst.Name):
            return self._name(node)
        if isinstance(node, cst.Attribute):
            return self._attribute(node)
        if isinstance(node, cst.Call):
            return self._call(node)
        if isinstance(node, cst.Subscript):
            return self._subscript(node)
        if isinstance(node, cst.IfExp):
            return self._either(node.body, node.orelse)
        if isinstance(node, cst.BooleanOperation):
            return self._either(node.left, node.right)
        if isinstance(node, cst.NamedExpr):
            return self.of(node.value)
        if isinstance(node, cst.Await):
            return self.of(node.expression)
        if isinstance(node, (cst.ListComp, cst.SetComp, cst.GeneratorExp)):
            return sequence(self.of(node.elt))
        if isinstance(node, cst.DictComp):
            return Value(MAPPING, inner=self.of(node.value))
        if isinstance(node, (cst.List, cst.Set)):
            if not node.elements:
                return OTHER_VALUE
            return sequence(join(self._display_element(element) for element in node.elements))
        if isinstance(node, cst.Tuple):
            if any(isinstance(element, cst.StarredElement) for element in node.elements):
                return sequence(join(self._display_element(element) for element in node.elements))
            return Value(TUPLE, items=tuple(self.of(element.value) for element in node.elements))
        if isinstance(node, cst.Dict):
            inner = [self.of(element.value) for element in node.elements if isinstance(element, cst.DictElement)]
            return Value(MAPPING, inner=join(inner) if inner else OTHER_VALUE)
        if isinstance(node, cst.Lambda):
            return Value(LOCAL_FUNCTION, node=node)
        return OTHER_VALUE

    def _either(self, one: Expression, two: Expression) -> Value:
        """What a conditional gives; an empty list is as good as an empty container, once it is a dict."""
        for first, second in ((one, two), (two, one)):
            value = self.of(first)
            is_empty = isinstance(second, (cst.List, cst.Tuple)) and not second.elements
            if value.kind == CONTAINER and is_empty:
                return replace(value, empties=(*value.empties, second))
        return join((self.of(one), self.of(two)))

    def _display_element(self, element: cst.BaseElement) -> Value:
        if isinstance(element, cst.StarredElement):
            return self.element_of(element.value)
        return self.of(element.value)

    def _name(self, node: cst.Name) -> Value:
        if node.value == "None":
            return NONE_VALUE
        slot = self.names.slot(node)
        if not slot.bindings:
            return Value(API, dotted=f"builtins.{node.value}") if self.names.is_builtin(node) else UNKNOWN_VALUE
        value = join(self.of_binding(binding) for binding in slot.bindings)
        return value

    def _attribute(self, node: cst.Attribute) -> Value:
        name = node.attr.value
        base = self.of(node.value)
        if base.kind == API:
            return self._imported(f"{base.dotted}.{name}")
        if base.kind in (RUN, RUN_DATA, CONTAINER, ENTITY, CLIENT, STORE):
            return self._member(base, name, node)
        if base.kind == RIVAL or name in api.RIVAL_SERVICE_ATTRIBUTES:
            return Value(RIVAL)
        if base.kind == INSTANCE and base.node is not None:
            return self._instance_attribute(base.node, name)
        if base.kind == LOCAL_CLASS and base.node is not None:
            method = self._method(base.node, name)
            return method if method is not None else self._class_attribute(base.node, name)
        if base.kind == UNKNOWN:
            if name == "data":
                return self._likely_data(node)
            return UNKNOWN_VALUE
        if base.kind in ("pending",):
            return _PENDING
        if base.kind == MIXED:
            if name in api.CONTAINERS:
                return replace(base, container=name)
            return base if name == "data" else UNKNOWN_VALUE
        return OTHER_VALUE if base.kind == OTHER else UNKNOWN_VALUE

    def _member(self, base: Value, name: str, node: cst.Attribute) -> Value:
        if base.kind == RUN:
            if name == "data":
                return replace(base, kind=RUN_DATA, optional=False)
            return OTHER_VALUE
        if base.kind == RUN_DATA:
            if name in api.CONTAINERS:
                return replace(base, kind=CONTAINER, container=name, optional=False)
            return OTHER_VALUE
        if base.kind in (CLIENT, STORE):
            if name in api.CLIENT_STORE_ATTRIBUTES:
                return replace(base, kind=STORE)
            return OTHER_VALUE
        return OTHER_VALUE

    def _likely_data(self, node: cst.Attribute) -> Value:
        if self._is_response(node.value):
            return Value(RIVAL)
        root = self.tree.inner_code(node.value)
        return Value(
            RUN_DATA,
            confidence=Confidence.LIKELY,
            why=(f"{_short(root)} of unknown origin, read like a run line {self.tree.line(node)}",),
        )

    def _is_response(self, node: Node) -> bool:
        """``x.get_run(i).run``, or ``r.run`` with such an ``r``: what a REST or SDK client answers, not MLflow's."""
        owner = attribute_of(node)
        if owner is None or owner[1] != "run":
            return False
        sources: list[Node | None] = [owner[0]]
        if isinstance(owner[0], cst.Name):
            sources = [binding.value for binding in self.names.slot(owner[0]).bindings]
        for source in sources:
            called = attribute_of(source.func) if isinstance(source, cst.Call) else None
            if called is not None and called[1].lower().replace("_", "") in (
                "getrun",
                "createrun",
                "get",
                "getrunrequest",
            ):
                return True
        return False

    def _imported(self, dotted: str) -> Value:
        root = dotted.split(".")[0]
        if dotted.startswith("builtins."):
            return OTHER_VALUE
        if any(part.endswith(api.RIVAL_SUFFIXES) for part in dotted.split(".")):
            return Value(RIVAL)
        if root == "mlflow" or dotted.startswith("."):
            if dotted.startswith(api.RIVAL_PATHS):
                return Value(RIVAL)
            return Value(API, dotted=dotted)
        if root in api.RIVAL_ROOTS or root in api.PLAIN_DATA_ROOTS:
            return Value(RIVAL)
        return Value(API, dotted=dotted)

    def _subscript(self, node: cst.Subscript) -> Value:
        base = self.of(node.value)
        index = index_of(node)
        if base.kind == RIVAL:
            return base
        if base.kind == SEQUENCE and base.inner is not None:
            return base if slice_of(node) is not None else base.inner
        if base.kind == DATA_DICT and string_of(index) in api.CONTAINERS:
            return replace(base, kind=CONTAINER, container=string_of(index))
        if base.kind == MAPPING and base.inner is not None:
            return base.inner
        if base.kind == TUPLE:
            position = integer_of(index)
            if position is not None and -len(base.items) <= position < len(base.items):
                return base.items[position]
            return UNKNOWN_VALUE
        if base.kind == CONTAINER:
            if slice_of(node) is not None:
                return sequence(_element(base))
            if integer_of(index) is not None:
                return _element(base)
            return OTHER_VALUE
        return UNKNOWN_VALUE if base.kind in (UNKNOWN, API) else OTHER_VALUE

    # -- calls ------------------------------------------------------------------------------

    def _call(self, node: cst.Call) -> Value:
        if isinstance(node.func, cst.Attribute):
            found = self._method_call(node, node.func)
            if found is not None:
                return found
        callee = self.of(node.func)
        if callee.kind == API:
            if callee.dotted.startswith("builtins."):
                return self._builtin_call(node, callee.dotted[len("builtins.") :])
            return self._api_call(node, callee.dotted)
        if callee.kind == RIVAL:
            return callee
        if callee.kind == LOCAL_FUNCTION and callee.node is not None:
            return self._result_of(callee.node, node)
        if callee.kind == LOCAL_CLASS and callee.node is not None:
            return self._instantiate(callee.node, node)
        if callee.kind == "pending":
            return _PENDING
        return UNKNOWN_VALUE

    def _method_call(self, node: cst.Call, func: cst.Attribute) -> Value | None:
        name = func.attr.value
        base = self.of(func.value)
        if base.kind in (CLIENT, STORE):
            made = api.METHODS[base.kind].get(name) or api.METHODS[CLIENT].get(name)
            return self._made(made or api.OTHER, node, base.why)
        if base.kind == RIVAL or name in api.RIVAL_METHODS:
            return Value(RIVAL)
        if base.kind in (RUN, RUN_DATA) and name == "to_dictionary":
            return replace(base, kind=TO_DICTIONARY)
        if base.kind in (RUN, RUN_DATA) and name == "__enter__":
            return base
        if base.kind == SEQUENCE and base.inner is not None:
            if name in ("pop", "__getitem__"):
                return base.inner
            if name in ("copy", "to_list"):
                return base
        if base.kind == MAPPING and base.inner is not None:
            if name in ("get", "pop", "setdefault"):
                return replace(base.inner, optional=True)
            if name == "values":
                return sequence(base.inner)
            if name == "copy":
                return base
        if base.kind == CONTAINER:
            if name == "copy":
                return base
            return OTHER_VALUE
        if base.kind == INSTANCE and base.node is not None:
            method = self._method(base.node, name)
            if method is not None and method.node is not None:
                every = (method.node, *self._overrides(base.node, name))
                result = join(self._result_of(one, node) for one in every)
                if result.kind == UNKNOWN and not self._knows_mlflow():
                    # a class of the project that is not MLflow's
                    return Value(RIVAL)
                return result
            return UNKNOWN_VALUE
        if base.kind == LOCAL_CLASS and base.node is not None and self._method(base.node, name) is None:
            # a constructor by another name, inherited: Run.parse_obj(...)
            return self._instance_of(base.node)
        if base.kind == "pending":
            return _PENDING
        return None

    def _knows_mlflow(self) -> bool:
        """Whether this module imports mlflow anywhere."""
        return any(
            binding.dotted.split(".")[0] == "mlflow"
            for scope in self.names.scopes.values()
            for bound in scope.bindings.values()
            for binding in bound
        )

    def _api_call(self, node: cst.Call, dotted: str) -> Value:
        kind = api.FUNCTIONS.get(dotted)
        if kind is not None:
            if kind in (RUN_DATA, RUN):
                return self._constructed(node, dotted, kind)
            return self._made(kind, node, ())
        if dotted in api.SEARCH_FUNCTIONS:
            args = positional_and_keywords(node)
            if args is not None and string_of(args[1].get("output_format")) == "list":
                return self._made(api.RUNS, node, ())
            return OTHER_VALUE
        if dotted in api.STAND_INS:
            return Value(RIVAL)
        if dotted in ("collections.namedtuple", "typing.NamedTuple"):
            return Value(API, dotted="types.SimpleNamespace")
        if dotted in ("copy.copy", "copy.deepcopy") and node.args:
            return self.of(node.args[0].value)
        if dotted in ("typing.cast", "t.cast") and len(node.args) == 2:
            return self._annotated(node.args[0].value) or self.of(node.args[1].value)
        if dotted == "contextlib.closing" and node.args:
            return self.of(node.args[0].value)
        return UNKNOWN_VALUE

    def _constructed(self, node: cst.Call, dotted: str, kind: str) -> Value:
        """``Run(info, data)`` gives back the very data object that it was given (entities/run.py)."""
        args = positional_and_keywords(node)
        if kind == RUN and args is not None and dotted in api.RUN_PATHS and "ActiveRun" not in dotted:
            data = args[1].get("run_data") or (args[0][1] if len(args[0]) > 1 else None)
            if data is not None:
                held = self.of(data)
                if held.kind in (RIVAL, MIXED, INSTANCE):
                    return Value(RIVAL)
        return self._made(kind, node, ())

    def _made(self, kind: str, node: cst.Call, receiver: tuple[str, ...]) -> Value:
        link = f"{_short(self.tree.inner_code(node.func))}(...) line {self.tree.line(node)}"
        if not node.args:
            link = link.replace("(...)", "()")
        why = (link, *receiver)
        if kind == api.RUNS:
            return sequence(Value(RUN, why=why))
        if kind in (RUN, RUN_DATA, CLIENT, STORE):
            return Value(kind, why=why)
        return OTHER_VALUE

    def _builtin_call(self, node: cst.Call, name: str) -> Value:
        args = positional_and_keywords(node)
        if args is None or not args[0]:
            return OTHER_VALUE
        positional, _keywords = args
        if name in ("list", "tuple", "sorted", "reversed", "iter", "set", "frozenset"):
            return sequence(self.element_of(positional[0]))
        if name == "enumerate" or name == "zip":
            return sequence(self.element_of(node))
        if name == "filter" and len(positional) == 2:
            return sequence(self.element_of(positional[1]))
        if name == "map" and len(positional) == 2:
            mapped = positional[0]
            if isinstance(mapped, cst.Lambda):
                return sequence(self.of(mapped.body))
            called = attribute_of(mapped)
            if called is not None:
                base = self.of(called[0])
                if base.kind in (CLIENT, STORE) and api.METHODS[base.kind].get(called[1]) == RUN:
                    return sequence(Value(RUN, why=(f"{_short(self.tree.inner_code(mapped))}(...)", *base.why)))
            function = self.of(mapped)
            if function.kind == LOCAL_FUNCTION and function.node is not None:
                return sequence(self._result_of(function.node, None))
            return sequence(UNKNOWN_VALUE)
        if name == "next":
            inner = self.element_of(positional[0])
            if len(positional) == 2:
                return join((inner, self.of(positional[1])))
            return inner
        if name in ("max", "min"):
            if len(positional) == 1:
                return self.element_of(positional[0])
            return join(self.of(arg) for arg in positional)
        if name == "getattr" and len(positional) >= 2:
            attribute = string_of(positional[1])
            base = self.of(positional[0])
            if attribute is None:
                if base.kind == RUN_DATA:
                    return replace(base, kind=CONTAINER, container=None)
                return UNKNOWN_VALUE
            if base.kind in (RUN, RUN_DATA):
                return self._member(base, attribute, cst.Attribute(cst.Name("x"), cst.Name(attribute)))
            if base.kind == UNKNOWN and attribute == "data":
                return Value(
                    RUN_DATA,
                    confidence=Confidence.LIKELY,
                    why=(f'getattr(..., "data") line {self.tree.line(node)}',),
                )
            return UNKNOWN_VALUE if base.kind in (UNKNOWN, API) else OTHER_VALUE
        if name == "dict" and self.of(positional[0]).kind == RUN_DATA:
            return replace(self.of(positional[0]), kind=DATA_DICT)
        if name in ("dict", "str", "len", "float", "int", "bool", "range", "sum", "any", "all", "open", "type"):
            return OTHER_VALUE
        return UNKNOWN_VALUE if name in ("super", "vars", "eval", "__import__", "globals", "locals") else OTHER_VALUE

    # -- bindings ---------------------------------------------------------------------------

    def of_binding(self, binding: Binding) -> Value:
        """What a binding makes its name hold."""
        known = self._bindings.get(binding)
        if known is not None:
            return known
        self._bindings[binding] = _PENDING
        value = self._evaluate_binding(binding)
        if value.kind == "pending":
            del self._bindings[binding]
            return _PENDING
        self._bindings[binding] = value
        return value

    def _evaluate_binding(self, binding: Binding) -> Value:
        if binding.kind == b.IMPORT:
            return self._imported(binding.dotted)
        if binding.kind == b.FUNCTION:
            decorated = isinstance(binding.node, cst.FunctionDef) and any(
                not self._is_plain_decorator(decorator.decorator) for decorator in binding.node.decorators
            )
            return UNKNOWN_VALUE if decorated else Value(LOCAL_FUNCTION, node=binding.node)
        if binding.kind == b.CLASS:
            return Value(LOCAL_CLASS, node=binding.node)
        if binding.kind == b.PARAMETER:
            return self._parameter(binding)
        if binding.kind == b.OPAQUE:
            return OTHER_VALUE if binding.value is not None else UNKNOWN_VALUE
        annotated = self._annotation_of(binding)
        if annotated is not None:
            return annotated
        if binding.value is None:
            return UNKNOWN_VALUE
        if binding.kind == b.ELEMENT:
            return self._along(self.element_of(binding.value), binding.path)
        filled = self._filled(binding)
        if filled is not None:
            return filled
        value = self.of(binding.value)
        if binding.kind == b.ENTER:
            if value.kind == INSTANCE and value.node is not None:
                method = self._method(value.node, "__enter__")
                return self._result_of(method.node, None) if method is not None and method.node else UNKNOWN_VALUE
            if value.kind == SEQUENCE and value.inner is not None:
                return value.inner  # a @contextmanager of the module: what it yields
            return value
        return self._along(value, binding.path)

    def _filled(self, binding: Binding) -> Value | None:
        """An empty list or dict that is filled later: ``xs = []``, ``xs.append(client.get_run(i))``."""
        value = binding.value
        if binding.kind != b.ASSIGN or binding.path != () or not _is_empty_display(value):
            return None
        listed: list[Value] = []
        mapped: list[Value] = []
        for use in binding.uses:
            above = self.tree.parent(use)
            call = self.tree.parent(above) if above is not None else None
            if isinstance(above, cst.Attribute) and isinstance(call, cst.Call) and len(call.args) == 1:
                if above.attr.value == "append":
                    listed.append(self.of(call.args[0].value))
                elif above.attr.value == "extend":
                    listed.append(self.element_of(call.args[0].value))
            elif isinstance(above, cst.Subscript) and isinstance(call, cst.AssignTarget):
                assign = self.tree.parent(call)
                if isinstance(assign, cst.Assign):
                    mapped.append(self.of(assign.value))
        if listed and not mapped:
            return sequence(join(listed))
        if mapped and not listed:
            return Value(MAPPING, inner=join(mapped))
        return None

    @staticmethod
    def _is_plain_decorator(decorator: Node) -> bool:
        """Decorators that leave a call's result as it is."""
        target = decorator.func if isinstance(decorator, cst.Call) else decorator
        name = target.attr.value if isinstance(target, cst.Attribute) else name_of(target)
        return name in (
            "staticmethod",
            "classmethod",
            "property",
            "cached_property",
            "lru_cache",
            "cache",
            "wraps",
            "contextmanager",
            "fixture",
            "retry",
        )

    def _along(self, value: Value, path: tuple[int, ...] | None) -> Value:
        if path is None:
            return _element(value) if value.kind == SEQUENCE else UNKNOWN_VALUE
        for position in path:
            if value.kind == TUPLE:
                value = value.items[position] if position < len(value.items) else OTHER_VALUE
            elif value.kind == SEQUENCE and value.inner is not None:
                value = value.inner
            elif value.kind == CONTAINER:
                value = _element(value)
            elif value.kind in ("pending", UNKNOWN, RIVAL):
                return value
            else:
                return OTHER_VALUE
        return value

    def _annotation_of(self, binding: Binding) -> Value | None:
        if binding.annotation is not None:
            return self._annotated(binding.annotation)
        if binding.kind in (b.ASSIGN, b.ELEMENT, b.ENTER) and binding.path == ():
            comment = self._type_comments.get(self.tree.line(binding.node))
            if comment is not None:
                return self._annotated_text(comment, binding.node)
        return None

    def _annotated(self, annotation: Node) -> Value | None:
        """The value that an annotation promises, if it is one of MLflow's."""
        text = string_of(annotation)
        if text is not None:
            return self._annotated_text(text, annotation)
        return self._from_annotation(annotation)

    def _annotated_text(self, text: str, near: Node) -> Value | None:
        try:
            parsed = cst.parse_expression(text.strip())
        except Exception:  # not an expression: no annotation
            return None
        return self._from_annotation(parsed, near)

    def _from_annotation(self, node: Node, near: Node | None = None) -> Value | None:
        if isinstance(node, (cst.Name, cst.Attribute)):
            dotted = self._annotation_path(node, near)
            line = self.tree.line(near if near is not None else node)
            kind = api.FUNCTIONS.get(dotted)
            if kind in (RUN, RUN_DATA, CLIENT, STORE):
                return Value(kind, why=(f"annotated {dotted.rsplit('.', 1)[-1]} line {line}",))
            local = self._local_class_path(node, near)
            if local is not None:
                return local
            if dotted.startswith("rival."):
                return Value(RIVAL)
            if dotted.startswith(api.RIVAL_PATHS) or dotted.split(".")[0] in api.RIVAL_ROOTS:
                return Value(RIVAL)
            return None
        if isinstance(node, cst.Subscript):
            outer = (node.value.attr.value if isinstance(node.value, cst.Attribute) else name_of(node.value)) or ""
            parts = [item.slice.value for item in node.slice if isinstance(item.slice, cst.Index)]
            if outer in ("Optional", "Final", "ClassVar", "Annotated") and parts:
                return self._from_annotation(parts[0], near)
            if outer in ("List", "Sequence", "Iterable", "Iterator", "list", "Collection", "PagedList", "Set", "set"):
                inner = self._from_annotation(parts[0], near) if parts else None
                return sequence(inner) if inner is not None else None
            if outer in ("Dict", "dict", "Mapping") and len(parts) == 2:
                inner = self._from_annotation(parts[1], near)
                return Value(MAPPING, inner=inner) if inner is not None else None
            if outer in ("Tuple", "tuple"):
                return Value(TUPLE, items=tuple(self._from_annotation(p, near) or UNKNOWN_VALUE for p in parts))
            return None
        if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if is_none(other):
                    return self._from_annotation(side, near)
        if isinstance(node, cst.SimpleString):
            return self._annotated_text(string_of(node) or "", near if near is not None else node)
        return None

    def _annotation_path(self, node: Node, near: Node | None) -> str:
        if near is None:
            value = self.of(node)
            return value.dotted if value.kind == API else ("rival.x" if value.kind == RIVAL else "")
        # Inside a string or comment: look the root up among the module's names.
        if isinstance(node, cst.Attribute):
            base = self._annotation_path(node.value, near)
            return f"{base}.{node.attr.value}" if base else ""
        name = name_of(node) or ""
        found = [self.of_binding(binding) for binding in self.names.module.bindings.get(name, ())]
        return found[0].dotted if len(found) == 1 and found[0].kind == API else ""

    def _local_class_path(self, node: Node, near: Node | None) -> Value | None:
        name = name_of(node)
        if name is None:
            return None
        for binding in self.names.module.bindings.get(name, ()):
            if binding.kind == b.CLASS:
                return self._instance_of(binding.node)
        return None

    # -- functions --------------------------------------------------------------------------

    def _parameter(self, binding: Binding) -> Value:
        param = binding.node
        function = binding.statement
        if not isinstance(param, cst.Param) or not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return UNKNOWN_VALUE
        owner = self._owner_class(function)
        if owner is not None and self._is_self(param, function):
            return self._instance_of(owner)
        annotated = self._annotation_of(binding) or self._type_comment_parameter(param, function)
        if annotated is not None:
            return annotated
        if self._is_star(param, function):
            return UNKNOWN_VALUE
        if isinstance(function, cst.Lambda):
            return self._lambda_parameter(param, function)
        values: list[Value] = []
        calls = self.calls_of(function)
        public_name = f".{function.name.value}" if owner is not None else function.name.value
        if function in self._escaped or public_name in self._open:
            return UNKNOWN_VALUE
        for call in calls:
            argument = argument_for(param, function, call, owner is not None)
            if argument is None:
                if param.default is not None:
                    values.append(self.of(param.default))
                    continue
                return UNKNOWN_VALUE
            values.append(self.of(argument))
        if not calls:
            return UNKNOWN_VALUE
        if param.default is not None and is_none(param.default):
            values.append(NONE_VALUE)
        value = join(values)
        if value.kind in _INTERESTING or value.kind == MIXED:
            line = self.tree.line(calls[0])
            link = f"parameter `{param.name.value}` of {function.name.value}(), called line {line}"
            if value.kind in (CONTAINER, MIXED, SEQUENCE, RUN_DATA) and self._is_public(function):
                self.closed.add(public_name)
            return replace(value, why=(link, *value.why))
        return value

    def _is_public(self, function: cst.FunctionDef) -> bool:
        """Whether another file could call it: not private by name, not inside another function."""
        name = function.name.value
        private = name.startswith("_") and not name.startswith("__")
        return not private and self.tree.function_of(function) is self.tree.module

    def _lambda_parameter(self, param: cst.Param, function: cst.Lambda) -> Value:
        """What a lambda is called with: at once, by its name, or by sorted, max, filter, map, list.sort."""
        direct = self._lambda_calls(function)
        if direct:
            arguments = [argument_for(param, function, call, False) for call in direct]
            return join(param_default(param, self) if one is None else self.of(one) for one in arguments)
        arg = self.tree.parent(function)
        call = self.tree.parent(arg) if isinstance(arg, cst.Arg) else None
        if not isinstance(arg, cst.Arg) or not isinstance(call, cst.Call):
            return UNKNOWN_VALUE
        name = self.builtin_name(call.func)
        keyword = arg.keyword.value if arg.keyword is not None else None
        positional = [item.value for item in call.args if item.keyword is None and not item.star]
        if name in ("sorted", "max", "min") and keyword == "key" and len(positional) == 1:
            return self.element_of(positional[0])
        if name in ("map", "filter") and len(positional) >= 2 and positional[0] is function:
            index = parameters_of(function).index(param)
            if index + 1 < len(positional):
                return self.element_of(positional[index + 1])
        if isinstance(call.func, cst.Attribute) and call.func.attr.value == "sort" and keyword == "key":
            return self.element_of(call.func.value)
        return UNKNOWN_VALUE

    def _lambda_calls(self, function: cst.Lambda) -> list[cst.Call]:
        """The calls of a lambda that is called where it stands, or through the one name that it is bound to."""
        parent = self.tree.parent(function)
        if isinstance(parent, cst.Call) and parent.func is function:
            return [parent]
        if not isinstance(parent, cst.Assign) or len(parent.targets) != 1:
            return []
        binding = self.names.binding_of_target.get(parent.targets[0].target)
        calls = []
        for use in binding.uses if binding is not None else ():
            call = self.tree.parent(use)
            if not isinstance(call, cst.Call) or call.func is not use:
                return []
            if self.names.slot(use).bindings != {binding}:
                return []
            calls.append(call)
        return calls

    def calls_of(self, function: Function) -> list[cst.Call]:
        """The calls in this module that reach the function; notes functions handed on as values."""
        if self._calls is None:
            self._calls = {}
            self._collect_calls()
        return self._calls.get(function, [])

    def is_closed(self, function: Function) -> bool:
        """Whether the function is only ever called, never handed on as a value."""
        self.calls_of(function)
        return function not in self._escaped

    def _collect_calls(self) -> None:
        assert self._calls is not None
        for node in self.tree.order:
            if isinstance(node, cst.Name) and self._is_function_name(node):
                self._note_function_use(node)
            elif isinstance(node, cst.Name):
                self._note_class_use(node)
            elif isinstance(node, cst.Attribute):
                self._note_method_use(node)

    def _is_function_name(self, node: cst.Name) -> bool:
        return any(binding.kind == b.FUNCTION for binding in self.names.slot(node).bindings)

    def _note_function_use(self, node: cst.Name) -> None:
        for binding in self.names.slot(node).bindings:
            if binding.kind == b.FUNCTION and isinstance(binding.node, cst.FunctionDef):
                self._note_use(node, binding.node)

    def _note_class_use(self, node: cst.Name) -> None:
        """``A(...)`` calls ``A.__init__``; a class that goes anywhere else may be made by anybody."""
        for binding in self.names.slot(node).bindings:
            if binding.kind != b.CLASS:
                continue
            constructor = self.constructor(binding.node)
            parent = self.tree.parent(node)
            if constructor is None:
                if isinstance(parent, cst.Call) and parent.func is node:
                    self._made_by.setdefault(binding.node, []).append(parent)
            elif not self._is_annotation(node):
                self._note_use(node, constructor)

    def _is_annotation(self, node: Node) -> bool:
        return any(isinstance(above, cst.Annotation) for above in self.tree.ancestors(node))

    def constructor(self, owner: Node | None) -> cst.FunctionDef | None:
        """The ``__init__`` that making an instance of the class calls, if the module has it."""
        method = self._method(owner, "__init__") if owner is not None else None
        return method.node if method is not None and isinstance(method.node, cst.FunctionDef) else None

    def _note_use(self, node: Node, function: cst.FunctionDef) -> None:
        assert self._calls is not None
        parent = self.tree.parent(node)
        if isinstance(parent, cst.Call) and parent.func is node:
            if parent not in self._calls.setdefault(function, []):
                self._calls[function].append(parent)
        else:
            self._escaped.add(function)

    def _note_method_use(self, node: cst.Attribute) -> None:
        name = node.attr.value
        for function in self._methods_named().get(name, ()):
            root = node.value
            owner = self._owner_class(function)
            base_name = name_of(root)
            if base_name is None and not isinstance(root, (cst.Attribute, cst.Call)):
                continue
            # By name alone: any `x.method` may be this method, unless x is known to be something else.
            value = self._shallow(root)
            if value is not None and value.kind in (INSTANCE, LOCAL_CLASS):
                if owner is not None and value.node is not owner and not self._related(value.node, owner):
                    continue
            elif value is not None and value.kind not in (UNKNOWN, MIXED, "pending"):
                continue
            self._note_use(node, function)

    def _shallow(self, node: Node) -> Value | None:
        """The value of a name that is plainly ``self``, a class or an instance of one."""
        if isinstance(node, cst.Name):
            return self.of(node)
        if isinstance(node, cst.Call):
            return self.of(node)
        return None

    def _methods_named(self) -> dict[str, list[cst.FunctionDef]]:
        if not hasattr(self, "_method_table"):
            table: dict[str, list[cst.FunctionDef]] = {}
            for node in self.tree.order:
                if isinstance(node, cst.FunctionDef) and self._owner_class(node) is not None:
                    table.setdefault(node.name.value, []).append(node)
            self._method_table = table
        return self._method_table

    def _related(self, one: Node | None, two: Node | None) -> bool:
        return one is two or two in self._bases(one) or one in self._bases(two)

    def _result_of(self, function: Node, call: cst.Call | None) -> Value:
        """What a call of a function of this module gives, whatever the arguments."""
        known = self._returns.get(function)
        if known is not None:
            return known
        self._returns[function] = _PENDING
        if isinstance(function, cst.Lambda):
            value = self.of(function.body)
        elif isinstance(function, cst.FunctionDef):
            value = self._function_result(function)
        else:
            value = UNKNOWN_VALUE
        if value.kind == "pending":
            del self._returns[function]
            return _PENDING
        if isinstance(function, cst.FunctionDef) and value.kind in _INTERESTING:
            link = f"result of {function.name.value}() line {self.tree.line(function)}"
            value = replace(value, why=(link, *value.why))
        self._returns[function] = value
        return value

    def _function_result(self, function: cst.FunctionDef) -> Value:
        if function.returns is not None:
            promised = self._annotated(function.returns.annotation)
            if promised is not None:
                return promised
        returned: list[Value] = []
        yielded: list[Value] = []
        for node in own_nodes(function):
            if isinstance(node, cst.Return):
                returned.append(NONE_VALUE if node.value is None else self.of(node.value))
            elif isinstance(node, cst.Yield):
                if isinstance(node.value, cst.From):
                    yielded.append(self.element_of(node.value.item))
                elif node.value is not None:
                    yielded.append(self.of(node.value))
        if yielded:
            return sequence(join(yielded))
        if not returned:
            return OTHER_VALUE
        return join(returned)

    # -- classes ----------------------------------------------------------------------------

    def _owner_class(self, function: Node) -> cst.ClassDef | None:
        block = self.tree.parent(function)
        owner = self.tree.parent(block) if block is not None else None
        return owner if isinstance(owner, cst.ClassDef) and isinstance(function, cst.FunctionDef) else None

    @staticmethod
    def _is_self(param: cst.Param, function: Function) -> bool:
        if not isinstance(function, cst.FunctionDef):
            return False
        decorators = {name_of(d.decorator) for d in function.decorators}
        if decorators & {"staticmethod", "classmethod"}:
            return False
        first = parameters_of(function)
        return bool(first) and first[0] is param

    @staticmethod
    def _is_star(param: cst.Param, function: Function) -> bool:
        return param is function.params.star_arg or param is function.params.star_kwarg

    def _instance_of(self, owner: Node) -> Value:
        if owner not in self._inherited:
            self._inherited[owner] = self._inherited_kind(owner)
        inherited = self._inherited[owner]
        if inherited is not None:
            return Value(inherited, why=(f"class {owner.name.value} line {self.tree.line(owner)}",))  # type: ignore[attr-defined]
        return Value(INSTANCE, node=owner)

    def _instantiate(self, owner: Node, call: cst.Call) -> Value:
        return self._instance_of(owner)

    def _inherited_kind(self, owner: Node) -> str | None:
        """Subclasses of MLflow's client, store, run and run data are those."""
        if not isinstance(owner, cst.ClassDef):
            return None
        for base in owner.bases:
            kind = api.FUNCTIONS.get(self.dotted(base.value))
            if kind in (CLIENT, STORE, RUN, RUN_DATA):
                defined = {
                    statement.name.value for statement in owner.body.body if isinstance(statement, cst.FunctionDef)
                }
                if defined & {*api.CONTAINERS, "data", *api.METHODS[CLIENT]}:
                    return None
                return kind
        return None

    def _bases(self, owner: Node | None) -> list[Node]:
        found: list[Node] = []
        todo = [owner]
        while todo:
            top = todo.pop()
            if not isinstance(top, cst.ClassDef):
                continue
            for base in top.bases:
                value = self.of(base.value)
                if value.kind == LOCAL_CLASS and value.node is not None and value.node not in found:
                    found.append(value.node)
                    todo.append(value.node)
        return found

    def _method(self, owner: Node, name: str) -> Value | None:
        for cls in (owner, *self._bases(owner)):
            for statement in cls.body.body:  # type: ignore[attr-defined]
                if isinstance(statement, cst.FunctionDef) and statement.name.value == name:
                    return Value(LOCAL_FUNCTION, node=statement)
        return None

    def _instance_attribute(self, owner: Node, name: str) -> Value:
        method = self._method(owner, name)
        overrides = self._overrides(owner, name)
        if method is not None and isinstance(method.node, cst.FunctionDef):
            decorators = {
                d.decorator.attr.value if isinstance(d.decorator, cst.Attribute) else name_of(d.decorator)
                for d in method.node.decorators
            }
            if decorators & {"property", "cached_property"}:
                return join(self._result_of(one, None) for one in (method.node, *overrides))
            return UNKNOWN_VALUE if overrides else method
        return self._class_attribute(owner, name)

    def _overrides(self, owner: Node, name: str) -> list[cst.FunctionDef]:
        """The methods of this name in subclasses: `self` may be one of them."""
        return [one for one in self._methods_named().get(name, ()) if owner in self._bases(self._owner_class(one))]

    def _class_attribute(self, owner: Node, name: str) -> Value:
        table = self._attribute_table()
        values = [
            self.of(value) for cls, names in table.items() if self._related(cls, owner) for value in names.get(name, ())
        ]
        if values:
            return join(values)
        for cls in (owner, *self._bases(owner)):
            scope = self.names.scopes.get(cls)
            if scope is not None and name in scope.bindings:
                return join(self.of_binding(binding) for binding in scope.bindings[name])
        return self._declared(owner, name) or self._field(owner, name) or UNKNOWN_VALUE

    def _field(self, owner: Node, name: str) -> Value | None:
        """A dataclass's field, or a NamedTuple's: what the calls of the class in this module give it."""
        if self._calls is None:
            self.calls_of(cst.Lambda(cst.Parameters(), cst.Name("x")))
        fields = [
            name_of(small.target)
            for line in owner.body.body  # type: ignore[attr-defined]
            if isinstance(line, cst.SimpleStatementLine)
            for small in line.body
            if isinstance(small, cst.AnnAssign)
        ]
        if name not in fields:
            return None
        given: list[Value] = []
        for call in self._made_by.get(owner, ()):
            arguments = positional_and_keywords(call)
            if arguments is None:
                return None
            position = fields.index(name)
            if name in arguments[1]:
                given.append(self.of(arguments[1][name]))
            elif position < len(arguments[0]):
                given.append(self.of(arguments[0][position]))
        return join(given) if given else None

    def _declared(self, owner: Node, name: str) -> Value | None:
        """``name: Run`` in a class body (dataclasses)."""
        for cls in (owner, *self._bases(owner)):
            for statement in walk(cls.body):  # type: ignore[attr-defined]
                if isinstance(statement, cst.AnnAssign) and name_of(statement.target) == name:
                    return self._annotated(statement.annotation.annotation)
        return None

    def _attribute_table(self) -> dict[Node, dict[str, list[Node]]]:
        """Class -> attribute -> the expressions assigned to it through ``self`` or in the class body."""
        if not hasattr(self, "_attribute_values"):
            table: dict[Node, dict[str, list[Node]]] = {}
            for node in self.tree.order:
                pairs: list[tuple[Node, Node]] = []
                if isinstance(node, cst.Assign):
                    for target in node.targets:
                        pairs.extend(_pairs(target.target, node.value))
                elif isinstance(node, cst.AnnAssign) and node.value is not None:
                    pairs.append((node.target, node.value))
                for target_node, value in pairs:
                    owner, name = self._attribute_owner(target_node)
                    if owner is not None:
                        table.setdefault(owner, {}).setdefault(name, []).append(value)
            self._attribute_values = table
        return self._attribute_values

    def _attribute_owner(self, target: Node) -> tuple[Node | None, str]:
        if isinstance(target, cst.Attribute):
            base = self.of(target.value)
            if base.kind in (INSTANCE, LOCAL_CLASS):
                return base.node, target.attr.value
        elif isinstance(target, cst.Name):
            scope = self.names.scope_at(target)
            if scope.kind == "class":
                return scope.node, target.value
        return None, ""

    def _type_comment_parameter(self, param: cst.Param, function: Function) -> Value | None:
        """``def f(a, run):  # type: (int, Run) -> None`` and one comment a parameter."""
        if not isinstance(function, cst.FunctionDef):
            return None
        own = self._type_comments.get(self.tree.line(param))
        if own is not None and not own.startswith("("):
            return self._annotated_text(own, param)
        start = self.tree.line(function.name)
        body_line = self.tree.line(function.body.body[0]) if function.body.body else start
        for line in range(start, body_line + 1):
            comment = self._type_comments.get(line, "")
            if comment.startswith("(") and "->" in comment:
                types = _split_signature(comment)
                params = parameters_of(function)
                if len(types) == len(params) - 1 and self._owner_class(function) is not None:
                    types = ["", *types]
                index = params.index(param)
                if index < len(types) and types[index]:
                    return self._annotated_text(types[index], param)
        return None


# -- helpers ----------------------------------------------------------------------------------


def _is_empty_display(node: Node | None) -> bool:
    if isinstance(node, (cst.List, cst.Dict)):
        return not node.elements
    return isinstance(node, cst.Call) and not node.args and name_of(node.func) in ("list", "dict")


def _element(value: Value) -> Value:
    if value.kind == CONTAINER:
        return replace(value, kind=ENTITY, optional=False)
    if value.kind in (SEQUENCE,) and value.inner is not None:
        return value.inner
    if value.kind == TUPLE:
        return join(value.items) if value.items else OTHER_VALUE
    if value.kind in (RIVAL, UNKNOWN, "pending"):
        return value
    if value.kind == API:
        return UNKNOWN_VALUE
    if value.kind == MIXED and value.container is not None:
        return replace(value, kind=MIXED)
    return UNKNOWN_VALUE if value.kind == MIXED else OTHER_VALUE


def _pairs(target: Node, value: Node) -> list[tuple[Node, Node]]:
    """``a, b = x, y`` as two assignments."""
    if isinstance(target, (cst.Tuple, cst.List)) and isinstance(value, (cst.Tuple, cst.List)):
        if len(target.elements) == len(value.elements):
            return [
                pair for t, v in zip(target.elements, value.elements, strict=True) for pair in _pairs(t.value, v.value)
            ]
    return [(target, value)]


def _short(code: str) -> str:
    flat = re.sub(r"\s+", " ", code)
    return flat if len(flat) <= 60 else flat[:57] + "..."


def _type_comments(text: str) -> dict[int, str]:
    found: dict[int, str] = {}
    if "# type:" not in text and "#type:" not in text:
        return found
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        match = re.search(r"#\s*type:\s*(?!ignore)(.+)$", line)
        if match:
            found[number] = match.group(1).split("#")[0].strip()
    return found


def _split_signature(comment: str) -> list[str]:
    depth = 0
    parts = [""]
    for char in comment[1:]:
        if char == ")" and depth == 0:
            break
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def own_nodes(function: cst.FunctionDef) -> Iterable[Node]:
    """The nodes of a function's body that are not inside another function."""
    stack: list[Node] = [function.body]
    while stack:
        top = stack.pop()
        yield top
        if not isinstance(top, (cst.FunctionDef, cst.Lambda, cst.ClassDef)):
            stack.extend(reversed(list(children(top))))


def param_default(param: cst.Param, values: Values) -> Value:
    """What a parameter holds that a call gives nothing."""
    return values.of(param.default) if param.default is not None else UNKNOWN_VALUE


def argument_for(param: cst.Param, function: Function, call: cst.Call, is_method: bool) -> Expression | None:
    """The argument that a call binds to a parameter; None if it gives none or a star hides it."""
    params = parameters_of(function)
    index = params.index(param)
    if is_method and isinstance(function, cst.FunctionDef):
        if "staticmethod" not in {name_of(d.decorator) for d in function.decorators}:
            index -= 1
    position = 0
    for arg in call.args:
        if arg.star:
            return None
        if arg.keyword is not None:
            if arg.keyword.value == param.name.value:
                return arg.value
            continue
        if position == index and param not in function.params.kwonly_params:
            return arg.value
        position += 1
    return None


def comprehension_of(tree: Tree, clause: cst.CompFor) -> Node | None:
    """The comprehension that a ``for`` clause belongs to."""
    for above in tree.ancestors(clause):
        if isinstance(above, COMPREHENSIONS):
            return above
    return None


__all__: Sequence[str] = ("UNKNOWN_VALUE", "Value", "Values", "argument_for", "join", "own_nodes", "sequence")
