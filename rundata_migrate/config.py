"""Settings files and the command line become one Options."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from rundata_migrate import files
from rundata_migrate.options import ROWS, SETTABLE, Kind, Options
from rundata_migrate.report.formats import WITH_STATISTICS
from rundata_migrate.rules import CODES

SECTION = b"rundata-migrate"


class ConfigError(Exception):
    """The settings make no sense; the message is one line: ``file: what``."""


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
        if in_file and ("_" in key or name not in SETTABLE):
            raise ConfigError(f"{where}: unknown key: {key}{_nearest(key)}")
        result[name] = _checked(key, name, value, where)
    if result.get("quiet") and result.get("verbose"):
        raise ConfigError(f"{where}: quiet and verbose exclude each other")
    return result


def _checked(key: str, name: str, value: Any, where: str) -> Any:
    row = ROWS[name]
    check = _CHECKS.get(row.kind)
    if check is not None:
        return check(value, key, where)
    if row.kind is Kind.CHOICE and value not in row.choices:
        raise ConfigError(f"{where}: {key} must be one of {', '.join(row.choices)}")
    if row.kind is Kind.TEXT and not isinstance(value, str):
        raise ConfigError(f"{where}: {key} must be a string")
    return value


def _switch(value: Any, key: str, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"{where}: {key} must be true or false")
    return value


def _number(value: Any, key: str, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigError(f"{where}: {key} must be a whole number, 0 or more")
    return value


def _strings(value: Any, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{where}: {key} must be a list of strings")
    return tuple(value)


def _codes(value: Any, key: str, where: str) -> tuple[str, ...]:
    codes = tuple(code.upper() for code in _strings(value, key, where))
    for code, written in zip(codes, value, strict=True):
        if not code or not any(known.startswith(code) for known in CODES):
            raise ConfigError(f"{where}: {key}: unknown rule: {written or '(empty)'}")
    return codes


def _patterns(value: Any, key: str, where: str) -> tuple[str, ...]:
    patterns = _strings(value, key, where)
    try:
        files.Excludes(patterns)
    except ValueError as error:
        raise ConfigError(f"{where}: {key}: {error}") from None
    return patterns


def _names(value: Any, key: str, where: str) -> tuple[str, ...]:
    if "" in _strings(value, key, where):
        raise ConfigError(f"{where}: {key}: an empty name")
    return tuple(value)


_CHECKS: Mapping[Kind, Callable[[Any, str, str], Any]] = {
    Kind.SWITCH: _switch,
    Kind.FLAG: _switch,
    Kind.JOBS: _number,
    Kind.RULES: _codes,
    Kind.PATTERNS: _patterns,
    Kind.FILES: _names,
}


def _nearest(key: str) -> str:
    import difflib

    known = sorted(name.replace("_", "-") for name in SETTABLE)
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
