"""The rules, one file each."""

from __future__ import annotations

from rundata_migrate.rules.model import Rule

RULES: tuple[Rule, ...] = ()
