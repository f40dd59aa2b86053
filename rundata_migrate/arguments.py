"""The command line: from the table of options to argparse, and from the arguments to the values that were given."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from rundata_migrate import __version__
from rundata_migrate.options import GROUPS, LOOKED_AT, ROWS, Kind, Row
from rundata_migrate.rules import CODES

PROGRAM = "rundata-migrate"

_EPILOG = """\
examples:
  rundata-migrate --diff src/       what would change, and what would be left
  rundata-migrate src/              migrate it (commit first)
  rundata-migrate --fallback shim . the rest, too (pip install rundata-compat)
  rundata-migrate --check           for CI: status 1 while something is left

exit status: 0 nothing is left; 1 something is left, or would change; 2 it could
not be done (arguments, settings, a file that cannot be read, parsed, written).
Settings are named like options, in [tool.rundata-migrate] of pyproject.toml or
in rundata-migrate.toml. Each switch has a --no- form.
"""


class UsageError(Exception):
    """The arguments make no sense; the message is one line."""


class _Parser(argparse.ArgumentParser):
    """One line where arguments make no sense."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}{self._meant(message)} (see --help)")

    def _meant(self, message: str) -> str:
        """The option that a word which is none is close to, in words."""
        import difflib  # for who has mistyped

        _, found, words = message.partition("unrecognized arguments: ")
        word = words.split()[0].partition("=")[0] if found else ""
        close = difflib.get_close_matches(word, self._option_string_actions, 1) if word.startswith("--") else []
        return f"; did you mean {close[0]}?" if close else ""


def parse(arguments: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The paths, and the options that were given, by the names of the table; raises UsageError.

    Prints and exits by SystemExit where help or the version is asked for.
    """
    made = parser()
    if "_ARGCOMPLETE" in os.environ:  # the shell asks how the line may go on; the process ends with the answer
        import argcomplete

        argcomplete.autocomplete(made)
    # what comes behind -- are paths, whatever they look like; argparse would still look for options in it
    end = arguments.index("--") if "--" in arguments else len(arguments)
    given = vars(made.parse_intermixed_args(arguments[:end]))
    paths = [*given.pop("paths"), *arguments[end + 1 :]]
    return paths, {name: value for name, value in given.items() if value is not None}


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    made = _Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [OPTIONS] PATH ...",
        description="Carry code from MLflow's lists of run data (up to 0.9.1) to its dicts (1.0).",
        epilog=_EPILOG,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, max_help_position=28),
        allow_abbrev=False,
        add_help=False,
    )
    group = made.add_argument_group("help")
    group.add_argument("-h", "--help", action="help", help="show this and exit")
    group.add_argument("-V", "--version", action="version", version=f"{PROGRAM} {__version__}", help="show it and exit")
    for title in GROUPS:
        group = made.add_argument_group(title)
        if title == LOOKED_AT:
            group.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; - for standard input")
        for name, row in ROWS.items():
            if row.group == title:
                _add(group, name, row)
    return made


def _add(group: argparse._ArgumentGroup, name: str, row: Row) -> None:
    word = name.replace("_", "-")
    names = [row.short, f"--{word}"] if row.short else [f"--{word}"]
    added = group.add_argument(*names, dest=name, default=None, **{"help": row.help, **_how(row)})
    if row.kind is Kind.RULES or name == "explain":
        added.completer = lambda **_: CODES  # type: ignore[attr-defined]
    if row.kind is Kind.SWITCH:
        group.add_argument(f"--no-{word}", dest=name, action="store_false", default=None, help=argparse.SUPPRESS)


def _how(row: Row) -> dict[str, Any]:
    """What argparse is to do with an option."""
    if row.kind in (Kind.SWITCH, Kind.FLAG):
        return {"action": "store_true"}
    if row.kind is Kind.CHOICE:
        return {"choices": row.choices, "metavar": row.metavar, "help": f"{row.help}: {', '.join(row.choices)}"}
    if row.kind in _READ:
        metavar, action, read = _READ[row.kind]
        return {"metavar": row.metavar or metavar, "action": action, "type": read}
    return {"metavar": row.metavar}


def _rules(text: str) -> list[str]:
    listed = _listed(text)
    if not listed:
        raise argparse.ArgumentTypeError(f"{text!r} names no rule")
    return listed


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _pairs(text: str) -> list[tuple[str, list[str]]]:
    pairs = [item.rpartition(":") for item in _listed(text)]
    for pattern, _, rule in pairs:
        if not pattern or not rule:
            raise argparse.ArgumentTypeError(f"{text!r} is not PATTERN:RULE, or several with commas between")
    return [(pattern.strip(), [rule.strip()]) for pattern, _, rule in pairs]


def _jobs(text: str) -> int:
    if text == "auto":
        return 0
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is neither a whole number, 0 or more, nor auto")
    return int(text)


_READ: dict[Kind, tuple[str, str, Callable[[str], Any]]] = {
    Kind.JOBS: ("N", "store", _jobs),
    Kind.RULES: ("RULES", "extend", _rules),
    Kind.PATTERNS: ("PATTERNS", "extend", _listed),
    Kind.FILE: ("FILE", "store", str),
    Kind.FILES: ("FILE", "append", str),
    Kind.MAPPING: ("PATTERN:RULE", "extend", _pairs),
}
"""Kind -> its usual name in ``--help``, what argparse does with it, and how its text is read."""
