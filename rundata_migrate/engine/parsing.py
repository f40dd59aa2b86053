"""A text becomes a tree, or the finding that says why it does not."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import libcst as cst

from rundata_migrate import depth, screen
from rundata_migrate.findings import Confidence, DocumentResult, Finding, Place, Safety, Source
from rundata_migrate.python_2 import sign_of_python_2
from rundata_migrate.spans import NotAsItWasError
from rundata_migrate.syntax import Tree

TOP = Place(1, 1, 1, 1)

_MOST_SHOWN = 60
"""So many characters of a line are quoted."""

_LINE_END = re.compile(r"\r\n|\r|\n")


def parse_document(source: Source) -> Tree | DocumentResult:
    """The document's tree, or the finding that says why there is none."""
    path, text = source.path, source.text
    try:
        if not depth.is_parsed(text):
            python_2 = _python_2_finding(text, path)
            if python_2 is not None:
                return _unparsed(text, python_2)
        return Tree(text, path)
    except cst.ParserSyntaxError as error:
        return _unparsed(text, _syntax_finding(text, path, error))
    except NotAsItWasError as error:
        return _unparsed(text, error_finding(path, TOP, "RD900", str(error)))
    except Exception as error:
        if depth.is_too_deep(error):
            return _unparsed(text, error_finding(path, TOP, "RD905", depth.MESSAGE))
        raise


def compiles(text: str) -> bool:
    """Whether this Python parses the text too: f-strings had narrower rules before 3.12."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _own_complaint(text: str) -> SyntaxError | None:
    try:
        ast.parse(text)
    except SyntaxError as reason:
        return reason
    except (ValueError, RecursionError, MemoryError):
        pass
    return None


def _unparsed(text: str, finding: Finding) -> DocumentResult:
    data = text.encode("utf-8", "surrogatepass")
    return DocumentResult(finding.path, (replace(finding, is_aside=not screen.may_hold_site(data)),))


def error_finding(path: str, place: Place, rule: str, message: str) -> Finding:
    """What is said of a document that cannot be migrated."""
    return Finding(path, place, rule, Safety.MANUAL, message, confidence=Confidence.NONE, error=True)


def _python_2_finding(text: str, path: str) -> Finding | None:
    """The finding for a text in Python 2; None where this Python parses it, or nothing says that it is Python 2."""
    sign = None if compiles(text) else sign_of_python_2(text)
    if sign is None:
        return None
    ends = [match.end() for match in _LINE_END.finditer(text, 0, sign)]
    begin = ends[-1] if ends else 0
    shown = " ".join(_LINE_END.split(text[begin:], maxsplit=1)[0].split())
    if len(shown) > _MOST_SHOWN:
        shown = shown[: _MOST_SHOWN - 3] + "..."
    place = Place(len(ends) + 1, sign - begin + 1, len(ends) + 1, sign - begin + 1)
    return error_finding(path, place, "RD901", f"Python 2 cannot be migrated: `{shown}`")


def _syntax_finding(text: str, path: str, error: cst.ParserSyntaxError) -> Finding:
    line, column, message = error.raw_line, error.raw_column + 1, str(error.message)
    own = _own_complaint(text)
    if own is not None:
        # Python says better than libcst where it went wrong
        line, column, message = own.lineno or line, max(own.offset or 1, 1), own.msg
    place = Place(line, column, line, column)
    return error_finding(path, place, "RD900", f"cannot be parsed: {' '.join(message.split())}")
