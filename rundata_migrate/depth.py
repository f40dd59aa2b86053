"""What is nested too deeply for the parser must be turned away before it: libcst's dies with the whole process."""

from __future__ import annotations

import ast

from rundata_migrate import trees
from rundata_migrate.nodes import nodes_of

MAX_OPERANDS = 900
"""Of one ``and`` or ``or``: beyond it, libcst's tree of them is deeper than Python's stack."""

MESSAGE = "too deeply nested, or too large, to be analysed"


def parse(text: str) -> ast.Module | None:
    """The text as Python's own parser reads it, or None; raises RecursionError for what libcst would die of."""
    try:
        tree = trees.parse(text)
    except MemoryError as reason:  # what Python's parser raises at its own limit
        raise RecursionError from reason
    except SyntaxError as reason:
        if "too many nested" in str(reason):
            raise RecursionError from reason
        return None
    except ValueError:
        return None
    if text.count("and") + text.count("or") > MAX_OPERANDS:
        for node in nodes_of(tree):  # flat here, nested there
            if isinstance(node, ast.BoolOp) and len(node.values) > MAX_OPERANDS:
                raise RecursionError
    _parsed.add(hash(text))
    return tree


_parsed: set[int] = set()
"""The hashes of texts that Python's parser takes, and that are not nested too deeply."""


def is_parsed(text: str) -> bool:
    """Whether Python's own parser takes a text; raises as ``parse``. Nothing is parsed again for it."""
    return hash(text) in _parsed or parse(text) is not None


def is_too_deep(reason: BaseException) -> bool:
    """Whether an exception comes from nesting: libcst turns a RecursionError into others on the way up."""
    cause: BaseException | None = reason
    while cause is not None:
        if isinstance(cause, (RecursionError, MemoryError)):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
