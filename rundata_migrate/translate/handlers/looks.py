"""Who looks at an exception: the tables of words, and the handlers that see which one they caught."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.lattice import INSTANCE, LOCAL_CLASS, LOCAL_FUNCTION, MODULE
from rundata_migrate.syntax import Expression, Node, Tree, is_attribute, is_name, last_name, name_of, string_of, walk
from rundata_migrate.translate.context import Context

Handler = cst.ExceptHandler | cst.ExceptStarHandler

_OF_THE_CAUGHT = frozenset(
    {"exc_info", "exception", "format_exc", "print_exc", "print_exception", "format_exception", "format_tb"}
    | {"print_last", "last_value", "last_type", "last_exc", "captureException", "capture_exception"}
)
"""Functions, and keywords of logging, that find the exception that is being handled."""

_READERS = frozenset(
    {"exc_info", "format_exc", "print_exc", "print_exception", "format_exception", "__context__", "__cause__"}
    | {"excepthook", "unraisablehook", "set_exception_handler", "original_exception", "last_value", "last_exc"}
    | {"got_request_exception", "handle_exception", "handle_user_exception"}
    | {"retry_if_exception", "retry_if_exception_message", "retry_if_not_exception_message"}
    | {"assertRaisesRegex", "assertRaisesRegexp", "pytest_runtest_makereport", "pytest_exception_interact"}
)
"""Names that tell of exceptions which were caught elsewhere."""

_KEYWORDS = frozenset(
    {"return_exceptions", "error_callback", "retry_error_callback", "retry_on_exception"}
    | {"giveup", "on_giveup", "on_backoff"}
)
"""Keywords of calls that hand exceptions to somebody."""

_TAKES_ANY = frozenset(
    {"errorhandler", "app_errorhandler", "register_error_handler", "exception_handler", "add_exception_handler"}
    | {"error_handler"}
)
"""Calls that are told an exception and hand it on: one that is told of Exception sees each."""


TOLD = _TAKES_ANY | {"suppress", "raises", "assertRaises", "retry_if_exception_type", "retry_if_not_exception_type"}
"""Calls whose arguments are exceptions."""


def handlers_of(tree: Tree) -> list[Handler]:
    """Every ``except`` of a document or program."""
    return [*tree.every(cst.ExceptHandler), *tree.every(cst.ExceptStarHandler)]


def finds_the_caught(node: Node) -> bool:
    """Whether a node is a word by which a handler finds the exception that it caught."""
    if isinstance(node, cst.Raise):
        return node.exc is None
    name = node.attr.value if isinstance(node, cst.Attribute) else name_of(node)
    return name in _OF_THE_CAUGHT


def looks_at_exception(context: Context, handler: Handler) -> bool:
    """Whether the handler sees which exception it caught, or lets it go on; in a function that it calls, too."""
    if handler.name is not None or isinstance(handler, cst.ExceptStarHandler):
        return True
    return _finds_below(context, handler.body, depth=2)


def _finds_below(context: Context, body: Node, depth: int) -> bool:
    called: list[Node] = []
    for node in walk(body):
        if finds_the_caught(node):
            return True
        if isinstance(node, cst.Call) and depth:
            called += [one for one in definitions(context, node.func) if isinstance(one, cst.FunctionDef)]
    return any(_finds_below(context, one.body, depth - 1) for one in called if isinstance(one, cst.FunctionDef))


def reads_exceptions(node: Node) -> bool:
    """Whether a node, outside of a handler, is a word for exceptions that were caught elsewhere."""
    if isinstance(node, cst.Arg):
        return node.keyword is not None and node.keyword.value in _KEYWORDS and not is_name(node.value, "False")
    if isinstance(node, cst.Call):
        return _asks_a_future(node)
    if isinstance(node, cst.Attribute):
        return node.attr.value in _READERS
    return isinstance(node, cst.Name) and node.value in _READERS


def _asks_a_future(call: cst.Call) -> bool:
    """``future.exception()``, ``task.exception()``: not ``logger.exception("...")``."""
    if not is_attribute(call.func, {"exception", "exc_info"}):
        return False
    return not any(
        string_of(arg.value) is not None or isinstance(arg.value, (cst.FormattedString, cst.BinaryOperation))
        for arg in call.args
    )


def takes_any(call: cst.Call) -> bool:
    """Whether a call that is told of Exception hands on the exceptions that it sees."""
    return last_name(call.func) in _TAKES_ANY


def is_told_exceptions(call: cst.Call) -> bool:
    """Whether the arguments of a call are exceptions to catch, expect or retry on."""
    return last_name(call.func) in TOLD


def exit_looks(function: cst.FunctionDef) -> bool:
    """Whether an ``__exit__`` has a use for the exception that it is told of."""
    params = function.params
    told = {param.name.value for param in (*params.posonly_params, *params.params)[1:]}
    if isinstance(params.star_arg, cst.Param):
        told.add(params.star_arg.name.value)
    return any(isinstance(node, cst.Name) and node.value in told for node in walk(function.body))


def definitions(context: Context, called: Expression) -> list[Node]:
    """The functions and classes of the project that a name or attribute may mean; methods by name alone."""
    values = context.values
    value = values.of(called)
    if value.kind in (LOCAL_FUNCTION, LOCAL_CLASS, INSTANCE) and value.node is not None:
        return [value.node]
    if isinstance(called, cst.Name):
        bindings = list(context.names.slot(called).bindings) or values.modules.starred(called)
    elif isinstance(called, cst.Attribute):
        base = values.of(called.value)
        if base.kind != MODULE:
            return [] if base.kind == "api" else [*values.classes.methods_named(called.attr.value)]
        document = values.modules.document_of(base.node)
        bindings = values.modules.bindings(document, called.attr.value) if document is not None else []
    else:
        return []
    return [one for binding in bindings for one in values.modules.definitions(binding)]
