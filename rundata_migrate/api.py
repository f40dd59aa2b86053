"""The same as the command line, for programs: values in, dataclasses out, nothing printed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rundata_migrate import evidence as records
from rundata_migrate import survey
from rundata_migrate.config import from_values
from rundata_migrate.documents import is_python
from rundata_migrate.documents.python import is_old_mac, with_newlines
from rundata_migrate.engine import migrate_text
from rundata_migrate.findings import DocumentResult, Finding, ProjectFacts
from rundata_migrate.options import Options
from rundata_migrate.project import run
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.project.work import migrate_bytes


@dataclass(frozen=True)
class RunResult:
    """What became of many files."""

    files: tuple[FileResult, ...]
    """Those about which there is something to say, in path order."""
    summary: Summary

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files."""
        return tuple(finding for result in self.files for finding in result.findings)


def migrate_source(
    source: str,
    *,
    path: str = "<string>",
    unsafe_fixes: bool = False,
    assume_mlflow: bool = False,
    fallback: str = "none",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    explain_sites: bool = False,
    evidence: Iterable[str | os.PathLike[str]] = (),
    in_project: bool = False,
    uses_mlflow: bool = False,
    uses_rival: bool = False,
) -> DocumentResult:
    """Migrate the text of one Python module, or of a document of another kind if ``path`` has its suffix.

    ``in_project`` says that the module does not stand alone, ``uses_mlflow`` and ``uses_rival`` what the project
    around it does: a module alone may not show it.
    ``evidence`` are records of rundata_compat; what they say of ``path`` is used.
    Raises rundata_migrate.config.ConfigError for a rule that there is not, and
    rundata_migrate.evidence.EvidenceError for a record that cannot be read.
    """
    options = _options(
        unsafe_fixes=unsafe_fixes,
        assume_mlflow=assume_mlflow,
        fallback=fallback,
        select=tuple(select),
        ignore=tuple(ignore),
        explain_sites=explain_sites,
    )
    matched = records.match(records.load(os.fspath(name) for name in evidence), [path])
    engine_options = options.for_engine(ProjectFacts(uses_mlflow, in_project, uses_rival), [path])
    engine_options = replace(engine_options, evidence=matched.files)
    if not is_python(path):
        return _of_document(migrate_bytes(source.encode("utf-8", "surrogatepass"), path, engine_options))
    result = migrate_text(with_newlines(source), path, engine_options)
    if result.new_text is not None and is_old_mac(source):
        result = replace(result, new_text=result.new_text.replace("\n", "\r"))
    return result


def _of_document(result: FileResult) -> DocumentResult:
    text = None if result.after is None else result.after.decode("utf-8", "surrogatepass")
    return DocumentResult(result.path, result.findings, text, sites=result.sites, outdated=result.outdated)


def migrate_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    write: bool = False,
    unsafe_fixes: bool = False,
    assume_mlflow: bool = False,
    fallback: str = "none",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    exclude: Iterable[str] = (),
    docs: bool = False,
    explain_sites: bool = False,
    evidence: Iterable[str | os.PathLike[str]] = (),
    jobs: int = 1,
) -> RunResult:
    """Migrate the files under ``paths``; they are changed only if ``write`` says so.

    No pyproject.toml is read. ``exclude`` is relative to the current folder. ``docs`` takes
    Markdown and reStructuredText from folders and the examples of docstrings. ``jobs`` counts processes, 0
    takes as many as pay; where processes are spawned and not forked, the calling module must be importable.
    ``evidence`` are records of rundata_compat.
    Raises rundata_migrate.files.NoSuchPathError for a path that does not exist,
    rundata_migrate.evidence.EvidenceError for a record that cannot be read and
    rundata_migrate.config.ConfigError for options that make no sense; all else becomes a finding.
    """
    options = _options(
        check=not write,
        unsafe_fixes=unsafe_fixes,
        assume_mlflow=assume_mlflow,
        fallback=fallback,
        select=tuple(select),
        ignore=tuple(ignore),
        exclude=tuple(exclude),
        docs=docs,
        explain_sites=explain_sites,
        jobs=jobs,
    )
    named: Sequence[str] = [os.fspath(path) for path in paths]
    recorded = records.load(os.fspath(name) for name in evidence)
    found = survey.take(named, options.per_file, docs=docs)
    matched = records.admit(recorded, found)
    summary = Summary(
        files=found.count,
        mentions_mlflow=found.mentions_mlflow,
        recorded=matched.places,
        elsewhere=matched.elsewhere,
    )
    results = []
    for result in run.migrate(found, named, options, matched, summary.limits):
        summary.add(result)
        if result.findings or result.passed_over or result.sites or result.after is not None:
            results.append(result)
    return RunResult(tuple(results), summary)


def _options(**values: object) -> Options:
    return from_values(values, "options")
