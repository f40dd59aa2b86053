# PYTHON_ARGCOMPLETE_OK (argcomplete looks for these words in the file that a command starts with)
"""Arguments in, exit status out.

The common case, plain paths with nothing to migrate below them, is answered before anything heavy is
imported: not even argparse is needed to see that it is the case.
"""

from __future__ import annotations

import os
import sys

from rundata_migrate import files, streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from rundata_migrate.baseline import Baseline
    from rundata_migrate.evidence import Matched, Recorded
    from rundata_migrate.options import Options
    from rundata_migrate.project.results import FileResult, Summary
    from rundata_migrate.report import Report
    from rundata_migrate.survey import Survey

PROGRAM = "rundata-migrate"

CLEAN, LEFT, FAILED, INTERRUPTED = 0, 1, 2, 130
"""The exit statuses; a run ends with that of its summary."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    with streams.Standard() as standard:
        try:
            status = _main(arguments)
        except KeyboardInterrupt:
            print(f"{PROGRAM}: interrupted; every file is either as it was or done", file=sys.stderr)
            status = INTERRUPTED
        except Exception as error:
            status = _fail(_without_folder() or _internal(error))
        return status if standard.finish(PROGRAM) else max(status, FAILED)


def _without_folder() -> str:
    """That there is no current folder, in one line; empty where there is one."""
    try:
        os.getcwd()
    except OSError as error:
        return f"the current folder: {error.strerror}"
    return ""


def _internal(error: Exception) -> str:
    """One line on an error that nobody foresaw, with the place that it comes from."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = ""
    if trace is not None:
        where = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}, line {trace.tb_lineno})"
    return f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:200]}{where}"


_PLAIN = {
    "--check": "check",
    "--diff": "diff",
    "-q": "quiet",
    "--quiet": "quiet",
    "-v": "verbose",
    "--verbose": "verbose",
}
"""Options that do not say what is looked at: where there is nothing to do, only these words need be understood."""


def _main(arguments: list[str]) -> int:
    options = {_PLAIN[argument] for argument in arguments if argument in _PLAIN}
    paths = [argument for argument in arguments if argument not in _PLAIN]
    if not paths and options & {"check", "diff"}:
        paths = [os.curdir]
    survey: Survey | None = None
    if paths and not any(path.startswith("-") for path in paths) and not options >= {"quiet", "verbose"}:
        from rundata_migrate.survey import take as first_look

        try:
            survey = first_look(paths, _NoSettings(), is_thorough="verbose" in options)
        except files.NoSuchPathError as error:
            return _fail(error)
        except files.SettingsError:  # there are some: they are read with the options
            survey = None
        if survey is not None and survey.is_clean:
            _say_nothing(survey.count, options)
            return CLEAN
    return _run(arguments, survey)


class _NoSettings:
    """Nothing is excluded where there is no settings file; raises SettingsError where there is one."""

    def __init__(self) -> None:
        self.files = files.SettingsFiles()
        self.nothing = files.Excludes()
        self.at(os.path.realpath(os.curdir))

    def at(self, folder: str) -> files.Excludes:
        found = self.files.nearest(folder)
        if found is not None:
            raise files.SettingsError(found[0])
        return self.nothing


def _say_nothing(count: int, options: set[str]) -> None:
    """Say that there is nothing to do, where and in the words in which the whole report would."""
    if not count and options:
        print("No Python files found.", file=sys.stderr)
    if "quiet" not in options:
        print(_nothing(count, options), file=sys.stderr if "diff" in options else sys.stdout)


def _take(paths: Sequence[str], options: Options) -> Survey:
    """The first look at what a run was asked for; raises files.NoSuchPathError and config.ConfigError."""
    from rundata_migrate import survey

    return survey.take(
        paths,
        options.per_file,
        docs=options.docs,
        is_thorough=options.verbose,
        force_exclude=options.force_exclude,
    )


def _nothing(count: int, options: set[str]) -> str:
    if not count and not options:
        return "No Python files found."
    return f"Nothing to migrate in {count} file{'s' * (count != 1)}."


