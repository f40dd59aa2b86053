"""The modules of a random project, and the imports between them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from .expressions import CONSTANTS
from .project_world import MAIN, Files
from .templates import Draw, reads

KINDS = ("metrics", "params", "tags")
ENTITY_CLASSES = {"metrics": "Metric", "params": "Param", "tags": "RunTag"}

LIBRARY = {
    "mlflow.entities": ("Metric", "Param", "RunTag", "Run"),
    "mlflow.tracking": ("MlflowClient",),
    "typing": ("List", "Optional"),
    "functools": ("partial", "wraps", "reduce"),
    "collections": ("namedtuple",),
    "dataclasses": ("dataclass",),
    "contextlib": ("suppress",),
}
"""What a module imports if it reads the name."""

LAYOUTS: tuple[tuple[str, ...], ...] = (
    ("helpers",),
    ("helpers", "report"),
    ("app.helpers", "app.report"),
    ("tables", "helpers", "report"),
    ("app.tables", "app.helpers", "app.report"),
    ("tables", "app.helpers", "app.report"),
    ("app.core.tables", "app.core.helpers", "app.report"),
    ("tables", "helpers", "app.report", "app.steps"),
)
"""The modules besides main.py; each may import those before it."""


@dataclass(eq=False)
class Made:
    """Something that a module defines under a name."""

    module: Module
    name: str


@dataclass(eq=False)
class Module:
    """One file while it is written."""

    project: ProjectDraft
    name: str
    imports: dict[str, None] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    known: dict[Made, str] = field(default_factory=dict)
    """How names of other modules are written here."""

    @property
    def package(self) -> str:
        """The package that it is in; empty for none."""
        return self.name.rpartition(".")[0]

    def need(self, statement: str) -> None:
        """Add an import."""
        self.imports[statement] = None

    def add(self, text: str) -> None:
        """Add a definition, or statements."""
        self.parts.append(textwrap.dedent(text).strip("\n"))

    def define(self, name: str, text: str) -> Made:
        """Add the definition of a name."""
        self.add(text)
        return Made(self, name)

    def use(self, made: Made) -> str:
        """An expression for what another module defines, and the import that it takes."""
        if made.module is self:
            return made.name
        if made not in self.known or self.project.draw.rarely(6):
            self.known[made] = self._import(made)
        return self.known[made]

    def _import(self, made: Made) -> str:
        draw, name, module = self.project.draw, made.name, made.module
        stem = module.name.rpartition(".")[2]
        ways = ["from", "from", "from", "alias", "module", "module alias", "again"]
        if module.package:
            ways += ["package", "package"]
            if module.package == self.package:
                ways += ["relative", "relative", "relative module"]
        if not name.startswith("_"):
            ways += ["star"]
        way = draw.pick(*ways)
        if way == "again":
            return self._passed_on(made)
        if way == "alias":
            alias = self.project.fresh(draw.pick("f", "show", "metric", "x"))
            self.need(f"from {module.name} import {name} as {alias}")
            return alias
        if way == "module":
            self.need(f"import {module.name}")
            return f"{module.name}.{name}"
        if way == "module alias":
            alias = self.project.fresh("mod")
            self.need(f"import {module.name} as {alias}")
            return f"{alias}.{name}"
        if way == "package":
            self.need(f"from {module.package} import {stem}")
            return f"{stem}.{name}"
        if way == "relative module":
            self.need(f"from . import {stem}")
            return f"{stem}.{name}"
        source = f".{stem}" if way == "relative" else module.name
        self.need(f"from {source} import {'*' if way == 'star' else name}")
        return name

    def _passed_on(self, made: Made) -> str:
        """Through the package, or another module, which imports it for others."""
        draw, name, module = self.project.draw, made.name, made.module
        if module.package and self.package != module.package and "." not in module.package:
            source = self.project.package(module.package)
            stem = module.name.rpartition(".")[2]
            source.need(f"from .{stem} import {name}")
        else:
            between = self.project.between(module, self)
            if between is None:
                self.need(f"from {module.name} import {name}")
                return name
            source = between
            source.need(f"from {module.name} import {name}")
        if draw.rarely(2):
            alias = self.project.fresh("pkg")
            self.need(f"import {source.name} as {alias}")
            return f"{alias}.{name}"
        self.need(f"from {source.name} import {name}")
        return name

    def text(self) -> str:
        """The file."""
        body = "\n\n\n".join(self.parts)
        constants = "".join(f"{name} = {value}\n" for name, value in CONSTANTS.items() if reads(body, name))
        for module, names in LIBRARY.items():
            for name in names:
                if reads(body, name):
                    self.need(f"from {module} import {name}")
        head = "\n".join(self.imports) + ("\n" if self.imports else "")
        return "\n".join(part for part in (head, constants, body) if part) + "\n"


class ProjectDraft:
    """A project while it is written."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self._counter = 0
        self.modules = [Module(self, name) for name in draw.pick(*LAYOUTS)]
        self.main = Module(self, MAIN)
        self.modules.append(self.main)
        self._packages: dict[str, Module] = {}
        for module in self.modules:
            parts = module.package.split(".") if module.package else []
            for depth in range(len(parts)):
                self.package(".".join(parts[: depth + 1]))

    def fresh(self, stem: str) -> str:
        """A word that occurs nowhere else in the project."""
        self._counter += 1
        return f"{stem}{self._counter}"

    def package(self, name: str) -> Module:
        """The ``__init__`` of a package."""
        return self._packages.setdefault(name, Module(self, name))

    def between(self, first: Module, last: Module) -> Module | None:
        """A module that may import the first, and be imported by the last."""
        low, high = self.modules.index(first), self.modules.index(last)
        found = self.modules[low + 1 : high]
        return self.draw.pick(*found) if found else None

    def home(self) -> Module:
        """A module to define something in."""
        return self.draw.pick(*self.modules[:-1], *self.modules[:-1], *self.modules)

    def later(self, *after: Module) -> Module:
        """A module that may use what these define; often another one."""
        low = max(self.modules.index(module) for module in after)
        return self.draw.pick(*self.modules[low + 1 :], *self.modules[low:])

    def run_in_main(self, statements: str) -> None:
        """Something for main to do; ``run`` and ``client`` are in reach."""
        self.main.add(statements)

    def files(self) -> Files:
        """The files."""
        files = {f"{module.name.replace('.', '/')}.py": module.text() for module in self.modules}
        for package in self._packages.values():
            files[f"{package.name.replace('.', '/')}/__init__.py"] = package.text() if package.imports else ""
        return files
