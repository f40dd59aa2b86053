"""Many documents: the survivors of the survey, one by one or in processes; results in path order.

Nothing that one file does stops the others: whatever goes wrong with it becomes a finding that names it.
"""

from __future__ import annotations

import os
import re
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import chain, islice
from typing import TypeVar

from rundata_migrate import depth, files, screen, taint
from rundata_migrate.config import Options
from rundata_migrate.documents import python
from rundata_migrate.evidence import Matched
from rundata_migrate.findings import (
    DocumentResult,
    EngineOptions,
    Finding,
    KnownBy,
    Place,
    ProjectFacts,
    Safety,
    Source,
)
from rundata_migrate.layout import Candidate, Layout
from rundata_migrate.links import Group, Links
from rundata_migrate.pauses import without_collection
from rundata_migrate.readers import sources_of
from rundata_migrate.survey import Survey

TOP = Place(1, 1, 1, 1)

_Unit = TypeVar("_Unit", str, Group)
_Answer = TypeVar("_Answer")

BYTES_A_PROCESS = 200_000
"""How much source makes another process pay."""

_REQUIREMENTS = re.compile(
    r"(?:.*requirements.*\.(?:txt|in)|setup\.(?:py|cfg)|pyproject\.toml|Pipfile|MLproject"
    r"|(?:.*environment.*|conda)\.ya?ml)\Z"
)
_DISTRIBUTION = re.compile(rb"^\[(?:project|tool\.poetry|tool\.flit\.metadata|metadata)\]", re.M)
_DEFINITION = re.compile(rb"\bdef[ \t]+([A-Za-z_]\w*)")
_REQUIRES_MLFLOW = re.compile(rb"(?<![\w.-])mlflow(?:-skinny)?(?![\w-])")


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


# -- one document ----------------------------------------------------------------------------------


