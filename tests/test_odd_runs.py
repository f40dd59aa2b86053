"""What people meet now and then: odd names of files, folders that are gone, input that is no Python. One line each."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import cli
from rundata_migrate.options import FORMATS

OLD = "import mlflow\n\nrun = mlflow.get_run('1')\nprint([m.key for m in run.data.metrics])\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names of files are other things there")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


NAMES = [
    *(b"a b.py", b"\xff.py", "é日.py".encode(), b"n\nl.py", b"%s {x};rm.py", b"a'\"`$(x).py", b"[a]*.py"),
    *(b"--check", b"-x.py"),
]


def is_fixed(path: bytes) -> bool:
    with open(path, encoding="utf-8") as file:
        return "list(run.data.metrics)" in file.read()


def test_whatever_files_are_called(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in NAMES:
        with open(name, "w") as file:
            file.write(OLD)
    python = [name for name in NAMES if name.endswith(b".py")]
    for name in FORMATS:
        assert cli.main(["--check", ".", "--output-format", name]) == 1
        out, err = capsys.readouterr()
        assert ("internal" in out, err) == (False, "")
    assert cli.main(["--write-baseline", "--baseline", "known.jsonl", "."]) == 0
    assert cli.main(["--check", "--baseline", "known.jsonl", "."]) == 0
    assert f"{len(python)} sites known" in capsys.readouterr().out
    assert cli.main([os.fsdecode(python[0]), "--", *map(os.fsdecode, NAMES[1:])]) == 0
    assert all(map(is_fixed, NAMES))
    said = capsys.readouterr().out.splitlines()
    assert (len(said), said[-1]) == (len(NAMES) + 1, f"Fixed {len(NAMES)} sites in {len(NAMES)} files.")


@pytest.mark.parametrize(
    "paths",
    [
        ["sub", "sub/a.py"],
        ["sub/a.py", "sub/../sub", "./sub//a.py"],
        [".", "sub"],
        ["link.py", "sub/a.py"],
        ["loop/sub"],
    ],
)
def test_a_file_is_taken_once_however_it_is_named(
    here: Path, paths: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "sub").mkdir()
    (here / "sub" / "a.py").write_text(OLD)
    (here / "link.py").symlink_to("sub/a.py")
    (here / "loop").symlink_to(".")
    assert cli.main([*paths, "--output-format", "concise"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Fixed 1 site in 1 file."
    assert (here / "link.py").is_symlink()


@pytest.mark.parametrize("arguments", [["--check", "."], ["a.py"], ["--check", os.sep]])
def test_a_folder_that_is_gone(here: Path, arguments: list[str]) -> None:
    line = f"mkdir gone; cd gone; rmdir ../gone; '{sys.executable}' -P -m rundata_migrate \"$@\""
    if sys.version_info < (3, 11):
        line = line.replace("-P ", "")
    done = subprocess.run(["sh", "-c", line, "sh", *arguments], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "rundata-migrate: the current folder: No such file or directory\n"


@pytest.mark.parametrize(
    "data, told",
    [
        (b"x = (\n", "RD900 cannot be parsed: '(' was never closed"),
        (b"print 1\n", "RD901 Python 2 cannot be migrated: `print 1`"),
        (b"\xff\xfe", "RD903 cannot be decoded: not valid utf-8, and no encoding is declared"),
        (b"\0", "RD903 cannot be decoded: null byte in line 1: Python does not read such a file"),
    ],
)
def test_input_that_is_no_python(
    data: bytes, told: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """As where it is a file that was named: an error; and it comes out as it went in."""
    for arguments in (["-"], ["-", "--check"], ["-", "--stdin-filename", "a.py"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert cli.main(arguments) == 2
        out, err = capsysbinary.readouterr()
        assert out == data if arguments[-1] != "--check" else told.encode() in out
        assert told.encode() in out + err
    (here / "a.py").write_bytes(data)
    assert cli.main(["a.py"]) == 2
    assert told.encode() in capsysbinary.readouterr().out
