"""Which names are local to which function, and which parameters get a call's arguments, on Python's own syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from rundata_migrate.nodes import children_of

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def base_of(name: str) -> str:
    """A name as it is written, without the function that it is local to."""
    return name.partition("@")[0]


def locals_of(top: ast.AST) -> dict[int, str]:
    """Names and parameters that are local to a function, by their identities, each with a number of the function."""
    found: dict[int, str] = {}
    todo: list[tuple[ast.AST, dict[str, str]]] = [(top, {})]
    for number, (scope, outer) in enumerate(todo):
        own, inner = _own_nodes(scope)
        known = outer
        if isinstance(scope, _SCOPES):
            known = {**outer, **{name: f"{name}@{number}" for name in _bound_by(own)}}
        for node in own:
            if isinstance(node, (ast.Name, ast.arg)) and (name := _written(node)) in known:
                found[id(node)] = known[name]
        todo += [(one, known) for one in inner]
    return found


_SCOPES = (*FUNCTIONS, ast.Lambda)


def _own_nodes(scope: ast.AST) -> tuple[list[ast.AST], list[ast.AST]]:
    """What is evaluated in the names of a scope, and the functions in it, which have names of their own."""
    own: list[ast.AST] = [scope]
    if isinstance(scope, _SCOPES):
        own = [scope.args, *(scope.body if isinstance(scope.body, list) else [scope.body])]
    inner: list[ast.AST] = []
    for node in own:
        if isinstance(node, _SCOPES):
            inner.append(node)
            own += getattr(node, "decorator_list", ())
        else:
            own += children_of(node)
    return own, inner


def _bound_by(nodes: list[ast.AST]) -> set[str]:
    """The names that a scope's nodes make local to it."""
    bound: set[str] = set()
    shared: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.arg) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)):
            bound.add(_written(node))
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            shared.update(node.names)
    return bound - shared


def _written(node: ast.Name | ast.arg) -> str:
    return node.arg if isinstance(node, ast.arg) else node.id


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[ast.arg]:
    """Its parameters, but for ``*args`` and ``**kwargs``."""
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


Handed = frozenset[int | str]
"""Positions and keywords of arguments that hold run data."""


class Parameters:
    """The parameters of a function, but for ``self``."""

    def __init__(
        self, function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, locals_: Mapping[int, str]
    ) -> None:
        """``locals_`` says what to call them, by the identities of their nodes, if not by their names."""
        arguments = function.args
        named = [one for one in (*arguments.posonlyargs, *arguments.args) if one.arg not in ("self", "cls")]
        self._positional = [locals_.get(id(one), one.arg) for one in named]
        rest = [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
        self._rest = {locals_.get(id(one), one.arg) for one in rest}
        keyed = (*named, *arguments.kwonlyargs)
        self._keyed = {one.arg: locals_.get(id(one), one.arg) for one in keyed}

    def taking(self, handed: Handed | None) -> set[str]:
        """Those that get the arguments; all where these are not known."""
        if handed is None:
            return {*self._keyed.values(), *self._rest}
        found: set[str] = set()
        for one in handed:
            if isinstance(one, str):
                found |= {self._keyed[one]} if one in self._keyed else self._rest
            else:  # ``Base.method(self, x)`` has one argument more
                near = self._positional[max(one - 1, 0) : one + 1]
                found.update(near if one < len(self._positional) else {*near, *self._rest})
        return found


def handed_in(call: ast.Call, is_handed: Callable[[ast.expr], bool]) -> Handed | None:
    """Which arguments of a call hold something; None where they may come to any parameter."""
    found: set[int | str] = set()
    for position, one in enumerate(call.args):
        if is_handed(one):
            if isinstance(one, ast.Starred):
                return None
            found.add(position)
    for keyword in call.keywords:
        if is_handed(keyword.value):
            if keyword.arg is None:
                return None
            found.add(keyword.arg)
    if any(isinstance(one, ast.Starred) for one in call.args) and any(isinstance(one, int) for one in found):
        return None
    return frozenset(found)
