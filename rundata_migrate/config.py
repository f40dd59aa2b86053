"""Settings files and the command line become one Options, and with it what holds for each file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from rundata_migrate import files
from rundata_migrate.options import ROWS, SETTABLE, Kind, Options, Scope
from rundata_migrate.rules import CODES


class ConfigError(Exception):
    """The settings make no sense; the message is one line: ``file: what``."""


@dataclass(frozen=True)
class Table:
    """The settings of one file, or those of the command line."""

    values: Mapping[str, Any]
    """By the names of Options; only what is set."""
    folder: str
    """What patterns and names of files are relative to."""
    path: str | None = None
    """The file; none where it is the command line."""


def load(given: Mapping[str, Any], *, config: Sequence[str] = (), isolated: bool = False) -> Options:
    """The defaults, under the settings of the current folder, under what the command line gave; raises ConfigError.

    With a file in ``config`` the settings are those of this file, as if it were in the current folder. What else is in
    it are lines of settings files, which the options of the command line go over.
    """
    here = os.getcwd()
    lines = [one for one in config if "=" in one and not os.path.exists(one)]
    named = [one for one in config if one not in lines]
    line = Table(_inline(lines) | checked(given, None), here)
    if len(named) > 1:
        raise ConfigError(f"--config: more than one file: {', '.join(named)}")
    if named and isolated:
        raise ConfigError("--config FILE and --isolated exclude each other")
    if named:
        (path,) = named
        values = _values(path, _read(path))
        if values is None:
            raise ConfigError(f"{path}: no [tool.rundata-migrate] in it")
        found = Table(values, here, path)
    else:
        found = Table({}, here)
    per_file = PerFile(line, found, is_nearest=not named and not isolated)
    settings = {**_resolved(per_file.table_of(os.path.realpath(here))), **line.values}
    if line.values.get("quiet"):
        settings["verbose"] = False
    elif line.values.get("verbose"):
        settings["quiet"] = False
    return replace(Options(**settings), per_file=per_file)


def _inline(lines: Iterable[str]) -> dict[str, Any]:
    """The settings of KEY=VALUE on the command line; the last one of a name counts."""
    found: dict[str, Any] = {}
    for line in lines:
        found |= checked(_parsed(f"--config {line!r}", line.encode("utf-8", "replace")), "--config", in_file=True)
    return found


def from_values(values: Mapping[str, Any], where: str) -> Options:
    """Options without a settings file, excludes relative to the current folder; raises ConfigError."""
    line = Table(checked(values, where), os.getcwd())
    return replace(Options(**line.values), per_file=PerFile(line, Table({}, line.folder), is_nearest=False))


# -- for each file ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Held:
    """What holds for the files to which one settings file is the nearest."""

    excludes: files.Excludes
    disabled: frozenset[str]
    ignores: tuple[tuple[files.Excludes, bool, frozenset[str]], ...]
    """``per-file-ignores``: pattern, whether it stands for all other files, codes of rules."""


class PerFile:
    """The settings nearest to each file, under what the command line gave; each settings file is read once."""

    def __init__(self, line: Table, default: Table, *, is_nearest: bool) -> None:
        """``is_nearest``: settings files are looked for; else ``default`` holds for all files."""
        self._line = line
        self._default = default
        self._files = files.SettingsFiles() if is_nearest else None
        self._tables: dict[str, Table] = {}
        """By path."""
        self._held: dict[str | None, _Held] = {}
        """By the path of the settings file."""
        self._folders: dict[str, tuple[str, _Held]] = {}
        """By the folder's name as it is shown: its real path, and what holds there."""

    def at(self, folder: str) -> files.Excludes:
        """What is excluded in a folder, given by its real path; raises ConfigError."""
        return self._of(folder).excludes

    def disabled_in(self, path: str) -> frozenset[str]:
        """Codes of the rules that were not asked for in a file; without a name, in the current folder."""
        shown, name = os.path.split(path)
        if shown not in self._folders:
            real = os.path.realpath(shown or os.curdir)
            self._folders[shown] = real, self._of(real)
        folder, held = self._folders[shown]
        if not held.ignores:
            return held.disabled
        real = os.path.join(folder, name)
        return held.disabled.union(
            *(codes for pattern, is_negated, codes in held.ignores if pattern.covers(real) != is_negated)
        )

    def origins(self, path: str) -> Iterator[tuple[str, Any, str]]:
        """Each setting that holds for a path, by its name in a settings file: its value, and where it stands."""
        folder = os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path))
        of_file, of_run = self.table_of(folder), self.table_of(os.path.realpath(os.curdir))
        for name in (name for name in ROWS if name in SETTABLE):
            table = of_file if ROWS[name].scope is Scope.FILE else of_run
            value, origin = getattr(Options, name), "default"
            if name in self._line.values:
                value, origin = self._line.values[name], "command line"
            elif name in table.values and table.path is not None:
                value, origin = table.values[name], files.from_here(table.path)
            if ROWS[name].kind is Kind.MAPPING:
                pairs, value = value, {pattern: () for pattern, _ in value}
                for pattern, codes in pairs:
                    value[pattern] += codes
            yield _key(name), value, origin

    def table_of(self, folder: str) -> Table:
        """The settings that hold in a folder, given by its real path; raises ConfigError."""
        if self._files is None:
            return self._default
        try:
            found = self._files.nearest(folder)
        except files.SettingsError as error:
            raise ConfigError(str(error)) from None
        if found is None:
            return self._default
        path, data = found
        if path not in self._tables:
            values, here = _values(path, data), os.path.dirname(path)
            above = os.path.dirname(here)
            if values is not None:
                self._tables[path] = Table(values, here, path)
            else:  # a pyproject.toml that has the tool's name somewhere else
                self._tables[path] = self.table_of(above) if above != here else self._default
        return self._tables[path]

    def _of(self, folder: str) -> _Held:
        table = self.table_of(folder)
        if table.path not in self._held:
            self._held[table.path] = self._made(table)
        return self._held[table.path]

    def _made(self, table: Table) -> _Held:
        patterns, base = self._winning(table, "exclude")
        pairs, ignores_base = self._winning(table, "per_file_ignores")
        return _Held(
            files.Excludes(patterns, base),
            disabled([table.values, self._line.values]),
            tuple(
                (files.Excludes([pattern.removeprefix("!")], ignores_base), pattern.startswith("!"), _matching(codes))
                for pattern, codes in pairs
            ),
        )

    def _winning(self, table: Table, name: str) -> tuple[Any, str]:
        """A setting, and the folder that it is relative to: the command line wins."""
        table = self._line if name in self._line.values else table
        return table.values.get(name, ()), table.folder


