"""An engine that needs no MLflow: it turns OLD into NEW and does what the other words say."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rundata_migrate import engine, taint
from rundata_migrate.findings import DocumentResult, Edit, EngineOptions, Finding, Fix, Place, Safety, Source

if TYPE_CHECKING:
    import pytest

SITE = "mlflow: run.data.metrics"
"""What gets a line through the screen."""


def place(text: str, start: int, end: int) -> Place:
    def at(offset: int) -> tuple[int, int]:
        before = text[:offset].replace("\r\n", "\n")
        return before.count("\n") + 1, len(before) - before.rfind("\n")

    return Place(*at(start), *at(end))


def migrate_text(text: str, path: str, options: EngineOptions) -> DocumentResult:
    if "BOOM" in text:
        raise ValueError("two\nlines")
    if "DEEP" in text:
        raise RecursionError
    if "STOP" in text:
        raise KeyboardInterrupt
    if "DIE" in text:
        os._exit(7)
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "FACTS" in text:
        facts = options.project
        message = f"mlflow={facts.uses_mlflow} rival={facts.uses_rival}"
        return DocumentResult(path, (Finding(path, Place(1, 1, 1, 2), "RD301", Safety.MANUAL, message),))
    findings = []
    words = {"OLD": Safety.SAFE, "RISKY": Safety.UNSAFE, "MANUAL": Safety.MANUAL}
    for match in re.finditer("|".join(words), text):
        safety = words[match[0]]
        edits = (Edit(match.start(), match.end(), "NEW"),)
        findings.append(
            Finding(
                path,
                place(text, *match.span()),
                "RD101" if safety is Safety.SAFE else "RD301",
                safety,
                f"a {match[0].lower()} word",
                container="metrics",
                why=("run <- client.get_run(...) line 12", "MlflowClient() line 3"),
                fix=None if safety is Safety.MANUAL else Fix(edits, safety, "OLD -> NEW"),
                proposal="first\nsecond" if safety is Safety.MANUAL else None,
                fixed=safety is Safety.SAFE or (safety is Safety.UNSAFE and options.unsafe_fixes),
                place_after=Place(77, 1, 77, 2) if safety is Safety.MANUAL else None,
            )
        )
    fixed = [finding.fix.edits[0] for finding in findings if finding.fixed and finding.fix]
    new = text
    for edit in sorted(fixed, key=lambda edit: -edit.start):
        new = new[: edit.start] + edit.text + new[edit.end :]
    sites = tuple(findings) if options.explain_sites else ()
    return DocumentResult(path, tuple(findings), new if fixed else None, tuple(fixed), sites)


def migrate_program(sources: Sequence[Source], options: EngineOptions, more: object = None) -> list[DocumentResult]:
    return [engine.migrate_text(source.text, source.path, options) for source in sources]


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this engine asked in the place of the real one, with every text."""
    monkeypatch.setattr(engine, "migrate_text", migrate_text)
    monkeypatch.setattr(engine, "migrate_program", migrate_program)
    monkeypatch.setattr(taint, "may_hold_site", lambda source: True)
    monkeypatch.setattr(taint, "may_read", lambda *known, **more: True)
