"""A file that cannot be read."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD904",
    name="unreadable",
    what="a file that cannot be read",
    why=("It vanished, is a folder, or may not be read."),
    safety="Never fixed.",
)
