"""A file that could not be written."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD906",
    name="not-written",
    what="a file that could not be written",
    why=("The old file is whole: files are replaced in one step or not at all."),
    safety="Never fixed.",
)
