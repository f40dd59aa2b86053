"""``# rundata: ignore`` and ``# rundata: ignore[RD101, RD2]``: what a person has decided to leave as it is.

A comment counts for the line that it ends; for something of several lines, on the first or the last of them.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rundata_migrate.findings import Finding, Place, Safety
from rundata_migrate.rules import CODES

RULE = "RD902"

_COMMENT = re.compile(r"#\s*rundata:\s*ignore(?![\w-])(?:\s*\[(?P<codes>[^\]\n]*)\])?")


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

    def __init__(self, path: str, by_line: dict[int, _Suppression]) -> None:
        self._path = path
        self._by_line = by_line

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._by_line)

    def matches(self, finding: Finding) -> bool:
        """Is the finding suppressed? Errors never are."""
        if finding.error or not self._by_line:
            return False
        lines = dict.fromkeys((finding.place.line, finding.place.end_line))
        # Every comment is asked, not only the first that says yes: each has been of use.
        taken = [self._by_line[line].take(finding.rule) for line in lines if line in self._by_line]
        return any(taken)

    def unused(self, enabled: Callable[[str], bool] = lambda _: True) -> list[Finding]:
        """A finding for every comment, or code in one, that suppressed nothing.

        ``enabled`` says of a code, or the beginning of one, whether its rules ran: a comment for a rule that
        was not asked for is not idle. A comment without codes is asked about as ``""``.
        """
        return [finding for comment in self._by_line.values() for finding in self._idle(comment, enabled)]

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
                yield self._finding(comment, f"unused suppression: no {code} here", f"delete {code}")

    def _finding(self, comment: _Suppression, message: str, proposal: str) -> Finding:
        return Finding(self._path, comment.place, RULE, Safety.MANUAL, message, proposal=proposal)


def parse(text: str, path: str = "") -> Suppressions:
    """The suppressions of a text; none where it is not to be tokenized."""
    if "rundata:" not in text:
        return Suppressions(path, {})
    by_line: dict[int, _Suppression] = {}
    try:
        # Universal newlines, as the tokenizer wants them: lines and columns stay what they are.
        for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline):
            if token.type == tokenize.COMMENT:
                match = _COMMENT.search(token.string)
                if match is not None:
                    line, column = token.start
                    place = Place(line, column + match.start() + 1, line, column + match.end() + 1)
                    by_line[line] = _Suppression(place, _codes(match["codes"]))
    except (tokenize.TokenError, SyntaxError):  # IndentationError is one
        return Suppressions(path, {})
    return Suppressions(path, by_line)


def _codes(listed: str | None) -> tuple[str, ...] | None:
    if listed is None:
        return None
    codes = (code.strip().upper() for code in listed.split(","))
    return tuple(dict.fromkeys(code for code in codes if code))
