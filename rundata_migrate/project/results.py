"""What became of files, and the numbers of a run: plain data that reports read."""

from __future__ import annotations

from dataclasses import dataclass

from rundata_migrate import depth
from rundata_migrate.documents import python
from rundata_migrate.findings import Finding, KnownBy, Place, Safety

TOP = Place(1, 1, 1, 1)


@dataclass(frozen=True)
class FileResult:
    """What became of one file."""

    path: str
    findings: tuple[Finding, ...] = ()
    sites: tuple[Finding, ...] = ()
    before: bytes | None = None
    """As it was read; None where it could not be, or where there is nothing to say."""
    after: bytes | None = None
    """As it is to be; None where nothing changes."""
    written: bool = False
    """``after`` is on the disk."""
    together: tuple[str, ...] = ()
    """As findings.DocumentResult has it."""
    outdated: int = 0
    """As findings.DocumentResult has it."""

    @property
    def text(self) -> str:
        """The text that the findings' places and edits refer to."""
        if self.before is None:
            return ""
        try:
            return python.decode(self.before).text
        except python.DocumentError:
            return ""


def error(path: str, rule: str, message: str, place: Place = TOP) -> Finding:
    """A finding that says what could not be done with a file."""
    return Finding(path, place, rule, Safety.MANUAL, message, error=True)


def failure(path: str, reason: BaseException) -> Finding:
    """The finding for an exception of the engine; nothing in it can fail again."""
    if depth.is_too_deep(reason):
        return error(path, "RD905", depth.MESSAGE)
    try:
        said = " ".join(str(reason).split())[:200]
    except Exception:
        said = "?"
    return error(path, "RD907", f"internal error, the file is left as it is: {type(reason).__name__}: {said}")


def unreadable(path: str, reason: str) -> Finding:
    """The finding for a file that cannot be read."""
    return error(path, "RD904", f"cannot be read: {reason}")


@dataclass
class Summary:
    """The numbers of a run."""

    files: int = 0
    """Looked at."""
    changed: int = 0
    """Files with new text, written or not."""
    written: int = 0
    """Files written."""
    fixed: int = 0
    """Findings whose fix is part of the new text."""
    left: int = 0
    """Findings that a person must look at, or that need ``--unsafe-fixes``."""
    unsafe: int = 0
    """Of those left: with a fix that ``--unsafe-fixes`` applies."""
    errors: int = 0
    """What could not be done."""
    by_flow: int = 0
    """Sites that only the flow from MLflow proves."""
    by_running: int = 0
    """Sites that only a recorded use proves."""
    by_both: int = 0
    """Sites that both prove."""
    recorded: int = 0
    """Places that the records name."""
    elsewhere: int = 0
    """Of these: in files that were not asked for."""
    outdated: int = 0
    """Of these: in lines that have changed since."""

    def add(self, result: FileResult) -> None:
        """Count one file's result."""
        self.changed += result.after is not None
        self.written += result.written
        self.outdated += result.outdated
        for finding in result.findings:
            self.by_flow += finding.known_by is KnownBy.FLOW
            self.by_running += finding.known_by is KnownBy.RUNNING
            self.by_both += finding.known_by is KnownBy.BOTH
            if finding.error:
                self.errors += 1
            elif finding.fixed:
                self.fixed += 1
            else:
                self.left += 1
                self.unsafe += finding.safety is Safety.UNSAFE

    def exit_status(self, writes: bool) -> int:
        """0: nothing left; 1: something left, or not written as asked; 2: something could not be done."""
        if self.errors:
            return 2
        return 1 if self.left or (self.changed and not writes) else 0
