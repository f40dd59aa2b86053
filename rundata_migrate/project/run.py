"""Many documents: the survivors of the survey, one by one or in processes; results in path order.

Nothing that one file does stops the others: whatever goes wrong with it becomes a finding that names it.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from heapq import heappop, heappush
from itertools import chain

from rundata_migrate import documents, files, screen, trees
from rundata_migrate.evidence import Matched
from rundata_migrate.findings import EngineOptions, Outside, ProjectFacts
from rundata_migrate.layout import Candidate, Layout
from rundata_migrate.options import Options
from rundata_migrate.pauses import without_collection
from rundata_migrate.project.gathering import Group
from rundata_migrate.project.linking import Linking
from rundata_migrate.project.processes import each
from rundata_migrate.project.results import FileResult, failure, unreadable, without_what_is_passed_over
from rundata_migrate.project.saving import half_written, save_together
from rundata_migrate.project.sources import sources_of
from rundata_migrate.project.surroundings import (
    Surroundings,
    common_folder,
    is_alone,
    look_around,
    project_facts,
    searched,
    speaks_of_mlflow,
)
from rundata_migrate.project.work import (
    Worth,
    may_hold_site,
    may_hold_site_alone,
    migrate_bytes,
    migrate_file,
    migrate_group,
)
from rundata_migrate.survey import Survey, is_parsed

_DEFINITION = re.compile(rb"\bdef[ \t]+([A-Za-z_]\w*)")


_SHAPE = re.compile(rb"\.[ \t]*data[ \t]*\.[ \t]*(?:metrics|params|tags)(?!\w)")

NO_EVIDENCE = Matched()


def migrate(
    survey: Survey,
    paths: Sequence[str],
    options: Options,
    evidence: Matched = NO_EVIDENCE,
    limits: dict[str, str] | None = None,
) -> Iterator[FileResult]:
    """The results of every file that survived or failed, in path order, written if the options say so.

    ``limits`` is told which limits were met, and where, for the first time.
    """
    problems = {path: FileResult(path, (unreadable(path, reason),)) for path, reason in survey.problems}
    for path, reason in survey.passed_over:
        problems[path] = FileResult(path, passed_over=(unreadable(path, reason),))
    for path in survey.unparsed:
        problems[path] = migrate_file(path, options.for_engine(ProjectFacts(), [path]))
    named = {files.as_shown(path) for path in paths}
    yield from half_written(survey.journals, options.writes)
    batches = chain(
        _migrate_prose(survey, options), _migrate(survey, paths, options, evidence, {} if limits is None else limits)
    )
    for result in _merged(_in_order(batches), problems):
        yield without_what_is_passed_over(result, named)


def _migrate_prose(survey: Survey, options: Options) -> Iterator[tuple[str, tuple[FileResult, ...]]]:
    """The results of texts with Python in them: each stands alone, whatever is around it."""
    groups = [Group([Candidate(path, os.path.realpath(path))]) for path in survey.examples]
    for results in each(groups, migrate_group, options.for_engine(ProjectFacts(), survey.examples), options.jobs):
        yield "", tuple(save_together(results) if options.writes else results)


def _migrate(
    survey: Survey, paths: Sequence[str], options: Options, evidence: Matched, limits: dict[str, str]
) -> Iterator[tuple[str, tuple[FileResult, ...]]]:
    """Results, each time with the path before which none will come any more."""
    if not (survey.survivors or survey.readers):
        return
    start = common_folder(paths)
    around = look_around(start)
    is_wanted = options.assume_mlflow or options.unsafe_fixes or evidence.files or is_alone(survey, paths, start)
    if not is_wanted and not speaks_of_mlflow(survey, around):
        yield "", tuple(_by_shape(path, options) for path in survey.survivors)
        return
    worth = _worth(survey, options, evidence)
    yield "", tuple(FileResult(path) for path in survey.survivors if path not in worth)
    if not worth and not survey.readers:
        return
    try:
        groups = groups_of(worth, survey, around, evidence.files, limits)
        trees.forget()
        facts = project_facts(survey, around) if groups else ProjectFacts()
    except Exception as reason:  # what may be rewritten is not known without the other files
        yield "", tuple(FileResult(path, (failure(path, reason),)) for path in worth)
        return
    grouped = {member.path for group in groups for member in group.members}
    yield "", tuple(FileResult(path) for path in worth if path not in grouped)
    engine_options = replace(options.for_engine(facts, survey.files), evidence=evidence.files)
    yield from _in_groups(groups, engine_options, options)


def _in_groups(
    groups: list[Group], engine_options: EngineOptions, options: Options
) -> Iterator[tuple[str, tuple[FileResult, ...]]]:
    """The results of groups of files, one group after the other, written if the options say so."""
    for group, results in zip(groups, each(groups, migrate_group, engine_options, options.jobs), strict=True):
        first = group.members[0].path
        yield first, tuple(save_together(results) if options.writes else results)


def _worth(survey: Survey, options: Options, evidence: Matched) -> dict[str, Worth]:
    """The files that may hold a site for all that names alone can tell, each with the company that it would need."""
    engine_options = replace(options.for_engine(ProjectFacts()), evidence=evidence.files)
    # in a project that is not small, what only others could give run data is read if they lead to it
    ask = may_hold_site if survey.is_small else may_hold_site_alone
    found = {path: worth for path, worth in each(survey.survivors, ask, engine_options, options.jobs) if worth}
    for path in (*survey.keepers, *survey.kept_readers, *survey.apart):
        found.setdefault(path, Worth.WITH_OTHERS)
    return found


def _by_shape(path: str, options: Options) -> FileResult:
    """What reads like run data in a file of a project without MLflow: doubtful, each file looked at alone."""
    with suppress(OSError):
        data = files.read(path)
        code = searched(path, data)
        if _SHAPE.search(code) and screen.reads_entities(code):
            result = migrate_bytes(data, path, options.for_engine(ProjectFacts(is_project=True), [path]))
            findings = tuple(finding for finding in result.findings if finding.is_doubtful)
            return FileResult(path, findings, result.sites, before=data if findings or result.sites else None)
    return FileResult(path)


@without_collection()
def groups_of(
    worth: Mapping[str, Worth],
    survey: Survey,
    around: Surroundings,
    recorded: Iterable[str] = (),
    limits: dict[str, str] | None = None,
) -> list[Group]:
    """The files that may hold a site, each with those of the project that must be read with it.

    Not those that only hand run data on, if nobody that they hand it to reads it.
    """
    asked, others = _candidates(survey, around)
    if len(asked) + len(others) == 1:
        return [Group([asked[0]])] if worth else []
    links = Linking([*asked, *others], Layout(os.path.realpath(around.root or around.start)), _searching())
    readers = [os.path.realpath(path) for path in survey.readers] if others else []
    sources = sources_of(links.graph, readers, others)
    worthy = {os.path.realpath(path): found for path, found in worth.items()}
    besides = ((one.location, may_hold_site(one.path, EngineOptions())[1]) for one in sources.files)
    worthy.update((location, found) for location, found in besides if found)
    if around.is_cut:
        links.open_all("repository", os.path.realpath(around.base or around.start))
    groups = links.groups(worthy, {os.path.realpath(path) for path in recorded}, sources.pairs)
    if limits is not None:
        limits.update((limit, files.from_here(location)) for limit, location in links.limits.items())
    return [group for group in groups if any(one.is_asked for one in group.members)]


def _candidates(survey: Survey, around: Surroundings) -> tuple[list[Candidate], list[Candidate]]:
    """The files that were asked for, and the others of the project."""
    asked = [Candidate(path, os.path.realpath(path)) for path in survey.files]
    seen = {one.location for one in asked}
    real = [(path, os.path.realpath(path)) for path in around.files]
    return asked, [Candidate(files.from_here(path), where, False) for path, where in real if where not in seen]


def _searching() -> Callable[[str], bytes]:
    """Reads what is searched of a file, which raises OSError; what is plain Python is looked at once."""
    plain: set[str] = set()

    def read(location: str) -> bytes:
        data = files.read(location)
        if location in plain:
            return data
        found = searched(location, data)
        if found is data:
            plain.add(location)
        return found

    return read


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


def _merged(results: Iterable[FileResult], problems: dict[str, FileResult]) -> Iterator[FileResult]:
    """Both in path order; what is a problem of a file that has a result is part of that."""
    waiting = deque(sorted(problems))
    for result in results:
        while waiting and waiting[0] < result.path:
            yield problems[waiting.popleft()]
        if waiting and waiting[0] == result.path:
            waiting.popleft()
        yield result
    for path in waiting:
        yield problems[path]


def migrate_standard_input(
    data: bytes, name: str, path: str, options: Options, evidence: Matched = NO_EVIDENCE
) -> FileResult:
    """The result for bytes that stand for ``path``, reported as ``name``; nothing is written."""
    if documents.is_prose(name):
        if not screen.may_hold_site(data):
            return FileResult(name, before=data)
        return migrate_bytes(data, name, options.for_engine(ProjectFacts(), [name]))
    try:
        code = documents.searched(name, data)
    except documents.DocumentError as reason:
        return FileResult(name, (unreadable(name, str(reason)),), before=data)
    if name not in evidence.files and not screen.may_hold_site(code):
        if documents.is_python(name) and not is_parsed(data):
            return migrate_bytes(data, name, options.for_engine(ProjectFacts(), [name]))
        return FileResult(name, before=data)
    folder = path if os.path.isdir(path) else os.path.dirname(path) or os.curdir
    stands_alone = os.path.isdir(path)  # it has no name
    outside = ProjectFacts() if stands_alone else project_facts(Survey(), look_around(folder))
    facts = ProjectFacts(
        outside.uses_mlflow or screen.mentions_mlflow(code),
        outside.is_project,
        outside.uses_rival or screen.mentions_rival(code),
        outside.is_distribution,
    )
    engine_options = replace(options.for_engine(facts, [name]), evidence=evidence.files)
    if files.find_upwards(folder, files.ROOT_MARKS) is not None:
        # who calls its functions, and what they catch, is in files that are not read here
        engine_options = replace(engine_options, outside=_callers_of(code))
    return migrate_bytes(data, name, engine_options)


def _callers_of(data: bytes) -> Outside:
    """What other files may use of a text: its public functions, and any attribute or variable."""
    names = [match[1].decode("ascii", "replace") for match in _DEFINITION.finditer(data)]
    public = frozenset(name for name in names if not name.startswith("_") or name == "__init__")
    return Outside(public, public, looked_for=frozenset())
