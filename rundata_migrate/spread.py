"""Which names and attributes of one document may hold run data: by names alone, step by step, to the end.

It may say too much, and never misses a place.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

from rundata_migrate.nodes import nodes_of
from rundata_migrate.scopes import FUNCTIONS, arguments, base_of
from rundata_migrate.steps import (
    ANYTHING,
    CONTAINERS,
    PRIVATE,
    SOURCES,
    Step,
    Steps,
    Words,
    is_data,
    last_name,
    read_in,
    read_of_dict,
)

_HARMLESS = frozenset({"print", "len", "dict", "str", "repr", "float", "int", "bool", "isinstance", "type"})
"""Functions of Python's own that read no entity."""


class Taint:
    """Names and attributes that might hold run data, or something on the way to it."""

    def __init__(
        self,
        steps: Steps,
        names: Collection[str] = (),
        attributes: Collection[str] = (),
        sources: Collection[str] = SOURCES,
    ) -> None:
        """``names`` and ``attributes`` are known to hold some, from other documents.

        ``sources`` are the attributes to begin with: without some of them, only what comes of the others is followed.
        """
        self._steps = steps
        self._nodes = steps.nodes
        self._names = {"RunData", *names}
        if names:
            self._names.update(one for one in steps.locals.values() if base_of(one) in names)
        self._attributes = {*sources, *attributes}
        self._is_seeded = bool(names or attributes)
        self.given: set[str] = set()
        """Functions that give some."""
        self.kept: set[str] = set()
        """Attributes that are given some, or a list or dict in which some is put."""
        self.filled: dict[int, ast.expr] = {}
        """The lists and dicts in which some is put, by their places."""

    @property
    def names(self) -> set[str]:
        """What is assigned, passed or given run data; those of functions as ``Steps.locals`` has them."""
        return self._names - {"RunData"}

    @property
    def attributes(self) -> set[str]:
        """Attributes that hold run data."""
        return self._attributes - SOURCES - ANYTHING

    def spread(self) -> None:
        """Follow everything to its end."""
        self._names |= self._steps.imported
        waiting = self._steps.steps
        while True:
            still: list[Step] = []
            for step in waiting:
                if not self._speaks_of_it(step.words):
                    still.append(step)
                    continue
                self._names |= step.names
                self._attributes |= step.attributes
                if step.kept and not self._steps.is_alone:
                    self._attributes |= ANYTHING
                self.given |= step.gives
                self.kept |= step.kept
                self.filled.update((id(node), node) for node in step.filled)
            if len(still) == len(waiting):
                return
            waiting = still

    def hands_on(self) -> bool:
        """Whether something goes to a function, or out of one: entities may be read there."""
        self.spread()
        shared = self._shared()
        return any(self._leaves(node, shared) for node in self._nodes)

    def _shared(self) -> set[str]:
        """The variables of the module, as far as they are bound by themselves."""
        shared = {name for node in self._nodes if isinstance(node, ast.Global) for name in node.names}
        top = self._nodes[0] if self._nodes else None
        for node in top.body if isinstance(top, ast.Module) else ():
            if isinstance(node, ast.Assign):
                shared.update(target.id for target in node.targets if isinstance(target, ast.Name))
        return shared

    def _leaves(self, node: ast.AST, shared: Collection[str]) -> bool:
        """Whether something goes out of a function there, or to another."""
        if isinstance(node, ast.Assign):
            is_seen = any(not isinstance(one, ast.Name) or one.id in shared for one in node.targets)
            return is_seen and self._is_handed(node.value)
        if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)):
            return node.value is not None and self._is_handed(node.value)
        if isinstance(node, ast.Call):
            name = last_name(node.func) if isinstance(node.func, (ast.Name, ast.Attribute)) else ""
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            return name not in _HARMLESS and any(map(self._is_handed, arguments))
        return False

    def _is_handed(self, node: ast.AST) -> bool:
        parts = _handed_with(node)
        if parts is not None:
            return any(map(self._is_handed, parts))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "to_dictionary":
            return True
        if isinstance(node, ast.Name):
            return self._is_tainted(node)
        read = read_in(node)
        return read is not None and (read[1] in SOURCES or (read[1] in CONTAINERS and self._is_tainted(read[0])))

    def fillers(self) -> set[str]:
        """The functions that put some into a parameter of theirs."""
        filled = {node.id for node in self.filled.values() if isinstance(node, ast.Name)}
        return {
            node.name
            for node in (self._nodes if filled else ())
            if isinstance(node, FUNCTIONS)
            if any(arg.arg in filled for arg in arguments(node))
        }

    def holds(self, node: ast.AST) -> bool:
        """Whether an expression may hold run data, or something on the way to it."""
        return self._is_tainted(node)

    def shows_itself(self) -> bool:
        """Whether run data is asked for what it keeps: ``data._metrics``, ``data.__dict__``, ``vars(data)``."""
        self.spread()
        for node in self._nodes:
            if isinstance(node, ast.Attribute) and (node.attr in PRIVATE or node.attr == "__dict__"):
                if self._is_tainted(node.value):
                    return True
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "vars":
                if any(self._is_tainted(argument) for argument in node.args):
                    return True
        return False

    def reaches_container(self) -> bool:
        """Whether ``metrics``, ``params`` or ``tags`` of something tainted is read, and not as a dict."""
        dicts = {id(read_of_dict(node)) for node in self._nodes}
        reads = [
            read[0]
            for node in self._nodes
            if (read := read_in(node)) is not None and read[1] in CONTAINERS and id(node) not in dicts
        ]
        if any(is_data(node) for node in reads):
            return True
        if not (self._is_seeded or self._sources()):
            return False
        self.spread()
        return any(map(self._is_tainted, reads)) or any(map(self._matches_container, self._nodes))

    def _matches_container(self, node: ast.AST) -> bool:
        """``case RunData(metrics=ms)``."""
        if not isinstance(node, ast.Match):
            return False
        below = (one for case in node.cases for one in nodes_of(case.pattern) if isinstance(one, ast.MatchClass))
        return any(not CONTAINERS.isdisjoint(one.kwd_attrs) for one in below)

    def is_taken_apart(self) -> bool:
        """Whether run data is iterated: ``for section, entities in run.data``, ``dict(run.data)``."""
        taken: list[ast.expr] = []
        for node in self._nodes:
            if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)) and isinstance(node.target, ast.Tuple):
                taken.append(node.iter)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict":
                taken += node.args
        if not taken:
            return False
        self.spread()
        return any(map(self._is_tainted, taken))

    def _sources(self) -> bool:
        return any(
            (is_data(node) and not (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)))
            or (isinstance(node, ast.Name) and node.id == "RunData")
            or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "RunData" in node.value)
            or (isinstance(node, ast.alias) and node.name.endswith("RunData"))
            or (isinstance(node, ast.MatchClass) and "data" in node.kwd_attrs)
            for node in self._nodes
        )

    def _is_tainted(self, node: ast.AST) -> bool:
        return self._speaks_of_it(self._steps.carried(node))

    def _speaks_of_it(self, words: Words) -> bool:
        names, attributes, is_run_data = words
        return is_run_data or not names.isdisjoint(self._names) or not attributes.isdisjoint(self._attributes)


_HOLDERS: dict[type[ast.AST], str] = {
    ast.Dict: "values",
    **dict.fromkeys((ast.List, ast.Tuple, ast.Set), "elts"),
    ast.BoolOp: "values",
    **dict.fromkeys((ast.ListComp, ast.GeneratorExp), "elt"),
    **dict.fromkeys((ast.NamedExpr, ast.Starred, ast.Await), "value"),
}
"""Expressions that hand on what they hold, or what they are put together of -> the field where that stands."""


def _handed_with(node: ast.AST) -> list[ast.AST] | None:
    """What is handed on with an expression; None where it is that itself."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    name = _HOLDERS.get(type(node))
    if name is None:
        return None
    held = getattr(node, name)
    return held if isinstance(held, list) else [held]
