"""The engine, for those who may never need it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rundata_migrate.findings import DocumentResult, EngineOptions, Source


def migrate_program(
    sources: Sequence[Source], options: EngineOptions, more: Callable[[str, str], Source | None] | None = None
) -> Sequence[DocumentResult]:
    """As ``engine.migrate_program``. libcst is a large part of the start-up: only what gets here pays for it."""
    from rundata_migrate import engine

    return engine.migrate_program(sources, options, more)
