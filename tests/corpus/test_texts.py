"""What the tool makes of the corpus: what is rewritten, what is left and named, and that a second run agrees."""

from __future__ import annotations

import ast
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import CASES, PROGRAM_FOLDER, PROGRAMS, PROJECTS, TESTS, Case
from corpus.migrations import MODES, Migrations, listed
from rundata_migrate import api
from rundata_migrate.engine.wording import MOST_MESSAGE
from rundata_migrate.findings import Finding

FEWEST_PROGRAMS = 250
FEWEST_PROJECTS = 110
FEWEST_COUNTEREXAMPLES = 50
FEWEST_DEEP = 15

each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
each_mode = pytest.mark.parametrize(
    "mode", [pytest.param(mode, marks=() if mode == "safe" else pytest.mark.mlflow) for mode in MODES]
)
"""Before every commit the safe fixes will do: each mode takes a third of the time."""


# -- the corpus itself -----------------------------------------------------------------------------


def test_there_are_enough_cases() -> None:
    counterexamples = [name for name, project in PROJECTS.items() if project.untouched or project.keeps]
    deep = [name for name, project in PROJECTS.items() if any(path.count("/") >= 2 for path in project.files)]
    assert len(PROGRAMS) >= FEWEST_PROGRAMS
    assert len(PROJECTS) >= FEWEST_PROJECTS
    assert len(counterexamples) >= FEWEST_COUNTEREXAMPLES
    assert len(deep) >= FEWEST_DEEP, deep
    assert len(CASES) == len(PROGRAMS) + len(PROJECTS)


def test_every_program_is_in_a_folder() -> None:
    """Those beside the folders would not be run."""
    assert [path.name for path in PROGRAM_FOLDER.glob("*.py")] == ["records.py"]


@pytest.mark.parametrize("case", PROJECTS.values(), ids=PROJECTS)
def test_a_project_has_several_files(case: Case) -> None:
    assert len(case.files) > 1, "a project of one file is a program, see tests/programs"
    assert set(case.keeps) <= set(case.files)


@each_case
def test_every_header_is_read(case: Case) -> None:
    said: list[object] = [case.leaves, case.may_leave, case.differs, case.unsafe, case.raises_old, case.with_shim]
    said += [case.untouched, case.silent, case.keeps or None]
    read = sum(one is not None for one in said) + (case.python != (3, 7))
    assert len(case.header_lines()) == read


def test_the_runner_needs_nothing_newer_than_python_3_7() -> None:
    ast.parse((TESTS / "program_runner.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    assert sys.version_info >= (3, 10)


# -- what is left, and named -----------------------------------------------------------------------


@each_case
def test_what_remains_is_what_the_case_says(case: Case, migrations: Migrations) -> None:
    left = listed(migrations.of(case, "safe").remaining)
    if case.silent:
        assert not left, f"something is said, although: {case.silent}"
    elif case.leaves:
        assert left, f"nothing is left, although: {case.leaves}"
    elif not case.may_leave:
        assert not left, f"left to a person without need:\n{left}"


@each_case
def test_each_marked_site_is_named(case: Case, migrations: Migrations) -> None:
    marked = case.marked()
    if case.leaves:
        assert marked, "a case that leaves something marks the lines"
    remaining = migrations.of(case, "safe").remaining
    places = [(f.path, f.place.line, f.place.end_line) for f in remaining]
    unnamed = [one for one in marked if not any(p == one[0] and start <= one[1] <= end for p, start, end in places)]
    if case.silent:
        return
    assert not unnamed, f"no finding for {unnamed} among\n{listed(remaining)}"


# -- what is rewritten -----------------------------------------------------------------------------


@each_mode
@each_case
def test_each_changed_file_is_named_and_nothing_said_twice(case: Case, mode: str, migrations: Migrations) -> None:
    done = migrations.of(case, mode)
    said = Counter((one.path, one.place, one.rule, one.message) for one in done.findings)
    assert [key for key, count in said.items() if count > 1] == []
    assert [one.message for one in done.findings if len(one.message) > MOST_MESSAGE] == []
    fixed = [(finding.path, finding.message) for finding in done.findings if finding.fixed]
    shim = [finding.path for finding in done.findings if "shim" in finding.message]
    silent = [
        name
        for name in done.changed
        if name not in shim and not any(path == name or name in message for path, message in fixed)
    ]
    assert not silent, f"changed, and no finding says so: {silent}\n{listed(done.findings)}"


@pytest.mark.parametrize("mode", ["safe", pytest.param("unsafe", marks=pytest.mark.mlflow)])
@pytest.mark.parametrize("case", PROJECTS.values(), ids=PROJECTS)
def test_what_must_stay_stays(case: Case, mode: str, migrations: Migrations) -> None:
    if mode == "unsafe" and case.unsafe:
        return
    done = migrations.of(case, mode)
    wrong = set(case.unchanged) & set(done.changed)
    assert not wrong, "\n".join(f"{name}, which must stay:\n{done.texts[name]}" for name in sorted(wrong))


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
    shutil.copytree(PROJECTS[name].folder, copy)
    (copy / "setup.py").write_text("from setuptools import setup\n\nsetup()\n")
    api.migrate_paths([copy / part], write=True)
    assert not [path for path in PROJECTS[name].files if (copy / path).read_text() != PROJECTS[name].text(path)]


# -- a second run ----------------------------------------------------------------------------------


Told = Counter[tuple[str, str, int, int, str]]


def left(findings: Sequence[Finding], *, in_new_text: bool) -> Told:
    """What is left, where it stands in the text after the fixes."""
    told: Told = Counter()
    for finding in findings:
        if not finding.fixed:
            place = finding.place_after if in_new_text and finding.place_after is not None else finding.place
            told[finding.path, finding.rule, place.line, place.column, finding.message] += 1
    return told


@each_mode
@each_case
def test_a_second_run_finds_what_the_first_left(case: Case, mode: str, migrations: Migrations) -> None:
    """The same places, in the same words, with the same exit status; and it changes nothing."""
    done = migrations.of(case, mode)
    assert done.changed_again == ()
    assert left(done.again, in_new_text=False) == left(done.findings, in_new_text=True)
    assert done.exit_status_again == done.exit_status
