"""A `# rundata: ignore` that suppresses nothing."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD902",
    name="unused-suppression",
    what="a `# rundata: ignore`, or a mark in a page or notebook, that suppresses nothing",
    why=("A comment that suppresses nothing hides the next site that comes to its line."),
    safety="Never fixed.",
)
