"""A file whose bytes are not in its encoding."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD903",
    name="undecodable",
    what="a file whose bytes are not in its encoding",
    why=("The encoding comes from the byte order mark or the PEP 263 cookie, else it is UTF-8."),
    safety="Never fixed.",
)
