"""Which examples of a text belong together: one reads a name that another binds, above it or for its functions."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_ANY = "*"
"""Bound by an import of everything."""


@dataclass
class Names:
    """The names of an example's top level."""

    bound: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    """Those of them that a branch or a loop binds: they may still be what they were."""
    read: set[str] = field(default_factory=set)
    """Those that it reads and has not bound by then."""
    read_later: set[str] = field(default_factory=set)
    """Those that its functions read and it never binds."""


def parted(examples: Sequence[str], joined: Sequence[int]) -> list[list[int]]:
    """The examples, in order, by their indexes: lists of those that are one program.

    ``joined`` are those that are one in any case: the cells of a notebook.
    """
    names = [_names(code) for code in examples]
    parts = _Parts(len(examples))
    for other in joined[1:]:
        parts.join(joined[0], other)
    last: dict[str, int] = {}
    binders: dict[str, list[int]] = {}
    for at, own in enumerate(names):
        for name in own.read:
            if name in last or _ANY in last:
                parts.join(at, last.get(name, last.get(_ANY, at)))
        for name in own.bound:
            if name in own.perhaps and name in last:
                parts.join(at, last[name])
            last[name] = at
            binders.setdefault(name, []).append(at)
    for at, own in enumerate(names):
        for name in own.read_later:
            for other in (*binders.get(name, ()), *binders.get(_ANY, ())):
                parts.join(at, other)
    return parts.every()


class _Parts:
    """Numbers in sets that are joined."""

    def __init__(self, count: int) -> None:
        self._leaders = list(range(count))

    def _leader(self, at: int) -> int:
        while self._leaders[at] != at:
            at = self._leaders[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Make one set of those of two numbers."""
        one, other = self._leader(one), self._leader(other)
        self._leaders[max(one, other)] = min(one, other)

    def every(self) -> list[list[int]]:
        """The sets, in order."""
        found: dict[int, list[int]] = {}
        for at in range(len(self._leaders)):
            found.setdefault(self._leader(at), []).append(at)
        return list(found.values())


def _names(code: str) -> Names:
    found = Names()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            top = symtable.symtable(code, "<example>", "exec")
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names({_ANY}, set(), {_ANY}, {_ANY})
    for symbol in top.get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            found.bound.add(symbol.get_name())
        if symbol.is_referenced():
            found.read.add(symbol.get_name())
    for table in _below(top):
        for symbol in table.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                found.read_later.add(symbol.get_name())
            if symbol.is_declared_global() and symbol.is_assigned():
                found.bound.add(symbol.get_name())
    found.perhaps = found.bound - set(_surely_bound(tree))
    found.read -= found.bound - set(_read_first(tree))
    found.read_later -= found.bound
    found.read |= found.read_later
    if any(isinstance(node, ast.ImportFrom) and node.names[0].name == _ANY for node in ast.walk(tree)):
        found.bound.add(_ANY)
    return found


def _below(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for inner in table.get_children():
        yield inner
        yield from _below(inner)


def _read_first(tree: ast.Module) -> Iterator[str]:
    """The names that the statements read and only then bind, or in the same statement: ``x = x.best()``."""
    bound: set[str] = set()
    for statement in tree.body:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        before = statement if not isinstance(statement, (ast.For, ast.AsyncFor)) else statement.iter
        is_plain = isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.For, ast.AsyncFor))
        stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        early = set() if is_plain else stored  # what a body reads may be what its head has bound
        first = {node.id for node in ast.walk(before) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            first.add(statement.target.id)
        yield from first - bound - early
        bound |= stored | set(_other_bindings(statement))


def _surely_bound(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        yield from _other_bindings(statement)
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            yield from (node.id for node in ast.walk(statement) if isinstance(node, ast.Name))


def _other_bindings(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        for name in statement.names:
            yield (name.asname or name.name).partition(".")[0]
