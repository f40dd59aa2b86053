"""Where anything may be on the stack, words decide: does something in a document catch or look at the exception?"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator

import libcst as cst

from rundata_migrate.syntax import Node, Tree, string_of, walk
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.handlers.exceptions import GENERAL, builtin_exception, classes_of
from rundata_migrate.translate.handlers.looks import (
    Handler,
    exit_looks,
    finds_the_caught,
    handlers_of,
    is_told_exceptions,
    looks_at_exception,
    reads_exceptions,
    takes_any,
)
from rundata_migrate.translate.handlers.verdict import Change

_RUNS_NO_CODE = frozenset(
    {"len", "str", "repr", "int", "float", "bool", "round", "abs", "isinstance", "issubclass", "print", "open"}
    | {"type", "id", "ord", "chr", "input"}
)
"""Builtins that call nothing but special methods, whose exceptions are kept in any case."""

_RUNS_CODE = (
    *(cst.For, cst.CompFor, cst.Await, cst.Yield, cst.With, cst.Import, cst.ImportFrom, cst.StarredElement),
    *(cst.In, cst.NotIn),
)
"""What may bring other code onto the stack, besides calls: an iteration runs generators, an import a module."""


def word_against(context: Context, documents: Iterable[Tree], change: Change) -> str:
    """Who in the documents, or where they reach, may tell the exceptions apart; empty if nobody."""
    for document in context.imports.reach(documents):
        said = context.words.get((document, change.names))
        if said is None:
            said = context.words[(document, change.names)] = next(_words(context, document, change), "")
        if said:
            return said
    return ""


def where(context: Context, node: Node) -> str:
    """``line 12 of app.py``."""
    document = context.tree.document_of(node)
    return f"line {document.line(node)} of {document.path}" if document.path else f"line {document.line(node)}"


def _words(context: Context, document: Tree, change: Change) -> Iterator[str]:
    for handler in handlers_of(document):
        statement = document.parent(handler)
        if isinstance(statement, (cst.Try, cst.TryStar)) and _runs_code(context, statement.body):
            yield from _handler_word(context, handler, change)
    in_handlers = {below for handler in handlers_of(document) for below in walk(handler.body)}
    not_caught = _not_caught(document)
    for node in document.order:
        if node in not_caught:
            continue
        if node not in in_handlers and reads_exceptions(node) and not _is_part_of_name(document, node):
            yield f"{where(context, node)} asks for the exception"
        elif isinstance(node, cst.Call):
            yield from _told_by_name(context, node)
        elif isinstance(node, (cst.Name, cst.Attribute)):
            yield from _mention(context, document, node, change)
        elif isinstance(node, cst.SimpleString) and string_of(node) in change.names:
            yield f"{where(context, node)} has the word {string_of(node)}"
        elif isinstance(node, cst.FunctionDef) and node.name.value in ("__exit__", "__aexit__") and exit_looks(node):
            yield f"`{node.name.value}` at {where(context, node)} looks at the exception"


def _not_caught(document: Tree) -> set[Node]:
    """Where exceptions are named that are not caught there: types of handlers (told by themselves), raised, bases."""
    tops: list[Node] = [handler.type for handler in handlers_of(document) if handler.type is not None]
    tops += document.every(cst.Raise)
    tops += [base for cls in document.every(cst.ClassDef) for base in cls.bases]
    return {below for top in tops for below in walk(top)}


def _handler_word(context: Context, handler: Handler, change: Change) -> Iterator[str]:
    place = f"the handler at {where(context, handler)}"
    for cls in classes_of(context, handler.type):
        if cls is None:
            yield f"{place} names its exceptions by a variable"
        elif cls in GENERAL or cls.__name__.endswith("ExceptionGroup"):
            if _uses_the_caught(context, handler):
                yield f"{place} looks at the exception"
        elif _is_above(cls, change):
            yield f"{place} catches {cls.__name__}"


def _uses_the_caught(context: Context, handler: Handler) -> bool:
    if handler.name is not None:
        bound = handler.name.name
        if isinstance(bound, cst.Name):
            return any(isinstance(node, cst.Name) and node.value == bound.value for node in walk(handler.body)) or any(
                finds_the_caught(node) for node in walk(handler.body)
            )
    return looks_at_exception(context, handler)


def _is_above(cls: type[BaseException], change: Change) -> bool:
    """Whether one of the exceptions is of this class."""
    return any(issubclass(getattr(builtins, name), cls) for name in change.names)


def _mention(context: Context, document: Tree, node: cst.Name | cst.Attribute, change: Change) -> Iterator[str]:
    """An exception that is named anywhere but in a handler or where it is raised: something is told of it."""
    if _is_part_of_name(document, node):
        return
    cls = builtin_exception(context, node)
    if cls is None:
        return
    parent = document.parent(node)
    if document.call_of(node) is not None:  # an exception is made
        return
    if any(isinstance(above, cst.Annotation) for above in document.ancestors(node)):
        return
    if cls not in GENERAL:
        if _is_above(cls, change):
            yield f"{where(context, node)} names {cls.__name__}"
        return
    if isinstance(parent, cst.Arg) and isinstance(call := document.parent(parent), cst.Call):
        is_bound = isinstance(item := document.parent(call), cst.WithItem) and item.asname is not None
        if (
            takes_any(call)
            or is_bound
            or any(arg.keyword is not None and arg.keyword.value == "match" for arg in call.args)
        ):
            yield f"{where(context, node)} is told of each {cls.__name__}"


def _told_by_name(context: Context, call: cst.Call) -> Iterator[str]:
    """A call that is told which exceptions to catch or expect, by a name that nobody can resolve."""
    for arg in call.args if is_told_exceptions(call) else ():
        if isinstance(arg.value, (cst.Name, cst.Attribute, cst.Tuple)) and None in classes_of(context, arg.value):
            yield f"{where(context, call)} names its exceptions by a variable"


def _is_part_of_name(document: Tree, node: Node) -> bool:
    """Whether a name is no expression: an attribute's or a keyword's own, or that of a function or parameter."""
    parent = document.parent(node)
    if isinstance(parent, cst.Attribute):
        return parent.attr is node
    if isinstance(parent, cst.Arg):
        return parent.keyword is node
    return isinstance(parent, (cst.FunctionDef, cst.ClassDef, cst.Param, cst.ImportAlias)) and parent.name is node


def _runs_code(context: Context, body: Node) -> bool:
    """Whether other code of the project may be called, iterated or imported below the node."""
    for node in walk(body):
        if isinstance(node, cst.Call):
            if context.values.builtin_name(node.func) not in _RUNS_NO_CODE:
                return True
        elif isinstance(node, _RUNS_CODE) or _unpacks(node):
            return True
    return False


def _unpacks(node: Node) -> bool:
    return isinstance(node, cst.AssignTarget) and isinstance(node.target, (cst.Tuple, cst.List))
