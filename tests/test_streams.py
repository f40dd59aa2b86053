"""Streams that fail and runs that are ended: what was to be written is written, and every file is whole."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="streams and signals are other things there"),
    pytest.mark.mlflow,  # takes seconds: a process with streams of its own for each
]

OLD = "import mlflow\n\nrun = mlflow.get_run('1')\nprint([m.key for m in run.data.metrics])\nprint({!r})\n"
MANUAL = "print(max(m.timestamp for m in run.data.metrics))\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(5):
        Path(f"f{number}.py").write_text(OLD.format(number) + MANUAL)
    return tmp_path


def run(command: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which ``TOOL`` is the tool."""
    line = command.replace("TOOL", f"'{sys.executable}' -m rundata_migrate")
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]


def are_written(folder: Path) -> bool:
    return all("list(run.data.metrics)" in path.read_text() for path in folder.glob("*.py"))


@pytest.mark.parametrize("options", ["", "-q", "--output-format json", "--output-format github", "-v --jobs 2"])
@pytest.mark.parametrize(
    ("stream", "complaint"),
    [
        ("> /dev/full", "standard output: No space left on device"),
        (">&-", "standard output: Bad file descriptor"),
    ],
)
def test_a_report_that_cannot_be_printed_stops_no_migration(
    here: Path, stream: str, complaint: str, options: str
) -> None:
    done = run(f"TOOL . {options} {stream}")
    assert (done.returncode, done.stderr) == (2, f"rundata-migrate: {complaint}\n")
    assert are_written(here)


def test_nor_does_a_reader_that_goes_away(here: Path) -> None:
    done = run("TOOL . | head -1; echo ${PIPESTATUS[0]}")
    first, *rest = done.stdout.splitlines()
    assert first.startswith("f0.py:")
    assert rest in (["1"], ["2"])  # as it happens: all of it may be in the pipe before head ends
    assert done.stderr == ""
    assert are_written(here)
    done = run("{ sleep 0.1; TOOL --check f*.py; echo $? >&2; } | true")
    assert done.stderr == "2\n"


@pytest.mark.parametrize("stream", ["2> /dev/full", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_the_other_streams(here: Path, stream: str) -> None:
    done = run(f"TOOL . --jobs 2 {stream}")
    assert done.returncode == (2 if ">&- 2" in stream else 1)
    assert done.stderr == ""
    assert are_written(here)


@pytest.mark.parametrize("stream", ["> /dev/full", ">&-", "2> /dev/full", "2>&-"])
@pytest.mark.parametrize("arguments", ["--check .", "--diff .", "--rules", "--help", "--version", "--check empty.py"])
def test_nothing_is_a_traceback(here: Path, arguments: str, stream: str) -> None:
    before = {path: path.read_bytes() for path in here.glob("*.py")}
    Path("empty.py").write_text("")
    done = run(f"TOOL {arguments} {stream}")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    if not stream.startswith("2"):
        assert (done.returncode, done.stderr.count("standard output: ")) == (2, 1)
    assert {path: path.read_bytes() for path in before} == before


def test_standard_input_that_is_closed(here: Path) -> None:
    done = run("TOOL - <&-")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "rundata-migrate: standard input: Bad file descriptor\n",
    )
    done = run("TOOL - < f0.py > /dev/full")
    assert done.returncode == 2
    assert "standard output: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_opened_is_not_taken_for_a_stream(here: Path) -> None:
    """With all of them closed, the first file that is opened would be number 0, 1 or 2."""
    done = run("TOOL . -v --jobs 2 <&- >&- 2>&-; ls -A")
    assert done.stdout.split() == [f"f{number}.py" for number in range(5)]
    assert are_written(here)
    assert all(path.read_text().startswith("import mlflow\n") for path in here.glob("*.py"))


# -- runs that are ended


def many(folder: Path, count: int) -> dict[Path, tuple[bytes, bytes]]:
    """Files of some size, with what each of them is before and after."""
    texts = {}
    for number in range(count):
        padding = "".join(f"x{line} = {line}\n" for line in range(50))
        old = OLD.format(number) + padding
        new = old.replace("[m.key for m in run.data.metrics]", "list(run.data.metrics)")
        texts[folder / f"f{number:03}.py"] = old.encode(), new.encode()
    for path, (before, _) in texts.items():
        path.write_bytes(before)
    return texts


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "rundata_migrate", "-q", "--jobs", "1", *options, str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_until(is_done: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_done():
        assert time.monotonic() < end
        time.sleep(0.001)


def strays(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".rundata-")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_every_file_is_whole_when_the_run_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    texts = many(tmp_path, 25)
    first = min(texts)
    process = start(tmp_path)
    wait_until(lambda: first.read_bytes() != texts[first][0] or process.poll() is not None)
    time.sleep(random.random() / 50)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert all(path.read_bytes() in texts[path] for path in texts)
    if number != signal.SIGKILL:
        assert b"Traceback" not in errors
        assert process.returncode in (0, 128 + number)
        assert strays(tmp_path) == []
    process = start(tmp_path)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert all(path.read_bytes() == texts[path][1] for path in texts)


def test_the_processes_of_a_killed_run_end(tmp_path: Path) -> None:
    many(tmp_path, 6)
    process = start(tmp_path, "--check", "--jobs", "2")
    time.sleep(0.5)
    process.kill()
    process.communicate(timeout=20)  # which waits for all who have its streams
    assert process.returncode in (-signal.SIGKILL, 1)


def test_what_a_killed_run_left_is_removed_and_told_by_the_next(here: Path) -> None:
    Path(".rundata-abcdefgh.tmp").write_text("half")
    done = run("TOOL .")
    assert ".rundata-abcdefgh.tmp: left by a run that was killed, removed.\n" in done.stdout
    assert strays(here) == []


def test_other_names_of_a_file_are_told(here: Path) -> None:
    os.link("f0.py", "other")
    done = run("TOOL f0.py")
    assert "f0.py: the file had another name (hard link); what is there is the old text still.\n" in done.stdout
    assert "list(" in Path("f0.py").read_text()
    assert "list(" not in Path("other").read_text()


def test_a_full_disk(here: Path) -> None:
    """As full as a limit on the size of files makes it: those that would be larger stay as they are."""
    large = OLD.format("large") + "# " + "x" * 20_000 + "\n"
    Path("g.py").write_text(large)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    done = run("TOOL .", preexec_fn=limit)
    assert done.returncode == 2
    assert "g.py:1:1: RD906 not written: File too large\n" in done.stdout
    assert Path("g.py").read_text() == large
    Path("g.py").unlink()
    assert are_written(here)
    assert strays(here) == []


def test_two_runs_at_once(tmp_path: Path) -> None:
    texts = many(tmp_path, 12)
    both = [start(tmp_path), start(tmp_path)]
    for process in both:
        _, errors = process.communicate(timeout=60)
        assert b"Traceback" not in errors
        assert process.returncode in (0, 2)
    assert all(path.read_bytes() == texts[path][1] for path in texts)
    assert strays(tmp_path) == []
