"""docs/options.md, made from the table of options: ``python -m rundata_migrate.report.options > docs/options.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from rundata_migrate.options import GROUPS, ROWS, Kind, Options, Row, Scope

_BEFORE = """\
# Options and settings

This page is made from the table in `rundata_migrate/options.py` by `python -m rundata_migrate.report.options`; do not edit it.

    rundata-migrate [OPTIONS] PATH ...

`PATH` is a file, a folder, or `-` for standard input, which is looked at alone and goes to standard output. Only what is named is changed;
the rest of the project is read. Without a path `.` is taken where nothing is written (`--check`, `--diff` and the like). Paths and options may
stand in any order. A switch has a second form, `--no-diff` for `--diff`, which takes back what a settings file says. `-h` or `--help` is the
short form of this page, `-V` or `--version` says which release it is.
"""

_AFTER = """\
## Settings files

What has a name in the second column may stand in a settings file: in the table `[tool.rundata-migrate]` of `pyproject.toml`, or, without the
table's name, in `rundata-migrate.toml` or `.rundata-migrate.toml`. Where a folder has several, the last of these three goes first.

```toml
[tool.rundata-migrate]
exclude = ["legacy/vendored/"]
ignore = ["RD103"]
evidence = ["records/*.jsonl"]
unsafe-fixes = false

[tool.rundata-migrate.per-file-ignores]
"tests/" = ["RD406"]
"!src/" = ["RD3"]  # everywhere but in src/
```

The nearest file counts, from a folder upward; it is not joined with those above it, and a `pyproject.toml` without the table is passed over.

* What holds for *each file* comes from the settings nearest to that file. A fix that changes several files is made where all of them want its
  rule; else it is held back, and the finding says which file it was.
* What holds for *the run* comes from the settings nearest to the folder in which the run is started.
* The command line goes over both. `--select` takes the place of a file's `select`, `extend-select` and `ignore`; `--ignore` and
  `--extend-select` are applied on top of them. `--exclude` and `--per-file-ignores` take the place of the settings of these names, relative
  to the current folder.
* Rules are given by their codes or how these begin, in any case. If a rule is both selected and ignored, the longer beginning decides, and
  `ignore` where both are as long.
* Patterns are those of `.gitignore`, relative to the folder of the settings. A path that is named on the command line is looked at whatever
  they say.
* `--config FILE` takes this file for the run and for all files, relative to the current folder; `--isolated` takes none.
  `--config "per-file-ignores = {'tests/' = ['RD406']}"` is a line of such a file, which counts as if it were an option.

A key that is not known, a value that makes no sense, or a file that cannot be read or decoded ends the run before anything is written, with
status 2. `rundata-migrate --show-settings PATH` prints what holds for a path, and where it stands; `--show-files` which files are looked at.

## Exit status

| status | meaning |
|---|---|
| 0 | nothing is left |
| 1 | something is left for you; with `--check` or `--diff` also: something would change |
| 2 | it could not do its job: wrong arguments or settings, or a file that cannot be read, decoded, parsed or written. The other files are done \
all the same. A file that you did not name, and in which no word speaks of run data, need not be parsed: `-v` and JSON (`passed_over`) tell of it |
| 130, 143 | interrupted, terminated; every file is either as it was or done |

## Colour

`--color` decides; with `auto`, the default, `NO_COLOR` forbids colour, `FORCE_COLOR` wants it even where there is no terminal, and
`TERM=dumb` forbids it, in this order. Otherwise there is colour on a terminal.

## Completion in the shell

Installed with the extra `completion` (`pip install '.[completion]'`) the shell completes options, rules and paths, by
[argcomplete](https://pypi.org/project/argcomplete/). For bash and zsh, in the shell's start-up file:

```sh
eval "$(register-python-argcomplete rundata-migrate)"
```

and for fish:

```sh
register-python-argcomplete --shell fish rundata-migrate > ~/.config/fish/completions/rundata-migrate.fish
```
"""

_GIVEN = {Kind.RULES: "RULES", Kind.PATTERNS: "PATTERNS", Kind.MAPPING: "LIST", Kind.JOBS: "N"}


def page() -> str:
    """The whole page."""
    return "\n".join([_BEFORE, *(_section(title) for title in GROUPS), _AFTER])


def _section(title: str) -> str:
    rows = [(name, row) for name, row in ROWS.items() if row.group == title]
    lines = [
        f"## {title[:1].upper()}{title[1:]}",
        "",
        "| option | setting | holds for | default | what it does |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(_cells(name, row))} |" for name, row in rows]
    return "\n".join(lines) + "\n"


def _cells(name: str, row: Row) -> Iterator[str]:
    word = name.replace("_", "-")
    given = row.metavar or _GIVEN.get(row.kind, "FILE" if row.kind in (Kind.FILE, Kind.FILES) else "")
    yield f"`{f'{row.short}, ' if row.short else ''}--{word}{f' {given}' if given else ''}`"
    yield f"`{word}`" if row.setting else ""
    yield ("each file" if row.scope is Scope.FILE else "the run") if row.setting else ""
    yield _default(row, getattr(Options, name))
    yield ". ".join(_said(row))


def _default(row: Row, value: Any) -> str:
    return f"`{value}`" if row.kind in (Kind.CHOICE, Kind.JOBS) else ""


def _said(row: Row) -> Iterator[str]:
    yield row.help + (f": {', '.join(f'`{one}`' for one in row.choices)}" if row.choices else "")
    if row.details:
        yield row.details


def main() -> int:
    """Print the page."""
    sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
