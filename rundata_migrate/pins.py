"""Pins of MLflow that contradict migrated code: ``mlflow==0.9.1`` beside code that needs 1.0."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from rundata_migrate import files

_MOST_TOLD = 5
_NOTEBOOK = ".ipynb"
_NEW = Version("1.0")
_ANY_LATER = Version("999")

_CLAUSE = r"[=<>!~]=?=?\s*\d[\w.*+!-]*"
_PIN = re.compile(rf"(?<![\w./-])mlflow(?:\[[^\]\n]*\])?\s*\(?\s*({_CLAUSE}(?:\s*,\s*{_CLAUSE})*)\)?(.*)")
"""As in requirements files, setup.py, lists of pyproject.toml and environments of conda."""
_TABLE_PIN = re.compile(r"""^\s*["']?mlflow["']?\s*=\s*(?:\{.*\bversion\s*=\s*)?["']([\^~=<>!\d][^"'\n]*)["'](.*)""")
"""As in Pipfile, and in Poetry's tables."""
_VERSION = re.compile(r"\d[\w.!+-]*")
_ENVIRONMENT = re.compile(r"(?m)^(?:conda_env|python_env)\s*:\s*[\"']?([^\"'#\s]+)")
_INSTALL = re.compile(r"\s*[!%]\s*(?:\S+\s+-m\s+)?(?:pip3?|conda|uv pip)\s+install\b")


@dataclass(frozen=True)
class Pin:
    """One place that keeps MLflow from being 1.0 or later."""

    path: str
    """As reports name it."""
    where: str
    """The line, or ``cell 2`` of a notebook."""
    text: str


def told(changed: Iterable[str]) -> str:
    """One line on the pins that contradict these migrated files, or nothing."""
    found = contradicting(changed)
    if not found:
        return ""
    listed = [f"{pin.path}:{pin.where} ({pin.text})" for pin in found[:_MOST_TOLD]]
    more = f" and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    verb = "A pin contradicts" if len(found) == 1 else f"{len(found)} pins contradict"
    return f"{verb} the migrated code, which needs MLflow 1.0 or later: {', '.join(listed)}{more}."


def contradicting(changed: Iterable[str]) -> list[Pin]:
    """The pins in the projects of these files, by path and line."""
    pins: set[Pin] = set()
    for root in sorted({_root(os.path.dirname(os.path.realpath(path))) for path in changed}):
        with suppress(OSError, files.NoSuchPathError):
            listing = files.list_files([root])
            beside = [*listing.requirements, *filter(_may_pin, listing.files)]
            for path in beside:
                real = os.path.realpath(path)
                if (_mark(os.path.dirname(real)) or root) == root:
                    pins.update(_pins_of(real))
    return sorted(pins, key=lambda pin: (pin.path, len(pin.where), pin.where))


def _root(folder: str) -> str:
    return _mark(folder) or folder


def _mark(folder: str) -> str | None:
    return files.find_upwards(folder, files.ROOT_MARKS)


def _may_pin(path: str) -> bool:
    return path.endswith(_NOTEBOOK) or os.path.basename(path) == "setup.py"


def _pins_of(path: str) -> Iterator[Pin]:
    """The pins of one file, and of the environment that an MLproject names."""
    try:
        data = files.read(path)
    except OSError:
        return
    if path.endswith(_NOTEBOOK):
        yield from _in_notebook(path, data)
        return
    text = data.decode("utf-8", "replace")
    if os.path.basename(path) == "MLproject":
        for match in _ENVIRONMENT.finditer(text):
            yield from _pins_of(os.path.join(os.path.dirname(path), match[1]))
    for number, line in enumerate(text.splitlines(), 1):
        pinned = _old_pin(line)
        if pinned:
            yield Pin(files.from_here(path), str(number), pinned)


def _in_notebook(path: str, data: bytes) -> Iterator[Pin]:
    """What cells install: ``!pip install mlflow==0.9.1``."""
    if b"mlflow" not in data or b"install" not in data:
        return
    try:
        cells = json.loads(data)["cells"]
        sources = ["".join(cell["source"]) if cell["cell_type"] == "code" else "" for cell in cells]
    except (ValueError, TypeError, LookupError, RecursionError):
        return
    for number, source in enumerate(sources, 1):
        for line in source.splitlines():
            pinned = _old_pin(line) if _INSTALL.match(line) else ""
            if pinned:
                yield Pin(files.from_here(path), f"cell {number}", pinned)


def _old_pin(line: str) -> str:
    """The pin in a line that allows no MLflow from 1.0 on, as it stands there; empty if there is none."""
    if "mlflow" not in line or line.lstrip().startswith(("#", ";")):
        return ""
    line = re.split(r"\s#", line, maxsplit=1)[0]
    for expression in (_TABLE_PIN, _PIN):
        match = expression.search(line)
        if match is None:
            continue
        # with a marker (`; python_version < "3.6"`) it holds for some environments only
        if match[2].lstrip(" )\"'").startswith(";"):
            return ""
        clauses = [one.strip() for one in match[1].split(",")]
        return f"mlflow{match[1].strip()}" if not _allows_new(clauses) else ""
    return ""


def _allows_new(clauses: Collection[str]) -> bool:
    """Whether a version from 1.0 on meets all the clauses; what is no version may allow any."""
    try:
        wanted = SpecifierSet(",".join(_in_full(clause) for clause in clauses))
        named = {Version(match[0].rstrip(".")) for match in _VERSION.finditer(",".join(clauses).replace(".*", ""))}
    except (InvalidSpecifier, InvalidVersion):
        return True
    return any(wanted.contains(one, prereleases=True) for one in {_NEW, _ANY_LATER, *named} if one >= _NEW)


def _in_full(clause: str) -> str:
    """A clause in the language of pip: conda has ``=0.9``, Poetry ``^0.9`` and ``~0.9``, a table the bare number."""
    match = re.fullmatch(r"(\^|~(?!=)|=(?!=)|)\s*(\d[\w.]*?)(\.\*)?", clause)
    if match is None:
        return clause
    mark, version, _ = match.groups()
    if mark in ("^", "~"):
        return f">={version},<{int(version.split('.')[0]) + 1}"
    return f"=={version}.*" if mark == "=" or match[3] else f"=={version}"
