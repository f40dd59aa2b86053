"""What is known of one module before libcst reads it: what it imports, defines and hands on, from Python's own tree."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from rundata_migrate import python_api
from rundata_migrate.nodes import children_of, nodes_of
from rundata_migrate.project.import_statements import Imports, imports_of
from rundata_migrate.scopes import Handed, Parameters, arguments, base_of, handed_in
from rundata_migrate.spread import Taint
from rundata_migrate.steps import SOURCES, Steps, read_in

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_CONTAINERS = frozenset({"metrics", "params", "tags"})

_LISTING = python_api.LISTING | {"enumerate", "next"}


class Module:
    """A file that has been parsed."""

    def __init__(self, tree: ast.Module) -> None:
        """``tree`` is all of it."""
        self.nodes = nodes_of(tree)
        self.imports: Imports = dict(imports_of(self.nodes))

    @cached_property
    def steps(self) -> Steps:
        """How run data may get from place to place in it."""
        return Steps(self.nodes)

    def words_below(self, nodes: Iterable[ast.AST]) -> frozenset[str]:
        """Every name and attribute."""
        return frozenset(
            name_of(below)
            for node in nodes
            for below in self.steps.walk.below(node)
            if isinstance(below, (ast.Name, ast.Attribute))
        )

    def aliases(self, name: str) -> list[str]:
        """The other names under which what is called so elsewhere is imported."""
        return [one for one, path in self.imports.items() if one != name and path.split(".")[-1] == name]

    @cached_property
    def defined(self) -> set[str]:
        """The names that the module itself binds."""
        found: set[str] = set()
        top = self.nodes[0]
        stack: list[ast.AST] = list(top.body) if isinstance(top, ast.Module) else []
        while stack:
            node = stack.pop()
            if isinstance(node, _SCOPES):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            else:
                stack.extend(children_of(node))
        return found

    def shared_by(self, function: str) -> set[str]:
        """The variables of the module that stand in a function of it."""
        named = [one for one, owner in self.definitions if one.name == function and owner is None]
        functions = {one.name for one, _ in self.definitions}
        return self.defined.intersection(self.words_below(named)) - functions - {one.name for one in self.classes}

    def filling(self, variable: str) -> list[tuple[str, bool]]:
        """The functions that bind a variable of the module, or put something into what it holds; methods or not."""
        return [
            (function.name, owner is not None)
            for function, owner in self.definitions
            if any(_fills(below, variable) for below in nodes_of(function))
        ]

    @cached_property
    def definitions(self) -> list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.ClassDef | None]]:
        """Every function, with the class whose method it is."""
        methods: dict[ast.AST, ast.ClassDef] = {}
        for node in self.classes:
            methods.update((one, node) for one in node.body if isinstance(one, FUNCTIONS))
        return [(node, methods.get(node)) for node in self.nodes if isinstance(node, FUNCTIONS)]

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        """Every class."""
        return [node for node in self.nodes if isinstance(node, ast.ClassDef)]

    @cached_property
    def parameters(self) -> dict[str, list[Parameters]]:
        """The parameters of functions by their names, and of constructors by their classes' names."""
        found: dict[str, list[Parameters]] = {}
        for function, owner in self.definitions:
            names = {function.name} if owner is None or function.name != "__init__" else {function.name, owner.name}
            for name in names:
                found.setdefault(name, []).append(Parameters(function, self.steps.locals))
        for name, values in self.assigned.items():
            for value in values:
                if isinstance(value, ast.Lambda):
                    found.setdefault(name, []).append(Parameters(value, self.steps.locals))
        return found

    @cached_property
    def assigned(self) -> dict[str, list[ast.expr]]:
        """Name or attribute -> what is assigned to it: ``board = Board()``, ``self.board = Board()``."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    found.setdefault(name_of(target), []).append(node.value)
        return found

    @cached_property
    def iterated(self) -> dict[str, list[ast.expr]]:
        """Name -> what it is an element of, or of whose elements: ``for name, run in runs.items()``."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
                for below in nodes_of(node.target):
                    if isinstance(below, ast.Name) and name_of(node.iter) != below.id:
                        found.setdefault(below.id, []).append(node.iter)
        return found

    def functions_iterated(self, name: str) -> list[ast.expr]:
        """The names and attributes that a name stands for in turn: ``for f in (text, tables.text)``."""
        listed = (one for one in self.iterated.get(name, ()) if isinstance(one, (ast.Tuple, ast.List)))
        return [each for one in listed for each in one.elts if isinstance(each, (ast.Name, ast.Attribute))]

    @cached_property
    def kept(self) -> dict[str, list[ast.expr]]:
        """Name or attribute -> what is put into the list, dict or set that it holds: ``seen.add(run)``."""
        found: dict[str, list[ast.expr]] = {}
        for call, given in self.calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr in python_api.KEEPING:
                found.setdefault(name_of(call.func.value), []).extend(given)
        return found

    @cached_property
    def fields(self) -> dict[str, set[str]]:
        """The fields of classes, by their names: annotated, made by ``attr.ib()``, or a namedtuple's."""
        found: dict[str, set[str]] = {}
        for cls in self.classes:
            found.setdefault(cls.name, set()).update(_fields_of(cls))
        for name, values in self.assigned.items():
            for value in values:
                fields = _namedtuple_fields(value)
                if fields:
                    found.setdefault(name, set()).update(fields)
        return found

    @cached_property
    def below(self) -> dict[int, list[ast.AST]]:
        """All that stands in a class, by its identity."""
        return {id(cls): self.steps.walk.below(cls) for cls in self.classes}

    @cached_property
    def calls(self) -> list[tuple[ast.Call, list[ast.expr]]]:
        """Every call with its arguments."""
        return [
            (node, [*node.args, *(keyword.value for keyword in node.keywords)])
            for node in self.nodes
            if isinstance(node, ast.Call)
        ]

    @cached_property
    def runs(self) -> set[str]:
        """Names whose ``.data`` is read, or that of their elements: ``for run in sorted(runs)``, ``run = runs[0]``."""
        waiting = [node.value for node in self.reading.get("data", ())]
        found: set[str] = set()
        while waiting:
            one = waiting.pop()
            while isinstance(one, ast.Subscript) or _is_listing(one):
                one = one.value if isinstance(one, ast.Subscript) else _first_argument(one)
            if isinstance(one, ast.Attribute) and name_of(one.value) == "self":
                waiting += [value for value in self.assigned.get(one.attr, ()) if isinstance(value, ast.Name)]
            if isinstance(one, ast.Attribute):
                waiting += [value for value in self.kept.get(one.attr, ()) if isinstance(value, ast.Name)]
            if isinstance(one, ast.Call) and name_of(one.func) in self.parameters:
                waiting += [arg for arg in one.args if name_of(arg)]
            if isinstance(one, ast.Name) and one.id not in found:
                found.add(one.id)
                for known in (self.iterated, self.assigned, self.kept):
                    waiting += known.get(one.id, ())
        return found

    @cached_property
    def taken_apart(self) -> set[str]:
        """Names whose ``.data`` is read by a getter, by its name in a string, or by a pattern."""
        found: list[ast.AST] = []
        getters = {name for name, values in self.assigned.items() if any(map(_is_getter, values))}
        for call, given in self.calls:
            is_got = name_of(call.func) in getters or any(map(_is_getter, (call.func, *given)))
            if is_got or (read_in(call) or (None, ""))[1] == "data":
                found += given
        found += [node.subject for node in self.nodes if isinstance(node, ast.Match)]
        return {below.id for one in found for below in nodes_of(one) if isinstance(below, ast.Name)}

    def handed_to(self, functions: Collection[str]) -> set[str]:
        """The names that are handed to functions of these names."""
        return {
            one.id
            for call, given in self.calls
            if name_of(call.func) in functions
            for one in given
            if isinstance(one, ast.Name)
        }

    @cached_property
    def handing(self) -> list[ast.expr]:
        """What is called with an expression that reads some ``.data``, or a name that was given a container of one."""
        names = {
            name
            for name, values in self.assigned.items()
            if any(
                is_of_run_data(below)
                for value in values
                for below in self.steps.walk.below(value)
                if isinstance(below, ast.Attribute)
            )
        }
        found: list[ast.expr] = []
        for call, given in self.calls:
            words, attributes, _ = self.steps.carried_in(given)
            if attributes & SOURCES or not names.isdisjoint(map(base_of, words)):
                found += [call.func, *(one for one in given if isinstance(one, ast.Name))]
        return found

    @cached_property
    def bare(self) -> set[str]:
        """Names that are used for something else than one of their attributes."""
        bases = {id(node.value) for node in self.nodes if isinstance(node, ast.Attribute)}
        return {node.id for node in self.nodes if isinstance(node, ast.Name) and id(node) not in bases}

    @cached_property
    def naming(self) -> dict[str, list[tuple[str, bool]]]:
        """Word -> the functions in which it stands as a name or attribute, and whether they are methods."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for function, owner in self.definitions:
            for word in self.words_below([function]) - {function.name}:
                found.setdefault(word, []).append((function.name, owner is not None))
        return found

    @cached_property
    def partials(self) -> dict[str, list[str]]:
        """Function -> the names that are bound to partials of it."""
        found: dict[str, list[str]] = {}
        for alias, values in self.assigned.items():
            for function in (name_of(one) for value in values for one in partial_of(value)):
                if function != alias:
                    found.setdefault(function, []).append(alias)
        return found

    @cached_property
    def guarded(self) -> set[str]:
        """Words that stand in the body of a ``try`` or ``with``."""
        found: set[str] = set()
        for node in self.nodes:
            if isinstance(node, (ast.Try, ast.With, ast.AsyncWith)) or type(node).__name__ == "TryStar":
                found |= self.words_below(node.body)  # type: ignore[attr-defined]
        return found

    @cached_property
    def reading(self) -> dict[str, list[ast.Attribute]]:
        """The attributes, by their names."""
        found: dict[str, list[ast.Attribute]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Attribute):
                found.setdefault(node.attr, []).append(node)
        return found

    @cached_property
    def read_of_others(self) -> frozenset[str]:
        """The attributes that are read or bound of anything but run data."""
        return frozenset(
            name for name, nodes in self.reading.items() if any(not is_of_run_data(node) for node in nodes)
        )

    @cached_property
    def bound(self) -> set[str]:
        """The attributes that are bound, but for those that a class without bases binds on ``self``."""
        own = {id(below) for cls in self.classes if not cls.bases for below in nodes_of(cls)}
        return {
            node.attr
            for nodes in self.reading.values()
            for node in nodes
            if isinstance(node.ctx, ast.Store)
            and not (id(node) in own and isinstance(node.value, ast.Name) and node.value.id == "self")
        }

    @cached_property
    def receivers(self) -> dict[str, list[ast.expr]]:
        """Word -> what it is handed to: calls that take it, decorators and ``with`` statements around it."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            words: frozenset[str] = frozenset()
            around: list[ast.expr] = []
            if isinstance(node, ast.Call):
                words = self.words_below([*node.args, *(keyword.value for keyword in node.keywords)])
                around = [node.func]
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                words, around = self.words_below(node.body), [item.context_expr for item in node.items]
            elif isinstance(node, FUNCTIONS):
                words, around = frozenset({node.name}), list(node.decorator_list)
                for below in self.steps.walk.below(node):
                    if isinstance(below, (ast.With, ast.AsyncWith)):
                        around += [item.context_expr for item in below.items]
            for word in words:
                found.setdefault(word, []).extend(around)
        return found

    def dotted(self, callee: ast.expr) -> str:
        """The dotted path of a function that is imported, or whose module is; else an empty text."""
        parts: list[str] = []
        while isinstance(callee, ast.Attribute):
            parts.append(callee.attr)
            callee = callee.value
        if not isinstance(callee, ast.Name):
            return ""
        parts.append(callee.id)
        parts.reverse()
        for length in range(len(parts), 0, -1):
            path = self.imports.get(".".join(parts[:length]))
            if path is not None:
                return ".".join([path, *parts[length:]])
        return ""


