"""What the tool makes of each case, in each mode: made once for all tests and all of pytest-xdist's workers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sharing import once

from corpus import Case, python_files
from rundata_migrate import api
from rundata_migrate.findings import Finding

MODES: dict[str, dict[str, Any]] = {"safe": {}, "unsafe": {"unsafe_fixes": True}, "shim": {"fallback": "shim"}}


@dataclass(frozen=True)
class Migration:
    """What became of a case, and what a second run says of that."""

    folder: Path
    """Where its files are now; that of a program as it was, of which only the text is migrated."""
    texts: dict[str, str]
    """Its files as they are now."""
    changed: tuple[str, ...]
    findings: tuple[Finding, ...]
    """With paths that are relative to the folder of the case."""
    exit_status: int | None
    """None for a program."""
    again: tuple[Finding, ...]
    """The findings of a second run."""
    changed_again: tuple[str, ...]
    exit_status_again: int | None

    @property
    def remaining(self) -> list[Finding]:
        """What is left to a person."""
        return [finding for finding in self.findings if not finding.fixed]


def listed(findings: Sequence[Finding]) -> str:
    """Findings for a person to read."""
    return "\n".join(
        f"{f.path}:{f.place.line}: {f.rule} {f.safety.value} fixed={f.fixed}: {f.message}" for f in findings
    )


def migrate_program(case: Case, mode: str) -> Migration:
    """Migrate the text of a program, and the new text again."""
    name, old = case.main.name, case.text()
    first = api.migrate_source(old, path=name, **MODES[mode])
    new = old if first.new_text is None else first.new_text
    # A text that stays as it is has been looked at already.
    second = first if first.new_text is None else api.migrate_source(new, path=name, **MODES[mode])
    return Migration(
        folder=case.folder,
        texts={name: new},
        changed=() if first.new_text is None else (name,),
        findings=first.findings,
        exit_status=None,
        again=second.findings,
        changed_again=() if second.new_text is None else (name,),
        exit_status_again=None,
    )


def migrate_folder(original: Path, copy: Path, mode: str) -> Migration:
    """Migrate a copy of a project in place, and see what a second run would do."""
    shutil.copytree(original, copy, ignore=shutil.ignore_patterns("__pycache__"))
    first = api.migrate_paths([copy], write=True, **MODES[mode])
    second = api.migrate_paths([copy], **MODES[mode])

    def within(path: str) -> str:
        return Path(os.path.relpath(path, copy)).as_posix()

    def of_case(findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(replace(finding, path=within(finding.path)) for finding in findings)

    files = python_files(copy)
    return Migration(
        folder=copy,
        texts={name: (copy / name).read_text(encoding="utf-8") for name in files},
        changed=tuple(name for name in files if (copy / name).read_bytes() != (original / name).read_bytes()),
        findings=of_case(first.findings),
        exit_status=first.summary.exit_status(writes=True),
        again=of_case(second.findings),
        changed_again=tuple(within(one.path) for one in second.files if one.after is not None),
        exit_status_again=second.summary.exit_status(writes=False),
    )


class Migrations:
    """Each case in each mode, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[str, str], Migration] = {}

    def of(self, case: Case, mode: str) -> Migration:
        """What became of the case."""
        key = case.name, mode
        if key not in self._known:
            copy = self.folder / mode / case.name

            def make() -> Migration:
                return migrate_folder(case.folder, copy, mode) if case.is_project else migrate_program(case, mode)

            self._known[key] = once(copy.with_name(f"{copy.name}.pickle"), make)
        return self._known[key]
