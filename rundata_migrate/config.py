"""``[tool.rundata-migrate]`` and the command line become one Options."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib import import_module
from typing import Any

from rundata_migrate import files
from rundata_migrate.findings import EngineOptions, ProjectFacts
from rundata_migrate.report.formats import FORMATS, WITH_STATISTICS
from rundata_migrate.rules import CODES

SECTION = b"rundata-migrate"
FALLBACKS = ("none", "shim")


class ConfigError(Exception):
    """The settings make no sense; the message is one line: ``file: what``."""


@dataclass(frozen=True)
class Options:
    """Everything that a run can be told; the names are those of the command line and of pyproject.toml."""

    diff: bool = False
    """Print a diff and write nothing."""
    check: bool = False
    """Write nothing, and fail if there is something to do."""
    unsafe_fixes: bool = False
    """Apply the unsafe fixes too."""
    assume_mlflow: bool = False
    """Take runs of unknown origin for MLflow's."""
    fallback: str = "none"
    """``shim``: what cannot be rewritten gets the entity lists of rundata-compat."""
    select: tuple[str, ...] = ()
    """Rule codes or prefixes; empty means all."""
    ignore: tuple[str, ...] = ()
    """Rule codes or prefixes."""
    exclude: tuple[str, ...] = ()
    """Patterns in the language of .gitignore."""
    evidence: tuple[str, ...] = ()
    """Records of rundata_compat; in a settings file, relative to its folder."""
    output_format: str = "text"
    """One of FORMATS."""
    output_file: str | None = None
    """The file that the report goes to; text is printed all the same."""
    statistics: bool = False
    """Count the sites instead of listing them, and write nothing."""
    jobs: int = 0
    """Processes; 0: as many as pay."""
    quiet: bool = False
    """Only what is left."""
    verbose: bool = False
    """How each site is known, too."""
    explain_sites: bool = False
    """Every site with the chain that proves it."""
    exclude_base: str = "."
    """The folder that ``exclude`` is relative to."""

    @property
    def writes(self) -> bool:
        """May files be changed?"""
        return not (self.diff or self.check or self.statistics)

    def for_engine(self, project: ProjectFacts) -> EngineOptions:
        """The part that the engine needs."""
        return EngineOptions(
            unsafe_fixes=self.unsafe_fixes,
            assume_mlflow=self.assume_mlflow,
            fallback_shim=self.fallback == "shim",
            select=self.select,
            ignore=self.ignore,
            explain_sites=self.explain_sites,
            project=project,
        )


# Not to be set: the base follows from the file, and the others are questions, not habits.
_SETTABLE = {field.name for field in fields(Options)} - {"exclude_base", "explain_sites", "output_file", "statistics"}


def load(
    paths: Sequence[str], given: Mapping[str, Any], *, config: str | None = None, isolated: bool = False
) -> Options:
    """The defaults, under the settings file, under what the command line gave; raises ConfigError."""
    options = Options()
    if config is not None:
        options = _from_file(config, _read(config), named=True)
    elif not isolated:
        try:
            found = files.find_settings(paths, SECTION)
        except files.SettingsError as error:
            raise ConfigError(str(error)) from None
        if found is not None:
            options = _from_file(*found)
    values = checked(given, "command line")
    if "exclude" in values:
        values["exclude_base"] = "."
    if values.get("quiet"):
        values.setdefault("verbose", False)
    elif values.get("verbose"):
        values.setdefault("quiet", False)
    options = replace(options, **values)
    if options.statistics and options.output_file is None and options.output_format not in WITH_STATISTICS:
        raise ConfigError(f"--statistics needs one of these formats: {', '.join(WITH_STATISTICS)}")
    return options


def checked(values: Mapping[str, Any], where: str, *, in_file: bool = False) -> dict[str, Any]:
    """The values of settings by their field's name, names and types checked; raises ConfigError.

    In a file the names are those of the command line, with dashes, and not every field may be set.
    """
    result: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("-", "_") if in_file else key
        if in_file and ("_" in key or name not in _SETTABLE):
            raise ConfigError(f"{where}: unknown key: {key}{_nearest(key)}")
        result[name] = _checked(key, name, value, where)
    if result.get("quiet") and result.get("verbose"):
        raise ConfigError(f"{where}: quiet and verbose exclude each other")
    return result


def _checked(key: str, name: str, value: Any, where: str) -> Any:
    default = getattr(Options, name)
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise ConfigError(f"{where}: {key} must be true or false")
    elif isinstance(default, int):
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ConfigError(f"{where}: {key} must be a whole number, 0 or more")
    elif isinstance(default, tuple):
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{where}: {key} must be a list of strings")
        if name in ("select", "ignore"):
            _check_codes(value, key, where)
        elif name == "exclude":
            _check_patterns(value, key, where)
        elif name == "evidence" and "" in value:
            raise ConfigError(f"{where}: {key}: an empty name")
        return tuple(value)
    elif name == "output_file":
        if not value:
            raise ConfigError(f"{where}: {key}: an empty name")
    else:
        choices = FORMATS if name == "output_format" else FALLBACKS
        if value not in choices:
            raise ConfigError(f"{where}: {key} must be one of {', '.join(choices)}")
    return value


def _check_codes(codes: Iterable[str], key: str, where: str) -> None:
    for code in codes:
        if not code or not any(known.startswith(code) for known in CODES):
            raise ConfigError(f"{where}: {key}: unknown rule: {code or '(empty)'}")


def _check_patterns(patterns: Iterable[str], key: str, where: str) -> None:
    try:
        files.Excludes(patterns)
    except ValueError as error:
        raise ConfigError(f"{where}: {key}: {error}") from None


def _nearest(key: str) -> str:
    import difflib

    known = sorted(name.replace("_", "-") for name in _SETTABLE)
    close = difflib.get_close_matches(key.replace("_", "-"), known, 1)
    return f" (did you mean {close[0]}?)" if close else ""


def _read(path: str) -> bytes:
    try:
        return files.read(path)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from None


def _from_file(path: str, data: bytes, *, named: bool = False) -> Options:
    """The options of a settings file: pyproject.toml, or, if named, any TOML file with that table."""
    where = _short(path)
    table = _table(where, data)
    if table is None:
        if named:
            raise ConfigError(f"{where}: no [tool.rundata-migrate] in it")
        return Options()
    values = checked(table, where, in_file=True)
    folder = os.path.dirname(os.path.abspath(path))
    values["evidence"] = tuple(os.path.join(folder, name) for name in values.get("evidence", ()))
    return Options(**values, exclude_base=folder)


def _table(where: str, data: bytes) -> Mapping[str, Any] | None:
    tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"{where}: not valid UTF-8") from None
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        raise ConfigError(f"{where}: {error}".replace("\n", " ")) from None
    tool = document.get("tool", {})
    table = tool.get("rundata-migrate") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{where}: tool.rundata-migrate must be a table")
    return table


def _short(path: str) -> str:
    """The path as one would type it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith("..") else relative
