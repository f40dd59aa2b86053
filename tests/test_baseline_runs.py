"""``--baseline`` as a team uses it, on a repository that grows: what the runs say, and what git makes of the file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rundata_migrate import cli

Run = Callable[..., tuple[int, list[str]]]

HEAD = "import mlflow\n\n\n"
LATEST = "def latest(run):\n    return max(m.timestamp for m in run.data.metrics)\n\n\n"
AUC = "def auc(run):\n    return [m for m in run.data.metrics if m.key == 'auc'][0].value\n\n\n"
NAMES = "def names(run):\n    return [t.key for t in run.data.tags]\n\n\n"
STEPS = "def steps(run):\n    return [m.step for m in run.data.metrics]\n\n\n"
CALLS = "run = mlflow.get_run('1')\nprint({})\n"


def text(*functions: str) -> str:
    names = [one.split("(")[0].removeprefix("def ") for one in functions]
    return HEAD + "".join(functions) + CALLS.format(", ".join(f"{name}(run)" for name in names))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text(text(AUC, LATEST))
    Path("b.py").write_text(text(NAMES))
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\nbaseline = 'known.jsonl'\n")
    return tmp_path


@pytest.fixture
def run(repository: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, list[str]]:
        status = cli.main(list(arguments))
        captured = capfd.readouterr()
        return status, [*captured.out.splitlines(), *captured.err.splitlines()]

    return call


def git(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *settings, *arguments]
    return subprocess.run(command, check=check, capture_output=True, text=True, env=environment)


def test_from_the_first_day_to_the_last(run: Run, repository: Path) -> None:
    sources = {path: path.read_text() for path in repository.glob("*.py")}
    assert run("--check", ".") == (
        2,
        ["rundata-migrate: known.jsonl: No such file or directory (--write-baseline makes it)"],
    )
    assert run("--write-baseline", ".") == (0, ["Nothing new in 2 files.", "known.jsonl: written, 3 sites."])
    assert run("--check", ".") == (0, ["Nothing new in 2 files.", "known.jsonl: 3 sites known."])
    assert {path: path.read_text() for path in sources} == sources  # no code is changed
    entries = [json.loads(line) for line in Path("known.jsonl").read_text().splitlines()[1:]]
    assert [(one["file"], one["in"], one["rule"], one["count"]) for one in entries] == [
        ("a.py", "auc", "RD101", 1),
        ("a.py", "latest", "RD401", 1),
        ("b.py", "names", "RD202", 1),
    ]

    # lines move, code is laid out anew, a function moves, a file is renamed: nothing is new
    Path("a.py").write_text(text(LATEST).replace("max(", "max(  # the newest\n        "))
    Path("c.py").write_text("'''Another name.'''\n" + text(NAMES, AUC))
    Path("b.py").unlink()
    assert run("--check", ".") == (0, ["Nothing new in 2 files.", "known.jsonl: 3 sites known."])
    status, lines = run("--write-baseline", ".")
    assert (status, lines[-1]) == (0, "known.jsonl: written, 3 sites, 0 of them new, 0 gone.")

    # a new site fails, and it alone is told
    Path("a.py").write_text(text(LATEST, STEPS))
    status, lines = run("--check", ".")
    assert status == 1
    assert [line.split(" ")[0:2] for line in lines if line.startswith("a.py")] == [["a.py:9:13:", "RD401"]]
    assert lines[-2:] == ["1 left.", "known.jsonl: 3 sites known."]
    assert run("--check", "--exit-zero", ".")[0] == 0

    # an old one is fixed: what is gone is told, and goes with the next --write-baseline
    Path("a.py").write_text(text(LATEST))
    status, lines = run("c.py")
    assert status == 0
    gone = "known.jsonl: 0 sites known; 2 that it lists are gone: --write-baseline takes them out."
    assert lines[-2:] == ["Fixed 2 sites in 1 file.", gone]
    status, lines = run("--check", "-v", ".")
    assert status == 0
    assert lines[0].endswith("[known: in the baseline]")
    assert lines[-2:] == [
        'c.py: RD101 in auc is gone: `[m for m in run.data.metrics if m.key == "auc"][0].value`',
        "c.py: RD202 in names is gone: `[t.key for t in run.data.tags]`",
    ]
    assert run("--write-baseline", ".")[1][-1] == "known.jsonl: written, 1 site, 0 of them new, 2 gone."
    assert run("--write-baseline", ".")[1][-1] == "known.jsonl: unchanged, 1 site."


def test_a_part_of_the_tree_leaves_the_rest_of_the_baseline(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sub").mkdir()
    Path("sub/d.py").write_text(text(STEPS))
    run("--write-baseline", ".")
    whole = Path("known.jsonl").read_text()
    assert run("--check", "b.py") == (0, ["Nothing new in 1 file.", "known.jsonl: 1 site known."])
    assert run("--write-baseline", "b.py")[1][-1] == "known.jsonl: unchanged, 4 sites."
    assert run("--write-baseline", "--select", "RD2", ".")[1][-1] == "known.jsonl: unchanged, 4 sites."
    monkeypatch.chdir("sub")
    assert run("--check", ".") == (0, ["Nothing new in 1 file.", f"{Path('..').resolve()}/known.jsonl: 1 site known."])
    Path("d.py").write_text("def f(:\n    run.data.metrics\n")
    assert run("--write-baseline", ".")[0] == 2
    assert Path("../known.jsonl").read_text() == whole


def test_with_fixes_and_diffs_and_for_programs(run: Run) -> None:
    run("--write-baseline", ".")
    status, lines = run("--diff", ".")
    assert status == 0
    assert "+    return list(run.data.tags)" in lines
    status, lines = run("--check", "--output-format", "json", ".")
    report = json.loads("\n".join(lines))
    assert (status, report["findings"], len(report["known"])) == (0, [], 3)
    assert (report["summary"]["known"], report["summary"]["gone"], report["summary"]["left"]) == (3, 0, 0)
    status, lines = run("--check", "--output-format", "github", ".")
    assert (status, lines) == (0, ["Nothing new in 2 files.", "known.jsonl: 3 sites known."])
    status, lines = run(".")
    assert (status, lines[-2]) == (0, "Fixed 2 sites in 2 files.")
    assert lines[-1] == "known.jsonl: 1 site known; 2 that it lists are gone: --write-baseline takes them out."


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked at without the other files, by which some sites go by another rule."""
    Path("c.py").write_text(text(LATEST))
    run("--write-baseline", ".")
    for name, status in (("c.py", 0), ("other.py", 1)):
        with Path("c.py").open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            assert run("--check", "--stdin-filename", name, "-")[0] == status


