"""The console blocks of a page: their commands are run, and what is shown must be what comes out."""

from __future__ import annotations

import os
import re
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(r"^( *)```console\n(.*?)^ *```$", re.M | re.S)


def steps(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a page with the lines that are shown below it; ``...`` stands for any lines."""
    for block in BLOCK.finditer(page):
        _, *parts = re.split(r"^\$ ", textwrap.dedent(block[2]), flags=re.M)
        for part in parts:
            command, *shown = part.splitlines()
            yield command, shown


def replay(page: str, folder: Path, *, but: tuple[str, ...] = ()) -> None:
    """Run the commands of a page, one after the other, in a folder; those in ``but`` are passed over.

    Raises AssertionError where one fails, or where the output is not as shown.
    """
    environment = {**os.environ, "COLUMNS": "100", "GIT_PAGER": "cat", "NO_COLOR": "1"}
    done = [step for step in steps(page) if step[0] not in but]
    assert done
    for command, shown in done:
        ran = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
        assert ran.returncode in (0, 1), f"{command}: {ran.stderr}"
        pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in shown)
        out = ran.stdout + ran.stderr
        assert not shown or re.fullmatch(pattern, out), f"$ {command}\n{out}"
