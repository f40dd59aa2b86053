"""The steps by which run data may get from place to place in one document, on the syntax tree of the standard library.

Everything counts that might be run data: what has ``.data`` in it, what such a thing is assigned, passed or returned
to. Names are told apart by the functions that they are local to, attributes not at all. It may say too much, and never
misses a place.
"""

from __future__ import annotations

import ast
import builtins
import operator
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from rundata_migrate import python_api
from rundata_migrate.nodes import Walk, children_of, nodes_of
from rundata_migrate.scopes import FUNCTIONS, Parameters, arguments, base_of, handed_in, locals_of

CONTAINERS = frozenset({"metrics", "params", "tags"})
READS = frozenset(
    {"key", "value", "timestamp", "step", "_key", "_value", "_timestamp", "_step", "__dict__", "attrgetter"}
)
PRIVATE = frozenset({"_metrics", "_params", "_tags"})
"""Attributes of run data that hold its containers."""
PARTS = CONTAINERS | PRIVATE | READS | {"data", "_data"}
"""Attributes of runs, run data and entities that matter."""
_FILLS = frozenset({"append", "extend", "insert", "add", "appendleft", "setdefault", "update"})
"""Methods that put what they are given into a list or dict."""
_CARRYING = (
    (PARTS - READS)
    | {"to_dictionary", "from_dictionary", "__dict__", "__getattribute__", "__getitem__", "__iter__", "__next__"}
    | {"get", "get_nowait", "items", "values", "copy", "pop", "popitem", "popleft", "result", "recv"}
    | python_api.KEEPING
)
"""What has run data in it where ``.data`` may be some, or a list or dict of some; ``.data.shape`` has none."""
_KEEPING_ELEMENTS = python_api.LISTING | {"enumerate"}
_SAYING = python_api.GIVES_NOTHING - {"dict", "open", "setattr"}
"""Functions of Python's own that give nothing of what they are given."""
_GIVERS = (
    frozenset(path.rpartition(".")[2] for path in python_api.GIVING)
    | python_api.POOL_MAPS
    | python_api.POOL_CALLS
    | (frozenset(dir(builtins)) - _SAYING)
    | _CARRYING
    | {"partial", "reduce", "copy", "deepcopy", "cast", "starmap", "tee", "groupby", "itemgetter", "methodcaller"}
)
"""Functions and methods that are known to give something of what they are given, by their last names."""
_CONSUMING = python_api.CONSUMING_ROOTS - {"random", "click", "mlflow", "rundata_compat"}
"""Modules whose functions give nothing of what they are given; some of the others' give elements."""
OF_DICTS = frozenset({"get", "items", "keys", "values", "setdefault", "popitem", "update"})
"""Methods that a dict has and a list has not."""
OF_CONTAINER = "data."
"""Stands for the ``.data`` of which a container is read: from there on it is that, and no run data."""
ANY = "*"
"""Stands for an attribute whose name is computed: it may be any that is given run data."""
ANYTHING = frozenset({ANY, "__dict__"})
SOURCES = frozenset({"data", OF_CONTAINER, "to_dictionary"})
"""Attributes that give run data, whatever they are read of."""


def read_in(node: ast.AST) -> tuple[ast.expr, str] | None:
    """What an attribute is read of, and its name: ``run.data`` and ``getattr(run, "data")``."""
    if isinstance(node, ast.Attribute):
        return node.value, node.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        name = node.args[1] if len(node.args) > 1 else None
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            return node.args[0], name.value
    return None


def last_name(node: ast.Name | ast.Attribute) -> str:
    """The name, or what is read of something."""
    return node.id if isinstance(node, ast.Name) else node.attr


Words = tuple[frozenset[str], frozenset[str], bool]
"""The names and attributes in an expression, and whether a string in it speaks of RunData."""


def _words_of(nodes: list[ast.AST], locals_: Mapping[int, str]) -> Words:
    """``nodes`` are an expression and all below it, those above before those below."""
    names, others, is_run_data = set(), set(), False
    read_of: list[ast.Attribute] = []
    for node in nodes:
        if isinstance(node, ast.Attribute):
            read_of.append(node)
        elif isinstance(node, ast.Name):
            names.add(locals_.get(id(node), node.id))
        elif isinstance(node, ast.Call):
            read = read_in(node)
            if read is not None:
                others.add(read[1])
            elif isinstance(node.func, ast.Name) and node.func.id in ("getattr", "vars"):
                others.add(ANY)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_run_data = is_run_data or "RunData" in node.value
    return frozenset(names), frozenset(_attributes_of(read_of) | others), is_run_data


