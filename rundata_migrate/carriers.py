"""Objects of the project's own classes that have run data in an attribute or give it by a method, by name alone.

``Tracked(run_id)`` says nothing of run data, but a function that it is handed to may read ``tracked.metrics``. What
carries is followed by what an expression is made of, not by what stands somewhere in it: an object that carries is no
run data yet, and most of what is done with it has nothing to do with any.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator

from rundata_migrate.taint import nodes_of

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ROUNDS = 6
_FILLING = frozenset({"append", "add", "insert", "appendleft", "setdefault"})
_PASSING = frozenset({"list", "tuple", "set", "sorted", "reversed", "iter", "next", "enumerate", "zip", "max", "min"})
"""Functions of Python's own that give what they are given, or have it in what they give."""


_PASSES_ON = (
    *(ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.For, ast.AsyncFor, ast.comprehension, ast.With, ast.AsyncWith),
    *(ast.ClassDef, ast.Call, *_FUNCTIONS),
)


class Parts:
    """The nodes of a document that matter here: found once, however often somebody asks what carries."""

    def __init__(self, nodes: list[ast.AST]) -> None:
        """``nodes`` are all of the document's."""
        self.nodes = [node for node in nodes if isinstance(node, _PASSES_ON)]
        self.given: dict[str, list[ast.expr | None]] = {}
        """Function -> what it gives."""
        self.members: dict[int, set[str]] = {}
        """The attributes and methods of a class."""
        for node in self.nodes:
            if isinstance(node, _FUNCTIONS):
                self.given.setdefault(node.name, []).extend(
                    below.value for below in nodes_of(node) if isinstance(below, (ast.Return, ast.Yield, ast.YieldFrom))
                )
            elif isinstance(node, ast.ClassDef):
                self.members[id(node)] = _members(node)


class Carriers:
    """What carries in one document."""

    def __init__(self, parts: Parts, known: Iterable[str], holding: Collection[str]) -> None:
        """``known`` are names from other documents, ``holding`` attributes and methods that hold or give run data."""
        self._nodes = nodes = parts.nodes
        self._given = parts.given
        self._names = set(known)
        self._attributes: set[str] = set()
        self._parameters: set[str] = set()
        self._functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        for node in nodes:
            if isinstance(node, _FUNCTIONS):
                self._functions.setdefault(node.name, []).append(node)
        self._classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
        self.members = {node.name: parts.members[id(node)] & set(holding) for node in self._classes}
        """Class -> what of it holds or gives run data."""
        self._names |= {name for name, members in self.members.items() if members}

    def spread(self) -> bool:
        """Follow everything to its end; says whether anything carries."""
        if not self._names:
            return False
        for _ in range(_ROUNDS):
            before = len(self._names) + len(self._attributes)
            for node in self._nodes:
                self._spread(node)
            if len(self._names) + len(self._attributes) == before:
                break
        return True

    def given(self, defined: set[str]) -> set[str]:
        """Those of the module's names that carry, or are functions and classes that give what does."""
        return self._names & defined

    def parameters(self) -> set[str]:
        """The parameters of the document's own functions that are given something that carries."""
        return self._parameters

    def bases(self) -> Iterator[tuple[ast.expr, set[str]]]:
        """The base classes of those that hold or give run data, and by what: they may read it of ``self``."""
        for node in self._classes:
            if self.members[node.name]:
                yield from ((base, self.members[node.name]) for base in node.bases)

    def callees(self) -> Iterator[ast.expr]:
        """What is called with something that carries."""
        for node in self._nodes:
            if isinstance(node, ast.Call):
                arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
                if any(self._carries(argument) for argument in arguments):
                    yield node.func
                    # ``map(show, tracked)``
                    yield from (one for one in node.args if isinstance(one, ast.Name) and not self._carries(one))

    def _carries(self, node: ast.AST | None) -> bool:
        if isinstance(node, ast.Name):
            return node.id in self._names
        if isinstance(node, ast.Attribute):
            return node.attr in self._attributes or (node.attr in self._names and isinstance(node.value, ast.Name))
        if isinstance(node, ast.Call):
            handed = node.args[:2] if isinstance(node.func, ast.Name) and node.func.id in _PASSING else []
            return self._carries(node.func) or any(self._carries(one) for one in handed)
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return any(self._carries(one) for one in node.elts)
        if isinstance(node, ast.Dict):
            return any(self._carries(one) for one in node.values)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            return self._carries(node.elt)
        if isinstance(node, ast.DictComp):
            return self._carries(node.value)
        if isinstance(node, ast.IfExp):
            return self._carries(node.body) or self._carries(node.orelse)
        if isinstance(node, ast.BoolOp):
            return any(self._carries(one) for one in node.values)
        if isinstance(node, (ast.Subscript, ast.Starred, ast.Await, ast.NamedExpr)):
            return self._carries(node.value)
        return False

    def _spread(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign) and self._carries(node.value):
            for target in node.targets:
                self._take(target)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
            if self._carries(node.value):
                self._take(node.target)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            if self._carries(node.iter):
                self._take(node.target)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None and self._carries(item.context_expr):
                    self._take(item.optional_vars)
        elif isinstance(node, ast.ClassDef):
            if any(self._carries(base) for base in node.bases):
                self._names.add(node.name)
            if node.name in self._names:
                self._names.add("self")
        elif isinstance(node, _FUNCTIONS):
            if any(self._carries(value) for value in self._given[node.name]):
                self._names.add(node.name)
        elif isinstance(node, ast.Call):
            self._call(node)

    def _call(self, node: ast.Call) -> None:
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if not any(self._carries(argument) for argument in arguments):
            return
        if isinstance(node.func, ast.Attribute) and node.func.attr in _FILLING:
            self._take(node.func.value)
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for other in self._functions.get(name, ()):
            every = [*other.args.posonlyargs, *other.args.args, *other.args.kwonlyargs]
            self._parameters |= {arg.arg for arg in every} - {"self", "cls"}
        self._names |= self._parameters

    def _take(self, target: ast.AST) -> None:
        for below in nodes_of(target):
            if isinstance(below, ast.Name):
                self._names.add(below.id)
            elif isinstance(below, ast.Attribute):
                self._attributes.add(below.attr)


def _members(cls: ast.ClassDef) -> set[str]:
    """The attributes and methods that a class body binds, of itself and of ``self``."""
    found: set[str] = set()
    for below in nodes_of(cls):
        if isinstance(below, ast.Attribute) and isinstance(below.ctx, ast.Store):
            if isinstance(below.value, ast.Name) and below.value.id in ("self", "cls"):
                found.add(below.attr)
    for line in cls.body:
        if isinstance(line, _FUNCTIONS):
            found.add(line.name)
        else:
            found |= {one.id for one in nodes_of(line) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return found
