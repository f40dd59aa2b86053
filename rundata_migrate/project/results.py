"""What became of files, and the numbers of a run: plain data that reports read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from rundata_migrate import depth, screen
from rundata_migrate.documents import DocumentError, open_document
from rundata_migrate.documents.model import Document
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
    passed_over: tuple[Finding, ...] = ()
    """Why a file that says nothing of run data could not be looked at: told to those who want to know it all."""
    notes: tuple[str, ...] = ()
    """What else happened when it was written, each in one line."""
    known: tuple[Finding, ...] = ()
    """Findings that the baseline lists: told to those who want to know it all, without a say in the exit status."""

    @property
    def text(self) -> str:
        """The text that the edits of fixes refer to; so do the places of findings, but for a notebook's."""
        document = self.document
        return "" if document is None else document.text

    @property
    def document(self) -> Document | None:
        """The file as it was read; None where it could not be, or where there is nothing to say."""
        return None if self.before is None else _opened(self.path, self.before)

    @property
    def document_after(self) -> Document | None:
        """The file as it is to be."""
        return self.document if self.after is None else _opened(self.path, self.after)


def _opened(path: str, data: bytes) -> Document | None:
    try:
        return open_document(path, data)
    except DocumentError:
        return None


def error(path: str, rule: str, message: str, place: Place = TOP) -> Finding:
    """A finding that says what could not be done with a file."""
    return Finding(path, place, rule, Safety.MANUAL, message, error=True)


def failure(path: str, reason: BaseException) -> Finding:
    """The finding for an exception of the engine; nothing in it can fail again."""
    if depth.is_too_deep(reason):
        return error(path, "RD905", depth.MESSAGE)
    return error(path, "RD907", f"internal error, the file is left as it is: {_said(reason)}")


def unreported(path: str, reason: BaseException) -> FileResult:
    """The result for a file whose report failed, whatever became of it."""
    return FileResult(path, (error(path, "RD907", f"internal error in the report of this file: {_said(reason)}"),))


PARTNER = "a file that its fixes go together with could not be written"


def unwritten(result: FileResult, why: str) -> FileResult:
    """The result for a file that stays as it is, though there are fixes for it."""
    undone = tuple(replace(finding, fixed=False, place_after=None) for finding in result.findings)
    return replace(result, findings=(*undone, error(result.path, "RD906", f"not written: {why}")), after=None)


def all_or_none(results: Sequence[FileResult]) -> list[FileResult]:
    """The same, but where the new text of a file could not be encoded, those that its fixes go together with stay."""
    torn = {path for one in results if one.after is None and _has_error(one) for path in one.together}
    return [unwritten(one, PARTNER) if one.path in torn and one.after is not None else one for one in results]


def _has_error(result: FileResult) -> bool:
    return any(finding.error for finding in result.findings)


def _said(reason: BaseException) -> str:
    try:
        return f"{type(reason).__name__}: {' '.join(str(reason).split())[:200]}"
    except Exception:
        return f"{type(reason).__name__}: ?"


UNANALYSED = frozenset({"RD900", "RD901", "RD903", "RD905"})
"""What is said of a file whose text the tool does not understand."""


def without_what_is_passed_over(result: FileResult, named: Collection[str]) -> FileResult:
    """The same, but a file that nobody named and that has no word of run data in it need not be understood."""
    if result.path in named or result.before is None:
        return result
    if not any(finding.rule in UNANALYSED for finding in result.findings) or screen.speaks_of_run_data(result.before):
        return result
    passed_over = tuple(finding for finding in result.findings if finding.rule in UNANALYSED)
    findings = tuple(finding for finding in result.findings if finding.rule not in UNANALYSED)
    return replace(result, findings=findings, passed_over=passed_over)


def unreadable(path: str, reason: str) -> Finding:
    """The finding for a file that cannot be read."""
    return error(path, "RD904", f"cannot be read: {reason}")


LIMITS = {
    "files": "too many files would have to be read together",
    "bytes": "too much text would have to be read together",
    "steps": "too many hand-overs would have to be followed",
    "searches": "too many files would have to be searched",
    "users": "too many files use a name",
    "repository": "the repository has more files than are looked at",
}
"""What is said of a limit that was met."""


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
    mentions_mlflow: bool = True
    """Some file, notebook or file of requirements under the paths speaks of MLflow."""
    doubtful: int = 0
    """Findings on what only reads like run data: none of those left."""
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
    known: int = 0
    """Findings that the baseline lists: none of those left."""
    gone: int = 0
    """Sites that the baseline lists and that are there no more."""
    notes: list[str] = field(default_factory=list)
    """What else is to be said at the end, each in one line."""
    limits: dict[str, str] = field(default_factory=dict)
    """Which limits were met (see LIMITS), and where: what lies beyond counts as unknown."""

    def add(self, result: FileResult) -> None:
        """Count one file's result."""
        has_news = result.written or not result.known or any(finding.fixed for finding in result.findings)
        self.changed += result.after is not None and has_news
        self.known += len(result.known)
        self.notes += result.notes
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
            elif finding.is_doubtful:
                self.doubtful += 1
            else:
                self.left += 1
                self.unsafe += finding.safety is Safety.UNSAFE

    def exit_status(self, writes: bool) -> int:
        """0: nothing left; 1: something left, or not written as asked; 2: something could not be done."""
        if self.errors:
            return 2
        return 1 if self.left or (self.changed and not writes) else 0
