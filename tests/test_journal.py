"""A run that is killed between two files of a fix: the next finishes it, or says what it is."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import cli, files, journal, writing

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and locks are other things there")

TEXTS = {
    "setup.cfg": "",
    "caller.py": "import mlflow\nfrom inner.helper import key_of\n\n"
    "run = mlflow.tracking.MlflowClient().get_run('1')\nprint([key_of(m) for m in run.data.metrics])\n",
    "inner/__init__.py": "",
    "inner/helper.py": "def key_of(m):\n    return m.key + str(m.value)\n",
}
KILLED = """
import os, signal
real = os.replace
def replace(source, target):
    real(source, target)
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace
from rundata_migrate import cli
cli.main(["."])
"""


def texts(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in TEXTS}


def strays(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob(".rundata-*"))


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which a fix was left half written."""
    folder = tmp_path_factory.mktemp("torn")
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=folder, timeout=60)
    assert done.returncode == -signal.SIGKILL
    return folder


@pytest.fixture
def here(torn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it in another place: names in a journal are relative."""
    folder = tmp_path / "copy"
    shutil.copytree(torn, folder)
    monkeypatch.chdir(folder)
    return folder


def test_half_of_it_is_there(here: Path) -> None:
    assert sum(now != TEXTS[name] for name, now in texts(here).items()) == 1
    assert sorted(name.rpartition(".")[2] for name in strays(here)) == ["journal", "journal", "tmp"]


@pytest.mark.parametrize("named", [["."], ["caller.py", "inner"], ["inner/helper.py"], ["caller.py"]])
def test_the_next_run_finishes_it(here: Path, named: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(named) == 0
    said = capsys.readouterr().out
    assert "caller.py, inner/helper.py: half of a fix, left by a run that was killed, finished.\n" in said
    assert all(texts(here)[name] != TEXTS[name] for name in ("caller.py", "inner/helper.py"))
    assert strays(here) == []
    assert cli.main(["."]) == 0
    assert "half" not in capsys.readouterr().out


@pytest.mark.parametrize("options", [["--check"], ["--diff"], ["--statistics"], ["--add-ignores"]])
def test_what_writes_nothing_tells(here: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = texts(here)
    assert cli.main([*options, "."]) == 2
    said = "".join(capsys.readouterr())
    if options != ["--statistics"]:
        assert "RD906 not written: a run was killed when half of a fix was in " in said
        assert "; a run that writes finishes it" in said
    assert texts(here) == before
    assert len(strays(here)) == 3


def test_git_lists_it(here: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True)
    assert cli.main(["--check", "."]) == 2
    assert cli.main(["."]) == 0
    assert strays(here) == []


def test_what_changed_since_is_not_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (waiting,) = (name for name in ("caller.py", "inner/helper.py") if texts(here)[name] == TEXTS[name])
    changed = TEXTS[waiting] + "# changed\n"
    (here / waiting).write_text(changed)
    assert cli.main(["."]) == 2
    assert f"{waiting}:1:1: RD906 not written: a run was killed" in capsys.readouterr().out
    assert (here / waiting).read_text().endswith("# changed\n")
    assert strays(here) == []  # told once


def test_what_was_taken_back_is_no_half(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in TEXTS.items():
        (here / name).write_text(text)
    assert cli.main(["--check", "."]) == 1
    assert "RD906" not in capsys.readouterr().out
    assert cli.main(["."]) == 0
    assert strays(here) == []


def test_what_a_living_run_is_at_work_on_is_left_to_it(here: Path) -> None:
    path = next(str(path) for path in here.glob("*.journal"))
    with writing.left_behind(path) as is_left:
        assert is_left
        before = texts(here)
        assert list(journal.finish([path])) == []
        assert texts(here) == before
    assert [half.is_finished for half in journal.finish([path])] == [True]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"rundata-migrate": "journal", "version": 2}', "\udcff"],
)
def test_a_journal_that_is_cut_off_is_removed(tmp_path: Path, content: str) -> None:
    path = tmp_path / f"{files.OURS}x{files.JOURNAL}"
    path.write_text(content, errors="surrogateescape")
    assert list(journal.look([str(path)])) == []
    assert list(journal.finish([str(path)])) == []
    assert not path.exists()


def test_a_journal_of_somebody_else_removes_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / f"{files.OURS}x{files.JOURNAL}"
    (tmp_path / "mine.txt").write_text("mine")
    rows = [["a.py", "mine.txt", "0", "1"], ["b.py", "mine.txt", "0", "1"]]
    path.write_text(json.dumps({"rundata-migrate": "journal", "version": 1, "files": rows, "journals": ["mine.txt"]}))
    assert list(journal.finish([str(path)])) == []
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("target", ["../outside.txt", os.devnull, "outside.txt"])
def test_a_journal_puts_nothing_elsewhere(tmp_path: Path, target: str) -> None:
    """One that comes with a repository, with new bytes of its own for a file of the user's."""
    inner = tmp_path / "inner"
    inner.mkdir()
    outside = (inner / target).resolve()
    if target != os.devnull:
        outside.write_bytes(b"old")
    (inner / "a.txt").write_bytes(b"new")
    (inner / f"{files.OURS}x.tmp").write_bytes(b"evil")
    digest = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("old", "new", "evil", "")}
    rows = [
        ["a.txt", f"{files.OURS}y.tmp", digest["old"], digest["new"]],
        [target, f"{files.OURS}x.tmp", digest["old" if target != os.devnull else ""], digest["evil"]],
    ]
    path = inner / f"{files.OURS}x{files.JOURNAL}"
    path.write_text(json.dumps({"rundata-migrate": "journal", "version": 1, "files": rows, "journals": []}))
    found = list(journal.finish([str(path)]))
    if target == "outside.txt":  # beside it, as a run of ours would have it
        assert [half.is_finished for half in found] == [True]
    else:
        assert found == []
        assert target == os.devnull or outside.read_bytes() == b"old"
