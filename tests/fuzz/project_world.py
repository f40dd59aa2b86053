"""A place to run a project of several files on either side of MLflow 1.0, in this process."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader

from rundata_compat.deprecation import set_mode

from .world import Dataset, Outcome, World

MAIN = "main"
"""The module that is run; nobody imports it."""

Files = Mapping[str, str]
"""The text of each file, by its path below the project's folder."""


def module_name(path: str) -> str:
    """What an import calls the file."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


class _Importer(MetaPathFinder, Loader):
    """Imports the project's modules into one world."""

    def __init__(self, code: Mapping[str, types.CodeType], packages: frozenset[str], world: World) -> None:
        self._code = code
        self._packages = packages
        self._world = world

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._code:
            return None
        return spec_from_loader(fullname, self, is_package=fullname in self._packages)

    def exec_module(self, module: types.ModuleType) -> None:
        names = self._world.scope(module.__name__)
        module.__dict__.update(names)
        exec(self._code[module.__name__], module.__dict__)


@contextmanager
def _modules_replaced(tops: set[str], stubs: Mapping[str, types.ModuleType]) -> Iterator[None]:
    """Within, the modules of these packages are not imported yet, but for the stubs."""
    kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in tops}
    for name in kept:
        del sys.modules[name]
    sys.modules.update(stubs)
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] in tops]:
            del sys.modules[name]
        sys.modules.update(kept)


class RunnableProject:
    """A project, compiled once and run as often as there are datasets."""

    def __init__(self, files: Files) -> None:
        self._code = {module_name(path): compile(text, path, "exec", dont_inherit=True) for path, text in files.items()}
        self._packages = frozenset(module_name(path) for path in files if path.endswith("__init__.py"))

    def run(self, version: str, dataset: Dataset) -> Outcome:
        """What ``main.py`` does on one side of MLflow 1.0."""
        world = World(version, dataset)
        importer = _Importer(self._code, self._packages, world)
        tops = {name.partition(".")[0] for name in (*self._code, *world.modules)}
        set_mode("silent")
        with _modules_replaced(tops, world.modules):
            sys.meta_path.insert(0, importer)
            try:
                return world.run(self._code[MAIN])
            finally:
                sys.meta_path.remove(importer)
