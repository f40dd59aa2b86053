"""``# rundata: ignore`` and ``# rundata: ignore[RD101, RD2]``: what a person has decided to leave as it is.

A comment counts for the line that it ends. A finding is suppressed by one on the first or last line of its place, of
brackets around this, or of the logical line it stands in; a fix is held back by one on any line that it would edit.
``# rundata: ignore-file`` at the top of a file, with rules or without, counts for all of its lines.
A file that says at its beginning that it is generated is not changed: what is found in it is named.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rundata_migrate.findings import Finding, Place, Safety
from rundata_migrate.rules import CODES

RULE = "RD902"

_COMMENT = re.compile(r"#\s*rundata:\s*ignore(?P<file>-file)?(?![\w-])(?:\s*\[(?P<codes>[^\]\n]*)\])?")

_NO_CODE = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT})


@dataclass
class _Suppression:
    """One comment."""

    place: Place
    codes: tuple[str, ...] | None
    """None: whatever it is."""
    used: set[str] = field(default_factory=set)
    """The codes that suppressed something; the empty one for a comment without codes."""

    def take(self, rule: str) -> bool:
        """Does the comment suppress this rule? If so it has been of use."""
        if self.codes is None:
            self.used.add("")
            return True
        matching = [code for code in self.codes if rule.startswith(code)]
        self.used.update(matching)
        return bool(matching)


class Suppressions:
    """The suppressing comments of one text, and which of them were of use."""

    def __init__(self, path: str = "") -> None:
        """None yet; ``path`` is that of the text."""
        self._path = path
        self._by_line: dict[int, _Suppression] = {}
        self._of_file: list[_Suppression] = []
        self._misplaced: list[_Suppression] = []
        """Of the whole file, but not at its top."""
        self.generated_at = 0
        """The line in which the text says of itself that it is generated; 0 where none does."""
        self._joined: list[tuple[int, int]] = []
        """First and last lines of brackets and logical lines that begin or end with a comment."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._by_line or self._of_file or self.generated_at)

    def matches(self, finding: Finding) -> bool:
        """Is the finding suppressed? Errors never are."""
        if finding.error or not self:
            return False
        first, last = finding.place.line, finding.place.end_line
        around = [line for low, high in self._joined if low <= first and last <= high for line in (low, high)]
        return self._are_taken([*self._of_file, *self._at([first, last, *around])], finding.rule)

    def holds(self, rule: str, place: Place, where: str = "") -> str:
        """Why a fix of the rule may not edit what stands at a place; empty if it may. ``where``: of which file."""
        # an edit may end where a line begins
        last = place.end_line - (place.end_column == 1 and place.end_line > place.line)
        if self.generated_at:
            return f"{self._path} is generated (line {self.generated_at}): its generator must change"
        if self._are_taken(self._of_file, rule):
            return f"{self._path} is to stay as it is (`# rundata: ignore-file`)"
        for line in range(place.line, last + 1):
            if self._are_taken(self._at([line]), rule):
                return f"line {line}{where} is to stay as it is (`# rundata: ignore`)"
        return ""

    def add(self, match: re.Match[str], token: tokenize.TokenInfo, is_top: bool) -> None:
        """Take in a comment, and whether no code stands before it."""
        line, column = token.start
        place = Place(line, column + match.start() + 1, line, column + match.end() + 1)
        comment = _Suppression(place, _codes(match["codes"]))
        if not match["file"]:
            self._by_line[line] = comment
        elif is_top:
            self._of_file.append(comment)
        else:
            self._misplaced.append(comment)

    def join(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take in which lines are one logical line, or in one pair of brackets."""
        known = self._by_line
        self._joined += [(low, high) for low, high in spans if low < high and (low in known or high in known)]

    def _at(self, lines: Iterable[int]) -> list[_Suppression]:
        return [self._by_line[line] for line in dict.fromkeys(lines) if line in self._by_line]

    def _are_taken(self, comments: Iterable[_Suppression], rule: str) -> bool:
        # Every comment is asked, not only the first that says yes: each has been of use.
        taken = [comment.take(rule) for comment in comments]
        return any(taken)

    def unused(self, enabled: Callable[[str], bool] = lambda _: True) -> list[Finding]:
        """A finding for every comment, or code in one, that suppressed nothing.

        ``enabled`` says of a code, or the beginning of one, whether its rules ran: a comment for a rule that
        was not asked for is not idle. A comment without codes is asked about as ``""``.
        """
        found = [
            self._finding(comment, "`ignore-file` below the file's first code counts for nothing", "move it to the top")
            for comment in self._misplaced
            if enabled("")
        ]
        every = (*self._of_file, *self._by_line.values())
        return found + [finding for comment in every for finding in self._idle(comment, enabled)]

    def _idle(self, comment: _Suppression, enabled: Callable[[str], bool]) -> Iterator[Finding]:
        if comment.codes is None:
            if not comment.used and enabled(""):
                yield self._finding(comment, "unused suppression: nothing is found here", "delete the comment")
            return
        if not comment.codes:
            yield self._finding(comment, "suppression without a rule", "name a rule or delete the brackets")
        for code in comment.codes:
            if not any(known.startswith(code) for known in CODES):
                yield self._finding(comment, f"suppression of an unknown rule: {code}", "see --rules")
            elif code not in comment.used and enabled(code):
                yield self._finding(comment, f"unused suppression: no {code} here", delete(code))

    def _finding(self, comment: _Suppression, message: str, proposal: str) -> Finding:
        return Finding(self._path, comment.place, RULE, Safety.MANUAL, message, proposal=proposal)


def delete(code: str) -> str:
    """What is proposed where a comment names a rule in vain."""
    return f"delete {code}"


_GENERATED = re.compile(r"#.*(?:@generated\b|\bDO NOT EDIT\b|\bCode generated by\b)")
_FIRST_LINES = 20


def generated_at(text: str) -> int:
    """The line in which a text says, in a comment at its beginning, that it is generated; 0 where none does."""
    first = text[: 200 * _FIRST_LINES].splitlines()[:_FIRST_LINES]
    return next((number for number, line in enumerate(first, 1) if _GENERATED.match(line.lstrip())), 0)


def parse(text: str, path: str = "") -> Suppressions:
    """The suppressions of a text; none where it is not to be tokenized."""
    found = Suppressions(path)
    found.generated_at = generated_at(text)
    if "rundata:" not in text:
        return found
    try:
        # Universal newlines, as the tokenizer wants them: lines and columns stay what they are.
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline=None).readline))
    except (tokenize.TokenError, SyntaxError):  # IndentationError is one
        return found
    is_top = True
    for at, token in enumerate(tokens):
        if token.type == tokenize.COMMENT:
            match = _COMMENT.search(token.string)
            if match is not None:
                found.add(match, token, is_top)
        elif token.type not in _NO_CODE:
            is_top = is_top and token.type == tokenize.STRING and _is_docstring(tokens, at)
    found.join(lines_that_belong_together(tokens))
    return found


def lines_that_belong_together(tokens: Iterable[tokenize.TokenInfo]) -> Iterator[tuple[int, int]]:
    """First and last line of each logical line and of each pair of brackets."""
    begin = 0  # the line on which the logical line began, if it has
    opened: list[int] = []
    for token in tokens:
        if token.type == tokenize.NEWLINE:
            yield begin, token.start[0]
            begin = 0
        elif token.type not in _NO_CODE:
            begin = begin or token.start[0]
            if token.type == tokenize.OP and token.string in "([{":
                opened.append(token.start[0])
            elif token.type == tokenize.OP and token.string in ")]}" and opened:
                yield opened.pop(), token.start[0]


def _is_docstring(tokens: Sequence[tokenize.TokenInfo], at: int) -> bool:
    """Whether the string is all of the module's first statement."""
    before = all(token.type in _NO_CODE for token in tokens[:at])
    after = next((token.type for token in tokens[at + 1 :] if token.type != tokenize.COMMENT), None)
    return before and after == tokenize.NEWLINE


def _codes(listed: str | None) -> tuple[str, ...] | None:
    if listed is None:
        return None
    codes = (code.strip().upper() for code in listed.split(","))
    return tuple(dict.fromkeys(code for code in codes if code))
