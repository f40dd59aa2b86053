"""The options, as one table: the command line, the check of settings files and docs/options.md are made from it.

Another option is one row of ``Options``: its name (with dashes on the command line and in settings files), its type,
its default, and what ``_row`` has to say of it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Protocol, TypeVar

from rundata_migrate.files import Excludes
from rundata_migrate.findings import EngineOptions, ProjectFacts

FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown", "html")
"""Each is the name of a module of ``report``."""
FOR_PEOPLE = ("text", "concise")
"""What a terminal shows; it gets ``text`` where another format goes to a file."""
WITH_STATISTICS = ("text", "concise", "json", "github", "markdown", "html")
"""Those that have a place for ``--statistics``."""
COLORS = ("auto", "always", "never")
FALLBACKS = ("none", "shim")


class Kind(enum.Enum):
    """What may be given to an option."""

    SWITCH = "true or false"
    """On the command line ``--name`` and ``--no-name``."""
    FLAG = "a flag"
    """On the command line ``--name`` alone."""
    TEXT = "a string"
    CHOICE = "one of a few words"
    JOBS = "a whole number, 0 or more, or auto"
    RULES = "a list of rules"
    """Codes or their beginnings; with commas on the command line."""
    PATTERNS = "a list of patterns"
    """As in .gitignore; with commas on the command line."""
    FILE = "a file"
    """In a settings file: relative to its folder."""
    FILES = "a list of files"
    """On the command line the option is repeated; in a settings file relative to its folder."""
    MAPPING = "patterns, each with a list of rules"
    """``PATTERN:RULE`` with commas on the command line, a table in a settings file."""


class Scope(enum.Enum):
    """For what a setting holds."""

    RUN = "the run"
    """Read from the folder in which the run was started."""
    FILE = "each file"
    """Read from the settings nearest to the file."""


WRITTEN, LOOKED_AT, PRINTED, SETTINGS = "what is written", "what is looked at", "what is printed", "settings and help"
GROUPS = (WRITTEN, LOOKED_AT, PRINTED, SETTINGS)
"""The headings of ``--help``, in their order."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class Row:
    """What the table says of an option, besides its name, type and default."""

    kind: Kind
    group: str
    help: str
    """For ``--help``: short enough for one line of 80 columns."""
    short: str = ""
    """The letter with its dash."""
    metavar: str = ""
    choices: tuple[str, ...] = ()
    setting: bool = True
    """May it stand in a settings file?"""
    scope: Scope = Scope.RUN
    details: str = ""
    """For docs/options.md: what is worth knowing besides ``help``."""


def _row(default: _T, kind: Kind, group: str, help: str, **more: Any) -> _T:
    return field(default=default, metadata={"row": Row(kind, group, help, **more)})


class PerFile(Protocol):
    """Knows the settings that hold for each file."""

    def at(self, folder: str) -> Excludes:
        """What is excluded in a folder, given by its real path."""

    def disabled_in(self, path: str) -> frozenset[str]:
        """Codes of the rules that were not asked for in a file; without a name, in the folder of the run."""

    def origins(self, path: str) -> Iterator[tuple[str, Any, str]]:
        """Each setting that holds for a path, by its name in a settings file: its value, and where it stands."""


