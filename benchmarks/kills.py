"""End runs at random moments, and fill a disk: is every file whole, and does the next run finish the work?

    python benchmarks/kills.py [COUNT]

SIGINT, SIGTERM and SIGKILL in turn, COUNT (100) times in all, on a project in which every third file has fixes that go
together with another's. As root a small tmpfs is filled, too. Ends with status 1 where a file is not whole.
"""

from __future__ import annotations

import collections
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "rundata_migrate", "-q"]
ALONE = "import mlflow\n\nrun = mlflow.get_run('{0}')\nprint([m.key for m in run.data.metrics])\n{1}"
CALLER = (
    "import mlflow\nfrom helper{0} import key_of\n\nrun = mlflow.get_run('1')\n"
    "print([key_of(m) for m in run.data.metrics])\n"
)
HELPER = "def key_of(m):\n    return m.key + str(m.value)\n"
PAIRS = 8


def make(folder: Path, padding: int = 0) -> None:
    folder.mkdir(parents=True)
    (folder / "setup.cfg").touch()
    for number in range(PAIRS):
        (folder / f"alone{number}.py").write_text(ALONE.format(number, "#" * padding))
        (folder / f"caller{number}.py").write_text(CALLER.format(number))
        (folder / f"helper{number}.py").write_text(HELPER)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.glob("*.py")}


def torn_pairs(now: dict[str, str], old: dict[str, str]) -> int:
    """Pairs of which one file is old and the other new."""
    changed = {name for name in now if now[name] != old[name]}
    return sum((f"caller{number}.py" in changed) != (f"helper{number}.py" in changed) for number in range(PAIRS))


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    top = Path(tempfile.mkdtemp())
    make(top / "whole")
    old = texts(top / "whole")
    started = time.monotonic()
    subprocess.run([*COMMAND, str(top / "whole")], check=True)
    duration = time.monotonic() - started
    new = texts(top / "whole")
    assert all(old[name] != new[name] for name in old)
    told: collections.Counter[str] = collections.Counter()
    for number in range(count):
        folder = top / f"run{number}"
        make(folder)
        kind = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[number % 3]
        process = subprocess.Popen([*COMMAND, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if number % 2:  # at any moment
            time.sleep(random.uniform(0, 1.1) * duration)
        else:  # while files are written
            while process.poll() is None and texts(folder) == old:
                time.sleep(0.0005)
            time.sleep(random.uniform(0, 0.05))
        process.send_signal(kind)
        process.wait()
        now = texts(folder)
        done = sum(now[name] == new[name] for name in now)
        told[f"{kind.name} before the first file was written"] += done == 0
        told[f"{kind.name} while files were written"] += 0 < done < len(old)
        told[f"{kind.name} after the last"] += done == len(old)
        told["files that are not whole"] += sum(text not in (old[name], new[name]) for name, text in now.items())
        told["files that are gone"] += len(old.keys() - now.keys())
        told[f"{'killed' if kind == signal.SIGKILL else 'interrupted'} between two files of a fix"] += torn_pairs(
            now, old
        )
        told["temporary files left by SIGKILL"] += len(list(folder.glob(".rundata-*")))
        subprocess.run([*COMMAND, str(folder)], stdout=subprocess.DEVNULL)
        told["files that the next run did not finish"] += sum(now != new[name] for name, now in texts(folder).items())
        told["temporary files that the next run did not remove"] += len(list(folder.glob(".rundata-*")))
        shutil.rmtree(folder)
    full_disk(top / "disk", told)
    shutil.rmtree(top)
    for what, times in sorted(told.items()):
        print(f"{times:5} {what}")
    bad = ("not whole", "gone", "interrupted between", "did not finish", "did not remove")
    return int(any(times for what, times in told.items() if any(word in what for word in bad)))


def full_disk(disk: Path, told: collections.Counter[str]) -> None:
    """Migrate on disks with less and less room."""
    disk.mkdir()
    for pages in range(10):
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)], capture_output=True)
        if mounted.returncode:
            print("no small disk can be mounted here: the full disk is left to tests/test_streams.py")
            return
        try:
            make(disk / "project", 30_000)
            old = texts(disk / "project")
            free = os.statvfs(disk)
            (disk / "filler").write_bytes(b"x" * free.f_frsize * (free.f_bavail - pages))
            done = subprocess.run([*COMMAND, str(disk / "project")], stdout=subprocess.DEVNULL)
            now = texts(disk / "project")
            told[f"disks with room for a few pages (status {done.returncode})"] += 1
            told["files written on disks with room for a few pages"] += sum(now[name] != old[name] for name in now)
            told["files that are not whole"] += sum(
                text != old[name] and "m.key for m in" in text for name, text in now.items()
            )
            told["interrupted between two files of a fix"] += torn_pairs(now, old)
            told["temporary files that the next run did not remove"] += len(list(disk.glob("project/.rundata-*")))
        finally:
            subprocess.run(["umount", str(disk)], check=True)


if __name__ == "__main__":
    sys.exit(main())
