"""The dual containers on real MLflow versions: ``check_*.py`` are run in each environment.

RUNDATA_NEW_MLFLOW names the versions beside the old one, as in ``test_entities.py``; each is also run on the oldest
or the newest Python that it is used with.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import program_envs
import pytest

pytestmark = pytest.mark.mlflow  # runs real MLflow versions

HERE = Path(__file__).resolve().parent
COMPAT = HERE.parent.parent / "compat"
NEW_VERSIONS = os.environ.get("RUNDATA_NEW_MLFLOW", "1.0.0,1.30,2.22,3").split(",")
ENVIRONMENTS = [(program_envs.OLD, ""), *((version, "") for version in NEW_VERSIONS)]
OTHER_PYTHONS = [(program_envs.OLD, "3.7"), (program_envs.OLD, "3.13"), (NEW_VERSIONS[-1], "3.13")]


def check(script: str, version: str, python: str, folder: Path, *arguments: str) -> str:
    """Run a script of checks inside one environment; what it printed."""
    if python and not program_envs.has_python(python):
        pytest.skip(f"Python {python} is not on this machine")
    interpreter = program_envs.interpreter(version, python)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MLFLOW_", "PYTEST_"))}
    environment.update(PYTHONPATH=str(COMPAT), PYTHONWARNINGS="ignore")
    command = [str(interpreter), str(HERE / script), *filter(None, arguments)]
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("version, python", ENVIRONMENTS + OTHER_PYTHONS)
def test_matrix(version: str, python: str, tmp_path: Path) -> None:
    printed = check("check_matrix.py", version, python, tmp_path)
    found = re.search(r"mlflow (\S+) python (\S+) rows (\d+) skipped (\d+) wrong 0", printed)
    assert found
    assert found[1].startswith(version)
    assert found[2].startswith(python)
    # What is skipped are rows for libraries that are not there, and for later Pythons.
    assert int(found[3]) >= 200


@pytest.mark.parametrize("version, python", ENVIRONMENTS + OTHER_PYTHONS[:1])
def test_install(version: str, python: str, tmp_path: Path) -> None:
    printed = check("check_install.py", version, python, tmp_path)
    assert re.search(r"Ran \d+ tests(.|\n)*OK", printed)


@pytest.mark.parametrize("version", [program_envs.OLD, *NEW_VERSIONS])
def test_names(version: str, tmp_path: Path) -> None:
    assert re.search(r"Ran \d+ tests(.|\n)*OK", check("check_names.py", version, "", tmp_path))


@pytest.mark.parametrize("argument", ["", "late"])
def test_libraries(argument: str, tmp_path: Path) -> None:
    printed = check("check_libraries.py", "libraries", "", tmp_path, argument)
    assert re.search(r"Ran \d+ tests(.|\n)*OK", printed)


# The other Pythons have other dicts: slices have a hash from 3.12 on, pickles another protocol on 3.7.
@pytest.mark.parametrize("version, python", ENVIRONMENTS + OTHER_PYTHONS)
def test_containers(version: str, python: str, tmp_path: Path) -> None:
    printed = check("check_containers.py", version, python, tmp_path)
    assert re.search(r"Ran \d+ tests(.|\n)*OK", printed)
