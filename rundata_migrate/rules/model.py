"""What a rule says of itself: the data that the tests, ``--explain`` and docs/rules.md are made from."""

from __future__ import annotations

from dataclasses import dataclass

from rundata_migrate.findings import Safety


@dataclass(frozen=True)
class Example:
    """One piece of code and what becomes of it."""

    before: str
    after: str | None = None
    """The rewritten code; None where the code is left as it is."""
    named: bool = False
    """Left as it is, but with a finding of this rule."""
    safety: Safety = Safety.SAFE
    """What a rewritten example's fix is declared as; an unsafe one needs ``--unsafe-fixes``."""
    note: str = ""
    recorded: tuple[tuple[int, str], ...] = ()
    """What ``--evidence`` says of it: lines, and operations on ``metrics``, each recorded once and without columns."""


@dataclass(frozen=True)
class Rule:
    """A rule's card."""

    code: str
    """``RD101``"""
    name: str
    """``lookup-first``"""
    what: str
    """One line, for the list of rules."""
    why: str
    """A few sentences: what the old code meant and why the new code means the same."""
    safety: str
    """When the fix is safe, unsafe, or not offered."""
    examples: tuple[Example, ...] = ()
