"""Run, not read: old programs on MLflow 0.9.1, migrated, and run again on newer versions.

Each file under ``programs/`` is a program for the list API. It begins with a docstring, and may say what to
expect of it in comments right below:

``# leaves: why``        the tool has to leave something to a person, with a finding
``# may leave: why``     the tool may leave something, with a finding, or migrate it all
``# differs: why``       the output may differ in silence: a limit that the translation knows
``# unsafe: why``        with unsafe fixes the output may differ
``# raises: A -> B``     it ends with exception A on the old side and with B once migrated
``# with shim: why``     with the shim it does not print what it did: what cannot be both
``# python: 3.8``        it needs this Python at least

A line that ends in ``# left`` has a site that a finding has to name, whatever is said about the other sites.
Whatever else a program says: where its output differs, a finding has to remain. RUNDATA_NEW_MLFLOW names the
newer versions to run on (see ``program_envs.py``), separated by commas.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import program_envs
import pytest
from sharing import in_turns, is_shared, once

from rundata_migrate import api
from rundata_migrate.findings import DocumentResult, Finding, Safety

pytestmark = pytest.mark.mlflow  # runs real MLflow versions

HERE = Path(__file__).resolve().parents[1]
PROGRAMS = HERE / "programs"
RUNNER = HERE / "program_runner.py"
COMPAT = HERE.parent / "compat"
NEW_VERSIONS = os.environ.get("RUNDATA_NEW_MLFLOW", "1.0.0,3").split(",")
MODES = ("safe", "unsafe", "shim")
PARTS = 4
"""Into so many pieces is divided what the workers share."""
FEWEST_PROGRAMS = 250
FEWEST_BROKEN = 220
"""So many programs must not survive on a newer MLflow as they are, or the suite could not fail."""

LEFT = re.compile(r"  # left$")
HEADER = re.compile(r"^# (leaves|may leave|differs|unsafe|raises|with shim|python): (.+)$")


@dataclass(frozen=True)
class Program:
    """An old program and what it says about itself."""

    name: str
    path: Path
    text: str
    leaves: str | None = None
    may_leave: str | None = None
    differs: str | None = None
    with_shim: str | None = None
    unsafe: str | None = None
    raises_old: str | None = None
    raises_new: str | None = None
    python: tuple[int, ...] = (3, 7)


@dataclass(frozen=True)
class Outcome:
    """What a program printed, and the exception that ended it."""

    stdout: str
    raised: str | None
    traceback: str = field(compare=False)


def read_program(path: Path) -> Program:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    facts: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        header = HEADER.match(line)
        if not header:
            break
        facts[header[1]] = header[2]
    old, _, new = facts.get("raises", "").partition(" -> ")
    return Program(
        name=path.relative_to(PROGRAMS).with_suffix("").as_posix(),
        path=path,
        text=text,
        leaves=facts.get("leaves"),
        may_leave=facts.get("may leave"),
        differs=facts.get("differs"),
        with_shim=facts.get("with shim"),
        unsafe=facts.get("unsafe"),
        raises_old=old or None,
        raises_new=new or None,
        python=tuple(int(part) for part in facts.get("python", "3.7").split(".")),
    )


ALL = {program.name: program for program in map(read_program, sorted(PROGRAMS.glob("*/*.py")))}


def test_every_program_is_in_a_folder() -> None:
    """Those beside the folders would not be run."""
    assert [path.name for path in PROGRAMS.glob("*.py")] == ["records.py"]


def migrate(program: Program, mode: str, text: str | None = None) -> DocumentResult:
    return api.migrate_source(
        program.text if text is None else text,
        path=program.path.name,
        unsafe_fixes=mode == "unsafe",
        fallback="shim" if mode == "shim" else "none",
    )


_MIGRATED: dict[tuple[str, str], DocumentResult] = {}


def migrated(program: Program, mode: str) -> DocumentResult:
    key = program.name, mode
    if key not in _MIGRATED:
        _MIGRATED[key] = migrate(program, mode)
    return _MIGRATED[key]


def share_migrations(folder: Path) -> None:
    """Migrate all programs in all modes once, not once in each of pytest-xdist's workers."""
    names = sorted(ALL)
    pieces = [(mode, names[part::PARTS]) for mode in MODES for part in range(PARTS)]
    for mode, part in in_turns(pieces):
        place = folder / f"migrations-{mode}-{names.index(part[0])}.pickle"
        _MIGRATED.update(once(place, lambda mode=mode, part=part: {(n, mode): migrated(ALL[n], mode) for n in part}))


def new_text(program: Program, mode: str) -> str:
    text = migrated(program, mode).new_text
    return program.text if text is None else text


def remaining(program: Program, mode: str) -> list[Finding]:
    return [finding for finding in migrated(program, mode).findings if not finding.fixed]


