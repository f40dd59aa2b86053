"""The second cheap test: on the syntax tree of the standard library, for what the bytes let through.

Follows, by name alone and without regard to scopes, everything that might be run data: what has ``.data`` in
it, what such a thing is assigned, passed or returned to. A file in which nothing of that kind has its
``metrics``, ``params`` or ``tags`` read, and read as a list, holds no site. Like the first test it may let a
file through for nothing and never loses a site.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_CONTAINERS = frozenset({"metrics", "params", "tags"})
_READS = frozenset(
    {"key", "value", "timestamp", "step", "_key", "_value", "_timestamp", "_step", "__dict__", "attrgetter"}
)
_ENTITIES = frozenset({"Metric", "Param", "RunTag"})
_ENTITY_WORD = re.compile(r"\b(Metric|Param|RunTag)\b")
_TYPE_COMMENT = re.compile(r"#\s*type:[^#\n]*\b(Run|RunData|Metric|Param|RunTag)\b")
_LIST_METHODS = frozenset({"append", "extend", "insert", "remove", "sort", "reverse", "index", "count", "pop"})
_DYNAMIC = frozenset({"getattr", "attrgetter", "vars", "__getattribute__"})
_PRIVATE = frozenset({"_metrics", "_params", "_tags"})
"""Attributes of run data that hold its containers."""
_DICTIONARY_FORMS = frozenset({"to_dictionary", "from_dictionary"})
_PLAIN_OBJECTS = frozenset(
    {"SimpleNamespace", "Namespace", "Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock", "AsyncMock"}
    | {"configure_mock"}
)
_FILLS = frozenset({"append", "extend", "insert", "add", "appendleft", "setdefault", "update"})
"""Methods that put what they are given into a list or dict."""
_LIBRARIES = frozenset({"torch", "tensorflow"})
"""Libraries with a module called ``data``, of which every second file that trains something speaks."""
SOURCES = frozenset({"data", "to_dictionary"})
"""Attributes that give run data, whatever they are read of."""
_SHOWING = frozenset({"dict", "vars"})
"""Functions of Python's own that show what an entity is made of."""
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
    nodes = nodes_of(tree)
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    if (names | attributes) & (_DYNAMIC - {"getattr"}):
        return True
    if "data" in attributes and (attributes & _PRIVATE or ("__dict__" in attributes and _speaks_of_private(nodes))):
        return True
    if attributes & _DICTIONARY_FORMS and _has_dictionary_form(nodes):
        return True
    if "getattr" in names and _has_dynamic_read(nodes):
        return True
    if _has_double(nodes):
        return True
    taint = Taint(Steps(nodes))
    if not attributes & _CONTAINERS:
        # who is handed the data may be in another file
        if "data" not in attributes or not _imports_mlflow(nodes):
            return False
        return bool(attributes & _READS) or taint.hands_on()  # `for name, entities in run.data`
    return taint.reaches_container() and (bool(attributes & _READS) or _has_list_use(nodes) or taint.hands_on())


def _speaks_of_private(nodes: list[ast.AST]) -> bool:
    return any(isinstance(node, ast.Constant) and node.value in _PRIVATE | _CONTAINERS for node in nodes)


def _plain_imports(nodes: list[ast.AST]) -> list[ast.alias]:
    return [one for node in nodes if isinstance(node, ast.Import) for one in node.names]


def _imports_mlflow(nodes: list[ast.AST]) -> bool:
    return any(
        (isinstance(node, ast.Import) and any(one.name.split(".")[0] == "mlflow" for one in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mlflow")
        for node in nodes
    )


_NO_NODES = frozenset(
    {"ctx", "op", "ops", "kind", "type_comment", "type_ignores", "id", "attr", "module", "level", "simple"}
    | {"is_async", "conversion"}
)
"""Fields of a syntax tree in which no node stands, or one that says nothing to anybody here."""

_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: ()}


def nodes_of(tree: ast.AST) -> list[ast.AST]:
    """As ``ast.walk``, in the same order, but for contexts and operators, and in half the time."""
    nodes = [tree]
    for node in nodes:
        cls = node.__class__
        names = _FIELDS.get(cls)
        if names is None:
            names = _FIELDS[cls] = tuple(name for name in cls._fields if name not in _NO_NODES)
        for name in names:
            value = getattr(node, name)
            if value.__class__ is list:
                nodes += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST):
                nodes.append(value)
    return nodes


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
            if _speaks_of_namedtuple(node.value.func):
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


