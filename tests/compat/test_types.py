"""What mypy says of both styles: the list style type-checks and is deprecated, the dict style is just right."""

from __future__ import annotations

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
SETTINGS = """
[mypy]
strict = true
# The oldest that mypy still checks for: the stubs of numpy and pandas need a newer one than the shim.
python_version = 3.12
{plugins}

[mypy-rundata_compat.*]
# As for any installed package: its own errors are not the user's.
follow_imports = silent

[mypy-pandas.*,yaml.*]
ignore_missing_imports = true
follow_imports = skip

[mypy-mlflow.*]
# Before 2.x MLflow has no types.
ignore_missing_imports = true
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests: mypy's cache spares reading MLflow again."""
    return tmp_path_factory.mktemp("mypy")


def said(sample: str, version: str, folder: Path, plugin: str = "") -> dict[int, set[str]]:
    """The codes of mypy's errors in a sample, by line."""
    settings = folder / f"mypy{plugin}.ini"
    settings.write_text(SETTINGS.format(plugins=f"plugins = {plugin}" if plugin else ""))
    environment = {**os.environ, "MYPYPATH": str(COMPAT), "PYTHONPATH": str(COMPAT)}
    cache = folder / f"cache-{version}{plugin}"
    command = [sys.executable, "-m", "mypy", "--config-file", str(settings), "--cache-dir", str(cache)]
    command += ["--enable-error-code", "deprecated", "--python-executable", str(program_envs.interpreter(version))]
    done = subprocess.run(
        [*command, str(HERE / sample)], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: dict[int, set[str]] = {}
    for line in done.stdout.splitlines():
        error = re.match(r"(.+?):(\d+): error: .* \[([\w-]+)\]$", line)
        if error:
            assert Path(error[1]).name == sample, line
            found.setdefault(int(error[2]), set()).add(error[3])
    assert found, done.stdout
    return found


def marked(sample: str, pattern: str) -> dict[int, set[str]]:
    """The codes that the lines of a sample are marked with."""
    lines = (HERE / sample).read_text(encoding="utf-8").splitlines()
    marks = ((number, re.search(rf"  # ({pattern})$", line)) for number, line in enumerate(lines, 1))
    return {number: {mark[1].partition(" ")[0]} for number, mark in marks if mark}


# 1.0.0 is without types: the shim's own classes are typed all the same.
@pytest.mark.parametrize("version, marks", [("1.0.0", "deprecated"), ("3", "deprecated(?: where MLflow is typed)?")])
def test_both_styles_check_and_the_old_one_is_deprecated(version: str, marks: str, folder: Path) -> None:
    assert said("check_types.py", version, folder) == marked("check_types.py", marks)


def test_mistakes_are_found(folder: Path) -> None:
    found = said("check_mistakes.py", "3", folder)
    assert {line: codes - {"deprecated"} for line, codes in found.items()} == marked("check_mistakes.py", r"[\w-]+")


def test_runs_of_mlflow_itself_with_the_plugin(folder: Path) -> None:
    found = said("check_types_installed.py", "3", folder, "rundata_compat.mypy_plugin")
    assert found == marked("check_types_installed.py", "deprecated")


def test_without_the_plugin_the_list_style_of_mlflow_itself_is_wrong(folder: Path) -> None:
    codes = set.union(*said("check_types_installed.py", "3", folder).values())
    assert {"attr-defined", "index", "call-arg"} <= codes
    assert "deprecated" not in codes


def test_the_names_are_there_at_run_time_too(tmp_path: Path) -> None:
    program = (
        "import rundata_compat.typed as t; from mlflow.entities import Metric, Run\n"
        "c = t.RunData([Metric('a', 1.0, 1, 0)]).metrics\n"
        "assert isinstance(c, (t.Metrics, t.Container)) and isinstance(next(iter(c)), t.MetricKey) and t.Run is Run\n"
        "assert all(hasattr(t, name) for name in t.__all__) and not hasattr(t, 'other')"
    )
    environment = {**os.environ, "PYTHONPATH": str(COMPAT), "MLFLOW_DISABLE_TELEMETRY": "true"}
    command = [str(program_envs.interpreter("3")), "-c", program]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
