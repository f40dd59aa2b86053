"""Questions that the command line answers without looking at a file."""

from __future__ import annotations

import sys

from rundata_migrate import streams
from rundata_migrate.exits import CLEAN, fail
from rundata_migrate.options import Options
from rundata_migrate.report import settings
from rundata_migrate.report.rules import as_json, card, listing
from rundata_migrate.rules import modules


def describe(wanted: str | None, output_format: str | None) -> int:
    """Print the list of rules, or one rule's card."""
    cards = [module.RULE for module in modules()]
    if wanted is not None:
        cards = [rule for rule in cards if wanted.upper() == rule.code or wanted == rule.name]
        if not cards:
            return fail(f"unknown rule: {wanted} (see --rules)")
    if output_format == "json":
        print(as_json(cards), end="")
    else:
        print(listing(cards) if wanted is None else card(cards[0]), end="")
    return CLEAN


def show_settings(path: str, options: Options) -> int:
    """Print the settings that hold for a path; raises ConfigError."""
    streams.reconfigure(sys.stdout)
    if options.per_file is not None:
        print(settings.listing(path, options.per_file.origins(path), options.per_file.disabled_in(path)), end="")
    return CLEAN
