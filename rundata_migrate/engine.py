"""One document: text in; findings, edits and new text out."""

from __future__ import annotations

from rundata_migrate.findings import DocumentResult, EngineOptions


def migrate_text(text: str, path: str, options: EngineOptions) -> DocumentResult:
    """Analyse one Python document and apply the fixes that ``options`` allows."""
    return DocumentResult(path)