def _fail(error: object) -> int:
    print(f"{PROGRAM}: {error}", file=sys.stderr)
    return FAILED


# -- the whole command line ------------------------------------------------------------------------


def _run(arguments: list[str], survey: Survey | None) -> int:
    """Parse the arguments and do what they say; ``survey`` is there if it has been made already."""
    from rundata_migrate.arguments import UsageError, parse

    try:
        paths, given = parse(arguments)
    except UsageError as error:
        return _fail(error)
    except SystemExit as stop:
        return int(stop.code or 0)
    wrong = _misuse(paths, given)
    if wrong:
        return _fail(f"{wrong} (see --help)")
    if given.get("rules") or "explain" in given:
        return _describe(given.get("explain"), given.get("output_format"))

    from rundata_migrate import config, evidence, signals
    from rundata_migrate.report import ReportError

    try:
        return _work(paths, given, survey)
    except (config.ConfigError, evidence.EvidenceError, files.NoSuchPathError, ReportError) as error:
        return _fail(error)
    except signals.Terminated as stop:
        print(f"{PROGRAM}: terminated; every file is either as it was or done", file=sys.stderr)
        return stop.status


def _work(paths: list[str], given: dict[str, Any], survey: Survey | None) -> int:
    """Do what the arguments say; raises what says in one line that it cannot be done."""
    from rundata_migrate import config, evidence, signals

    config_given, isolated = given.pop("config", ()), given.pop("isolated", False)
    standard_input = paths == ["-"]
    name: str | None = given.get("stdin_filename")
    paths = [name or os.curdir] if standard_input else paths
    options = config.load(given, config=config_given, isolated=isolated)
    if not paths:
        if options.writes or options.add_ignores:
            return _fail(_NO_PATHS)
        paths = [os.curdir]
    if options.show_settings:
        return _show_settings(paths[0], options)
    if options.show_files:
        return _show_files(_take(paths, options))
    recorded = evidence.load(options.evidence)
    listed = _baseline(options)
    if standard_input:
        return _migrate_standard_input(name or "<stdin>", paths[0], options, recorded, listed)
    if survey is None or options.force_exclude:
        survey = _take(paths, options)
    with signals.handled():
        return _migrate(survey, paths, options, recorded, listed)


def _baseline(options: Options) -> Baseline | None:
    """The baseline, if there is to be one; raises config.ConfigError."""
    if options.baseline is None and not options.write_baseline:
        return None
    from rundata_migrate import known

    return known.opened(options)


_NO_PATHS = (
    "no paths given; usage: rundata-migrate [OPTIONS] PATH ... "
    "(only --check, --diff and --statistics, which write nothing, take . for it; see --help)"
)


def _misuse(paths: list[str], given: Mapping[str, Any]) -> str | None:
    """What makes no sense in the arguments, in words, if anything."""
    from itertools import pairwise

    if "-" in paths and len(paths) > 1:
        return "- (standard input) cannot be mixed with other paths"
    if "stdin_filename" in given and paths != ["-"]:
        return "--stdin-filename needs - as the path"
    for one in ("write_baseline", "add_ignores", "show_files"):
        if given.get(one) and paths == ["-"]:
            return f"{_option(one)} needs files"
    writing = [one for one in ("write_baseline", "add_ignores") if given.get(one)]
    for one, other in pairwise([*writing, *(name for name in ("check", "diff", "statistics") if given.get(name))]):
        if one in writing:
            return f"{_option(one)} and {_option(other)} exclude each other"
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


# -- migrating -------------------------------------------------------------------------------------


def _migrate(
    survey: Survey, paths: Sequence[str], options: Options, recorded: Recorded, listed: Baseline | None
) -> int:
    from itertools import chain

    from rundata_migrate import evidence
    from rundata_migrate.project import results, run

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
        found = run.migrate(survey, paths, options, matched, summary.limits)
        found = chain(unwritten, _with_progress(found, len(survey.survivors) + len(survey.examples)))
        if listed is not None:
            from rundata_migrate import known

            found = known.sifted(found, listed, options, [*survey.files, *survey.prose], paths, summary)
        changed = _reported(found, options, report, summary)
        if changed and summary.fixed:
            from rundata_migrate import pins  # with packaging, for this alone

            summary.notes += filter(None, [pins.told(changed)])
        report.finish(summary)
    return _status(summary, options)


