"""Where a docstring states the types of parameters and results: Google's, NumPy's and Sphinx's forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

_NAME = r"(?P<name>\w+)"
_TYPE = r"(?P<type>[^\n:]+?)"
_PARAMETERS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^[ \t]+{_NAME} ?\({_TYPE}(?:, optional)?\):",
        rf"^[ \t]*{_NAME} ?: {_TYPE}(?:, optional)?[ \t]*$",
        rf"^[ \t]*:param {_NAME}: (?P<type>[Ll]ist of \S+?)(?=[.,;]?(?:\s|$))",
        rf"^[ \t]*:param (?P<type>[\w.]+\[[^\n:]+\]) {_NAME}:",
        rf"^[ \t]*:type {_NAME}: {_TYPE}[ \t]*$",
    )
)
_RESULTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^[ \t]*:rtype: {_TYPE}[ \t]*$",
        r"^[ \t]*Returns:[ \t]*\r?\n[ \t]+(?P<type>[^\n:]+?)(?=:|[ \t]*$)",
        r"^[ \t]*Returns[ \t]*\r?\n[ \t]*-{3,}[ \t]*\r?\n[ \t]*(?:\w+ ?: )?(?P<type>[^\n:]+?)[ \t]*$",
    )
)


def docstring_of(function: cst.FunctionDef) -> cst.SimpleString | None:
    """The string that the function's body begins with."""
    first = function.body.body[0] if function.body.body else None
    if isinstance(first, cst.SimpleStatementLine):
        first = first.body[0]
    if isinstance(first, cst.Expr) and isinstance(first.value, cst.SimpleString):
        return first.value if "b" not in first.value.prefix else None
    return None


def parameter_types(text: str) -> Iterator[tuple[str, str, int]]:
    """The name of a parameter, its type, and where in the text the type stands."""
    for pattern in _PARAMETERS:
        for match in pattern.finditer(text):
            yield match["name"], match["type"], match.start("type")


def result_types(text: str) -> Iterator[tuple[str, int]]:
    """The type of a result, and where in the text it stands."""
    for pattern in _RESULTS:
        for match in pattern.finditer(text):
            yield match["type"], match.start("type")