class Live:
    """What of a module has to do with run data."""

    def __init__(
        self, module: Module, names: Collection[str], attributes: Collection[str], runs: Collection[str] = ()
    ) -> None:
        """``names`` and ``attributes`` hold run data, ``runs`` are runs for a reason that stands in other files."""
        self._module = module
        self._taint = taint = Taint(module.steps, names, attributes)
        taint.spread()
        self._names = {name for name in taint.names if base_of(name) not in ("self", "cls")}
        self.attributes = taint.attributes
        """Attributes that hold run data."""
        self._runs = module.runs
        """Names that may be runs: whose is a question for the callers."""
        self._runs = {*self._runs, *runs, *module.taken_apart}
        self.takers = self._find_takers()
        """Functions with parameters that may be runs."""
        self.kept = taint.kept | (_properties(module.nodes) & taint.given)
        """Attributes that are given some, or a list or dict in which some is put, and properties that give it."""
        self.filled = list(taint.filled.values())
        """The lists and dicts in which some is put."""
        self.fillers = taint.fillers()
        """Functions that put some into a parameter of theirs."""
        self.given = taint.given | self.keepers
        """Functions that give some, and classes whose instances hold some."""
        self.is_live = self._any_live(module.nodes[:1])

    def _find_takers(self) -> frozenset[str]:
        """Adds to the runs what is handed from function to function in the module."""
        takers: frozenset[str] = frozenset()
        while True:
            found = frozenset(
                name
                for name, functions in self._module.parameters.items()
                if any(not self._runs.isdisjoint(map(base_of, one.taking(None))) for one in functions)
            )
            if found == takers:
                return takers
            takers = found
            self._runs |= self._module.handed_to(takers)

    def _any_live(self, nodes: Iterable[ast.AST]) -> bool:
        """Whether anything in them is run data, or a container of some."""
        for node in nodes:
            names, attributes, _ = self._module.steps.words(node)
            if not (names.isdisjoint(self._names) and attributes.isdisjoint(self.attributes)):
                return True
            if not attributes.isdisjoint(_CONTAINERS) and any(
                isinstance(below, ast.Attribute) and below.attr in _CONTAINERS and self._taint.holds(below.value)
                for below in self._module.steps.walk.below(node)
            ):
                return True
        return False

    def _is_handed(self, node: ast.expr) -> bool:
        """Whether it is live, or gives run data: ``run.data``."""
        return not self._module.steps.carried(node)[1].isdisjoint(SOURCES) or self._any_live([node])

    def functions(self) -> Iterator[tuple[str, bool, bool]]:
        """The functions with run data in them: name, whether it is a method, whether every user is to be seen."""
        for function, owner in self._module.definitions:
            handles = self._taint.given | self.takers
            if function.name not in handles and not self._any_live([function]):
                continue
            needs_all = function.name in self._taint.given or any(map(self._is_given, arguments(function)))
            if owner is not None and function.name == "__init__":
                yield owner.name, False, True
            else:
                yield function.name, owner is not None, needs_all
                if owner is not None and needs_all:
                    yield owner.name, False, True

    def _is_given(self, parameter: ast.arg) -> bool:
        """Whether a parameter may be run data, or a run."""
        name = parameter.arg
        if name in ("self", "cls"):
            return False
        return name in self._runs or self._module.steps.locals.get(id(parameter), name) in self._names

    def lambdas(self) -> Iterator[str]:
        """The names of lambdas with run data in them."""
        known = set(map(base_of, (*self._names, *self._runs)))
        for name, values in self._module.assigned.items():
            for one in values:
                if isinstance(one, ast.Lambda):
                    if self._any_live([one]) or not known.isdisjoint(arg.arg for arg in arguments(one)):
                        yield name

    def variables(self) -> set[str]:
        """Names of the module that hold run data, or a run."""
        return self._bound_in(self._module.nodes[:1], self._names | self._runs)

    @cached_property
    def keepers(self) -> set[str]:
        """Classes that keep run data in attributes or give it by methods: who has an instance has that too."""
        return {
            cls.name
            for cls in self._module.classes
            if any(
                (isinstance(below, ast.Attribute) and below.attr in self._taint.kept and _is_own(below))
                or (isinstance(below, FUNCTIONS) and below.name in self._taint.given)
                for below in self._module.below[id(cls)]
            )
            or self._bound_in([cls], self._names)
        }

    def class_variables(self) -> set[str]:
        """Names of class bodies that hold run data: attributes of the instances."""
        return self._bound_in(self._module.classes, self._names)

    def _bound_in(self, nodes: Iterable[ast.AST], known: Collection[str]) -> set[str]:
        """The names that a module or class body binds, of those that are known."""
        local = self._module.steps.locals
        return {
            below.id
            for node in nodes
            if isinstance(node, (ast.Module, ast.ClassDef))
            for statement in node.body
            if not isinstance(statement, _SCOPES)
            for below in self._module.steps.walk.below(statement)
            if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)
            if local.get(id(below), below.id) in known
        }

    def callees(self) -> Iterator[tuple[ast.expr, Handed | None]]:
        """What is called with run data, or with an object that holds some, and with which arguments."""
        within = {
            id(below)
            for cls in self._module.classes
            if cls.name in self.keepers
            for below in self._module.below[id(cls)]
        }
        for node, given in self._module.calls:
            hands_itself = id(node) in within and any(name_of(one) == "self" for one in given)
            handed = handed_in(node, self._is_handed)
            if hands_itself or handed is None or handed:
                yield node.func, None if hands_itself else handed
                yield from ((one, None) for one in given if isinstance(one, ast.Name) or self._module.dotted(one))


