"""What all workers share: what became of each case, and what each case printed."""

from __future__ import annotations

import os
from pathlib import Path

import program_envs
import pytest
from sharing import is_shared, shared_folder

from corpus import CASES
from corpus.laboratory import Laboratory
from corpus.migrations import Migrations


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_folder(tmp_path_factory) / "corpus"


@pytest.fixture(scope="session")
def migrations(corpus_folder: Path) -> Migrations:
    return Migrations(corpus_folder)


@pytest.fixture(scope="session")
def laboratory(corpus_folder: Path, migrations: Migrations, request: pytest.FixtureRequest) -> Laboratory:
    """Runs the cases that the chosen tests are about."""
    python = os.environ.get("RUNDATA_OLD_PYTHON")
    if python and not program_envs.has_python(python):
        pytest.skip(f"Python {python} for MLflow {program_envs.OLD} is not on this machine")
    about = [
        getattr(item, "callspec", None)
        for item in request.session.items
        if "laboratory" in getattr(item, "fixturenames", ())
    ]
    of_one = [one.params["case"] for one in about if one is not None and "case" in one.params]
    cases = {case.name: case for case in of_one} if len(of_one) == len(about) else CASES
    made = Laboratory(corpus_folder / "runs", cases.values(), migrations)
    if is_shared():
        made.warm_up()
    return made
