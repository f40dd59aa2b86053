"""What must hold of every migrated program."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable

from rundata_migrate.findings import DocumentResult, Finding

from .compare import comments, divergences, parses
from .programs import Program

Migrate = Callable[[str], DocumentResult]

MIGRATED = "fully migrated"
REMAINING = "left with findings"
NOTHING = "nothing to do"


class Failure(AssertionError):
    """A program that was migrated wrongly; the text shows it before and after."""

    def __init__(self, reason: str, old: str, new: str | None, findings: tuple[Finding, ...] = ()) -> None:
        parts = [reason, "--- old", old, "--- new", "(unchanged)" if new is None else new]
        parts += [f"{f.place.line}: {f.rule} {f.safety.value} fixed={f.fixed} {f.message}" for f in findings]
        super().__init__("\n".join(parts))
        self.reason = reason


def told(findings: Iterable[Finding]) -> Counter[tuple[str, str, int, int, str]]:
    """What is left, where it stands in the text after the fixes."""
    places = ((one, one.place_after or one.place) for one in findings if not one.fixed)
    return Counter((one.path, one.rule, at.line, at.column, one.message) for one, at in places)


def _never_ends(source: str) -> bool:
    """Whether a loop may fill the list that it goes over: ``for m in items: items.append(m)``."""
    return any(
        isinstance(loop, ast.For)
        and isinstance(loop.iter, ast.Name)
        and any(
            isinstance(below, ast.Attribute)
            and below.attr in ("append", "extend", "insert")
            and isinstance(below.value, ast.Name)
            and below.value.id == loop.iter.id
            for below in ast.walk(loop)
        )
        for loop in ast.walk(ast.parse(source))
    )


def check(program: Program, migrate: Migrate, *, exact: bool = True) -> str:
    """Migrate the program and hold the result against what it must be; say how far the migration went.

    With ``exact`` the program must do the same as before, unless findings are left that say why it may not,
    and keep its comments. Without, for fixes that are not safe, only the form of the result is looked at.
    """
    old = program.source
    result = migrate(old)
    text, findings = result.new_text, result.findings
    fixed = [finding for finding in findings if finding.fixed]
    left = [finding for finding in findings if not finding.fixed]

    def fail(reason: str) -> Failure:
        return Failure(reason, old, text, findings)

    for finding in findings:
        if finding.error:
            raise fail(f"the tool failed: {finding.message}")
        if not 1 <= finding.place.line <= old.count("\n") + 1:
            raise fail("a finding stands outside of the program")
    if text is None:
        if fixed:
            raise fail("a finding is called fixed, yet the text is as it was")
    else:
        if text == old:
            raise fail("the new text is the old text")
        if not fixed:
            raise fail("the text is changed, yet no finding is called fixed")
        if not parses(text):
            raise fail("the new text does not parse")
        again = migrate(text)
        if again.new_text is not None:
            raise fail("a second run changes the text again")
        if told(again.findings) != told(left):
            raise fail(f"a second run says something else\n{told(again.findings)}\n{told(left)}")
        if exact and comments(text) != comments(old):
            raise fail("a comment is gone")
    new = old if text is None else text
    if program.untouched not in new:
        raise fail("code on the dict API is changed")
    if left:
        return REMAINING
    if exact and not _never_ends(old):
        found = divergences(old, new)
        if found:
            raise fail(f"the programs do not do the same {found[0]}")
    return NOTHING if text is None else MIGRATED
