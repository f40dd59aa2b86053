"""The second cheap test: on the syntax tree of the standard library, for what the bytes let through.

Follows, by name alone and without regard to scopes, everything that might be run data: what has ``.data`` in
it, what such a thing is assigned, passed or returned to. A file in which nothing of that kind has its
``metrics``, ``params`` or ``tags`` read, and read as a list, holds no site. Like the first test it may let a
file through for nothing and never loses a site.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

_CONTAINERS = frozenset({"metrics", "params", "tags"})
_READS = frozenset(
    {"key", "value", "timestamp", "step", "_key", "_value", "_timestamp", "_step", "__dict__", "attrgetter"}
)
_ENTITIES = frozenset({"Metric", "Param", "RunTag"})
_ENTITY_WORD = re.compile(r"\b(Metric|Param|RunTag)\b")
_TYPE_COMMENT = re.compile(r"#\s*type:[^#\n]*\b(Run|RunData|Metric|Param|RunTag)\b")
_LIST_METHODS = frozenset({"append", "extend", "insert", "remove", "sort", "reverse", "index", "count", "pop"})
_DYNAMIC = frozenset({"getattr", "attrgetter", "vars", "__getattribute__"})
_DICTIONARY_FORMS = frozenset({"to_dictionary", "from_dictionary"})
_PLAIN_OBJECTS = frozenset(
    {"SimpleNamespace", "Namespace", "Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock", "AsyncMock"}
    | {"configure_mock"}
)
_FILLS = frozenset({"append", "extend", "insert", "add", "appendleft", "setdefault", "update"})
"""Methods that put what they are given into a list or dict."""
SOURCES = frozenset({"data", "to_dictionary"})
"""Attributes that give run data, whatever they are read of."""
_ROUNDS = 6
_HARMLESS = frozenset({"print", "len", "dict", "str", "repr", "float", "int", "bool", "isinstance", "type"})
"""Functions of Python's own that read no entity."""


def may_hold_site(source: ast.Module | bytes | str) -> bool:
    """False only where the file provably holds no site; True where it cannot be parsed by this Python."""
    if not isinstance(source, ast.Module):
        text = source if isinstance(source, str) else source.decode("latin-1")
        if has_type_comment(text):
            return True
    try:
        tree = source if isinstance(source, ast.Module) else ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    if (names | attributes) & (_DYNAMIC - {"getattr"}):
        return True
    if attributes & _DICTIONARY_FORMS and _has_dictionary_form(nodes):
        return True
    if "getattr" in names and _has_dynamic_read(nodes):
        return True
    if _has_double(nodes):
        return True
    if not attributes & _CONTAINERS:
        # who is handed the data may be in another file
        return "data" in attributes and _imports_mlflow(nodes) and Taint(nodes).hands_on()
    taint = Taint(nodes)
    return taint.reaches_container() and (bool(attributes & _READS) or _has_list_use(nodes) or taint.hands_on())


def _imports_mlflow(nodes: list[ast.AST]) -> bool:
    return any(
        (isinstance(node, ast.Import) and any(one.name.split(".")[0] == "mlflow" for one in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mlflow")
        for node in nodes
    )


def has_type_comment(text: str) -> bool:
    """Whether a type comment names one of MLflow's classes: Python's tree does not show it."""
    return "type:" in text and _TYPE_COMMENT.search(text) is not None


def _has_dictionary_form(nodes: list[ast.AST]) -> bool:
    """``Run.from_dictionary``, or rows read as ``row["key"]`` near ``to_dictionary``."""
    runs = {"Run", "RunData"}
    for node in nodes:
        if isinstance(node, ast.alias) and node.name.rsplit(".", 1)[-1] in runs and node.asname:
            runs.add(node.asname)
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "from_dictionary":
            owner = node.value
            if isinstance(owner, (ast.Name, ast.Attribute)) and (
                (owner.id if isinstance(owner, ast.Name) else owner.attr) in runs
            ):
                return True
        elif isinstance(node, ast.Attribute) and node.attr == "to_dictionary":
            return True  # who reads it may be in another file
    return False


def _has_double(nodes: list[ast.AST]) -> bool:
    """A list for a container in a call that makes a test double: ``Mock(metrics=[...])``, or ``"data.metrics"``."""
    records: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            owner, _, name = node.value.partition(".")
            if owner == "data" and name in _CONTAINERS:
                return True
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            if "namedtuple" in ast.dump(node.value.func):
                names = _CONTAINERS & set(ast.dump(node.value).replace("'", " ").replace(",", " ").split())
                records |= {target.id for target in node.targets if isinstance(target, ast.Name)} if names else set()
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in records:
            return True
        if name in _PLAIN_OBJECTS and any(
            keyword.arg in _CONTAINERS and isinstance(keyword.value, (ast.List, ast.ListComp, ast.Name))
            for keyword in node.keywords
        ):
            return True
    return False


def _has_dynamic_read(nodes: list[ast.AST]) -> bool:
    """``getattr`` with a computed name, or one that matters, in a file with ``.data`` or ``"data"``."""
    wanted = _CONTAINERS | {"data"} | _READS
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            if len(node.args) < 2:
                return True
            name = node.args[1]
            if not isinstance(name, ast.Constant):
                if any(isinstance(below, ast.Attribute) and below.attr == "data" for below in ast.walk(node)):
                    return True
                if isinstance(node.args[0], ast.Name) and "data" in node.args[0].id.lower():
                    return True
            elif name.value in wanted:
                return True
    return False


def _has_list_use(nodes: list[ast.AST]) -> bool:
    """Whether anything is used as only a list can be; on a container that would be a site without a read."""
    elements = {
        node.target.id
        for node in nodes
        if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name)
    }
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in _LIST_METHODS:
            return True
        if isinstance(node, (ast.Subscript, ast.BinOp, ast.Compare, ast.Starred, ast.Match)):
            return True
        if isinstance(node, ast.Name) and node.id in _ENTITIES:
            return True
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and any(one in node.value for one in _ENTITIES)
        ):
            return True
        if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Tuple):
            if isinstance(node.iter, ast.Name) and node.iter.id in elements:
                return True
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Tuple, ast.List)):
            if isinstance(node.value, ast.Name) and node.value.id in elements:
                return True
        if isinstance(node, ast.Call) and any(
            isinstance(arg, ast.Attribute) and arg.attr in _CONTAINERS
            for arg in (*node.args, *(keyword.value for keyword in node.keywords))
        ):
            return True
    return False


