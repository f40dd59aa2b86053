"""Run, not read: old projects of many files on MLflow 0.9.1, migrated as a whole, and run again on newer versions.

Each folder under ``projects/`` is a project for the list API; ``main.py`` is run with the folder as the working
directory and first on ``sys.path``. It begins with a docstring, and may say what to expect in comments right below:

``# leaves: why``        the tool has to leave something to a person, with a finding
``# may leave: why``     the tool may leave something, with a finding, or migrate it all
``# unsafe: why``        with unsafe fixes the output may differ
``# raises: A -> B``     it ends with exception A on the old side and with B once migrated
``# with shim: why``     with the shim it does not print what it did: what cannot be both
``# untouched: why``     a counterexample: a rewrite would be wrong, and safe fixes change no file
``# silent: why``        a known limit: something must be done, and nothing is said; the program must stop there
``# keeps: a.py, b.py``  a counterexample: with safe fixes these files stay as they are

A line that ends in ``# left``, in any file of the project, has a site that a finding has to name. Where the output
of a project differs, a finding has to remain and a header has to say so; and it has to stop there: what is left
must raise, not print something else.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import program_envs
import pytest
from program_runner import WRITES
from sharing import in_turns, is_shared, once
from test_programs import LEFT, MODES, NEW_VERSIONS, PARTS, Laboratory, Outcome

from rundata_migrate import api
from rundata_migrate.findings import Finding, Safety

pytestmark = pytest.mark.mlflow  # runs real MLflow versions

PROJECTS = Path(__file__).resolve().parents[1] / "projects"
FEWEST_PROJECTS = 110
FEWEST_COUNTEREXAMPLES = 50
FEWEST_DEEP = 15
FEWEST_BROKEN = 105
"""So many projects must not survive on a newer MLflow as they are, or the suite could not fail."""

HEADER = re.compile(r"^# (leaves|may leave|unsafe|raises|with shim|untouched|silent|keeps): (.+)$")


@dataclass(frozen=True)
class Project:
    """An old project and what it says about itself."""

    name: str
    folder: Path
    files: tuple[str, ...]
    """Its Python files, relative to the folder."""
    leaves: str | None = None
    may_leave: str | None = None
    unsafe: str | None = None
    raises_old: str | None = None
    raises_new: str | None = None
    with_shim: str | None = None
    untouched: str | None = None
    silent: str | None = None
    keeps: tuple[str, ...] = ()

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The files that fixes must not change."""
        return self.files if self.untouched else self.keeps


@dataclass(frozen=True)
class Migration:
    """What became of a copy of a project."""

    folder: Path
    findings: tuple[tuple[str, Finding], ...]
    """The file, relative to the project, and the finding."""
    changed: tuple[str, ...]
    changed_again: tuple[str, ...]
    """What a second run would change."""

    @property
    def remaining(self) -> list[tuple[str, Finding]]:
        """What is left to a person."""
        return [(path, finding) for path, finding in self.findings if not finding.fixed]


