"""The whole command line, where there is something to do: options, a run, its report, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import chain, pairwise
from types import ModuleType
from typing import TYPE_CHECKING, Any

from rundata_migrate import config, evidence, files, ignores, signals, streams
from rundata_migrate.arguments import UsageError, parse
from rundata_migrate.evidence import Matched, Recorded
from rundata_migrate.exits import CLEAN, LEFT, PROGRAM, fail
from rundata_migrate.options import Options
from rundata_migrate.project import results
from rundata_migrate.project import run as migrating
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.report import Report, ReportError, formats
from rundata_migrate.report.colour import coloured, is_coloured
from rundata_migrate.survey import Survey, take

if TYPE_CHECKING:
    from rundata_migrate.baseline import Baseline


def run(arguments: list[str], found: Survey | None) -> int:
    """Parse the arguments and do what they say, the exit status; ``found`` is the first look, if it has been taken."""
    try:
        paths, given = parse(arguments)
    except UsageError as error:
        return fail(error)
    except SystemExit as stop:
        return int(stop.code or 0)
    wrong = _misuse(paths, given)
    if wrong:
        return fail(f"{wrong} (see --help)")
    if given.get("rules") or "explain" in given:
        return int(_questions().describe(given.get("explain"), given.get("output_format")))
    try:
        return _work(paths, given, found)
    except (config.ConfigError, evidence.EvidenceError, files.NoSuchPathError, ReportError) as error:
        return fail(error)
    except signals.Terminated as stop:
        print(f"{PROGRAM}: terminated; every file is either as it was or done", file=sys.stderr)
        return stop.status


def _work(paths: list[str], given: dict[str, Any], found: Survey | None) -> int:
    """Do what the arguments say; raises what says in one line that it cannot be done."""
    config_given, isolated = given.pop("config", ()), given.pop("isolated", False)
    standard_input = paths == ["-"]
    name: str | None = given.get("stdin_filename")
    paths = [name or os.curdir] if standard_input else paths
    options = config.load(given, config=config_given, isolated=isolated)
    if not paths:
        if options.writes or options.add_ignores:
            return fail(_NO_PATHS)
        paths = [os.curdir]
    if options.show_settings:
        return int(_questions().show_settings(paths[0], options))
    if options.show_files:
        return _show_files(_take(paths, options))
    recorded = evidence.load(options.evidence)
    listed = _baseline(options)
    if standard_input:
        return _migrate_standard_input(name or "<stdin>", paths[0], options, recorded, listed)
    if found is None or options.force_exclude:
        found = _take(paths, options)
    with signals.handled():
        return _migrate(found, paths, options, recorded, listed)


def _baseline(options: Options) -> Baseline | None:
    """The baseline, if there is to be one; raises config.ConfigError."""
    if options.baseline is None and not options.write_baseline:
        return None
    opened: Baseline = _known().opened(options)
    return opened


def _known() -> ModuleType:
    """What is known of sites by a baseline."""
    from rundata_migrate import known  # with json, for this alone

    return known


def _questions() -> ModuleType:
    """What is answered without looking at a file."""
    from rundata_migrate import questions  # with json too

    return questions


_NO_PATHS = (
    "no paths given; usage: rundata-migrate [OPTIONS] PATH ... "
    "(only --check, --diff and --statistics, which write nothing, take . for it; see --help)"
)


def _misuse(paths: list[str], given: Mapping[str, Any]) -> str | None:
    """What makes no sense in the arguments, in words, if anything."""
    return _misuse_of_input(paths, given) or _exclusion(given) or _misuse_of_answers(given)


def _misuse_of_input(paths: list[str], given: Mapping[str, Any]) -> str | None:
    if "-" in paths and len(paths) > 1:
        return "- (standard input) cannot be mixed with other paths"
    if "stdin_filename" in given and paths != ["-"]:
        return "--stdin-filename needs - as the path"
    for one in ("write_baseline", "add_ignores", "show_files"):
        if given.get(one) and paths == ["-"]:
            return f"{_option(one)} needs files"
    return None


def _exclusion(given: Mapping[str, Any]) -> str | None:
    """Two options of which the one writes something else than the other, or than nothing."""
    writing = [one for one in ("write_baseline", "add_ignores") if given.get(one)]
    for one, other in pairwise([*writing, *(name for name in ("check", "diff", "statistics") if given.get(name))]):
        if one in writing:
            return f"{_option(one)} and {_option(other)} exclude each other"
    return None


def _misuse_of_answers(given: Mapping[str, Any]) -> str | None:
    for one, known in _ANSWERS.items():
        if given.get(one) and given.get("output_format", "text") not in known:
            return f"{_option(one)} has no format but {' and '.join(known)}"
        if given.get(one) and "output_file" in given:
            return f"{_option(one)} goes to standard output: it has no --output-file"
    return None


_ANSWERS = {
    "rules": ("text", "json"),
    "explain": ("text", "json"),
    "show_settings": ("text",),
    "show_files": ("text",),
}
"""Options that are questions, and the formats of their answers."""


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _take(paths: Sequence[str], options: Options) -> Survey:
    """The first look at what a run was asked for; raises files.NoSuchPathError and config.ConfigError."""
    return take(
        paths,
        options.per_file,
        docs=options.docs,
        is_thorough=options.verbose,
        force_exclude=options.force_exclude,
    )


def _show_files(survey: Survey) -> int:
    """Print the files that would be looked at."""
    streams.reconfigure(sys.stdout)
    for path in sorted((*survey.files, *survey.prose)):
        print(path)
    return CLEAN


# -- migrating -------------------------------------------------------------------------------------


def _migrate(
    survey: Survey, paths: Sequence[str], options: Options, recorded: Recorded, listed: Baseline | None
) -> int:
    matched = evidence.admit(recorded, survey)
    summary = results.Summary(
        files=survey.count,
        mentions_mlflow=survey.mentions_mlflow,
        recorded=matched.places,
        elsewhere=matched.elsewhere,
    )
    with _report(options, sys.stderr if options.diff else sys.stdout) as report:
        if not survey.count and not survey.problems:
            print("No Python files found.", file=sys.stderr)
        unwritten: list[FileResult] = []
        if options.add_ignores:
            survey, unwritten = _add_ignores(survey, paths, options, matched, summary)
        found = migrating.migrate(survey, paths, options, matched, summary.limits)
        found = chain(unwritten, _with_progress(found, len(survey.survivors) + len(survey.examples)))
        if listed is not None:
            looked_at = [*survey.files, *survey.prose]
            found = _known().sifted(found, listed, options, looked_at, paths, summary)
        changed = _reported(found, options, report, summary)
        if changed and summary.fixed:
            from rundata_migrate import pins  # with packaging, for this alone

            summary.notes += filter(None, [pins.told(changed)])
        report.finish(summary)
    return _status(summary, options)


def _reported(found: Iterable[FileResult], options: Options, report: Report, summary: Summary) -> list[str]:
    """Count and report each result as it comes; the paths of the files that change."""
    changed = []
    for result in found:
        summary.add(result)
        changed += [result.path] if result.after is not None else []
        try:
            if options.diff:
                _print_diff(result, options.color)
            report.add(result)
        except Exception as reason:  # the others are to be written all the same
            failed = results.unreported(result.path, reason)
            summary.add(failed)
            report.add(failed)
        if not (options.writes or options.output_file) and streams.is_lost(sys.stdout):
            break  # nobody reads it, and nothing else comes of it
    return changed


def _status(summary: Summary, options: Options) -> int:
    status = summary.exit_status(options.writes)
    return CLEAN if status == LEFT and options.exit_zero else status


def _add_ignores(
    survey: Survey, paths: Sequence[str], options: Options, matched: Matched, summary: Summary
) -> tuple[Survey, list[FileResult]]:
    """Write comments until nothing is left that could have one; the files as they are then, and what went wrong."""
    comments = ignores.Ignores()
    for _ in range(ignores.MAX_ROUNDS):
        found = migrating.migrate(survey, paths, options, matched, {})
        if not comments.add(_with_progress(found, len(survey.survivors))):
            break
        survey = _take(paths, options)
    summary.notes += comments.told()
    return survey, list(comments.problems())


def _migrate_standard_input(name: str, path: str, options: Options, recorded: Recorded, listed: Baseline | None) -> int:
    """Text in, text out; whatever else there is to say goes to standard error."""
    with _report(options, sys.stderr if options.diff or options.writes else sys.stdout) as report:
        try:
            data = streams.read_input()
        except OSError as error:
            return fail(f"standard input: {error.strerror or error}")
        matched = evidence.match(recorded, [name])
        result = migrating.migrate_standard_input(data, name, path, options, matched)
        summary = results.Summary(files=1, recorded=matched.places, elsewhere=matched.elsewhere)
        if listed is not None:  # what is not found here may be found with the other files
            result = next(_known().sifted([result], listed, options, [], [], summary), result)
        summary.add(result)
        if options.diff:
            _print_diff(result, options.color)
        elif options.writes:
            sys.stdout.flush()
            sys.stdout.buffer.write(data if result.after is None else result.after)
            sys.stdout.buffer.flush()
        report.add(result)
        report.finish(summary)
    return _status(summary, options)


def _report(options: Options, stream: Any) -> AbstractContextManager[Report]:
    """The report that the options ask for, on a stream."""
    streams.reconfigure(stream)
    return formats.opened(options, stream, colour=is_coloured(stream, options.color))


def _print_diff(result: FileResult, color: str) -> None:
    """Bytes, because the diff of a file is in the file's encoding."""
    if result.before is None or result.after is None:
        return
    from rundata_migrate.report.diff import unified  # with difflib

    patch = unified(result.path, result.before, result.after)
    sys.stdout.flush()
    sys.stdout.buffer.write(coloured(patch) if is_coloured(sys.stdout, color) else patch)


def _with_progress(results: Iterable[FileResult], total: int) -> Iterator[FileResult]:
    """The same results, with a bar on standard error while they come, if someone is there to see it."""
    if not sys.stderr.isatty():
        return iter(results)
    from rundata_migrate.report.progress import watched  # with rich

    return watched(results, total)
