"""Documents as one program: sites, outcomes, rounds, checks."""

from rundata_migrate.engine.programs import migrate_program, migrate_text
from rundata_migrate.engine.rounds import MAX_ROUNDS, More

__all__ = ["MAX_ROUNDS", "More", "migrate_program", "migrate_text"]