def _attributes_of(nodes: list[ast.Attribute]) -> set[str]:
    """The names that are read of something; a ``data`` of which something else than a container is read is no name."""
    names: set[str] = set()
    others: set[int] = set()
    dicts: set[int] = set()
    of_containers: set[int] = set()
    for node in nodes:  # what is read of one stands before it
        if node.attr in OF_DICTS:
            dicts.add(id(node.value))
        if node.attr not in _CARRYING or (node.attr in CONTAINERS and id(node) in dicts):
            others.add(id(node.value))
        elif node.attr in CONTAINERS:
            of_containers.add(id(node.value))
        if node.attr != "data":
            names.add(node.attr)
        elif id(node) not in others:
            names.add(OF_CONTAINER if id(node) in of_containers else "data")
    return names


def read_of_dict(node: ast.AST) -> ast.expr | None:
    """What is read as only a dict can be: ``x`` of ``x.get`` and ``x.items``; new code reads so."""
    return node.value if isinstance(node, ast.Attribute) and node.attr in OF_DICTS else None


def _parts_of(node: ast.AST, givers: Collection[str] | None, consuming: Collection[str]) -> list[ast.AST]:
    """As ``nodes_of``, without what only says yes or no, a number or a text of what it is about.

    ``givers`` are the functions whose calls count, if not all do; those of modules in ``consuming`` never do.
    """
    nodes = [node]
    for one in nodes:
        if isinstance(one, (ast.Compare, ast.JoinedStr)):
            continue
        if isinstance(one, ast.Call):
            name = last_name(one.func) if isinstance(one.func, (ast.Name, ast.Attribute)) else ""
            if name in _SAYING and isinstance(one.func, ast.Name):
                continue
            if name and givers is not None and name not in givers:
                continue
            if isinstance(one.func, ast.Attribute) and isinstance(one.func.value, ast.Name):
                if one.func.value.id in consuming:
                    continue
        made = _MADE_OF.get(one.__class__)
        nodes += children_of(one) if made is None else [getattr(one, name) for name in made]
    return nodes


_MADE_OF: dict[type[ast.AST], tuple[str, ...]] = {
    ast.IfExp: ("body", "orelse"),
    ast.DictComp: ("key", "value"),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.GeneratorExp), ("elt",)),
}
"""Expressions that have nothing from some of what stands in them; what a comprehension walks is in its variables."""

_NO_WORDS: Words = (frozenset(), frozenset(), False)


