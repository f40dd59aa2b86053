"""Runs all cases on one MLflow version at once; pytest-xdist's workers share what they printed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import program_envs
import pytest
from program_runner import WRITES
from sharing import in_turns

from corpus import PROGRAM_FOLDER, TESTS, Case, python_files
from corpus.migrations import MODES, Migrations

RUNNER = TESTS / "program_runner.py"
COMPAT = TESTS.parent / "compat"
NEW_VERSIONS = os.environ.get("RUNDATA_NEW_MLFLOW", "1.0.0,3").split(",")
ORIGINAL = "original"
"""Beside the modes: the cases as they are."""

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
    """A program for ``program_runner.py`` that runs the project in a folder; the runner forks for each."""
    texts = [name.encode() + b"\0" + (folder / name).read_bytes() for name in python_files(folder)]
    writes = "# it calls start_run: give it a store of its own" if any(map(WRITES.search, texts)) else ""
    return START.format(folder=str(folder), digest=hashlib.sha256(b"\0".join(texts)).hexdigest(), writes=writes)


@dataclass(frozen=True)
class Outcome:
    """What a program printed, and the exception that ended it."""

    stdout: str
    raised: str | None
    traceback: str = field(compare=False)


class Laboratory:
    """Runs cases, in each way once."""

    def __init__(self, folder: Path, cases: Iterable[Case], migrations: Migrations) -> None:
        self.folder = folder
        self.cases = list(cases)
        self.migrations = migrations
        self.pythons: dict[str, tuple[int, ...]] = {}
        self._outcomes: dict[tuple[str, str, bool], dict[str, Outcome]] = {}

    def warm_up(self) -> None:
        """Run all of them in all ways: two workers that come to the same ones in turn would wait for each other."""
        for case, mode in in_turns([(case, mode) for mode in MODES for case in self.cases]):
            self.migrations.of(case, mode)
        ways = [(version, mode, False) for version in NEW_VERSIONS for mode in (ORIGINAL, *MODES)]
        ways += [(version, ORIGINAL, True) for version in NEW_VERSIONS]
        for way in in_turns([(program_envs.OLD, ORIGINAL, False), (program_envs.OLD, "safe", True), *ways]):
            self._all(*way)

    def old(self, case: Case) -> Outcome:
        """What a case does as it is, on the last version with lists."""
        return self.outcome(case, program_envs.OLD, ORIGINAL)

    def outcome(self, case: Case, version: str, mode: str, *, with_shim: bool = False) -> Outcome:
        """What a case does as migrated (or as it is) on this version; with the shim it is installed and silent."""
        return self._all(version, mode, with_shim)[case.name]

    def _all(self, version: str, mode: str, with_shim: bool) -> dict[str, Outcome]:
        key = version, mode, with_shim
        if key not in self._outcomes:
            self._outcomes[key] = self._run(version, mode, with_shim)
        return self._outcomes[key]

    def _run(self, version: str, mode: str, with_shim: bool) -> dict[str, Outcome]:
        known: dict[str, Outcome] = {}
        cases = self.cases
        if mode not in (ORIGINAL, "safe"):  # most of them come out as they do with safe fixes
            known = self._all(version, "safe", with_shim)
            cases = [case for case in cases if not self._is_as_with_safe_fixes(case, mode)]
        if not cases:
            return known
        texts = {case.name: self._text(case, mode) for case in cases}
        return {**known, **self.run(version, f"{mode}-with-shim" if with_shim else mode, texts, with_shim=with_shim)}

    def _is_as_with_safe_fixes(self, case: Case, mode: str) -> bool:
        return self.migrations.of(case, mode).texts == self.migrations.of(case, "safe").texts

    def _text(self, case: Case, mode: str) -> str:
        """The program that the runner is given."""
        if case.is_project:
            return start(case.folder if mode == ORIGINAL else self.migrations.of(case, mode).folder)
        return case.text() if mode == ORIGINAL else self.migrations.of(case, mode).texts[case.main.name]

    def run(self, version: str, title: str, texts: dict[str, str], *, with_shim: bool = False) -> dict[str, Outcome]:
        """Run programs, by name, on a version; the title only says which ones these are."""
        try:
            python = program_envs.interpreter(version)
        except program_envs.EnvironmentFailed as error:
            pytest.fail(f"no environment with MLflow {version}: {error}", pytrace=False)
        variables = {"RUNDATA_RUN_WITH_SHIM": "1"} if with_shim else {}
        digest = hashlib.sha256(json.dumps([str(python), texts, variables], sort_keys=True).encode())
        place = self.folder / f"{version}-{title}-{digest.hexdigest()[:16]}"
        answer = place / "answer.json"
        with program_envs.locked(self.folder / f"{place.name}.lock"):
            if not answer.exists():
                _execute(python, texts, place, variables)
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        self.pythons[version] = tuple(int(part) for part in found["python"].split("."))
        return {
            name: Outcome(result["stdout"], result["raised"], result["traceback"])
            for name, result in found["programs"].items()
        }


def _execute(python: Path, texts: dict[str, str], place: Path, variables: dict[str, str]) -> None:
    names = {}
    for name, text in texts.items():
        path = place / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        names[f"{name}.py"] = name
    raw = place / "raw.json"
    command = [str(python), str(RUNNER), str(PROGRAM_FOLDER / "records.py"), str(raw), *names]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW_")}
    environment.update(variables, PYTHONPATH=str(COMPAT))
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        pytest.fail(f"{' '.join(command[:2])} failed:\n{done.stdout}{done.stderr}", pytrace=False)
    found = json.loads(raw.read_text(encoding="utf-8"))
    found["programs"] = {names[path]: result for path, result in found["programs"].items()}
    partial = place / "partial.json"
    partial.write_text(json.dumps(found), encoding="utf-8")
    partial.rename(place / "answer.json")
