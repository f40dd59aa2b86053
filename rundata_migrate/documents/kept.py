"""Which examples show the old style on purpose: by a mark, by what is said above, or by the new style beside it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rundata_migrate.documents.blocks import Block, Element, Heading, Mark, Paragraph

_NAMED = r"(?:mlflow|version|v)[ ]?"
_OLD_VERSION = r"0\.\d+(?:\.(?:\d+|x))?"
_NEW_VERSION = r"1\.(?:0|x)(?:\.(?:0|x))?"

_OLD_WORDS = (
    r"before|old|older|legacy|previous|previously|formerly|deprecated|(?:old|list|0\.9)[- ]style|list(?= api)"
    rf"|(?:{_NAMED})?{_OLD_VERSION}"
    rf"|(?:up to|until|before|prior to|older than|<=?) (?:{_NAMED})?(?:{_OLD_VERSION}|{_NEW_VERSION})"
)
_NEW_WORDS = (
    rf"after|afterwards|new|newer|now|current|(?:new|dict)[- ]style|(?:{_NAMED})?{_NEW_VERSION}"
    rf"|(?:from|since|>=?) (?:{_NAMED})?{_NEW_VERSION}(?: on(?:wards)?)?|dict(?= api)"
)
_FILLING = r"the|in|with|and|or|earlier|older|later|newer|mlflow|style|way|api|code|form|syntax|version|usage|data|run"
_OLD_LABEL, _NEW_LABEL = (
    re.compile(rf"(?:(?:{_FILLING}) )*(?:{words})(?:,? (?:{words}|{_FILLING}|\([^()]*\)))*\Z", re.IGNORECASE)
    for words in (_OLD_WORDS, _NEW_WORDS)
)
"""Texts that say nothing else: *Before*, *The old way*, *Up to MLflow 0.9.1*."""

_SURELY = rf"(?:{_NAMED}(?:{_OLD_VERSION}|{_NEW_VERSION})|0\.\d+\.(?:\d+|x)\b)"
"""A version, and no other number."""
_ONCE = re.compile(
    rf"\b(?:up to|until|before|prior to|older than|earlier than)(?: and including)? {_SURELY}"
    rf"|\bmlflow ?<=? ?(?:{_OLD_VERSION}|{_NEW_VERSION})|{_SURELY} (?:and|or) (?:earlier|older|before|below)\b",
    re.IGNORECASE,
)
_NOWADAYS = re.compile(
    rf"\b(?:from|since|as of|in|with|on) {_NAMED}{_NEW_VERSION}|\bmlflow ?>=? ?{_NEW_VERSION}"
    rf"|\b{_NEW_VERSION} (?:and|or) (?:later|newer|above)\b",
    re.IGNORECASE,
)
_NEW_STYLE = re.compile(r"\.(?:metrics|params|tags)(?:\[\s*[\"'A-Za-z_]|\.(?:get|items|keys|values)\()")
_OLD_NAME = re.compile(r"(?:before|old|legacy)(?:_|\Z)|.*_(?:before|old|legacy)\Z")
_LETTER = re.compile(r"[^\W\d_]")
_ORNAMENT = " \t*_#`\"'“”-–—>=.:,"
_CONTAINERS = ("metrics", "params", "tags")
_NEW_METHODS = frozenset({"get", "items", "keys", "values"})


def without_marked(elements: Sequence[Element]) -> list[Block]:
    """The blocks that no mark and no word above them keeps."""
    marked = {block for blocks in kept_by_marks(elements).values() for block in blocks}
    sections: list[tuple[int, bool | None]] = []
    """Level, and what the heading says: True: this is old; False: this is new."""
    found: list[Block] = []
    lead = ""
    for one in elements:
        if isinstance(one, Paragraph):
            lead = one.text if _LETTER.search(one.text) else ""  # 0.5 alone is no version: something printed it
        elif isinstance(one, Heading):
            sections = [section for section in sections if section[0] < one.level]
            sections.append((one.level, _is_old(one.text)))
            lead = ""
        elif isinstance(one, Block):
            said = [_is_old(lead), *(is_old for _, is_old in reversed(sections))]
            if one not in marked and not next((word for word in said if word is not None), False):
                found.append(one)
            lead = ""
    return found


def kept_by_marks(elements: Sequence[Element]) -> dict[Mark, list[Block]]:
    """For each mark the blocks that it keeps: the next one, those of the next section, or all."""
    found: dict[Mark, list[Block]] = {one: [] for one in elements if isinstance(one, Mark)}
    of_file = [one for one in found if one.is_of_file]
    sections: list[tuple[int, list[Mark]]] = []
    waiting: list[Mark] = []
    for one in elements if found else ():
        if isinstance(one, Mark):
            waiting.append(one)
        elif isinstance(one, Heading):
            sections = [section for section in sections if section[0] < one.level]
            sections.append((one.level, waiting))
            waiting = []
        elif isinstance(one, Block):
            for mark in (*of_file, *waiting, *(mark for _, marks in sections for mark in marks)):
                if one not in found[mark]:
                    found[mark].append(one)
            waiting = []
    return found


def shows_new_style(text: str) -> bool:
    """Whether a text that is no Python shows the new style, as one that has old and new side by side does."""
    return _NEW_STYLE.search(text) is not None


def is_kept(code: str, trees: Iterable[ast.AST]) -> bool:
    """Whether an example shows the old style beside the new one: by a comment, or by the same question asked twice."""
    for comment in _comments(code):
        if _is_old(comment) or _NEW_STYLE.search(comment):
            return True
    return _asks_twice(trees)


def _is_old(text: str) -> bool | None:
    """Does a heading, a comment or a paragraph say that something is old? None: it says nothing of the kind."""
    plain = " ".join(text.split()).strip(_ORNAMENT)
    if _OLD_LABEL.match(plain):
        return True
    if _NEW_LABEL.match(plain):
        return False
    once = max((match.start() for match in _ONCE.finditer(plain)), default=-1)
    nowadays = max((match.start() for match in _NOWADAYS.finditer(plain)), default=-1)
    # the last word is the nearest to the example
    return None if once == nowadays else once > nowadays


def _comments(code: str) -> Iterator[str]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT:
                yield token.string.lstrip("#")
    except (tokenize.TokenError, SyntaxError):
        return


# -- the same question twice -----------------------------------------------------------------------


@dataclass
class _Question:
    """What a statement asks of containers."""

    old: set[str] = field(default_factory=set)
    """The containers whose elements have their key or value read."""
    new: set[str] = field(default_factory=set)
    """The containers that are used as only a dict can be."""
    words: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)

    def is_answered_by(self, other: _Question) -> bool:
        """Whether the other statement asks the same in the new style."""
        if not self.old & other.new:
            return False
        if self.targets and other.targets:
            return bool(self.targets & other.targets) or any(map(_OLD_NAME.match, self.targets))
        return bool(self.words & other.words) or not (self.words or other.words)


def _asks_twice(trees: Iterable[ast.AST]) -> bool:
    """Whether one statement asks for what another asks for in the new style: the same name is bound, or the same key.

    Two sites of which only one could be migrated are not the same question.
    """
    questions = [_question(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    olds = [one for one in questions if one.old and not one.new]
    news = [one for one in questions if one.new and not one.old]
    return any(old.is_answered_by(new) for old in olds for new in news)


def _question(statement: ast.stmt) -> _Question:
    found = _Question()
    if isinstance(statement, ast.ClassDef):
        return found
    found.targets.update(_bound(statement))
    for node in ast.walk(statement):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.words.add(node.value)
        elif isinstance(node, (ast.comprehension, ast.For)):
            if isinstance(node.target, ast.Name) and _reads_entity(statement, node.target.id):
                found.old.add(_container(node.iter))
        else:
            found.new.update(_container(used) for used in _as_dicts(node))
    found.old.discard("")
    found.new.discard("")
    return found


def _bound(statement: ast.stmt) -> list[str]:
    """The names that a statement gives to what it makes."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _as_dicts(node: ast.AST) -> list[ast.expr]:
    """What an expression uses as only a dict can be used."""
    if isinstance(node, ast.Subscript):
        is_place = isinstance(node.slice, (ast.Slice, ast.UnaryOp)) or _is_number(node.slice)
        return [] if is_place else [node.value]
    if isinstance(node, ast.Attribute):
        return [node.value] if node.attr in _NEW_METHODS else []
    is_dict = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict"
    return node.args if is_dict and isinstance(node, ast.Call) else []


def _container(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) and node.attr in _CONTAINERS else ""


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def _reads_entity(statement: ast.stmt, name: str) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ("key", "value")
        and isinstance(node.value, ast.Name)
        and node.value.id == name
        for node in ast.walk(statement)
    )
