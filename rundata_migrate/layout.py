"""Under which dotted names the files of a project are imported, and which file an import means."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from rundata_migrate.documents import is_python
from rundata_migrate.documents.ipython import as_name

OWN_PACKAGE = "mlflow"
"""Whatever stands in the project's files, this is MLflow: mlflow_api.py knows it."""


def is_meant(root: str, importer: str, found: str) -> bool:
    """Whether a file of the project may be meant by an import of ``root``.

    The standard library comes first, but for what stands beside a script.
    """
    return root not in sys.stdlib_module_names or os.path.dirname(importer) == os.path.dirname(found)


def as_path(location: str) -> str:
    """A file's path without its suffix, folders and file with names as ``as_name`` makes them."""
    return os.sep.join(as_name(part) if part else part for part in os.path.splitext(location)[0].split(os.sep))


def nearest(locations: list[str], importer: str) -> list[str]:
    """Those of several files of one name that share most folders with the importer: it is of the same project."""
    if len(locations) < 2:
        return locations
    folders = os.path.dirname(importer).split(os.sep)
    beside = [one for one in locations if os.path.dirname(one) == os.path.dirname(importer)]
    shared: dict[str, int] = {}
    for one in locations:
        pairs = zip(folders, os.path.dirname(one).split(os.sep), strict=False)
        shared[one] = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return beside or [one for one in locations if shared[one] == max(shared.values())]


@dataclass(slots=True)
class Candidate:
    """A file of the project."""

    path: str
    """As it is shown."""
    location: str
    """Where it really is."""
    is_asked: bool = True


class Layout:
    """By which dotted names files may be imported."""

    def __init__(self, root: str) -> None:
        """``root`` is the project's folder."""
        self._root = root
        self._packages: dict[str, str] = {}

    def names(self, location: str) -> tuple[str, ...]:
        """Relative to the folder that the outermost package is in, to the project's root, and to its ``src``."""
        folder, file = os.path.split(location)
        stem = os.path.splitext(file)[0]
        found = [self._name(self._top(folder), folder, stem)]
        for base in (self._root, os.path.join(self._root, "src"), os.path.join(self._root, "lib")):
            if folder == base or folder.startswith(base + os.sep):
                found.append(self._name(base, folder, stem))
        return tuple(dict.fromkeys(name for name in found if name))

    def reach_of(self, location: str) -> str:
        """What the locations begin with from which a relative import may lead to a file: its top folder, mostly."""
        root = os.path.join(self._root, "")
        if not location.startswith(root):
            return ""
        top, below, _ = location.removeprefix(root).partition(os.sep)
        return os.path.join(root, top, "") if below else root

    @staticmethod
    def _name(base: str, folder: str, stem: str) -> str:
        inner = os.path.relpath(folder, base)
        parts = [] if inner == os.curdir else inner.split(os.sep)
        return ".".join(parts if stem == "__init__" else [*parts, stem])

    def _top(self, folder: str) -> str:
        """The folder that holds the outermost package around ``folder``."""
        known = self._packages.get(folder)
        if known is None:
            parent = os.path.dirname(folder)
            is_package = parent != folder and os.path.exists(os.path.join(folder, "__init__.py"))
            known = self._top(parent) if is_package else folder
            self._packages[folder] = known
        return known


class ModuleTable:
    """The files of a project by the names under which they are imported."""

    def __init__(self, candidates: Iterable[Candidate], layout: Layout) -> None:
        """Nothing is read."""
        self.candidates = {one.location: one for one in candidates}
        self._layout = layout
        self._modules: dict[str, list[str]] = {}
        self._endings: dict[str, str | None] = {}
        """The ends of dotted names, each with the file whose name ends so; None where there are several."""
        self._by_path: dict[str, str] | None = None
        for location in self.candidates:
            for name in self._names(location):
                self._modules.setdefault(name, []).append(location)
                parts = name.split(".")
                for start in range(1, len(parts) - 1):
                    ending = ".".join(parts[start:])
                    self._endings[ending] = location if self._endings.get(ending, location) == location else None

    def names(self, location: str) -> tuple[str, ...]:
        """The dotted names of a file."""
        exact = self._names(location)
        parts = max((name.split(".") for name in exact), key=len, default=[])
        endings = [".".join(parts[start:]) for start in range(1, len(parts) - 1)]
        return (*exact, *(one for one in endings if self._meant(one) == [location] and one not in exact))

    def _names(self, location: str) -> tuple[str, ...]:
        return self._layout.names(location) if is_python(location) else ()

    def _meant(self, name: str) -> list[str]:
        """The files of that name, else the only one whose name ends so: any folder may be on the path of imports."""
        exact = self._modules.get(name)
        if exact is not None:
            return exact
        ending = self._endings.get(name)
        return [] if ending is None else [ending]

    def resolve(self, dotted: str, importer: str) -> tuple[str, list[str]] | None:
        """The file that a dotted path means in ``importer``, and what of it."""
        level = len(dotted) - len(dotted.lstrip("."))
        parts = [part for part in dotted[level:].split(".") if part]
        if level:
            folder = os.path.dirname(importer)
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            for length in range(len(parts), -1, -1):
                base = os.path.join(folder, *parts[:length])
                for location in (base + ".py", os.path.join(base, "__init__.py")):
                    if location in self.candidates:
                        return location, parts[length:]
            return self._run(folder, parts)
        if not parts or parts[0] == OWN_PACKAGE:
            return None
        for length in range(len(parts), 0, -1):
            found = self._meant(".".join(parts[:length]))
            found = [one for one in found if is_meant(parts[0], importer, one)]
            for location in nearest(found, importer):
                return location, parts[length:]
        return None

    def _run(self, folder: str, parts: list[str]) -> tuple[str, list[str]] | None:
        """What is meant by an import that stands for ``%run``."""
        if self._by_path is None:
            self._by_path = {as_path(one): one for one in self.candidates}
        for length in range(len(parts), 0, -1):
            location = self._by_path.get(as_path(os.path.join(folder, *parts[:length])))
            if location is not None:
                return location, parts[length:]
        return None