Words = tuple[frozenset[str], frozenset[str], bool]
"""The names and attributes in an expression, and whether a string in it speaks of RunData."""


def _words_of(node: ast.AST) -> Words:
    names, attributes, is_run_data = set(), set(), False
    for below in ast.walk(node):
        if isinstance(below, ast.Attribute):
            attributes.add(below.attr)
        elif isinstance(below, ast.Name):
            names.add(below.id)
        elif isinstance(below, ast.Constant) and isinstance(below.value, str):
            is_run_data = is_run_data or "RunData" in below.value
    return frozenset(names), frozenset(attributes), is_run_data


class Taint:
    """Names and attributes that might hold run data, or something on the way to it."""

    def __init__(
        self,
        nodes: list[ast.AST],
        names: Iterable[str] = (),
        attributes: Iterable[str] = (),
        words: dict[int, Words] | None = None,
    ) -> None:
        """``names`` and ``attributes`` are known to hold some, from other documents.

        ``words`` keeps what is found out about the nodes, for another look at the same ones.
        """
        self._words: dict[int, Words] = {} if words is None else words
        self._nodes = nodes
        self._functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        for node in nodes:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._functions.setdefault(node.name, []).append(node)
        self._names = {"RunData", *names}
        self._attributes = {*SOURCES, *attributes}
        self._passed: set[str] = set()
        self.given: set[str] = set()
        """Functions that give some."""
        self.kept: set[str] = set()
        """Attributes that are given some, or a list or dict in which some is put."""
        self.filled: dict[int, ast.expr] = {}
        """The lists and dicts in which some is put, by their places."""

    @property
    def names(self) -> set[str]:
        """What is assigned, passed or given run data."""
        return self._names - {"RunData"}

    @property
    def attributes(self) -> set[str]:
        """Attributes that hold run data."""
        return self._attributes - SOURCES

    def spread(self) -> None:
        """Follow everything to its end."""
        for _ in range(_ROUNDS):
            before = len(self._names) + len(self._attributes)
            for node in self._nodes:
                self._spread(node)
            if len(self._names) + len(self._attributes) == before:
                return

    def hands_on(self) -> bool:
        """Whether something goes to a function, or out of one: entities may be read there."""
        self.spread()
        shared = {name for node in self._nodes if isinstance(node, ast.Global) for name in node.names}
        top = self._nodes[0] if self._nodes else None
        shared |= {
            target.id
            for node in (top.body if isinstance(top, ast.Module) else ())
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in self._nodes:
            if isinstance(node, ast.Assign) and self._is_handed(node.value):
                if any(not isinstance(one, ast.Name) or one.id in shared for one in node.targets):
                    return True
            if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)):
                if node.value is not None and self._is_handed(node.value):
                    return True
            elif isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
                if name not in _HARMLESS and any(self._is_handed(argument) for argument in arguments):
                    return True
        return False

    def _is_handed(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Dict):
            return any(self._is_handed(value) for value in node.values)
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return any(self._is_handed(element) for element in node.elts)
        if isinstance(node, ast.Name):
            return node.id in self.names
        if not isinstance(node, ast.Attribute):
            return False
        return node.attr in SOURCES or (node.attr in _CONTAINERS and self._is_tainted(node.value))

    def fillers(self) -> set[str]:
        """The functions that put some into a parameter of theirs."""
        filled = {node.id for node in self.filled.values() if isinstance(node, ast.Name)}
        return {
            node.name
            for node in (self._nodes if filled else ())
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            if any(arg.arg in filled for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))
        }

    def holds(self, node: ast.AST) -> bool:
        """Whether an expression may hold run data, or something on the way to it."""
        return self._is_tainted(node)

    def reaches_container(self) -> bool:
        """Whether ``metrics``, ``params`` or ``tags`` of something tainted is read."""
        reads = [node for node in self._nodes if isinstance(node, ast.Attribute) and node.attr in _CONTAINERS]
        if any(self._direct(node.value) for node in reads):
            return True
        if not self._sources():
            return False
        for _ in range(_ROUNDS):
            before = len(self._names) + len(self._attributes)
            for node in self._nodes:
                self._spread(node)
            if any(self._is_tainted(node.value) for node in reads):
                return True
            if len(self._names) + len(self._attributes) == before:
                return False
        return True

    @staticmethod
    def _direct(node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "data"

    def _sources(self) -> bool:
        return any(
            (isinstance(node, ast.Attribute) and node.attr == "data" and isinstance(node.ctx, ast.Load))
            or (isinstance(node, ast.Name) and node.id == "RunData")
            or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "RunData" in node.value)
            or (isinstance(node, ast.alias) and node.name.endswith("RunData"))
            for node in self._nodes
        )

    def _is_tainted(self, node: ast.AST) -> bool:
        words = self._words.get(id(node))
        if words is None:
            words = self._words[id(node)] = _words_of(node)
        names, attributes, is_run_data = words
        return is_run_data or not names.isdisjoint(self._names) or not attributes.isdisjoint(self._attributes)

    def _spread(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            if self._is_tainted(node.value):
                for target in node.targets:
                    self._take(target)
        elif isinstance(node, ast.AugAssign):
            if self._is_tainted(node.value):
                self._fill(node.target)
        elif isinstance(node, ast.AnnAssign):
            if self._is_tainted(node.annotation) or (node.value is not None and self._is_tainted(node.value)):
                self._take(node.target)
        elif isinstance(node, ast.NamedExpr):
            if self._is_tainted(node.value):
                self._take(node.target)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            if self._is_tainted(node.iter):
                self._take(node.target)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None and self._is_tainted(item.context_expr):
                    self._take(item.optional_vars)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name == "RunData":
                    self._names.add(alias.asname or alias.name)
        elif isinstance(node, ast.ClassDef):
            if any(self._is_tainted(base) for base in node.bases):
                # a subclass of RunData: its own `self` is run data
                self._names |= {node.name, "self"}
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self._function(node)
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.Lambda) and self._is_tainted(node.body):
            self._names |= {arg.arg for arg in node.args.args}

    def _take(self, target: ast.AST) -> None:
        for below in ast.walk(target):
            if isinstance(below, ast.Subscript) and isinstance(below.ctx, ast.Store):
                self._fill(below.value)
            elif isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store):
                self._names.add(below.id)
            elif isinstance(below, ast.Attribute) and isinstance(below.ctx, ast.Store):
                self._attributes.add(below.attr)
                self.kept.add(below.attr)

    def _fill(self, node: ast.expr) -> None:
        """Something is put into a list or dict: ``xs``, ``self.found``, ``groups[k]``, ``groups.setdefault(k, [])``."""
        while isinstance(node, (ast.Subscript, ast.Call)):
            if isinstance(node, ast.Call):
                if not isinstance(node.func, ast.Attribute):
                    return
                node = node.func
            node = node.value
        if isinstance(node, ast.Name):
            self._names.add(node.id)
        elif isinstance(node, ast.Attribute):
            self._attributes.add(node.attr)
            self.kept.add(node.attr)
        self.filled[id(node)] = node

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        for arg in every:
            if arg.annotation is not None and self._is_tainted(arg.annotation):
                self._names.add(arg.arg)
        if node.returns is not None and self._is_tainted(node.returns):
            self._give(node.name)
        for below in ast.walk(node):
            if isinstance(below, (ast.Return, ast.Yield, ast.YieldFrom)) and below.value is not None:
                if self._is_tainted(below.value):
                    self._give(node.name)

    def _give(self, name: str) -> None:
        self.given.add(name)
        self._names.add(name)
        self._attributes.add(name)

    def _call(self, node: ast.Call) -> None:
        """Something tainted is passed: the function of that name may see it in any parameter."""
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if not any(self._is_tainted(arg) for arg in arguments):
            return
        func = node.func
        if isinstance(func, ast.Attribute) and func.attr in _FILLS:
            self._fill(func.value)
        name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else None
        if name is not None and name not in self._passed:
            self._passed.add(name)
            for other in (*self._functions.get(name, ()), *self._functions.get("__init__", ())):
                args = [*other.args.posonlyargs, *other.args.args, *other.args.kwonlyargs]
                self._names |= {arg.arg for arg in args if arg.arg not in ("self", "cls")}
