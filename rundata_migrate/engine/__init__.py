"""Documents as one program: sites, outcomes, rounds, checks."""

from rundata_migrate.engine.edits import apply_edits
from rundata_migrate.engine.programs import migrate_program, migrate_text
from rundata_migrate.engine.rounds import MAX_ROUNDS, More

__all__ = ["MAX_ROUNDS", "More", "apply_edits", "migrate_program", "migrate_text"]
