"""Run, not read: the corpus on MLflow 0.9.1, migrated, and run again on newer versions.

RUNDATA_NEW_MLFLOW names the newer versions to run on (see ``program_envs.py``), separated by commas.
"""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path

import program_envs
import pytest

from corpus import CASES, PROGRAMS, PROJECTS, Case, python_files
from corpus.laboratory import NEW_VERSIONS, ORIGINAL, Laboratory, Outcome, start
from corpus.migrations import MODES, Migration, Migrations, listed, migrate_folder
from rundata_migrate.findings import Safety

pytestmark = pytest.mark.mlflow  # runs real MLflow versions

FEWEST_BROKEN = {"programs": (PROGRAMS, 220), "projects": (PROJECTS, 105)}
"""So many must not survive on a newer MLflow as they are, or the suite could not fail."""

each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
each_version = pytest.mark.parametrize("version", NEW_VERSIONS)
each_mode = pytest.mark.parametrize("mode", MODES)


def skip_too_new(case: Case, laboratory: Laboratory, *versions: str) -> None:
    for version in versions:
        if laboratory.pythons[version] < case.python:
            pytest.skip(f"needs Python {'.'.join(map(str, case.python))}")


def report(case: Case, done: Migration, old: Outcome, new: Outcome) -> str:
    """Everything one wants to see when the output of a case differs."""
    parts = ["--- migrated"]
    for name in done.changed:
        lines = difflib.unified_diff(case.text(name).splitlines(), done.texts[name].splitlines(), name, name)
        parts += lines
    parts += ["--- before", old.stdout, str(old.raised), "--- after", new.stdout, str(new.raised), new.traceback]
    return "\n".join([*parts, "--- findings", listed(done.findings)])


def same(case: Case, old: Outcome, new: Outcome) -> bool:
    if old == new and not case.raises_old:
        return True
    ended = (old.raised, new.raised) == (case.raises_old, case.raises_new)
    return old.stdout == new.stdout and ended


@each_case
def test_it_runs_on_the_old_version(case: Case, laboratory: Laboratory) -> None:
    outcome = laboratory.old(case)
    skip_too_new(case, laboratory, program_envs.OLD)
    assert outcome.raised == case.raises_old, outcome.traceback
    assert outcome.stdout.strip(), "a case that prints nothing shows nothing"


@each_version
@pytest.mark.parametrize("kind", FEWEST_BROKEN)
def test_most_break_without_the_tool(kind: str, version: str, laboratory: Laboratory) -> None:
    cases, fewest = FEWEST_BROKEN[kind]
    whole = [c.name for c in cases.values() if laboratory.old(c) == laboratory.outcome(c, version, ORIGINAL)]
    assert len(cases) - len(whole) >= fewest, f"too many do not differ: {whole}"


@each_mode
@each_version
@each_case
def test_migrated_it_prints_the_same(
    case: Case, version: str, mode: str, laboratory: Laboratory, migrations: Migrations
) -> None:
    old, new = laboratory.old(case), laboratory.outcome(case, version, mode)
    skip_too_new(case, laboratory, program_envs.OLD, version)
    if same(case, old, new) or case.differs:
        return
    done = migrations.of(case, mode)
    applied = any(f.fixed and f.safety is Safety.UNSAFE for f in done.findings)
    excused = bool(done.remaining) or case.silent is not None or (case.unsafe is not None and applied)
    assert excused, "differs in silence\n" + report(case, done, old, new)
    declared = case.leaves or case.may_leave or case.silent or (case.unsafe if mode == "unsafe" else None)
    assert declared, "differs, and no header says so\n" + report(case, done, old, new)
    if case.is_project:
        stopped = new.raised and old.stdout.startswith(new.stdout)
        assert stopped or case.unsafe, "goes on with other data\n" + report(case, done, old, new)


@each_version
@each_case
def test_as_it_is_it_runs_with_the_shim(case: Case, version: str, laboratory: Laboratory) -> None:
    old, new = laboratory.old(case), laboratory.outcome(case, version, ORIGINAL, with_shim=True)
    skip_too_new(case, laboratory, program_envs.OLD, version)
    assert (old == new) == (case.with_shim is None), "\n".join(
        [case.text(), "--- before", old.stdout, str(old.raised), "--- with the shim", new.stdout, new.traceback]
    )


@pytest.mark.parametrize("case", PROGRAMS.values(), ids=PROGRAMS)
def test_migrated_it_runs_on_the_old_version_with_the_shim(
    case: Case, laboratory: Laboratory, migrations: Migrations
) -> None:
    old, new = laboratory.old(case), laboratory.outcome(case, program_envs.OLD, "safe", with_shim=True)
    skip_too_new(case, laboratory, program_envs.OLD)
    done = migrations.of(case, "safe")
    named = done.remaining and (case.leaves or case.may_leave)  # a test double, say
    assert same(case, old, new) or case.differs or case.with_shim or named, report(case, done, old, new)


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


def output(laboratory: Laboratory, version: str, folder: Path) -> Outcome:
    name = f"large-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"
    return laboratory.run(version, name, {name: start(folder)})[name]


def old_output(laboratory: Laboratory, folder: Path) -> Outcome:
    old = output(laboratory, program_envs.OLD, folder)
    assert old.raised is None, old.traceback
    return old


def test_one_change_reaches_forty_callers(tmp_path: Path, laboratory: Laboratory) -> None:
    reached, files = write_large_project(tmp_path / "original", None)
    assert len(reached) == 41
    assert len(files) > MODULES
    done = migrate_folder(tmp_path / "original", tmp_path / "migrated", "safe")
    assert list(done.changed) == sorted(reached), listed(done.remaining)
    assert not done.remaining, listed(done.remaining)
    assert done.changed_again == ()
    old = old_output(laboratory, tmp_path / "original")
    assert [output(laboratory, version, done.folder) for version in NEW_VERSIONS] == [old] * len(NEW_VERSIONS)


@pytest.mark.parametrize("mode", ["safe", "unsafe"])
@pytest.mark.parametrize("other", OTHERS)
def test_one_other_caller_among_three_hundred_modules_stops_the_change(
    other: str, mode: str, tmp_path: Path, laboratory: Laboratory
) -> None:
    reached, _ = write_large_project(tmp_path / "original", other)
    old_output(laboratory, tmp_path / "original")
    done = migrate_folder(tmp_path / "original", tmp_path / "migrated", mode)
    assert done.changed == ()
    named = {finding.path for finding in done.remaining}
    assert named >= set(reached[1:]), f"not named: {sorted(set(reached[1:]) - named)}"
    assert done.changed_again == ()


def test_with_the_shim_the_other_caller_stops_nothing(tmp_path: Path, laboratory: Laboratory) -> None:
    write_large_project(tmp_path / "original", "history")
    done = migrate_folder(tmp_path / "original", tmp_path / "migrated", "shim")
    helper = "big/util/convert.py"
    assert done.texts[helper] == (tmp_path / "original" / helper).read_text()
    assert done.changed_again == ()
    old = old_output(laboratory, tmp_path / "original")
    assert [output(laboratory, version, done.folder) for version in NEW_VERSIONS] == [old] * len(NEW_VERSIONS)
