"""The corpus: old code that runs on MLflow 0.9.1, with what it says about itself. All who read it read it here.

Each file in a folder of ``programs/`` is a case, and each folder of ``projects/``, whose ``main.py`` is run with the
folder as the working directory and first on ``sys.path``. A case begins with a docstring, and may say what to expect
in comments right below:

``# leaves: why``        the tool has to leave something to a person, with a finding
``# may leave: why``     the tool may leave something, with a finding, or migrate it all
``# differs: why``       the output may differ in silence: a limit that the translation knows
``# unsafe: why``        with unsafe fixes the output may differ
``# raises: A -> B``     it ends with exception A on the old side and with B once migrated
``# with shim: why``     with the shim it does not print what it did: what cannot be both
``# python: 3.8``        it needs this Python at least
``# untouched: why``     a counterexample: a rewrite would be wrong, and safe fixes change no file
``# keeps: a.py, b.py``  a counterexample: with safe fixes these files stay as they are
``# silent: why``        a known limit: something must be done, and nothing is said; the program must stop there

A line of any file that ends in ``# left`` has a site that a finding has to name, whatever is said about other sites.
Whatever else a case says: where its output differs, a finding has to remain.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PROGRAM_FOLDER = TESTS / "programs"
PROJECT_FOLDER = TESTS / "projects"

LEFT = re.compile(r"  # left$")
_OF_BOTH = "leaves|may leave|unsafe|raises|with shim"
_OF_PROGRAMS = re.compile(rf"^# ({_OF_BOTH}|differs|python): (.+)$")
_OF_PROJECTS = re.compile(rf"^# ({_OF_BOTH}|untouched|silent|keeps): (.+)$")


@dataclass(frozen=True)
class Case:
    """A program or a project, and what it says about itself."""

    name: str
    main: Path
    files: tuple[str, ...]
    """Its Python files, relative to the folder of the main one."""
    is_project: bool
    leaves: str | None = None
    may_leave: str | None = None
    differs: str | None = None
    unsafe: str | None = None
    raises_old: str | None = None
    raises_new: str | None = None
    with_shim: str | None = None
    untouched: str | None = None
    silent: str | None = None
    keeps: tuple[str, ...] = ()
    python: tuple[int, ...] = (3, 7)

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self.main.parent

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The files that safe fixes must not change."""
        return self.files if self.untouched else self.keeps

    def text(self, name: str | None = None) -> str:
        """A file as it is written, the main one unless another is named."""
        return (self.folder / name if name else self.main).read_text(encoding="utf-8")

    def header_lines(self) -> list[str]:
        """Every line that looks like a header, wherever it stands."""
        pattern = _OF_PROJECTS if self.is_project else _OF_PROGRAMS
        return [line for line in self.text().splitlines() if pattern.match(line)]

    def marked(self) -> list[tuple[str, int]]:
        """The lines that are marked as left."""
        return [
            (name, number)
            for name in self.files
            for number, line in enumerate(self.text(name).splitlines(), 1)
            if LEFT.search(line)
        ]


def python_files(folder: Path) -> tuple[str, ...]:
    """The Python files of a folder and those below it, relative to it."""
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.py")))


def headers(text: str, pattern: re.Pattern[str]) -> dict[str, str]:
    """The comments right below the docstring."""
    docstring = ast.parse(text).body[0]
    facts: dict[str, str] = {}
    for line in text.splitlines()[docstring.end_lineno :]:
        header = pattern.match(line)
        if not header:
            break
        facts[header[1]] = header[2]
    return facts


def read_case(main: Path, *, is_project: bool) -> Case:
    """Read what a program, or the main file of a project, says about itself."""
    text = main.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{main} has no docstring"
    facts = headers(text, _OF_PROJECTS if is_project else _OF_PROGRAMS)
    old, _, new = facts.get("raises", "").partition(" -> ")
    return Case(
        name=main.parent.name if is_project else main.relative_to(PROGRAM_FOLDER).with_suffix("").as_posix(),
        main=main,
        files=python_files(main.parent) if is_project else (main.name,),
        is_project=is_project,
        leaves=facts.get("leaves"),
        may_leave=facts.get("may leave"),
        differs=facts.get("differs"),
        unsafe=facts.get("unsafe"),
        raises_old=old or None,
        raises_new=new or None,
        with_shim=facts.get("with shim"),
        untouched=facts.get("untouched"),
        silent=facts.get("silent"),
        keeps=tuple(name.strip() for name in facts["keeps"].split(",")) if "keeps" in facts else (),
        python=tuple(int(part) for part in facts.get("python", "3.7").split(".")),
    )


def _cases() -> Iterator[Case]:
    for path in sorted(PROGRAM_FOLDER.glob("*/*.py")):
        yield read_case(path, is_project=False)
    for path in sorted(PROJECT_FOLDER.glob("*/main.py")):
        yield read_case(path, is_project=True)


CASES = {case.name: case for case in _cases()}
PROGRAMS = {name: case for name, case in CASES.items() if not case.is_project}
PROJECTS = {name: case for name, case in CASES.items() if case.is_project}
