"""The tool failed on a file."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD907",
    name="internal-error",
    what="the tool failed on a file",
    why=("A bug of the tool; the file is untouched and the others are done. Please report it with the file."),
    safety="Never fixed.",
)
