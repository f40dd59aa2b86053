"""``rundata_compat.entities``, on real MLflow versions: ``check_entities.py`` is run inside each environment.

RUNDATA_NEW_MLFLOW names the versions beside the old one (see ``program_envs.py``), separated by commas.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import program_envs
import pytest

pytestmark = pytest.mark.mlflow  # runs real MLflow versions

HERE = Path(__file__).resolve().parent
COMPAT = HERE.parent.parent / "compat"
SOURCES = sorted(COMPAT.glob("rundata_compat/**/*.py"))
NEW_VERSIONS = os.environ.get("RUNDATA_NEW_MLFLOW", "1.0.0,2.22,3").split(",")
OLDEST_PYTHON = "3.7"


def check(version: str) -> str:
    """Run the tests inside one environment; what they printed."""
    python = program_envs.interpreter(version)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MLFLOW_", "PYTEST_"))}
    environment.update(PYTHONPATH=str(COMPAT), PYTHONWARNINGS="ignore")
    command = [str(python), str(HERE / "check_entities.py")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr


@pytest.mark.parametrize("version", [program_envs.OLD, *NEW_VERSIONS])
def test_entities(version: str) -> None:
    printed = check(version)
    assert f"mlflow {version}" in printed
    ran, skipped = re.search(r"Ran (\d+) tests(?:.|\n)*OK \(skipped=(\d+)\)", printed).groups()
    assert int(ran) - int(skipped) > 20


def test_entities_on_the_oldest_python(monkeypatch: pytest.MonkeyPatch) -> None:
    if not program_envs.has_python(OLDEST_PYTHON):
        pytest.skip(f"Python {OLDEST_PYTHON} is not on this machine")
    monkeypatch.setenv("RUNDATA_OLD_PYTHON", OLDEST_PYTHON)
    assert f"mlflow {program_envs.OLD} python {OLDEST_PYTHON}." in check(program_envs.OLD)


def test_there_are_sources() -> None:
    assert {"__init__.py", "containers.py", "entities.py", "install.py"} <= {path.name for path in SOURCES}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_needs_nothing_but_mlflow(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    roots = {name.partition(".")[0] for name in imported}
    # pandas: only where a user asks for a DataFrame.
    optional = {"pandas_frames.py": {"pandas"}}
    optional |= {"pytest_plugin.py": {"pytest"}, "mypy_plugin.py": {"mypy"}}
    assert roots <= {*sys.stdlib_module_names, "mlflow", "rundata_compat", *optional.get(path.name, ())}


def test_importing_it_does_not_import_mlflow() -> None:
    code = "import rundata_compat, sys; assert not any(name.startswith('mlflow') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(COMPAT)}, check=True)
