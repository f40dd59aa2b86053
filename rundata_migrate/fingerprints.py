"""What a site is known by when lines move: its rule, the definition around it, and its code without layout."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from rundata_migrate import depth
from rundata_migrate.documents.model import Document
from rundata_migrate.findings import Finding, Place
from rundata_migrate.project.results import FileResult

MODULE = "<module>"
"""The definition around what stands in none."""


class Fingerprint(NamedTuple):
    """What stays of a site while lines are added above it, and while its code is only laid out anew."""

    definition: str
    """Qualified name of the innermost function or class, ``Report.rows``; MODULE outside of any."""
    rule: str
    code: str
    """As ``normalised`` gives it."""


def fingerprints(result: FileResult, findings: Iterable[Finding]) -> list[Fingerprint]:
    """A fingerprint for each of the findings, which are those of the result; two sites may have the same.

    What is left in a file that was written is looked for in the new text: the next run sees that one.
    """
    texts: dict[tuple[bool, int | None], _Text] = {}
    answers = []
    for finding in findings:
        is_new = result.written and not finding.fixed and finding.place_after is not None
        key = is_new, finding.cell
        if key not in texts:
            texts[key] = _Text(_text_of(result.document_after if is_new else result.document, finding.cell))
        place = finding.place_after if is_new and finding.place_after is not None else finding.place
        answers.append(Fingerprint(texts[key].definition(place), finding.rule, texts[key].code(place)))
    return answers


def _text_of(document: Document | None, cell: int | None) -> str:
    """What the places of findings refer to: the text of a document, or that of a cell of a notebook."""
    if document is None:
        return ""
    if cell is None:
        return document.text
    title = f":cell {cell}"
    return next((part.data.decode("utf-8", "replace") for part in document.parts() if part.title == title), "")


class _Text:
    """A text that places refer to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self.definitions = sorted(_definitions(text))
        self.firsts = [first for first, _, _ in self.definitions]

    def definition(self, place: Place) -> str:
        """The innermost definition around a place."""
        for first, last, name in reversed(self.definitions[: bisect_right(self.firsts, place.line)]):
            if first <= place.line <= last:
                return name
        return MODULE

    def code(self, place: Place) -> str:
        """What stands at a place, normalised."""
        start, end = self._offset(place.line, place.column), self._offset(place.end_line, place.end_column)
        return normalised(self.text[start:end])

    def _offset(self, line: int, column: int) -> int:
        return self.starts[min(line, len(self.starts)) - 1] + column - 1


def _definitions(text: str) -> Iterator[tuple[int, int, str]]:
    """First line, last line and qualified name of every function and class; none of what cannot be parsed."""
    try:
        tree = depth.parse(text)
    except RecursionError:
        return
    waiting: list[tuple[ast.AST, str]] = [] if tree is None else [(tree, "")]
    while waiting:
        node, outer = waiting.pop()
        for child in ast.iter_child_nodes(node):
            inner = outer
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                inner = f"{outer}.{child.name}" if outer else child.name
                yield child.lineno, child.end_lineno or child.lineno, inner
            waiting.append((child, inner))


_LAYOUT = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT})
_CLOSING = frozenset(")]}")
_TIGHT_AFTER = frozenset("([{.")
_TIGHT_BEFORE = frozenset(")]},.:;")
_SINGLE_QUOTED = re.compile(r"([A-Za-z]*)'([^'\"\\\n]*)'")
_NO_CALL_AFTER = frozenset({"in", "not", "and", "or", "is", "if", "else", "for", "return", "yield", "lambda", "await"})


def normalised(code: str) -> str:
    """Code in one line, without what a formatter may change: blanks, line breaks, comments, quotes, trailing commas."""
    try:
        tokens = _tokens(code)
    except (tokenize.TokenError, SyntaxError):
        return " ".join(code.split())
    pairs = zip(tokens, [*tokens[1:], ""], strict=False)  # there may be none
    kept = [token for token, after in pairs if token != "," or after not in _CLOSING]
    parts = kept[:1]
    for before, token in pairwise(kept):
        is_call = token in "([" and before not in _NO_CALL_AFTER and (before[-1:].isidentifier() or before in _CLOSING)
        is_tight = before in _TIGHT_AFTER or token in _TIGHT_BEFORE or is_call
        parts += [token] if is_tight else [" ", token]
    return "".join(parts)


def _tokens(code: str) -> list[str]:
    """The tokens of an expression or statement; an f-string is one, as it was before Python 3.12."""
    text = "(" + code.replace("\r\n", "\n").replace("\r", "\n") + "\n)"  # in brackets, lines need no indentation
    lines = text.split("\n")
    begins: list[tuple[int, int]] = []
    found: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = tokenize.tok_name[token.type]
        if kind in ("FSTRING_START", "TSTRING_START"):
            begins.append(token.start)
        elif kind in ("FSTRING_END", "TSTRING_END"):
            begin = begins.pop()
            if not begins:
                found.append(_plain(_between(lines, begin, token.end)))
        elif not begins and token.type not in _LAYOUT and token.string:
            found.append(_plain(token.string))
    return found[1:-1]


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text between two places of the tokenizer."""
    (first, low), (last, high) = start, end
    if first == last:
        return lines[first - 1][low:high]
    return "\n".join([lines[first - 1][low:], *lines[first : last - 1], lines[last - 1][:high]])


def _plain(token: str) -> str:
    """A token with the quotes that formatters prefer."""
    match = _SINGLE_QUOTED.fullmatch(token)
    return f'{match[1]}"{match[2]}"' if match else token
