"""A text becomes a tree, or the finding that says why it does not."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import libcst as cst

from rundata_migrate import depth, screen
from rundata_migrate.findings import Confidence, DocumentResult, Finding, Place, Safety, Source
from rundata_migrate.syntax import NotAsItWasError, Tree

TOP = Place(1, 1, 1, 1)

_PYTHON_2 = re.compile(
    r"^\s*print\s+[\"'\w(]|^\s*print\s*$|^\s*exec\s+[\"'\w]|^\s*except\s+[\w.]+\s*,\s*\w+\s*:|^\s*raise\s+[\w.]+\s*,|"
    r"<>|\bur[\"']|^\s*print\s*>>|`[^`\n]+`",
    re.MULTILINE,
)

_OLD_EXCEPT = re.compile(r"^[ \t]*(except\s+[\w.]+\s*,\s*\w+\s*:)", re.MULTILINE)


def parse_document(source: Source) -> Tree | DocumentResult:
    """The document's tree, or the finding that says why there is none."""
    path, text = source.path, source.text
    try:
        depth.parse(text)
        tree = Tree(text, path)
    except cst.ParserSyntaxError as error:
        return _unparsed(text, _syntax_finding(text, path, error))
    except NotAsItWasError as error:
        return _unparsed(text, error_finding(path, TOP, "RD900", str(error)))
    except Exception as error:
        if depth.is_too_deep(error):
            return _unparsed(text, error_finding(path, TOP, "RD905", depth.MESSAGE))
        raise
    old_except = _OLD_EXCEPT.search(text)
    if old_except is not None and not compiles(text):
        # libcst takes it for the form that Python 3.14 has without parentheses
        place = Place(*tree.line_column(old_except.start(1)), *tree.line_column(old_except.end(1)))
        return _unparsed(text, error_finding(path, place, "RD901", "Python 2 cannot be migrated"))
    return tree


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


def _syntax_finding(text: str, path: str, error: cst.ParserSyntaxError) -> Finding:
    line, column = error.raw_line, error.raw_column + 1
    message = " ".join(str(error.message).split())
    own = _own_complaint(text)
    if own is not None:
        # Python says better than libcst where it went wrong
        line, column, message = own.lineno or line, max(own.offset or 1, 1), own.msg
    place = Place(line, column, line, column)
    lines = text.splitlines()
    wrong = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if _PYTHON_2.search(text) and not compiles(text):
        shown = f": `{wrong}`" if wrong else ""
        return error_finding(path, place, "RD901", f"Python 2 cannot be migrated{shown}")
    return error_finding(path, place, "RD900", f"cannot be parsed: {message}")