def _speaks_of_namedtuple(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        if "namedtuple" in node.attr:
            return True
        node = node.value
    return "namedtuple" in (node.id if isinstance(node, ast.Name) else ast.dump(node))


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
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SHOWING:
            return True
        if isinstance(node, ast.Call) and any(
            isinstance(arg, ast.Attribute) and arg.attr in _CONTAINERS
            for arg in (*node.args, *(keyword.value for keyword in node.keywords))
        ):
            return True
    return False


Words = tuple[frozenset[str], frozenset[str], bool]
"""The names and attributes in an expression, and whether a string in it speaks of RunData."""


_NO_WORDS: Words = (frozenset(), frozenset(), False)


@dataclass(slots=True)
class _Step:
    """If what is at one place is run data, so is what is at another."""

    words: Words
    """Of the place that it comes from."""
    names: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    """What it goes to."""
    gives: frozenset[str] = frozenset()
    """Functions that give it."""
    kept: frozenset[str] = frozenset()
    """Attributes that are given it, or a list or dict in which it is put."""
    filled: tuple[ast.expr, ...] = ()
    """The lists and dicts in which it is put."""


class Steps:
    """How run data may get from place to place in one document: found once, however often somebody asks."""

    def __init__(self, nodes: list[ast.AST]) -> None:
        """``nodes`` are all of the document's, the module first."""
        self.nodes = nodes
        self._words: dict[int, Words] = {}
        self._steps: list[_Step] | None = None
        self._parameters: dict[str, set[str]] = defaultdict(set)
        self._libraries: set[str] | None = None

    def is_of_library(self, node: ast.Attribute) -> bool:
        """``torch.utils.data``, ``tf.data``: a module of a library that knows of no runs."""
        if self._libraries is None:
            imported = [(one.asname or one.name.split(".")[0], one.name) for one in _plain_imports(self.nodes)]
            known = {name for name, path in imported if path.split(".")[0] in _LIBRARIES}
            self._libraries = known - {name for name, path in imported if path.split(".")[0] not in _LIBRARIES}
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        return isinstance(root, ast.Name) and root.id in self._libraries

    @property
    def steps(self) -> list[_Step]:
        """All of them."""
        if self._steps is None:
            self._steps = []
            for node in self.nodes:
                if isinstance(node, _FUNCTIONS):
                    self._parameters[node.name] |= {arg.arg for arg in _arguments(node)} - {"self", "cls"}
            for node in self.nodes:
                self._find(node)
        return self._steps

    @property
    def imported(self) -> set[str]:
        """The names under which RunData is imported."""
        return {
            alias.asname or alias.name
            for node in self.nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if alias.name == "RunData"
        }

    def words(self, node: ast.AST) -> Words:
        """What stands in an expression, a statement or a function."""
        known = self._words.get(id(node))
        if known is None:
            names, attributes, is_run_data = set(), set(), False
            for below in nodes_of(node):
                if isinstance(below, ast.Attribute):
                    if below.attr != "data" or not self.is_of_library(below):
                        attributes.add(below.attr)
                elif isinstance(below, ast.Name):
                    names.add(below.id)
                elif isinstance(below, ast.Constant) and isinstance(below.value, str):
                    is_run_data = is_run_data or "RunData" in below.value
            known = self._words[id(node)] = frozenset(names), frozenset(attributes), is_run_data
        return known

    def words_in(self, nodes: Iterable[ast.AST]) -> Words:
        """What stands in several."""
        found = [self.words(node) for node in nodes]
        if not found:
            return _NO_WORDS
        if len(found) == 1:
            return found[0]
        names, attributes, run_data = zip(*found, strict=True)
        return frozenset().union(*names), frozenset().union(*attributes), any(run_data)

    def _add(self, words: Words, *targets: ast.AST) -> None:
        names, attributes = set(), set()
        for target in targets:
            for below in nodes_of(target):
                if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store):
                    names.add(below.id)
                elif isinstance(below, ast.Attribute) and isinstance(below.ctx, ast.Store):
                    attributes.add(below.attr)
                elif isinstance(below, ast.Subscript) and isinstance(below.ctx, ast.Store):
                    self._fill(words, below.value)
        self.steps.append(_Step(words, frozenset(names), frozenset(attributes), kept=frozenset(attributes)))

    def _fill(self, words: Words, node: ast.expr) -> None:
        """Something is put into a list or dict: ``xs``, ``self.found``, ``groups[k]``, ``groups.setdefault(k, [])``."""
        while isinstance(node, (ast.Subscript, ast.Call)):
            if isinstance(node, ast.Call):
                if not isinstance(node.func, ast.Attribute):
                    return
                node = node.func
            node = node.value
        names = frozenset({node.id}) if isinstance(node, ast.Name) else frozenset()
        attributes = frozenset({node.attr}) if isinstance(node, ast.Attribute) else frozenset()
        self.steps.append(_Step(words, names, attributes, kept=attributes, filled=(node,)))

    def _find(self, node: ast.AST) -> None:
        if isinstance(node, (ast.Name, ast.Attribute, ast.Constant)):  # two thirds of all
            return
        if isinstance(node, ast.Assign):
            self._add(self.words(node.value), *node.targets)
        elif isinstance(node, ast.AugAssign):
            self._fill(self.words(node.value), node.target)
        elif isinstance(node, ast.AnnAssign):
            given = [node.annotation] if node.value is None else [node.annotation, node.value]
            self._add(self.words_in(given), node.target)
        elif isinstance(node, ast.NamedExpr):
            self._add(self.words(node.value), node.target)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            self._add(self.words(node.iter), node.target)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None:
                    self._add(self.words(item.context_expr), item.optional_vars)
        elif isinstance(node, ast.ClassDef):
            # a subclass of RunData: its own `self` is run data
            self.steps.append(_Step(self.words_in(node.bases), frozenset({node.name, "self"})))
        elif isinstance(node, _FUNCTIONS):
            self._find_in_function(node)
        elif isinstance(node, ast.Call):
            self._find_in_call(node)
        elif isinstance(node, ast.Lambda):
            self.steps.append(_Step(self.words(node.body), frozenset(arg.arg for arg in node.args.args)))

    def _find_in_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for arg in _arguments(node):
            if arg.annotation is not None:
                self.steps.append(_Step(self.words(arg.annotation), frozenset({arg.arg})))
        given = [node.returns] if node.returns is not None else []
        for below in nodes_of(node):
            if isinstance(below, (ast.Return, ast.Yield, ast.YieldFrom)) and below.value is not None:
                given.append(below.value)
        name = frozenset({node.name})
        self.steps.append(_Step(self.words_in(given), name, name, name))

    def _find_in_call(self, node: ast.Call) -> None:
        """Where something tainted is passed: the function of that name may see it in any parameter."""
        func = node.func
        name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else None
        if name is None:
            return
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(func, ast.Attribute) and func.attr in _FILLS and arguments:
            self._fill(self.words_in(arguments), func.value)
        parameters = self._parameters.get(name, set()) | self._parameters.get("__init__", set())
        if parameters:
            self.steps.append(_Step(self.words_in(arguments), frozenset(parameters)))