class Laboratory:
    """Runs all programs on one MLflow version at once; pytest-xdist's workers share the outcomes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pythons: dict[str, tuple[int, ...]] = {}
        self._outcomes: dict[tuple[str, str], dict[str, Outcome]] = {}

    def with_shim(self, version: str, mode: str) -> dict[str, Outcome]:
        """The same with the shim installed and silent."""
        key = version, mode + "-with-shim"
        if key not in self._outcomes:
            texts = {name: p.text if mode == "original" else new_text(p, mode) for name, p in ALL.items()}
            self._outcomes[key] = self._answer(version, key[1], texts, {"RUNDATA_RUN_WITH_SHIM": "1"})
        return self._outcomes[key]

    def warm_up(self) -> None:
        """Run all of them in all ways: two workers that come to the same ones in turn would wait for each other."""
        ways = [(version, mode) for version in NEW_VERSIONS for mode in ("original", *MODES)]
        for version, mode in in_turns([(program_envs.OLD, "original"), *ways]):
            self.outcomes(version, mode)

    def old(self) -> dict[str, Outcome]:
        """The programs as they are, on the last version with lists."""
        return self.outcomes(program_envs.OLD, "original")

    def outcomes(self, version: str, mode: str) -> dict[str, Outcome]:
        """The programs as migrated (or "original"), on this version."""
        key = version, mode
        if key not in self._outcomes:
            self._outcomes[key] = self._run(version, mode)
        return self._outcomes[key]

    def _run(self, version: str, mode: str) -> dict[str, Outcome]:
        texts = {name: p.text if mode == "original" else new_text(p, mode) for name, p in ALL.items()}
        known: dict[str, Outcome] = {}
        if mode not in ("original", "safe"):  # most programs come out as they do with safe fixes
            known = self.outcomes(version, "safe")
            texts = {name: text for name, text in texts.items() if text != new_text(ALL[name], "safe")}
            if not texts:
                return known
        return {**known, **self._answer(version, mode, texts, {})}

    def _answer(self, version: str, mode: str, texts: dict[str, str], variables: dict[str, str]) -> dict[str, Outcome]:
        try:
            python = program_envs.interpreter(version)
        except program_envs.EnvironmentFailed as error:
            pytest.fail(f"no environment with MLflow {version}: {error}", pytrace=False)
        digest = hashlib.sha256(json.dumps([str(python), texts, variables], sort_keys=True).encode())
        for support in (RUNNER, PROGRAMS / "records.py", *sorted(COMPAT.glob("rundata_compat/*.py"))):
            digest.update(support.read_bytes())
        place = self.folder / f"{version}-{mode}-{digest.hexdigest()[:16]}"
        answer = place / "answer.json"
        with program_envs.locked(self.folder / f"{place.name}.lock"):
            if not answer.exists():
                self._execute(python, texts, place, variables)
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        self.pythons[version] = tuple(int(part) for part in found["python"].split("."))
        return {
            name: Outcome(result["stdout"], result["raised"], result["traceback"])
            for name, result in found["programs"].items()
        }

    def _execute(self, python: Path, texts: dict[str, str], place: Path, variables: dict[str, str]) -> None:
        names = {}
        for name, text in texts.items():
            path = place / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            names[f"{name}.py"] = name
        raw = place / "raw.json"
        command = [str(python), str(RUNNER), str(PROGRAMS / "records.py"), str(raw), *names]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW_")}
        environment.update(variables, PYTHONPATH=str(COMPAT))
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
        if done.returncode:
            pytest.fail(f"{' '.join(command[:2])} failed:\n{done.stdout}{done.stderr}", pytrace=False)
        found = json.loads(raw.read_text(encoding="utf-8"))
        found["programs"] = {names[path]: result for path, result in found["programs"].items()}
        partial = place / "partial.json"
        partial.write_text(json.dumps(found), encoding="utf-8")
        partial.rename(place / "answer.json")


@pytest.fixture(scope="session")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    python = os.environ.get("RUNDATA_OLD_PYTHON")
    if python and not program_envs.has_python(python):
        pytest.skip(f"Python {python} for MLflow {program_envs.OLD} is not on this machine")
    share_migrations(shared / "programs")
    made = Laboratory(shared / "programs")
    if is_shared():
        made.warm_up()
    return made


def skip_too_new(program: Program, laboratory: Laboratory, *versions: str) -> None:
    for version in versions:
        if laboratory.pythons[version] < program.python:
            pytest.skip(f"needs Python {'.'.join(map(str, program.python))}")


def report(program: Program, mode: str, old: Outcome, new: Outcome) -> str:
    """Everything one wants to see when a program's output differs."""
    parts = ["--- migrated program", new_text(program, mode), "--- before", old.stdout, str(old.raised)]
    parts += ["--- after", new.stdout, str(new.raised), new.traceback, "--- findings"]
    parts += [
        f"{f.place.line}: {f.rule} {f.safety.value} fixed={f.fixed}: {f.message}" for f in findings(program, mode)
    ]
    return "\n".join(parts)


