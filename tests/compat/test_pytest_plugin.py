"""The pytest plugin, in runs of its own with a real MLflow."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import program_envs
import pytest

pytestmark = pytest.mark.mlflow  # runs real MLflow versions

COMPAT = Path(__file__).resolve().parent.parent.parent / "compat"
LIBRARY = "def best(c):\n    return [m.value for m in c]\n"
TESTS = """
import pytest, library
from mlflow.entities import Metric, RunData

def container():
    return RunData([Metric("a", 1.0, 1, 0)]).metrics

@pytest.mark.parametrize("n", range(3))
def test_old(n):
    assert library.best(container()) == [1.0]
    assert container()[0].value == 1.0

def test_new():
    assert container()["a"] == 1.0
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "library.py").write_text(LIBRARY)
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def run(project: Path, *options: str) -> tuple[int, str]:
    """The exit status and everything that was printed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MLFLOW_", "PYTEST_"))}
    environment.update(PYTHONPATH=f"{COMPAT}{os.pathsep}{project}", MLFLOW_DISABLE_TELEMETRY="true")
    command = [str(program_envs.interpreter("3")), "-m", "pytest", "-p", "rundata_compat.pytest_plugin"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *options],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one", "xdist"])
def test_report_sums_up(project: Path, workers: tuple[str, ...]) -> None:
    status, printed = run(project, "--rundata-compat=report", *workers)
    assert status == 0, printed
    assert "library.py:2:13: 3 times: '.value' of an element of run.data.metrics" in printed
    assert "test_it.py:11:12: 3 times: '[int]' on run.data.metrics" in printed
    assert printed.count("6 list-style uses at 2 places in 2 files") == 1


def test_error_fails_the_tests_that_use_the_list_style(project: Path) -> None:
    status, printed = run(project, "--rundata-compat=error")
    assert status == 1
    assert "3 failed, 1 passed" in printed
    assert "RunDataDeprecationWarning" in printed


def test_record_writes_a_file_that_the_report_reads(project: Path) -> None:
    status, printed = run(project, "--rundata-compat=record", "-n", "2")
    assert status == 0, printed
    lines = [json.loads(line) for line in (project / "rundata-compat.jsonl").read_text().splitlines()]
    assert sum(line["count"] for line in lines if line["operation"] != "iter") == 6


def test_ratchet(project: Path) -> None:
    ratchet = ("--rundata-compat-baseline", "known.json")
    status, printed = run(project, *ratchet)
    assert status == 4
    assert "baseline" in printed
    assert "known.json: No such file" in printed
    assert run(project, *ratchet, "--rundata-compat-update-baseline")[0] == 0
    # Moved lines are known; a second place like the first, and another operation, are not.
    (project / "library.py").write_text("# moved\n\n" + LIBRARY)
    assert run(project, *ratchet)[0] == 0
    (project / "library.py").write_text(LIBRARY + "def more(c):\n    return c[0]\n")
    (project / "test_it.py").write_text(TESTS + "\ndef test_more():\n    assert library.more(container())\n")
    status, printed = run(project, *ratchet, "-n", "2")
    assert status == 1, printed
    new = printed.partition("that the baseline does not know")[2]
    assert "library.py:4:12: once: '[int]'" in new
    assert "1 list-style use at 1 place in 1 file" in new


def test_without_the_option_nothing_is_installed(project: Path) -> None:
    status, printed = run(project, "-k", "new")
    assert status == 0
    assert "list-style" not in printed


def test_the_category_works_in_filterwarnings(project: Path) -> None:
    (project / "conftest.py").write_text("import rundata_compat\nrundata_compat.install('default')\n")
    status, printed = run(project)
    assert status == 0, printed
    assert "library.py:2: RunDataDeprecationWarning" in printed
    ini = "[pytest]\nfilterwarnings =\n    error::rundata_compat.RunDataDeprecationWarning\n"
    (project / "pytest.ini").write_text(ini)
    status, printed = run(project)
    assert status == 1
    assert "3 failed, 1 passed" in printed


@pytest.mark.parametrize(
    "options, said",
    [
        (("-o", "rundata_compat=loud"), "it takes one of error, report, record"),
        (("--rundata-compat=error", "--rundata-compat-baseline=x"), "error fails on every use"),
        (("--rundata-compat=report", "--rundata-compat-update-baseline"), "needs --rundata-compat-baseline FILE"),
        (("--rundata-compat=record", "--rundata-compat-file=no/such/folder/x"), "No such file or directory"),
    ],
)
def test_mistakes_are_one_line(project: Path, options: tuple[str, ...], said: str) -> None:
    status, printed = run(project, *options)
    assert status == 4
    assert said in printed
    assert "Traceback" not in printed
