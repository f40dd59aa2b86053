"""Settings hold for the files that are nearest to them: whole runs, with the engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rundata_migrate import cli

Run = Callable[..., tuple[int, str, str]]

LOOKUP = """\
from mlflow.tracking import MlflowClient

run = MlflowClient().get_run("r")
auc = [m for m in run.data.metrics if m.key == "auc"][0].value
"""
RISKY = LOOKUP + "newest = max(m.timestamp for m in run.data.metrics)\n"
GIVES = """\
def some(run):
    return [m for m in run.data.metrics if m.key.startswith("a")]
"""
USES = """\
from mlflow.tracking import MlflowClient
from lib.read import some

run = MlflowClient().get_run("r")
for m in some(run):
    print(m.key, m.value)
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(list(arguments))
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return call


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def settings(folder: str, text: str) -> None:
    write(f"{folder}/pyproject.toml", f"[tool.rundata-migrate]\n{text}\n")


def named(out: str) -> set[str]:
    """Files and rules of the findings."""
    return {" ".join(match.groups()) for match in re.finditer(r"^(\S+?):\d+:\d+: (RD\d+)", out, re.M)}


def test_rules_hold_for_the_files_below_their_settings(run: Run) -> None:
    for name in ("a.py", "lib/a.py", "lib/in/a.py", "app/a.py"):
        write(name, LOOKUP)
    settings("lib", 'ignore = ["rd1"]')
    settings("lib/in", "")
    assert named(run("--check", ".")[1]) == {"a.py RD101", "lib/in/a.py RD101", "app/a.py RD101"}
    assert named(run("--check", ".", "--ignore", "RD101")[1]) == set()
    assert len(named(run("--check", ".", "--extend-select", "RD101")[1])) == 4
    assert len(named(run("--check", ".", "--isolated")[1])) == 4
    assert named(run("--check", "lib/a.py", "a.py")[1]) == {"a.py RD101"}
    assert named(run("--check", ".", "--config", "lib/pyproject.toml")[1]) == set()


def test_the_strictest_of_the_files_that_a_fix_changes_holds_it_back(run: Run) -> None:
    write("lib/read.py", GIVES)
    write("app/use.py", USES)
    assert named(run("--check", ".")[1]) == {"lib/read.py RD306", "app/use.py RD306"}
    settings("app", 'ignore = ["RD306"]')
    status, out, _ = run(".")
    assert (status, named(out)) == (1, {"lib/read.py RD306"})
    assert "the fix changes app/use.py too, where RD306 is ignored" in out
    for options in (["--fallback", "shim"], ["--unsafe-fixes"]):
        assert named(run(".", *options)[1]) == {"lib/read.py RD306"}
    assert (Path("lib/read.py").read_text(), Path("app/use.py").read_text()) == (GIVES, USES)
    settings("app", "")
    run(".")
    assert ".items()" in Path("lib/read.py").read_text()
    assert "key" in Path("app/use.py").read_text()


def test_per_file_ignores_on_the_command_line(run: Run) -> None:
    for name in ("a.py", "tests/a.py"):
        write(name, LOOKUP)
    assert named(run("--check", ".", "--per-file-ignores", "tests/:RD1")[1]) == {"a.py RD101"}
    assert named(run("--check", ".", "--per-file-ignores", "!tests/:RD1")[1]) == {"tests/a.py RD101"}
    assert named(run("--check", ".", "--per-file-ignores", "tests/:RD2,/a.py:RD1")[1]) == {"tests/a.py RD101"}
    status, _, err = run("--check", ".", "--per-file-ignores", "tests/")
    assert (status, err.count("\n")) == (2, 1)
    assert "'tests/' is not PATTERN:RULE" in err


def test_excludes_hold_for_the_files_below_their_settings(run: Run) -> None:
    for name in ("old/a.py", "lib/old/a.py", "lib/b.py", "app/old/a.py"):
        write(name, LOOKUP)
    settings("lib", 'exclude = ["/old/"]')
    assert named(run("--check", ".")[1]) == {"old/a.py RD101", "lib/b.py RD101", "app/old/a.py RD101"}
    settings(".", 'exclude = ["old/"]')
    assert named(run("--check", ".")[1]) == {"lib/b.py RD101"}
    assert named(run("--check", ".", "--exclude", "b.py")[1]) == {
        "old/a.py RD101",
        "lib/old/a.py RD101",
        "app/old/a.py RD101",
    }


def test_how_a_run_works_comes_from_where_it_was_started(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.py", RISKY)
    write("lib/a.py", RISKY)
    settings("lib", "unsafe-fixes = true\ncheck = true")
    run(".")
    assert "timestamp for m" in Path("a.py").read_text()
    assert "timestamp for m" in Path("lib/a.py").read_text()
    monkeypatch.chdir(here / "lib")
    settings(".", "unsafe-fixes = true")
    run("..")
    assert "get_metric_history" in Path("a.py").read_text()
    assert "get_metric_history" in Path("../a.py").read_text()


@pytest.mark.parametrize("text", [LOOKUP, "x = 1\n"])
@pytest.mark.parametrize("paths", [["."], ["a.py", "lib/in/a.py"]])
@pytest.mark.parametrize("options", [[], ["--check"], ["--check", "-j2"]])
def test_an_error_in_any_settings_file_is_one_line_before_anything_is_written(
    run: Run, text: str, paths: list[str], options: list[str]
) -> None:
    for name in ("a.py", "lib/in/a.py"):
        write(name, text)
    settings("lib", "unsafe-fixs = true")
    said = "rundata-migrate: lib/pyproject.toml: unknown key: unsafe-fixs (did you mean unsafe-fixes?)\n"
    assert run(*options, *paths) == (2, "", said)
    assert Path("a.py").read_text() == text


def test_standard_input_has_the_settings_of_its_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    settings("lib", 'ignore = ["RD1"]')

    class Input:
        def __init__(self) -> None:
            import io

            self.buffer = io.BytesIO(LOOKUP.encode())

    monkeypatch.setattr("sys.stdin", Input())
    assert named(run("--check", "-", "--stdin-filename", "lib/a.py")[1]) == set()
    monkeypatch.setattr("sys.stdin", Input())
    assert named(run("--check", "-", "--stdin-filename", "app/a.py")[1]) == {"app/a.py RD101"}