# -- questions about syntax trees ---------------------------------------------------------------


def name_of(node: ast.expr) -> str:
    """A name, or the last part of an attribute; else an empty text."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def partial_of(node: ast.expr) -> list[ast.expr]:
    """The function of which an expression makes a partial: ``partial(get, "acc")``."""
    if isinstance(node, ast.Call) and node.args and "partial" in name_of(node.func):
        return [node.args[0]]
    return []


def _fills(node: ast.AST, variable: str) -> bool:
    """``global runs``, ``runs.append``, ``runs[name] = ...``."""
    if isinstance(node, ast.Global):
        return variable in node.names
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store) and name_of(node.value) == variable
    return isinstance(node, ast.Attribute) and node.attr in python_api.KEEPING and name_of(node.value) == variable


def _is_listing(node: ast.expr) -> bool:
    """``sorted(runs)``, ``enumerate(runs)``."""
    return isinstance(node, ast.Call) and bool(node.args) and name_of(node.func) in _LISTING


def _first_argument(node: ast.expr) -> ast.expr:
    assert isinstance(node, ast.Call)
    return node.args[0]


def _is_getter(node: ast.expr) -> bool:
    """``attrgetter("data.metrics")``."""
    if not isinstance(node, ast.Call) or name_of(node.func) != "attrgetter":
        return False
    return any(isinstance(one, ast.Constant) and str(one.value).startswith("data") for one in node.args)


def is_of_run_data(node: ast.Attribute) -> bool:
    """``run.data.metrics``: of MLflow's run data, not of an object of the project."""
    return isinstance(node.value, ast.Attribute) and node.value.attr == "data" and node.attr in _CONTAINERS


def _is_own(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def _properties(nodes: list[ast.AST]) -> set[str]:
    """The names of properties."""
    return {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(one, ast.Name) and one.id == "property" for one in node.decorator_list)
    }


def _fields_of(cls: ast.ClassDef) -> set[str]:
    found: set[str] = set()
    for one in cls.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            found.add(one.target.id)
        elif isinstance(one, ast.Assign) and isinstance(one.value, ast.Call) and cls.decorator_list:
            found |= {target.id for target in one.targets if isinstance(target, ast.Name)}
    for base in cls.bases:
        found |= _namedtuple_fields(base)
    return found


def _namedtuple_fields(node: ast.AST) -> set[str]:
    """The words in the call of ``namedtuple``: its fields are among them."""
    if not isinstance(node, ast.Call) or name_of(node.func) not in ("namedtuple", "NamedTuple"):
        return set()
    found = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
    for below in nodes_of(node):
        if isinstance(below, ast.Constant) and isinstance(below.value, str):
            found |= set(below.value.replace(",", " ").split())
    return found
