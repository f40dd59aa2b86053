"""A file in Python 2."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULE = Rule(
    code="RD901",
    name="python-2",
    what="a file in Python 2",
    why=(
        "MLflow 1.x of Python 2 is long gone: convert the file to Python 3 first (`2to3`, `modernize`), then migrate it."
    ),
    safety="Never fixed.",
)