@dataclass(slots=True)
class Step:
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

    def __init__(self, nodes: list[ast.AST], is_alone: bool = False) -> None:
        """``nodes`` are all of the document's, the module first.

        In one that stands alone only functions that are known give something of what they are given.
        """
        self.nodes = nodes
        self.is_alone = is_alone
        self._words: dict[int, Words] = {}
        self._carried: dict[int, Words] = {}
        self._steps: list[Step] | None = None

    @cached_property
    def walk(self) -> Walk:
        """What stands below which node."""
        return Walk(self.nodes[0])

    @cached_property
    def locals(self) -> dict[int, str]:
        """Names that are local to functions, by the identities of their nodes."""
        return locals_of(self.nodes[0]) if self.nodes else {}

    @cached_property
    def _parameters(self) -> dict[str, list[Parameters]]:
        found: dict[str, list[Parameters]] = defaultdict(list)
        for node in self.nodes:
            if isinstance(node, FUNCTIONS):
                found[node.name].append(Parameters(node, self.locals))
        return found

    @cached_property
    def _made(self) -> set[str]:
        """Classes, and names that may stand for one: calls of them go to constructors."""
        found = {"__class__"}
        for node in self.nodes:
            if isinstance(node, (ast.ClassDef, ast.arg)):
                found.add(node.name if isinstance(node, ast.ClassDef) else node.arg)
            elif isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store):
                found.add(last_name(node))
        return found

    @cached_property
    def _consuming(self) -> set[str]:
        """Names of modules whose functions give nothing of what they are given."""
        aliases = (one for node in self.nodes if isinstance(node, ast.Import) for one in node.names)
        return {one.asname or one.name for one in aliases if one.name in _CONSUMING} - self._made

    @cached_property
    def _classes(self) -> set[str]:
        """Classes of other modules: their methods are not those of this one."""
        aliases = (one for node in self.nodes if isinstance(node, ast.ImportFrom) for one in node.names)
        return {name for one in aliases if (name := one.asname or one.name)[:1].isupper()} - self._made

    @cached_property
    def _givers(self) -> frozenset[str] | None:
        """Functions that may give something of what they are given; None: any."""
        return _GIVERS.union(self._made, self._parameters) if self.is_alone else None

    @cached_property
    def all_names(self) -> frozenset[str]:
        """Every name."""
        return frozenset(node.id for node in self.nodes if isinstance(node, ast.Name))

    @cached_property
    def all_attributes(self) -> frozenset[str]:
        """Every attribute."""
        read = frozenset(read[1] for node in self.nodes if (read := read_in(node)) is not None)
        return read.union(*(node.kwd_attrs for node in self.nodes if isinstance(node, ast.MatchClass)))

    @property
    def steps(self) -> list[Step]:
        """All of them."""
        if self._steps is None:
            self._steps = []
            for node in self.nodes:
                find = _FINDERS.get(node.__class__)
                if find is not None:
                    find(self, node)
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
        """What stands in an expression, a statement or a function, its names as ``locals`` has them."""
        known = self._words.get(id(node))
        if known is None:
            known = self._words[id(node)] = _words_of(self.walk.below(node), self.locals)
        return known

    def carried(self, node: ast.AST) -> Words:
        """What an expression may have from what stands in it, its names likewise.

        ``x is None`` has nothing from ``x``.
        """
        known = self._carried.get(id(node))
        if known is None:
            known = self._carried[id(node)] = _words_of(_parts_of(node, self._givers, self._consuming), self.locals)
        return known

    def carried_in(self, nodes: Iterable[ast.AST]) -> Words:
        """The same of several."""
        found = [self.carried(node) for node in nodes]
        if not found:
            return _NO_WORDS
        if len(found) == 1:
            return found[0]
        names, attributes, run_data = zip(*found, strict=True)
        return frozenset().union(*names), frozenset().union(*attributes), any(run_data)

    def _local(self, node: ast.Name | ast.arg) -> str:
        return self.locals.get(id(node), node.arg if isinstance(node, ast.arg) else node.id)

    def _add(self, words: Words, *targets: ast.AST) -> None:
        names, attributes = set(), set()
        for target in targets:
            for below in nodes_of(target):
                if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store):
                    names.add(self._local(below))
                elif isinstance(below, ast.Attribute) and isinstance(below.ctx, ast.Store):
                    attributes.add(below.attr)
                elif isinstance(below, ast.Subscript) and isinstance(below.ctx, ast.Store):
                    self._fill(words, below.value)
        self.steps.append(Step(words, frozenset(names), frozenset(attributes), kept=frozenset(attributes)))

    def _fill(self, words: Words, node: ast.expr) -> None:
        """Something is put into a list or dict: ``xs``, ``self.found``, ``groups[k]``, ``groups.setdefault(k, [])``."""
        while isinstance(node, (ast.Subscript, ast.Call)):
            if isinstance(node, ast.Call):
                if not isinstance(node.func, ast.Attribute):
                    return
                node = node.func
            node = node.value
        names = frozenset({self._local(node)}) if isinstance(node, ast.Name) else frozenset()
        attributes = frozenset({node.attr}) if isinstance(node, ast.Attribute) else frozenset()
        self.steps.append(Step(words, names, attributes, kept=attributes, filled=(node,)))

    def _find_in_assignment(self, node: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> None:
        given = [one for one in (getattr(node, "annotation", None), node.value) if one is not None]
        self._add(self.carried_in(given), *(node.targets if isinstance(node, ast.Assign) else [node.target]))

    def _find_in_increment(self, node: ast.AugAssign) -> None:
        self._fill(self.carried(node.value), node.target)

    def _find_in_loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        if not _gives_plain(node.iter):
            self._add(self.carried(node.iter), node.target)

    def _find_in_class(self, node: ast.ClassDef) -> None:
        """A subclass of RunData: its own ``self`` is run data."""
        self.steps.append(Step(self.carried_in(node.bases), frozenset({node.name, *self._selves(node)})))

    def _find_in_lambda(self, node: ast.Lambda) -> None:
        self.steps.append(Step(self.carried(node.body), frozenset(map(self._local, node.args.args))))

    def _selves(self, cls: ast.ClassDef) -> list[str]:
        """The names of the instance in the methods of a class."""
        return [self._local(one.args.args[0]) for one in cls.body if isinstance(one, FUNCTIONS) and one.args.args]

    def _find_in_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for arg in arguments(node):
            if arg.annotation is not None:
                self.steps.append(Step(self.carried(arg.annotation), frozenset({self._local(arg)})))
        given = [node.returns] if node.returns is not None else []
        for below in self.walk.below(node):
            if isinstance(below, (ast.Return, ast.Yield, ast.YieldFrom)) and below.value is not None:
                given.append(below.value)
        name = frozenset({node.name})
        self.steps.append(Step(self.carried_in(given), name, name, name))

    def _find_in_with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            if item.optional_vars is not None:
                self._add(self.carried(item.context_expr), item.optional_vars)

    def _find_in_match(self, node: ast.Match) -> None:
        """What a pattern takes out of what is matched: ``case Run(data=d)``."""
        names, attributes, is_run_data = self.carried(node.subject)
        for case in node.cases:
            below = nodes_of(case.pattern)
            read = {name for one in below if isinstance(one, ast.MatchClass) for name in one.kwd_attrs}
            bound = {name for one in below for name in (getattr(one, "name", None), getattr(one, "rest", None)) if name}
            bound |= {name for name in self.locals.values() if base_of(name) in bound}
            words = (names, attributes | (read & PARTS), is_run_data)
            self.steps.append(Step(words, frozenset(bound)))

    def _find_in_call(self, node: ast.Call) -> None:
        """Where something tainted is passed: the function of that name may see it in any parameter."""
        func = node.func
        if not isinstance(func, (ast.Name, ast.Attribute)):
            return
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id in self._classes:
            return
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        self._find_in_lambdas([*arguments, *([func.value] if isinstance(func, ast.Attribute) else [])])
        if isinstance(func, ast.Attribute) and func.attr in _FILLS and arguments:
            self._fill(self.carried_in(arguments), func.value)
        functions = self._functions_called(last_name(func))
        for argument in arguments if functions else ():
            handed = handed_in(node, partial(operator.is_, argument))
            names = frozenset(name for one in functions for name in one.taking(handed))
            self.steps.append(Step(self.carried(argument), names))

    def _find_in_lambdas(self, given: list[ast.expr]) -> None:
        """``map(lambda m: show(m), xs)``, ``xs.sort(key=lambda m: ...)``: a lambda is given what stands beside it."""
        for one in given:
            if isinstance(one, ast.Lambda) and one.args.args:
                beside = [other for other in given if other is not one]
                self.steps.append(Step(self.carried_in(beside), frozenset(map(self._local, one.args.args))))

    def _functions_called(self, name: str) -> list[Parameters]:
        """The parameters of what is called by a name: of the functions called so, else of constructors."""
        found = self._parameters.get(name)
        if not found and (name in self._made or name == "__init__"):
            found = self._parameters.get("__init__")
        return found or []


_FINDERS: dict[type[ast.AST], Callable[[Steps, Any], None]] = {
    **dict.fromkeys((ast.Assign, ast.AnnAssign, ast.NamedExpr), Steps._find_in_assignment),
    ast.AugAssign: Steps._find_in_increment,
    **dict.fromkeys((ast.For, ast.AsyncFor, ast.comprehension), Steps._find_in_loop),
    **dict.fromkeys((ast.With, ast.AsyncWith), Steps._find_in_with),
    ast.Match: Steps._find_in_match,
    ast.ClassDef: Steps._find_in_class,
    **dict.fromkeys(FUNCTIONS, Steps._find_in_function),
    ast.Lambda: Steps._find_in_lambda,
    ast.Call: Steps._find_in_call,
}
"""Class of a node -> what adds the steps that are taken there."""


def is_data(node: ast.AST) -> bool:
    """Whether it is the ``.data`` of something."""
    return (read_in(node) or (None, ""))[1] == "data"


def _gives_plain(node: ast.expr) -> bool:
    """``run.data.metrics.items()``: keys and values, as new code reads them."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KEEPING_ELEMENTS:
        if not node.args:
            return False
        node = node.args[0]
    if not isinstance(node, ast.Call) or node.args or (read := read_of_dict(node.func)) is None:
        return False
    return isinstance(read, ast.Attribute) and read.attr in CONTAINERS and is_data(read.value)
