"""``python -m rundata_compat report FILE...``: what a program recorded, by place."""

from __future__ import annotations

import argparse
import json
import os
import sys

from rundata_compat import __version__
from rundata_compat.report import BadRecord, merged, read, table


def main(arguments: list[str] | None = None) -> int:
    """Print the report. 0; with ``--check`` 1 if there is any use; 2 where a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m rundata_compat", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    report = commands.add_parser("report", help="sum up records of list-style uses by place")
    report.add_argument("files", metavar="FILE", nargs="+", help="a file that install(warn='record') wrote")
    report.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    report.add_argument("--check", action="store_true", help="exit with 1 if there is any list-style use")
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.error("a command is needed: report")
    try:
        counts = merged(read(path) for path in options.files)
    except BadRecord as error:
        print(f"rundata_compat: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"rundata_compat: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    if options.format == "json":
        lines = [json.dumps([{**place._asdict(), "count": count} for place, count in counts.items()], indent=2)]
    else:
        lines = table(counts)
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:  # `| head`: what is asked for has been printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if options.check and counts else 0


if __name__ == "__main__":
    sys.exit(main())
