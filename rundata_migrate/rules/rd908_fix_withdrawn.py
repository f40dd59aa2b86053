"""A fix that did not pass its own checks."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD908",
    name="fix-withdrawn",
    what="a fix that did not pass its own checks",
    why=(
        "After each fix the text must parse, and a second run must find nothing to do; a fix that fails this is taken back."
    ),
    safety="Never fixed.",
)