def python_files(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.py")))


def headers(text: str) -> dict[str, str]:
    """The comments right below the docstring."""
    docstring = ast.parse(text).body[0]
    facts: dict[str, str] = {}
    for line in text.splitlines()[docstring.end_lineno :]:
        header = HEADER.match(line)
        if not header:
            break
        facts[header[1]] = header[2]
    return facts


def read_project(folder: Path) -> Project:
    text = (folder / "main.py").read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{folder}/main.py has no docstring"
    facts = headers(text)
    old, _, new = facts.get("raises", "").partition(" -> ")
    return Project(
        name=folder.name,
        folder=folder,
        files=python_files(folder),
        leaves=facts.get("leaves"),
        may_leave=facts.get("may leave"),
        unsafe=facts.get("unsafe"),
        raises_old=old or None,
        raises_new=new or None,
        with_shim=facts.get("with shim"),
        untouched=facts.get("untouched"),
        silent=facts.get("silent"),
        keeps=tuple(name.strip() for name in facts["keeps"].split(",")) if "keeps" in facts else (),
    )


ALL = {path.parent.name: read_project(path.parent) for path in sorted(PROJECTS.glob("*/main.py"))}


# -- migrating -------------------------------------------------------------------------------------


def run_tool(folder: Path, mode: str, write: bool) -> api.RunResult:
    return api.migrate_paths(
        [folder], write=write, unsafe_fixes=mode == "unsafe", fallback="shim" if mode == "shim" else "none"
    )


def migrate(original: Path, copy: Path, mode: str) -> Migration:
    """Migrate a copy of a project in place, and see what a second run would do."""
    shutil.copytree(original, copy, ignore=shutil.ignore_patterns("__pycache__"))
    result = run_tool(copy, mode, write=True)
    again = run_tool(copy, mode, write=False)

    def name(path: str) -> str:
        return Path(os.path.relpath(path, copy)).as_posix()

    return Migration(
        folder=copy,
        findings=tuple((name(one.path), finding) for one in result.files for finding in one.findings),
        changed=tuple(name for name in python_files(copy) if differs(copy / name, original / name)),
        changed_again=tuple(name(one.path) for one in again.files if one.after is not None),
    )


def differs(path: Path, original: Path) -> bool:
    return path.read_bytes() != original.read_bytes()


_MIGRATIONS: dict[tuple[str, str], Migration] = {}


def migrated(project: Project, mode: str) -> Migration:
    return _MIGRATIONS[project.name, mode]


def share_migrations(folder: Path) -> None:
    """Migrate all projects in all modes once, not once in each of pytest-xdist's workers."""
    names = sorted(ALL)
    pieces = [(mode, names[part::PARTS]) for mode in MODES for part in range(PARTS)]
    for mode, part in in_turns(pieces):

        def make(mode: str = mode, part: list[str] = part) -> dict[tuple[str, str], Migration]:
            return {(name, mode): migrate(ALL[name].folder, folder / mode / name, mode) for name in part}

        _MIGRATIONS.update(once(folder / f"migrations-{mode}-{names.index(part[0])}.pickle", make))


# -- running ---------------------------------------------------------------------------------------


START = '''\
"""Starts the project in {folder!r}, contents {digest}."""
{writes}
import os
import sys

os.chdir({folder!r})
sys.path.insert(0, {folder!r})
__file__ = os.path.join({folder!r}, "main.py")
with open(__file__, encoding="utf-8") as handle:
    code = compile(handle.read(), __file__, "exec", dont_inherit=True)
exec(code)
'''


def start(folder: Path) -> str:
    """A program for ``program_runner.py`` that runs a project; the runner forks for each."""
    texts = [name.encode() + b"\0" + (folder / name).read_bytes() for name in python_files(folder)]
    writes = "# it calls start_run: give it a store of its own" if any(map(WRITES.search, texts)) else ""
    return START.format(folder=str(folder), digest=hashlib.sha256(b"\0".join(texts)).hexdigest(), writes=writes)


class ProjectLaboratory(Laboratory):
    """Runs all projects on one MLflow version at once."""

    def with_shim(self, version: str, mode: str) -> dict[str, Outcome]:
        """The projects with the shim installed and silent."""
        key = version, mode + "-with-shim"
        if key not in self._outcomes:
            self._outcomes[key] = self.run_folders(version, key[1], self._folders(mode), with_shim=True)
        return self._outcomes[key]

    def _run(self, version: str, mode: str) -> dict[str, Outcome]:
        known: dict[str, Outcome] = {}
        folders = self._folders(mode)
        if mode not in ("original", "safe"):  # most projects come out as they do with safe fixes
            known = self.outcomes(version, "safe")
            folders = {name: folder for name, folder in folders.items() if not same_files(ALL[name], mode, "safe")}
            if not folders:
                return known
        return {**known, **self.run_folders(version, mode, folders)}

    def _folders(self, mode: str) -> dict[str, Path]:
        if mode == "original":
            return {name: project.folder for name, project in ALL.items()}
        return {name: migrated(project, mode).folder for name, project in ALL.items()}

    def run_folders(
        self, version: str, mode: str, folders: dict[str, Path], with_shim: bool = False
    ) -> dict[str, Outcome]:
        """What the projects in these folders print; ``mode`` is only a name for the answer."""
        variables = {"RUNDATA_RUN_WITH_SHIM": "1"} if with_shim else {}
        return self._answer(version, mode, {name: start(folder) for name, folder in folders.items()}, variables)


def same_files(project: Project, one: str, other: str) -> bool:
    first, second = migrated(project, one).folder, migrated(project, other).folder
    return all(not differs(first / name, second / name) for name in project.files)


@pytest.fixture(scope="session")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> ProjectLaboratory:
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    python = os.environ.get("RUNDATA_OLD_PYTHON")
    if python and not program_envs.has_python(python):
        pytest.skip(f"Python {python} for MLflow {program_envs.OLD} is not on this machine")
    share_migrations(shared / "projects")
    made = ProjectLaboratory(shared / "projects")
    if is_shared():
        made.warm_up()
    return made


def report(project: Project, mode: str, old: Outcome, new: Outcome) -> str:
    """Everything one wants to see when a project's output differs."""
    done = migrated(project, mode)
    command = ["diff", "-ruN", str(project.folder), str(done.folder)]
    parts = ["--- diff", subprocess.run(command, capture_output=True, text=True, check=False).stdout]
    parts += ["--- before", old.stdout, str(old.raised), "--- after", new.stdout, str(new.raised), new.traceback]
    return "\n".join([*parts, "--- findings", listed(done.findings)])


def listed(findings: tuple[tuple[str, Finding], ...] | list[tuple[str, Finding]]) -> str:
    return "\n".join(
        f"{path}:{f.place.line}: {f.rule} {f.safety.value} fixed={f.fixed}: {f.message}" for path, f in findings
    )


def same(project: Project, old: Outcome, new: Outcome) -> bool:
    if old == new and not project.raises_old:
        return True
    ended = (old.raised, new.raised) == (project.raises_old, project.raises_new)
    return old.stdout == new.stdout and ended


each_project = pytest.mark.parametrize("project", ALL.values(), ids=ALL)
each_version = pytest.mark.parametrize("version", NEW_VERSIONS)
each_mode = pytest.mark.parametrize("mode", MODES)


# -- the suite itself ------------------------------------------------------------------------------


def test_there_are_enough_projects() -> None:
    counterexamples = [name for name, project in ALL.items() if project.untouched or project.keeps]
    deep = [name for name, project in ALL.items() if any(path.count("/") >= 2 for path in project.files)]
    assert len(ALL) >= FEWEST_PROJECTS
    assert len(counterexamples) >= FEWEST_COUNTEREXAMPLES
    assert len(deep) >= FEWEST_DEEP, deep


@each_project
def test_every_header_is_read(project: Project) -> None:
    text = (project.folder / "main.py").read_text(encoding="utf-8")
    assert len(headers(text)) == sum(HEADER.match(line) is not None for line in text.splitlines())
    assert set(project.keeps) <= set(project.files)
    assert len(project.files) > 1, "a project of one file is a program, see tests/programs"


@each_project
def test_old_project_runs_on_the_old_version(project: Project, laboratory: ProjectLaboratory) -> None:
    outcome = laboratory.old()[project.name]
    assert outcome.raised == project.raises_old, outcome.traceback
    assert outcome.stdout.strip(), "a project that prints nothing shows nothing"


@each_version
def test_most_projects_break_without_the_tool(version: str, laboratory: ProjectLaboratory) -> None:
    old, new = laboratory.old(), laboratory.outcomes(version, "original")
    broken = [name for name, outcome in old.items() if outcome != new[name]]
    assert len(broken) >= FEWEST_BROKEN, f"only {len(broken)} of {len(old)} differ: {sorted(set(old) - set(broken))}"


# -- what the tool does to them --------------------------------------------------------------------


@each_mode
@each_version
@each_project
def test_migrated_project_prints_the_same(
    project: Project, version: str, mode: str, laboratory: ProjectLaboratory
) -> None:
    old, new = laboratory.old()[project.name], laboratory.outcomes(version, mode)[project.name]
    if same(project, old, new):
        return
    done = migrated(project, mode)
    applied = any(f.fixed and f.safety is Safety.UNSAFE for _, f in done.findings)
    excused = bool(done.remaining) or project.silent is not None or (project.unsafe is not None and applied)
    assert excused, "differs in silence\n" + report(project, mode, old, new)
    declared = project.leaves or project.may_leave or project.silent or (project.unsafe if mode == "unsafe" else None)
    assert declared, "differs, and no header says so\n" + report(project, mode, old, new)
    stopped = new.raised and old.stdout.startswith(new.stdout)
    assert stopped or project.unsafe, "goes on with other data\n" + report(project, mode, old, new)


@pytest.mark.parametrize("mode", ["safe", "unsafe"])
@each_project
def test_what_must_stay_stays(project: Project, mode: str, laboratory: ProjectLaboratory) -> None:
    if mode == "unsafe" and project.unsafe:
        return
    done = migrated(project, mode)
    wrong = set(project.unchanged) & set(done.changed)
    assert not wrong, "\n".join(
        f"{name}, which must stay:\n{(done.folder / name).read_text(encoding='utf-8')}" for name in sorted(wrong)
    )


@each_project
def test_what_remains_is_what_the_project_says(project: Project, laboratory: ProjectLaboratory) -> None:
    left = listed(migrated(project, "safe").remaining)
    if project.silent:
        assert not left, f"something is said, although: {project.silent}"
    elif project.leaves:
        assert left, f"nothing is left, although: {project.leaves}"
    elif not project.may_leave:
        assert not left, f"left to a person without need:\n{left}"


@each_project
def test_each_marked_site_is_named(project: Project, laboratory: ProjectLaboratory) -> None:
    marked = [
        (name, number)
        for name in project.files
        for number, line in enumerate((project.folder / name).read_text(encoding="utf-8").splitlines(), 1)
        if LEFT.search(line)
    ]
    if project.leaves:
        assert marked, "a project that leaves something marks the lines"
    places = [(path, f.place.line, f.place.end_line) for path, f in migrated(project, "safe").remaining]
    silent = [one for one in marked if not any(p == one[0] and start <= one[1] <= end for p, start, end in places)]
    if project.silent:
        return
    assert not silent, f"no finding for {silent} among\n{listed(migrated(project, 'safe').remaining)}"


@each_mode
@each_project
def test_each_changed_file_is_named(project: Project, mode: str, laboratory: ProjectLaboratory) -> None:
    done = migrated(project, mode)
    fixed = [(path, finding.message) for path, finding in done.findings if finding.fixed]
    shim = [path for path, finding in done.findings if "shim" in finding.message]
    silent = [
        name
        for name in done.changed
        if name not in shim and not any(path == name or name in message for path, message in fixed)
    ]
    assert not silent, f"changed, and no finding says so: {silent}\n{listed(done.findings)}"


@each_mode
@each_project
def test_migrating_twice_is_migrating_once(project: Project, mode: str, laboratory: ProjectLaboratory) -> None:
    assert migrated(project, mode).changed_again == ()


@each_version
@each_project
def test_old_project_runs_with_the_shim(project: Project, version: str, laboratory: ProjectLaboratory) -> None:
    old, new = laboratory.old()[project.name], laboratory.with_shim(version, "original")[project.name]
    assert (old == new) == (project.with_shim is None), "\n".join(
        ["--- before", old.stdout, str(old.raised), "--- with the shim", new.stdout, new.traceback]
    )


@pytest.mark.parametrize(
    "asked",
    [
        ("entity_helper_positional", "app/show.py"),
        ("entity_helper_positional", "app/metrics.py"),
        ("entity_helper_keyword", "out/format.py"),
        ("entity_helper_keyword", "out/second.py"),
        ("entity_helper_two_hops", "chain"),
    ],
    ids="/".join,
)
def test_a_part_of_what_must_change_together_stays(asked: tuple[str, str], tmp_path: Path) -> None:
    """A function and its calls change in one run; files that nobody asked for are not written."""
    name, part = asked
    copy = tmp_path / name
    shutil.copytree(ALL[name].folder, copy)
    (copy / "setup.py").write_text("from setuptools import setup\n\nsetup()\n")
    run_tool(copy / part, "safe", write=True)
    assert not [path for path in ALL[name].files if differs(copy / path, ALL[name].folder / path)]


# -- one helper of a large project -----------------------------------------------------------------

MODULES, CALLERS = 300, range(5, 280, 7)
"""The numbers of the modules that call the helper: forty of them."""

HELPER = """\
def to_dict(items):
    return {i.key: i.value for i in items}


def show(metric, mark="="):
    return metric.key + mark + str(metric.value)
"""
IMPORTS = (
    ("from big.util.convert import show, to_dict", "{}"),
    ("from ..util.convert import show, to_dict", "{}"),
    ("import big.util.convert as c", "c.{}"),
    ("from ..util import convert", "convert.{}"),
    ("from big.util import show, to_dict", "{}"),
)
CALLER = """\
from mlflow.tracking import MlflowClient

{imported}


def run(run_id):
    data = MlflowClient().get_run(run_id).data
    lines = [{show}({argument}) for m in data.metrics]
    return lines, {to_dict}(data.params)
"""
BYSTANDERS = (
    "def run(run_id):\n    return {number}\n",
    "import mlflow\n\n\ndef run(run_id):\n    return mlflow.__name__, {number}\n",
    "from collections import namedtuple\n\nRow = namedtuple('Row', 'key value')\n\n\n"
    "def to_dict(items):\n    return {{i.key: i.value for i in items}}\n\n\n"
    "def run(run_id):\n    return to_dict([Row('a', {number}), Row('a', 0.0)])\n",
)
OTHERS = {
    "history": "from records import RUN_ID, file_store\n\nfrom ..util.convert import show, to_dict\n\n\n"
    "def run(run_id):\n    found = file_store().get_metric_history(RUN_ID, 'acc')\n"
    "    return [show(m) for m in found], to_dict(found)\n",
    "value": "from records import metric\n\nimport big.util.convert\n\n\n"
    "def run(run_id):\n    rows = [metric('a', 0.0), metric('a', 1.0)]\n"
    "    return list(map(big.util.convert.show, rows)), list(map(big.util.convert.to_dict, [rows, []]))\n",
}
"""What one module does that makes the helper's change impossible."""


def write_large_project(folder: Path, other: str | None) -> tuple[list[str], list[str]]:
    """A project of 300 modules; the helper's file and those of its callers, and all the files."""
    callers = []
    packages = {number: folder / "big" / f"part{number // 30}" for number in range(MODULES)}
    for package in {folder / "big", folder / "big" / "util", *packages.values()}:
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text("")
    (folder / "big" / "util" / "convert.py").write_text(HELPER)
    (folder / "big" / "util" / "__init__.py").write_text("from .convert import show, to_dict\n")
    for number, package in packages.items():
        path = package / f"m{number:03}.py"
        text = BYSTANDERS[number % len(BYSTANDERS)].format(number=number)
        if number in CALLERS:
            imported, spelling = IMPORTS[number % len(IMPORTS)]
            argument = ("m", "metric=m", "m, ':'", "mark='/', metric=m")[number % 4]
            names = {name: spelling.format(name) for name in ("show", "to_dict")}
            text = CALLER.format(imported=imported, argument=argument, **names)
            callers.append(path.relative_to(folder).as_posix())
        if other and number == 200:
            text = OTHERS[other]
        path.write_text(text)
    modules = [f"big.part{number // 30}.m{number:03}" for number in packages]
    imports = "".join(f"import {name}\n" for name in modules)
    calls = "".join(f"    print({name!r}, {name}.run(run_id))\n" for name in modules)
    (folder / "main.py").write_text(
        '"""All modules, one after the other."""\nfrom records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID\n\n'
        f"{imports}\nfor run_id in (RUN_ID, SECOND_RUN_ID, EMPTY_RUN_ID):\n{calls}"
    )
    return ["big/util/convert.py", *callers], list(python_files(folder))


def output(laboratory: ProjectLaboratory, version: str, folder: Path) -> Outcome:
    name = f"large-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"
    return laboratory.run_folders(version, name, {name: folder})[name]


def old_output(laboratory: ProjectLaboratory, folder: Path) -> Outcome:
    old = output(laboratory, program_envs.OLD, folder)
    assert old.raised is None, old.traceback
    return old


def test_one_change_reaches_forty_callers(tmp_path: Path, laboratory: ProjectLaboratory) -> None:
    reached, files = write_large_project(tmp_path / "original", None)
    assert len(reached) == 41
    assert len(files) > MODULES
    done = migrate(tmp_path / "original", tmp_path / "migrated", "safe")
    assert list(done.changed) == sorted(reached), listed(done.remaining)
    assert not done.remaining, listed(done.remaining)
    assert done.changed_again == ()
    old = old_output(laboratory, tmp_path / "original")
    assert [output(laboratory, version, done.folder) for version in NEW_VERSIONS] == [old] * len(NEW_VERSIONS)


@pytest.mark.parametrize("mode", ["safe", "unsafe"])
@pytest.mark.parametrize("other", OTHERS)
def test_one_other_caller_among_three_hundred_modules_stops_the_change(
    other: str, mode: str, tmp_path: Path, laboratory: ProjectLaboratory
) -> None:
    reached, _ = write_large_project(tmp_path / "original", other)
    old_output(laboratory, tmp_path / "original")
    done = migrate(tmp_path / "original", tmp_path / "migrated", mode)
    assert done.changed == ()
    named = {path for path, _ in done.remaining}
    assert named >= set(reached[1:]), f"not named: {sorted(set(reached[1:]) - named)}"
    assert done.changed_again == ()


def test_with_the_shim_the_other_caller_stops_nothing(tmp_path: Path, laboratory: ProjectLaboratory) -> None:
    write_large_project(tmp_path / "original", "history")
    done = migrate(tmp_path / "original", tmp_path / "migrated", "shim")
    assert not differs(done.folder / "big/util/convert.py", tmp_path / "original/big/util/convert.py")
    assert done.changed_again == ()
    old = old_output(laboratory, tmp_path / "original")
    assert [output(laboratory, version, done.folder) for version in NEW_VERSIONS] == [old] * len(NEW_VERSIONS)
