"""A file that cannot be parsed."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD900",
    name="syntax-error",
    what="a file that cannot be parsed",
    why=("The parser says where; nothing in the file is changed."),
    safety="Never fixed.",
)