@dataclass(frozen=True)
class Options:
    """Everything that a run can be told."""

    check: bool = _row(False, Kind.SWITCH, WRITTEN, "write nothing; exit status 1 if anything is to do")
    diff: bool = _row(False, Kind.SWITCH, WRITTEN, "write nothing; print a diff (for patch -p0)")
    unsafe_fixes: bool = _row(False, Kind.SWITCH, WRITTEN, "apply unsafe fixes too: they differ in a named case")
    assume_mlflow: bool = _row(False, Kind.SWITCH, WRITTEN, "take runs of unknown origin for MLflow's")
    fallback: str = _row(
        "none",
        Kind.CHOICE,
        WRITTEN,
        "for what is left",
        metavar="WHAT",
        choices=FALLBACKS,
        details="`shim`: it gets the entity lists of rundata-compat, which the program then needs.",
    )
    write_baseline: bool = _row(
        False, Kind.FLAG, WRITTEN, "write no code, but what is there into the baseline", setting=False
    )
    add_ignores: bool = _row(
        False, Kind.FLAG, WRITTEN, "write no fixes, but `# rundata: ignore` comments", setting=False
    )

    select: tuple[str, ...] = _row(
        (),
        Kind.RULES,
        LOOKED_AT,
        "only these rules: codes or their beginnings",
        scope=Scope.FILE,
        details="Where a rule is both selected and ignored, the longer beginning decides.",
    )
    extend_select: tuple[str, ...] = _row(
        (), Kind.RULES, LOOKED_AT, "these rules too, besides those selected", scope=Scope.FILE
    )
    ignore: tuple[str, ...] = _row((), Kind.RULES, LOOKED_AT, "not these rules", scope=Scope.FILE)
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = _row(
        (),
        Kind.MAPPING,
        LOOKED_AT,
        "PATTERN:RULE, ...: not this rule in these files",
        metavar="LIST",
        scope=Scope.FILE,
        details="Patterns are those of `.gitignore`; `!PATTERN` stands for all other files.",
    )
    docs: bool = _row(
        False,
        Kind.SWITCH,
        LOOKED_AT,
        "Markdown and rst in folders and docstrings, too",
        details="A document that is named is done without it; see docs/documents.md.",
    )
    exclude: tuple[str, ...] = _row(
        (), Kind.PATTERNS, LOOKED_AT, "not these files; patterns as in .gitignore", scope=Scope.FILE
    )
    evidence: tuple[str, ...] = _row(
        (),
        Kind.FILES,
        LOOKED_AT,
        "a record of rundata_compat; may be repeated",
        details="What ran proves sites. In a settings file, names are relative to its folder.",
    )
    stdin_filename: str | None = _row(
        None, Kind.TEXT, LOOKED_AT, "the name of what standard input holds", metavar="FILE", setting=False
    )
    jobs: int = _row(
        0, Kind.JOBS, LOOKED_AT, "processes; auto (the default) takes as many as pay", short="-j", metavar="N"
    )
    force_exclude: bool = _row(
        False,
        Kind.SWITCH,
        LOOKED_AT,
        "exclude holds for files that are named, too",
        details="For hooks, which name each file. So do the folders that are never looked into, such as `build`.",
    )
    baseline: str | None = _row(
        None,
        Kind.FILE,
        LOOKED_AT,
        "a list of known sites: only new ones count",
        details="See [ci.md](ci.md). In a settings file, the name is relative to its folder.",
    )

    output_format: str = _row(
        "text",
        Kind.CHOICE,
        PRINTED,
        "the report",
        metavar="FORMAT",
        choices=FORMATS,
        details="[reports.md](reports.md) says what each format is for.",
    )
    output_file: str | None = _row(
        None,
        Kind.FILE,
        PRINTED,
        "the report goes to this file, text is printed",
        setting=False,
        details="The file is there as a whole when the run is over, or as it was before.",
    )
    statistics: bool = _row(
        False,
        Kind.FLAG,
        PRINTED,
        "write nothing; count by rule, safety, folder",
        setting=False,
        details="In the formats `text`, `concise` and `github` a table, in JSON the key `statistics`.",
    )
    color: str = _row(
        "auto",
        Kind.CHOICE,
        PRINTED,
        "when there is colour",
        metavar="WHEN",
        choices=COLORS,
        setting=False,
        details="With `auto` there is colour on a terminal that is not dumb, or with FORCE_COLOR; never with NO_COLOR.",
    )
    quiet: bool = _row(False, Kind.SWITCH, PRINTED, "only what is left", short="-q")
    verbose: bool = _row(False, Kind.SWITCH, PRINTED, "how each site is known, too", short="-v")
    exit_zero: bool = _row(False, Kind.FLAG, PRINTED, "exit status 0 where something is left", setting=False)
    explain_sites: bool = _row(False, Kind.FLAG, PRINTED, "every site, with the chain that proves it", setting=False)
    rules: bool = _row(False, Kind.FLAG, PRINTED, "list the rules and exit", setting=False)
    explain: str | None = _row(
        None, Kind.TEXT, PRINTED, "say what a rule does, and why, and exit", metavar="RULE", setting=False
    )

    config: tuple[str, ...] = _row(
        (),
        Kind.FILES,
        SETTINGS,
        "settings from this file alone, or KEY=VALUE",
        setting=False,
        details="`KEY=VALUE` is a line of a settings file, which goes over all of these; it may be repeated.",
    )
    isolated: bool = _row(False, Kind.FLAG, SETTINGS, "no settings but the command line's", setting=False)

    show_settings: bool = _row(
        False, Kind.FLAG, SETTINGS, "print the settings that hold for PATH, and exit", setting=False
    )
    show_files: bool = _row(False, Kind.FLAG, SETTINGS, "list the files that are looked at, and exit", setting=False)

    per_file: PerFile | None = None
    """What holds for each file; nothing is disabled or excluded without."""

    @property
    def writes(self) -> bool:
        """May files be changed?"""
        asks = self.show_settings or self.show_files
        counts = self.check or self.statistics
        return not (self.diff or counts or self.write_baseline or self.add_ignores or asks)

    def for_engine(self, project: ProjectFacts, paths: Iterable[str] = ()) -> EngineOptions:
        """The part that the engine needs, to work on the files that were asked for."""
        disabled = self.per_file.disabled_in("") if self.per_file is not None else frozenset()
        return EngineOptions(
            unsafe_fixes=self.unsafe_fixes,
            assume_mlflow=self.assume_mlflow,
            fallback_shim=self.fallback == "shim",
            disabled=disabled,
            disabled_in={path: off for path, off in self._disabled(paths) if off != disabled},
            explain_sites=self.explain_sites,
            docs=self.docs,
            project=project,
        )

    def _disabled(self, paths: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
        if self.per_file is not None:
            for path in paths:
                yield path, self.per_file.disabled_in(path)


ROWS: Mapping[str, Row] = {one.name: one.metadata["row"] for one in fields(Options) if one.metadata}
"""The table by the names of fields."""

SETTABLE = frozenset(name for name, row in ROWS.items() if row.setting)
"""The names of what may stand in a settings file."""
