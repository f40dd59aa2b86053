# PYTHON_ARGCOMPLETE_OK (argcomplete looks for these words in the file that a command starts with)
"""Arguments in, exit status out.

The common case, plain paths with nothing to migrate below them, is answered before anything heavy is
imported: not even argparse is needed to see that it is the case.
"""

from __future__ import annotations

import os
import sys

from rundata_migrate import files, streams, survey
from rundata_migrate.exits import CLEAN, FAILED, INTERRUPTED, PROGRAM, fail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


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
            status = fail(_without_folder() or _internal(error))
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
    found: survey.Survey | None = None
    if paths and not any(path.startswith("-") for path in paths) and not options >= {"quiet", "verbose"}:
        try:
            found = survey.take(paths, _NoSettings(), is_thorough="verbose" in options)
        except files.NoSuchPathError as error:
            return fail(error)
        except files.SettingsError:  # there are some: they are read with the options
            found = None
        if found is not None and found.is_clean:
            _say_nothing(found.count, options)
            return CLEAN
    from rundata_migrate import command  # what is not needed above: half of the start-up

    return command.run(arguments, found)


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


def _nothing(count: int, options: set[str]) -> str:
    if not count and not options:
        return "No Python files found."
    return f"Nothing to migrate in {count} file{'s' * (count != 1)}."
