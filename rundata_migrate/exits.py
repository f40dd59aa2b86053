"""How a command ends: with a status, and one line where it could not be done."""

from __future__ import annotations

import sys

PROGRAM = "rundata-migrate"

CLEAN, LEFT, FAILED, INTERRUPTED = 0, 1, 2, 130
"""The exit statuses; a run ends with that of its summary."""


def fail(error: object) -> int:
    """Say on standard error what could not be done; the status for it."""
    print(f"{PROGRAM}: {error}", file=sys.stderr)
    return FAILED