def findings(program: Program, mode: str) -> tuple[Finding, ...]:
    return migrated(program, mode).findings


def same(program: Program, old: Outcome, new: Outcome) -> bool:
    if old == new and not program.raises_old:
        return True
    ended = (old.raised, new.raised) == (program.raises_old, program.raises_new)
    return old.stdout == new.stdout and ended


each_program = pytest.mark.parametrize("program", ALL.values(), ids=ALL)
each_version = pytest.mark.parametrize("version", NEW_VERSIONS)
each_mode = pytest.mark.parametrize("mode", MODES)


def test_there_are_enough_programs() -> None:
    assert len(ALL) >= FEWEST_PROGRAMS


@each_program
def test_old_program_runs_on_the_old_version(program: Program, laboratory: Laboratory) -> None:
    outcome = laboratory.old()[program.name]
    skip_too_new(program, laboratory, program_envs.OLD)
    assert outcome.raised == program.raises_old, outcome.traceback
    assert outcome.stdout.strip(), "a program that prints nothing shows nothing"


@each_mode
@each_version
@each_program
def test_migrated_program_prints_the_same(program: Program, version: str, mode: str, laboratory: Laboratory) -> None:
    old, new = laboratory.old()[program.name], laboratory.outcomes(version, mode)[program.name]
    skip_too_new(program, laboratory, program_envs.OLD, version)
    if same(program, old, new) or program.differs:
        return
    applied = any(f.fixed and f.safety is Safety.UNSAFE for f in findings(program, mode))
    excused = bool(remaining(program, mode)) or (program.unsafe is not None and applied)
    assert excused, "differs in silence\n" + report(program, mode, old, new)
    declared = program.leaves or program.may_leave or (program.unsafe if mode == "unsafe" else None)
    assert declared, "differs, and no header says so\n" + report(program, mode, old, new)


@each_version
@each_program
def test_old_program_runs_with_the_shim(program: Program, version: str, laboratory: Laboratory) -> None:
    old, new = laboratory.old()[program.name], laboratory.with_shim(version, "original")[program.name]
    skip_too_new(program, laboratory, program_envs.OLD, version)
    assert (old == new) == (program.with_shim is None), "\n".join(
        [program.text, "--- before", old.stdout, "--- with the shim", new.stdout, new.traceback]
    )


@each_program
def test_migrated_program_runs_on_the_old_version_with_the_shim(program: Program, laboratory: Laboratory) -> None:
    old, new = laboratory.old()[program.name], laboratory.with_shim(program_envs.OLD, "safe")[program.name]
    skip_too_new(program, laboratory, program_envs.OLD)
    named = remaining(program, "safe") and (program.leaves or program.may_leave)  # a test double, say
    assert same(program, old, new) or program.differs or program.with_shim or named, "\n".join(
        [new_text(program, "safe"), "--- before", old.stdout, "--- with the shim", new.stdout, new.traceback]
    )


@each_program
def test_what_remains_is_what_the_program_says(program: Program) -> None:
    left = "\n".join(f"{f.place.line}: {f.rule} {f.message}" for f in remaining(program, "safe"))
    if program.leaves:
        assert left, f"nothing is left, although: {program.leaves}"
    elif not program.may_leave:
        assert not left, f"left to a person without need:\n{left}\n{new_text(program, 'safe')}"


@each_program
def test_each_marked_site_is_named(program: Program) -> None:
    marked = [number for number, line in enumerate(program.text.splitlines(), 1) if LEFT.search(line)]
    if program.leaves:
        assert marked, "a program that leaves something marks the lines"
    places = [(f.place.line, f.place.end_line) for f in remaining(program, "safe")]
    silent = [number for number in marked if not any(start <= number <= end for start, end in places)]
    assert not silent, f"no finding for lines {silent}"


@each_mode
@each_program
def test_migrating_twice_is_migrating_once(program: Program, mode: str) -> None:
    again = migrate(program, mode, new_text(program, mode))
    assert again.new_text in (None, new_text(program, mode))


@each_version
def test_most_programs_break_without_the_tool(version: str, laboratory: Laboratory) -> None:
    old, new = laboratory.old(), laboratory.outcomes(version, "original")
    broken = [name for name, outcome in old.items() if outcome != new[name]]
    assert len(broken) >= FEWEST_BROKEN, f"only {len(broken)} of {len(old)} differ"


def test_every_header_is_read() -> None:
    for program in ALL.values():
        written = [line for line in program.text.splitlines() if HEADER.match(line)]
        parts: list[str | None] = [program.leaves, program.may_leave, program.differs, program.unsafe]
        parts += [program.raises_old, program.with_shim]
        read = sum(part is not None for part in parts) + (program.python != (3, 7))
        assert len(written) == read, program.name


def test_the_runner_needs_nothing_newer_than_python_3_7() -> None:
    ast.parse(RUNNER.read_text(encoding="utf-8"), feature_version=(3, 7))
    assert sys.version_info >= (3, 10)
