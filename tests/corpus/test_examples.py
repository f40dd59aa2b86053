"""The examples: they really run on MLflow 0.9.1, and migrated they print the same on newer versions."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import program_envs
import pytest

from rundata_migrate import cli

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
EXPECTED = (EXAMPLES / "expected-output.txt").read_text(encoding="utf-8")
NEW_VERSIONS = os.environ.get("RUNDATA_NEW_MLFLOW", "1.0.0,3").split(",")


def run(folder: Path, version: str) -> subprocess.CompletedProcess[str]:
    """``python -m churn`` on a version of MLflow."""
    python = program_envs.interpreter(version)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW_")}
    environment.update(
        GIT_PYTHON_REFRESH="quiet",
        MLFLOW_ALLOW_FILE_STORE="true",
        MLFLOW_DISABLE_TELEMETRY="true",
        PYTHONPATH=str(ROOT / "compat"),
        PYTHONWARNINGS="ignore",
    )
    command = [str(python), "-m", "churn"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.mlflow
def test_it_ran_on_the_old_version() -> None:
    done = run(EXAMPLES, program_envs.OLD)
    assert (done.stdout, done.returncode) == (EXPECTED, 0), done.stderr


@pytest.mark.mlflow
@pytest.mark.parametrize("version", NEW_VERSIONS)
def test_it_breaks_on_new_versions(version: str) -> None:
    done = run(EXAMPLES, version)
    assert "'str' object has no attribute 'key'" in done.stderr


@pytest.mark.mlflow
@pytest.mark.parametrize("version", NEW_VERSIONS)
def test_migrated_it_prints_the_same(version: str, tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    shutil.copytree(EXAMPLES, folder)
    assert cli.main([str(folder), "--isolated", "--fallback", "shim"]) == 0
    done = run(folder, version)
    assert (done.stdout, done.returncode) == (EXPECTED, 0), done.stderr


def test_the_readme_shows_what_the_tool_prints(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.main(["--diff", "examples/"]) == 1
    diff, report = capfd.readouterr()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"(?s)<!-- diff -->.*<!-- end of diff -->", readme)
    assert shown is not None
    blocks = dict(re.findall(r"(?s)```(diff|text)\n(.*?)```", shown[0]))
    assert blocks["diff"] in diff
    assert [line for line in blocks["text"].splitlines() if line not in report.splitlines()] == []