class Taint:
    """Names and attributes that might hold run data, or something on the way to it."""

    def __init__(self, steps: Steps, names: Iterable[str] = (), attributes: Iterable[str] = ()) -> None:
        """``names`` and ``attributes`` are known to hold some, from other documents."""
        self._steps = steps
        self._nodes = steps.nodes
        self._names = {"RunData", *names}
        self._attributes = {*SOURCES, *attributes}
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
        self._names |= self._steps.imported
        waiting = self._steps.steps
        while True:
            still: list[_Step] = []
            for step in waiting:
                if not self._speaks_of_it(step.words):
                    still.append(step)
                    continue
                self._names |= step.names
                self._attributes |= step.attributes
                self.given |= step.gives
                self.kept |= step.kept
                self.filled.update((id(node), node) for node in step.filled)
            if len(still) == len(waiting):
                return
            waiting = still

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
        if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
            return self._is_handed(node.elt)
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
            if isinstance(node, _FUNCTIONS)
            if any(arg.arg in filled for arg in _arguments(node))
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
        self.spread()
        return any(self._is_tainted(node.value) for node in reads)

    @staticmethod
    def _direct(node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "data"

    def _gives_data(self, node: ast.Attribute) -> bool:
        return node.attr == "data" and isinstance(node.ctx, ast.Load) and not self._steps.is_of_library(node)

    def _sources(self) -> bool:
        return any(
            (isinstance(node, ast.Attribute) and self._gives_data(node))
            or (isinstance(node, ast.Name) and node.id == "RunData")
            or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "RunData" in node.value)
            or (isinstance(node, ast.alias) and node.name.endswith("RunData"))
            for node in self._nodes
        )

    def _is_tainted(self, node: ast.AST) -> bool:
        return self._speaks_of_it(self._steps.words(node))

    def _speaks_of_it(self, words: Words) -> bool:
        names, attributes, is_run_data = words
        return is_run_data or not names.isdisjoint(self._names) or not attributes.isdisjoint(self._attributes)


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