@pytest.mark.parametrize("arguments", [("--check", "."), (".",), ("--write-baseline", ".")])
def test_a_corrupt_one_ends_the_run_and_stays(run: Run, repository: Path, arguments: tuple[str, ...]) -> None:
    run("--write-baseline", ".")
    corrupt = Path("known.jsonl").read_text() + "<<<<<<< HEAD\n"
    Path("known.jsonl").write_text(corrupt)
    before = {path: path.read_bytes() for path in repository.iterdir()}
    status, lines = run(*arguments)
    assert status == 2
    assert lines == [
        "rundata-migrate: known.jsonl:5: a conflict of a merge is left;"
        " mend it, or delete it and write it anew with --write-baseline"
    ]
    assert {path: path.read_bytes() for path in repository.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--write-baseline", "-"), "--write-baseline needs files (see --help)"),
        (("--add-ignores", "-"), "--add-ignores needs files (see --help)"),
        (
            ("--write-baseline", "--add-ignores", "."),
            "--write-baseline and --add-ignores exclude each other (see --help)",
        ),
        (
            ("--isolated", "--write-baseline", "."),
            "--write-baseline needs --baseline FILE, or `baseline` in the settings",
        ),
        (("--baseline", "no/such/file", "--write-baseline", "."), "no/such/file: No such file or directory"),
    ],
)
def test_what_makes_no_sense(run: Run, arguments: tuple[str, ...], told: str) -> None:
    assert run(*arguments) == (2, [f"rundata-migrate: {told}"])


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("driver", [False, True])
def test_two_branches_merge(run: Run, driver: bool) -> None:
    """One adds a site in a.py and fixes one in b.py, the other adds one, with ``merge=union`` right beside these."""
    Path("z.py").write_text(text(LATEST))
    if driver:
        Path(".gitattributes").write_text("known.jsonl merge=union\n")
    run("--write-baseline", ".")
    git("init")
    git("add", ".")
    git("commit", "-m", "start")

    git("checkout", "-b", "one")
    Path("a.py").write_text(text(AUC, LATEST, STEPS))
    run("b.py")
    assert run("--check", ".")[0] == 1
    assert run("--write-baseline", ".")[1][-1] == "known.jsonl: written, 4 sites, 1 of them new, 1 gone."
    git("commit", "-am", "one")

    git("checkout", "main")
    Path("a2.py" if driver else "z2.py").write_text(text(NAMES))
    git("add", ".")
    assert run("--write-baseline", ".")[1][-1] == "known.jsonl: written, 5 sites, 1 of them new, 0 gone."
    git("commit", "-am", "two")

    git("merge", "one")
    status, lines = run("--check", ".")
    # a union brings back the line that one branch took out beside one that the other put in: it is told as gone
    gone = "; 1 that it lists is gone: --write-baseline takes them out" if driver else ""
    assert (status, lines) == (0, ["Nothing new in 4 files.", f"known.jsonl: 5 sites known{gone}."])
    assert run("--write-baseline", ".")[0] == 0
    assert run("--check", ".")[1][-1] == "known.jsonl: 5 sites known."