def migrate_bytes(data: bytes, path: str, options: EngineOptions) -> FileResult:
    """Decode, analyse and encode one document; never raises for what is in it."""
    try:
        document = python.decode(data)
    except python.DocumentError as reason:
        return FileResult(path, (error(path, "RD903", f"cannot be decoded: {reason}"),), before=data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the parsers, about the user's escapes
            if path not in options.evidence and not _worth_analysing(document.text):
                return FileResult(path)
        # libcst is a large part of the start-up: only what gets here pays for it.
        from rundata_migrate.engine import migrate_text

        result = migrate_text(document.text, path, options)
    except Exception as reason:
        return FileResult(path, (_failure(path, reason),), before=data)
    return _encoded(result, document, data)


def _worth_analysing(text: str) -> bool:
    """The second screen, on Python's own syntax tree; raises RecursionError for what libcst would die of."""
    tree = depth.parse(text)
    if tree is None or "rundata:" in text or taint.has_type_comment(text):
        return True
    return taint.may_hold_site(tree)


def _failure(path: str, reason: BaseException) -> Finding:
    """The finding for an exception of the engine; nothing in it can fail again."""
    if depth.is_too_deep(reason):
        return error(path, "RD905", depth.MESSAGE)
    try:
        said = " ".join(str(reason).split())[:200]
    except Exception:
        said = "?"
    return error(path, "RD907", f"internal error, the file is left as it is: {type(reason).__name__}: {said}")


def migrate_file(path: str, options: EngineOptions) -> FileResult:
    """Read one file and migrate its text; writes nothing."""
    try:
        data = files.read(path)
    except OSError as reason:
        return FileResult(path, (_unreadable(path, reason.strerror or str(reason)),))
    return migrate_bytes(data, path, options)


def save(result: FileResult) -> FileResult:
    """Write the new bytes of a file; where that fails the file is as it was, and a finding says why."""
    if result.after is None or result.before is None:
        return result
    try:
        files.write(result.path, result.after, result.before)
    except (OSError, files.ChangedOnDiskError) as reason:
        why = getattr(reason, "strerror", None) or str(reason)
        undone = tuple(replace(finding, fixed=False, place_after=None) for finding in result.findings)
        return replace(result, findings=(*undone, error(result.path, "RD906", f"not written: {why}")), after=None)
    return replace(result, written=True)


def _unreadable(path: str, reason: str) -> Finding:
    return error(path, "RD904", f"cannot be read: {reason}")


# -- what the project says -------------------------------------------------------------------------


MOST_OTHER_FILES = 5000
"""How many files that nobody asked for are looked at to learn what the project uses."""


def project_facts(survey: Survey, start: str) -> ProjectFacts:
    """Does the project use MLflow, and a library that looks like it?

    The files that were asked for are read first, then the others of the project: one file alone does not show
    what it is part of. A look-alike counts where it is near, in the same top folder of the project.
    """
    uses_mlflow = uses_rival = False
    survivors = set(survey.survivors)
    rest = (path for path in survey.files if path not in survivors)
    asked = ((path, True) for path in chain(survey.survivors, rest))
    for path, is_near in chain(asked, _other_files(survey, start)):
        try:
            data = files.read(path)
        except OSError:
            continue
        uses_mlflow = uses_mlflow or screen.mentions_mlflow(data)
        uses_rival = uses_rival or (is_near and screen.mentions_rival(data))
        if uses_mlflow and uses_rival:
            break
    return ProjectFacts(uses_mlflow or requires_mlflow(start), uses_rival, is_distribution(start))


def _other_files(survey: Survey, start: str) -> Iterator[tuple[str, bool]]:
    """The project's files that nobody asked for, and whether they are in the top folder that ``start`` is in."""
    root = files.find_upwards(start, files.ROOT_MARKS)
    if root is None:
        return
    inner = os.path.relpath(os.path.realpath(start), root).split(os.sep)[0]
    top = os.path.join(root, "" if inner == os.curdir else inner, "")
    seen = {os.path.realpath(path) for path in survey.files}
    for path in islice(_listed(root).files, MOST_OTHER_FILES):
        real = os.path.realpath(path)
        if real not in seen:
            yield path, real.startswith(top)


def _listed(folder: str) -> files.Listing:
    """What is below a folder."""
    with suppress(OSError, files.NoSuchPathError):
        return files.list_files([folder], None)
    return files.Listing()


def _around(start: str) -> tuple[list[str], list[str]]:
    """The files of the project above ``start``, and its notebooks.

    Where nothing marks a project: the package that the folder is in, and the modules beside it, or in the folder.
    """
    root = files.find_upwards(start, files.ROOT_MARKS)
    if root is not None:
        listing = _listed(root)
        return listing.files[:MOST_OTHER_FILES], listing.notebooks
    start = top = os.path.realpath(start)
    while os.path.exists(os.path.join(top, "__init__.py")) and os.path.dirname(top) != top:
        top = os.path.dirname(top)
    listing = files.Listing()
    if top != start:
        listing = _listed(os.path.join(top, os.path.relpath(start, top).split(os.sep)[0]))
    beside: list[str] = []
    with suppress(OSError):
        beside = [os.path.join(top, name) for name in sorted(os.listdir(top))]
    found = [*listing.files[:MOST_OTHER_FILES], *(path for path in beside if path.endswith(".py"))]
    return found, [*listing.notebooks, *(path for path in beside if path.endswith(files.NOTEBOOK))]


def is_distribution(start: str) -> bool:
    """Is the project above ``start`` one that is built and installed, so that others may import it?"""
    root = files.find_upwards(start, files.ROOT_MARKS)
    if root is None:
        return False
    if os.path.exists(os.path.join(root, "setup.py")):
        return True
    return any(_names_a_distribution(os.path.join(root, name)) for name in ("pyproject.toml", "setup.cfg"))


def _names_a_distribution(path: str) -> bool:
    try:
        return _DISTRIBUTION.search(files.read(path)) is not None
    except OSError:
        return False


def requires_mlflow(start: str) -> bool:
    """Does a requirements file at the root of the project above ``start`` name mlflow?"""
    root = files.find_upwards(start, files.ROOT_MARKS)
    if root is None:
        return False
    try:
        names = [name for name in os.listdir(root) if _REQUIREMENTS.match(name)]
    except OSError:
        return False
    return any(_names_mlflow(os.path.join(root, name)) for name in names)


def _names_mlflow(path: str) -> bool:
    try:
        return _REQUIRES_MLFLOW.search(files.read(path)) is not None
    except OSError:
        return False


def common_folder(paths: Sequence[str]) -> str:
    """The folder that all the paths are in."""
    try:
        common = os.path.commonpath([os.path.realpath(path) for path in paths])
    except ValueError:  # none, or on two drives
        return os.getcwd()
    return common if os.path.isdir(common) else os.path.dirname(common)


# -- documents that belong together ----------------------------------------------------------------


@without_collection()
def migrate_group(group: Group, options: EngineOptions) -> tuple[FileResult, ...]:
    """Read and migrate documents as one program; results for those that were asked for. Writes nothing."""
    options = replace(options, open_functions=tuple(sorted(group.open_names)))
    if len(group.members) == 1 and group.table is None:
        return (migrate_file(group.members[0].path, options),)
    results: list[FileResult] = []
    sources: list[Source] = []
    documents: dict[str, tuple[python.PythonDocument, bytes]] = {}
    for member in group.members:
        try:
            data = files.read(member.path)
            document = python.decode(data)
        except OSError as reason:
            results.append(FileResult(member.path, (_unreadable(member.path, reason.strerror or str(reason)),)))
        except python.DocumentError as reason:
            undecoded = error(member.path, "RD903", f"cannot be decoded: {reason}")
            results.append(FileResult(member.path, (undecoded,), before=data))
        else:
            documents[member.path] = document, data
            sources.append(
                Source(member.path, document.text, member.location, group.modules[member.path], member.is_asked)
            )
    if len(sources) < len(group.members):
        # what cannot be read may call anything
        options = replace(options, open_functions=("*",))
    for found in _migrated(sources, options, _reader(group)):
        document, data = documents[found.path]
        results.append(_encoded(found, document, data))
    asked = {member.path for member in group.members if member.is_asked}
    return tuple(sorted((one for one in results if one.path in asked), key=lambda one: one.path))


def _reader(group: Group) -> Callable[[str, str], Source | None]:
    """Reads the document that an import means, if it is one of the project's; not to be changed or reported on."""
    members = {member.location for member in group.members}

    def read(dotted: str, importer: str) -> Source | None:
        found = group.table.resolve(dotted, importer) if group.table is not None else None
        if group.table is None or found is None or found[0] in members:
            return None
        candidate = group.table.candidates[found[0]]
        try:
            text = python.decode(files.read(candidate.path)).text
        except (OSError, python.DocumentError):
            return None
        return Source(candidate.path, text, candidate.location, group.table.names(found[0]), is_asked=False)

    return read


def _migrated(
    sources: Sequence[Source], options: EngineOptions, more: Callable[[str, str], Source | None]
) -> Iterable[DocumentResult]:
    from rundata_migrate.engine import migrate_program

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return migrate_program(sources, options, more)
    except Exception as reason:
        return [DocumentResult(source.path, (_failure(source.path, reason),)) for source in sources]


def _encoded(found: DocumentResult, document: python.PythonDocument, data: bytes) -> FileResult:
    try:
        after = None if found.new_text is None else document.encode(found.new_text)
    except Exception as reason:
        return FileResult(found.path, (_failure(found.path, reason),), before=data)
    after = None if after == data else after
    before = data if found.findings or found.sites or after is not None else None
    return FileResult(
        found.path, found.findings, found.sites, before, after, together=found.together, outdated=found.outdated
    )


@without_collection()
def _groups(worth: Sequence[str], survey: Survey, start: str, recorded: Iterable[str] = ()) -> list[Group]:
    """The files that may hold a site, each with those of the project that must be read with it."""
    asked = [Candidate(path, os.path.realpath(path)) for path in survey.files]
    root = files.find_upwards(start, files.ROOT_MARKS)
    around, beside = _around(start)
    notebooks = sorted({os.path.realpath(path) for path in (*survey.notebooks, *beside)})
    seen = {one.location for one in asked}
    real = [(path, os.path.realpath(path)) for path in around]
    others = [Candidate(files.from_here(path), location, False) for path, location in real if location not in seen]
    if len(asked) + len(others) == 1 and not (worth and notebooks):
        return [Group([asked[0]])] if worth else []
    links = Links([*asked, *others], Layout(os.path.realpath(root or start)), files.read)
    readers = [os.path.realpath(path) for path in survey.readers] if others else []
    sources = sources_of(links, readers, others)
    worthy = [os.path.realpath(path) for path in worth]
    worthy += [one.location for one in sources.files if _may_hold_site(one.path, EngineOptions())[1]]
    groups = links.groups(worthy, {os.path.realpath(path) for path in recorded}, sources.pairs, notebooks)
    return [group for group in groups if any(one.is_asked for one in group.members)]


def save_together(results: Sequence[FileResult]) -> list[FileResult]:
    """Write the results of a group; those whose fixes go together are all written, or none is."""
    by_path = {result.path: result for result in results}
    saved: dict[str, FileResult] = {}
    for result in results:
        if result.path in saved:
            continue
        partners = [by_path[path] for path in result.together if path in by_path] or [result]
        written = [save(one) for one in partners]
        if len(written) > 1 and any(
            one.after is not None and not now.written for one, now in zip(partners, written, strict=True)
        ):
            written = [_put_back(one, now) for one, now in zip(partners, written, strict=True)]
        saved.update((one.path, one) for one in written)
    return [saved[result.path] for result in results]


def _put_back(result: FileResult, saved: FileResult) -> FileResult:
    """The file as it was, because one that its fixes go together with could not be written."""
    if not saved.written:
        return saved
    assert result.before is not None
    assert result.after is not None
    undone = tuple(replace(finding, fixed=False, place_after=None) for finding in result.findings)
    why = "a file that its fixes go together with could not be written"
    try:
        files.write(result.path, result.before, result.after)
    except (OSError, files.ChangedOnDiskError):
        why += ", and it could not be put back"
    return replace(result, findings=(*undone, error(result.path, "RD906", f"not written: {why}")), after=None)


# -- many documents --------------------------------------------------------------------------------


NO_EVIDENCE = Matched()


def migrate(
    survey: Survey, paths: Sequence[str], options: Options, evidence: Matched = NO_EVIDENCE
) -> Iterator[FileResult]:
    """The results of every file that survived or failed, in path order, written if the options say so."""
    problems = {path: FileResult(path, (_unreadable(path, reason),)) for path, reason in survey.problems}
    yield from _merged(_in_order(_migrate(survey, paths, options, evidence)), problems)


def _migrate(
    survey: Survey, paths: Sequence[str], options: Options, evidence: Matched
) -> Iterator[tuple[str, tuple[FileResult, ...]]]:
    """Results, each time with the path before which none will come any more."""
    engine_options = replace(options.for_engine(ProjectFacts()), evidence=evidence.files)
    worth = []
    quiet: list[FileResult] = []
    for path, may_hold_site in _each(survey.survivors, _may_hold_site, engine_options, options.jobs):
        if may_hold_site:
            worth.append(path)
        else:
            quiet.append(FileResult(path))
    yield "", tuple(quiet)
    if not worth and not survey.readers:
        return
    start = common_folder(paths)
    groups = _groups(worth, survey, start, evidence.files)
    if not groups:
        return
    engine_options = replace(options.for_engine(project_facts(survey, start)), evidence=evidence.files)
    for group, results in zip(groups, _each(groups, migrate_group, engine_options, options.jobs), strict=True):
        first = group.members[0].path
        yield first, tuple(save_together(results) if options.writes else results)


def _in_order(batches: Iterable[tuple[str, tuple[FileResult, ...]]]) -> Iterator[FileResult]:
    """The results in path order, as early as can be."""
    waiting: list[tuple[str, int, FileResult]] = []
    for number, (first, results) in enumerate(batches):
        while waiting and waiting[0][0] < first:
            yield heappop(waiting)[2]
        for result in results:
            heappush(waiting, (result.path, number, result))
    while waiting:
        yield heappop(waiting)[2]


@without_collection()
def _may_hold_site(path: str, options: EngineOptions) -> tuple[str, bool]:
    """Whether the engine has to look at a file, or at what is wrong with it."""
    if path in options.evidence:
        return path, True
    try:
        document = python.decode(files.read(path))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return path, _worth_analysing(document.text)
    except Exception:
        return path, True


def migrate_standard_input(
    data: bytes, name: str, path: str, options: Options, evidence: Matched = NO_EVIDENCE
) -> FileResult:
    """The result for bytes that stand for ``path``, reported as ``name``; nothing is written."""
    if name not in evidence.files and not screen.may_hold_site(data):
        return FileResult(name, before=data)
    folder = path if os.path.isdir(path) else os.path.dirname(path) or os.curdir
    around = project_facts(Survey(), folder)
    facts = ProjectFacts(
        around.uses_mlflow or screen.mentions_mlflow(data),
        around.uses_rival or screen.mentions_rival(data),
        around.is_distribution,
    )
    engine_options = replace(options.for_engine(facts), evidence=evidence.files)
    if files.find_upwards(folder, files.ROOT_MARKS) is not None:
        # who calls its functions, and what they catch, is in files that are not read here
        engine_options = replace(engine_options, open_functions=_public_functions(data))
    return migrate_bytes(data, name, engine_options)


def _public_functions(data: bytes) -> tuple[str, ...]:
    """The functions of a text that another file could call, as ``EngineOptions.open_functions`` has them."""
    names = [match[1].decode("ascii", "replace") for match in _DEFINITION.finditer(data)]
    public = [name for name in names if not name.startswith("_") or name == "__init__"]
    # "@": attributes and variables, too
    return ("@", *dict.fromkeys(form for name in public for form in (name, f".{name}")))


def _merged(results: Iterable[FileResult], problems: dict[str, FileResult]) -> Iterator[FileResult]:
    """Both in path order."""
    waiting = deque(sorted(problems))
    for result in results:
        while waiting and waiting[0] < result.path:
            yield problems[waiting.popleft()]
        yield result
    for path in waiting:
        yield problems[path]


def _each(
    units: Sequence[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """What ``work`` makes of each unit, in their order, from here or from as many processes as pay."""
    jobs = min(jobs or _worthwhile([path for unit in units for path in _paths(unit)]), len(units))
    if jobs > 1:
        return _in_processes(deque(units), work, options, jobs)
    return (work(unit, options) for unit in units)


def _paths(unit: str | Group) -> list[str]:
    return [unit] if isinstance(unit, str) else [member.path for member in unit.members]


def _worthwhile(paths: Sequence[str]) -> int:
    """How many processes pay: each costs the start of an interpreter and the import of libcst."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if processors == 1 or len(paths) < 4:
        return 1
    size = 0
    for path in paths:
        with suppress(OSError):
            size += os.stat(path).st_size
    return min(processors, size // BYTES_A_PROCESS, 61)  # Windows waits for no more


def _in_processes(
    waiting: deque[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """The answers from a pool; if a process dies, each unit that is left gets a pool of its own."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield from _pooled(waiting, work, options, jobs)
    except BrokenProcessPool:
        while waiting:
            unit = waiting[0]
            try:
                yield from _pooled(deque([unit]), work, options, 1)
            except BrokenProcessPool:
                yield _died(unit)  # type: ignore[misc]
            waiting.popleft()


def _died(unit: str | Group) -> tuple[str, bool] | tuple[FileResult, ...]:
    """What is answered for a unit that takes its process with it."""
    if isinstance(unit, str):
        return unit, True
    asked = [member.path for member in unit.members if member.is_asked]
    said = "the process that worked on this file died"
    return tuple(FileResult(path, (error(path, "RD907", said),)) for path in asked)


def _pooled(
    waiting: deque[_Unit], work: Callable[[_Unit, EngineOptions], _Answer], options: EngineOptions, jobs: int
) -> Iterator[_Answer]:
    """The answers from one pool; a unit is taken from ``waiting`` once its answer is there."""
    from concurrent.futures import Future, ProcessPoolExecutor

    ahead = jobs * 32  # enough that one slow unit stops nobody; answers wait for their turn in memory
    todo = iter(tuple(waiting))
    running: deque[Future[_Answer]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_prepare_worker)
    done = False
    try:
        first = list(islice(todo, ahead))
        # those that take long go first, so that the others fill what time is left; answers keep the order of units
        by_size = sorted(range(len(first)), key=lambda index: -len(_paths(first[index])))
        started = {index: pool.submit(work, first[index], options) for index in by_size}
        running.extend(started[index] for index in range(len(first)))
        while running:
            answer = running.popleft().result()
            waiting.popleft()
            yield answer  # before anything else can fail
            running.extend(pool.submit(work, unit, options) for unit in islice(todo, 1))
        done = True
    finally:
        # On Ctrl-C, and when nobody wants the rest, nobody waits; else the pool must end before the interpreter does.
        pool.shutdown(wait=done, cancel_futures=True)


def _prepare_worker() -> None:
    """In a worker, Ctrl-C is the end and no traceback: only the first process writes files."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


# -- the sum ---------------------------------------------------------------------------------------


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