def disabled(layers: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Codes of the rules that are not wanted. Each layer goes over those before it; the longest beginning decides."""
    off: set[str] = set()
    for layer in layers:
        select, ignore = layer.get("select", ()), layer.get("ignore", ())
        if select:
            off = set(CODES)
        for code in CODES:
            wanted = _longest(code, (*select, *layer.get("extend_select", ())))
            unwanted = _longest(code, ignore)
            if wanted > unwanted:
                off.discard(code)
            elif unwanted:
                off.add(code)
    return frozenset(off)


def _longest(code: str, beginnings: Iterable[str]) -> int:
    return max((len(one) for one in beginnings if code.startswith(one)), default=0)


def _matching(beginnings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(code for code in CODES if code.startswith(beginnings))


# -- settings files --------------------------------------------------------------------------------


def _resolved(table: Table) -> dict[str, Any]:
    """The values of a settings file, with the names of files as they are from here."""
    values = dict(table.values)
    for name, value in table.values.items():
        if ROWS[name].kind is Kind.FILES:
            values[name] = tuple(os.path.join(table.folder, one) for one in value)
        elif ROWS[name].kind is Kind.FILE:
            values[name] = os.path.join(table.folder, value)
    return values


def _read(path: str) -> bytes:
    try:
        return files.read(path)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from None


def _values(path: str, data: bytes) -> dict[str, Any] | None:
    """The settings of a file: the table of pyproject.toml, if it has it; all that stands in a file of another name."""
    where = files.from_here(path)
    document = _parsed(where, data)
    tool = document.get("tool", {})
    table = tool.get("rundata-migrate") if isinstance(tool, dict) else None
    if table is None:
        if os.path.basename(path) == files.PYPROJECT:
            return None
        table = document
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: tool.rundata-migrate must be a table")
    return checked(table, where, in_file=True)


def _parsed(where: str, data: bytes) -> Mapping[str, Any]:
    tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        document: Mapping[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"{where}: not valid UTF-8") from None
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        raise ConfigError(f"{where}: {error}".replace("\n", " ")) from None
    return document


# -- checking --------------------------------------------------------------------------------------


def checked(values: Mapping[str, Any], where: str | None, *, in_file: bool = False) -> dict[str, Any]:
    """The values of settings by their field's name, names and types checked; raises ConfigError.

    In a file the names are those of the command line, with dashes, and not every field may be set. Without ``where``
    they are the options of the command line.
    """
    result: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("-", "_") if in_file else key
        if in_file and ("_" in key or name not in SETTABLE):
            raise ConfigError(f"{where}: unknown key: {key}{_nearest(key)}")
        result[name] = _checked(f"{where}: {key}" if where is not None else f"--{_key(name)}", name, value)
    if result.get("quiet") and result.get("verbose"):
        both = "--quiet and --verbose" if where is None else f"{where}: quiet and verbose"
        raise ConfigError(f"{both} exclude each other")
    return result


def _checked(where: str, name: str, value: Any) -> Any:
    """The value of an option, given how it is named where it stands; raises ConfigError."""
    row = ROWS[name]
    check = _CHECKS.get(row.kind)
    if check is not None:
        return check(value, where)
    if row.kind is Kind.CHOICE and value not in row.choices:
        raise ConfigError(f"{where} must be one of {', '.join(row.choices)}")
    return value


def _switch(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"{where} must be true or false")
    return value


def _jobs(value: Any, where: str) -> int:
    if value == "auto":
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigError(f"{where} must be a whole number, 0 or more, or auto")
    return value


def _strings(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{where} must be a list of strings")
    return tuple(value)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{where} must be a string")
    return value


def _name(value: Any, where: str) -> str:
    if not _text(value, where):
        raise ConfigError(f"{where}: an empty name")
    return str(value)


def _codes(value: Any, where: str) -> tuple[str, ...]:
    codes = tuple(code.upper() for code in _strings(value, where))
    for code, written in zip(codes, value, strict=True):
        if not code or not any(known.startswith(code) for known in CODES):
            raise ConfigError(f"{where}: unknown rule: {written or '(empty)'}")
    return codes


def _patterns(value: Any, where: str) -> tuple[str, ...]:
    patterns = _strings(value, where)
    try:
        files.Excludes(patterns)
    except ValueError as error:
        raise ConfigError(f"{where}: {error}") from None
    return patterns


def _names(value: Any, where: str) -> tuple[str, ...]:
    if "" in _strings(value, where):
        raise ConfigError(f"{where}: an empty name")
    return tuple(value)


def _mapping(value: Any, where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = list(value.items()) if isinstance(value, dict) else value
    if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
        raise ConfigError(f"{where} must be a table of patterns, each with a list of rules")
    _patterns([pattern.removeprefix("!") for pattern, _ in pairs], where)
    return tuple((pattern, _codes(codes, f"{where}: {pattern}")) for pattern, codes in pairs)


_CHECKS: Mapping[Kind, Callable[[Any, str], Any]] = {
    Kind.SWITCH: _switch,
    Kind.FLAG: _switch,
    Kind.JOBS: _jobs,
    Kind.RULES: _codes,
    Kind.PATTERNS: _patterns,
    Kind.TEXT: _text,
    Kind.FILE: _name,
    Kind.FILES: _names,
    Kind.MAPPING: _mapping,
}


def _key(name: str) -> str:
    """A field of Options as it stands in a settings file."""
    return name.replace("_", "-")


def _nearest(key: str) -> str:
    import difflib

    known = sorted(map(_key, SETTABLE))
    close = difflib.get_close_matches(key.replace("_", "-"), known, 1)
    return f" (did you mean {close[0]}?)" if close else ""