def _reported(found: Iterable[FileResult], options: Options, report: Report, summary: Summary) -> list[str]:
    """Count and report each result as it comes; the paths of the files that change."""
    from rundata_migrate.project import results

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
    from rundata_migrate import ignores
    from rundata_migrate.project import run

    comments = ignores.Ignores()
    for _ in range(ignores.MAX_ROUNDS):
        found = run.migrate(survey, paths, options, matched, {})
        if not comments.add(_with_progress(found, len(survey.survivors))):
            break
        survey = _take(paths, options)
    summary.notes += comments.told()
    return survey, list(comments.problems())


def _migrate_standard_input(name: str, path: str, options: Options, recorded: Recorded, listed: Baseline | None) -> int:
    """Text in, text out; whatever else there is to say goes to standard error."""
    from rundata_migrate import evidence
    from rundata_migrate.project import results, run

    with _report(options, sys.stderr if options.diff or options.writes else sys.stdout) as report:
        try:
            data = streams.read_input()
        except OSError as error:
            return _fail(f"standard input: {error.strerror or error}")
        matched = evidence.match(recorded, [name])
        result = run.migrate_standard_input(data, name, path, options, matched)
        summary = results.Summary(files=1, recorded=matched.places, elsewhere=matched.elsewhere)
        if listed is not None:  # what is not found here may be found with the other files
            from rundata_migrate import known

            result = next(known.sifted([result], listed, options, [], [], summary), result)
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
    from rundata_migrate.report import formats
    from rundata_migrate.report.colour import is_coloured

    _reconfigure(stream)
    return formats.opened(options, stream, colour=is_coloured(stream, options.color))


def _reconfigure(stream: Any) -> None:
    """A path or a message may hold what the terminal's encoding does not."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


def _print_diff(result: FileResult, color: str) -> None:
    """Bytes, because the diff of a file is in the file's encoding."""
    if result.before is None or result.after is None:
        return
    from rundata_migrate.report.colour import coloured, is_coloured
    from rundata_migrate.report.diff import unified

    patch = unified(result.path, result.before, result.after)
    sys.stdout.flush()
    sys.stdout.buffer.write(coloured(patch) if is_coloured(sys.stdout, color) else patch)


def _with_progress(results: Iterable[FileResult], total: int) -> Iterator[FileResult]:
    """The same results, with a bar on standard error while they come, if someone is there to see it."""
    if not sys.stderr.isatty():
        return iter(results)
    from rundata_migrate.report.progress import watched

    return watched(results, total)


# -- questions -------------------------------------------------------------------------------------


def _describe(wanted: str | None, output_format: str | None) -> int:
    """Print the list of rules, or one rule's card."""
    from rundata_migrate.report.rules import as_json, card, listing
    from rundata_migrate.rules import modules

    cards = [module.RULE for module in modules()]
    if wanted is not None:
        cards = [rule for rule in cards if wanted.upper() == rule.code or wanted == rule.name]
        if not cards:
            return _fail(f"unknown rule: {wanted} (see --rules)")
    if output_format == "json":
        print(as_json(cards), end="")
    else:
        print(listing(cards) if wanted is None else card(cards[0]), end="")
    return CLEAN


def _show_files(survey: Survey) -> int:
    """Print the files that would be looked at."""
    _reconfigure(sys.stdout)
    for path in sorted((*survey.files, *survey.prose)):
        print(path)
    return CLEAN


def _show_settings(path: str, options: Options) -> int:
    """Print the settings that hold for a path; raises ConfigError."""
    from rundata_migrate.report.settings import listing

    _reconfigure(sys.stdout)
    if options.per_file is not None:
        print(listing(path, options.per_file.origins(path), options.per_file.disabled_in(path)), end="")
    return CLEAN
