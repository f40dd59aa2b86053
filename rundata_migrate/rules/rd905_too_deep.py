"""A file nested too deeply for the parser."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD905",
    name="too-deep",
    what="a file nested too deeply for the parser",
    why=("Some generated files nest expressions or `elif` hundreds deep; the parser gives up on them."),
    safety="Never fixed.",
)
