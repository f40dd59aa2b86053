"""What a folder of notebooks costs, as a multiple of reading the same bytes in the same run.

python benchmarks/notebooks.py

200 notebooks, every tenth with 20 MB of outputs: pictures, tables and printed lines.
"""

from __future__ import annotations

import base64
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

NOTEBOOKS, EVERY, OUTPUTS = 200, 10, 20_000_000
START = "import mlflow\nfrom mlflow.tracking import MlflowClient\n\nrun = MlflowClient().get_run('r')"
SITE = "rmse = [m.value for m in run.data.metrics if m.key == 'rmse'][0]\nprint(rmse)"
OTHER = "import pandas as pd\n\ntable = pd.read_csv('a.csv')\ntable.describe()"


def outputs(size: int) -> list[dict[str, object]]:
    """Outputs of about this size: two thirds pictures, the rest HTML and printed lines."""
    picture = base64.b64encode(random.Random(0).randbytes(size // 60)).decode()
    html = "".join(f'<tr class="row">\n  <td style="é">{at}</td>\n</tr>\n' for at in range(size // 800))
    lines = [f"epoch {at}: loss {at / 7}\n" for at in range(size // 320)]
    made: list[dict[str, object]] = []
    while sum(len(json.dumps(one)) for one in made) < size:
        for data in ({"image/png": picture + "\n"},) * 2 + ({"text/html": html.splitlines(True)},):
            made.append({"output_type": "display_data", "metadata": {}, "data": data})
        made.append({"output_type": "stream", "name": "stdout", "text": lines})
    return made


def write(folder: Path, has_site: Callable[[int], bool]) -> None:
    """Write the notebooks; ``has_site`` says of a number whether that one has a site."""
    shown = outputs(OUTPUTS)
    for number in range(NOTEBOOKS):
        codes = [START, SITE] if has_site(number) else [OTHER, "table.plot()"]
        cells = [{"cell_type": "markdown", "metadata": {}, "source": ["# Results\n", "\n", f"Number {number}"]}]
        for code in codes:
            plain = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": []}
            cells.append({**plain, "source": code.splitlines(True)})
        if number % EVERY == 0:
            cells[-1]["outputs"] = shown
        made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"n{number:03}.ipynb").write_text(json.dumps(made, indent=1, ensure_ascii=False), encoding="utf-8")


def seconds_of(command: list[str], folder: Path) -> float:
    """The processor time of the best of three runs of a command."""
    best = float("inf")
    for _ in range(3):
        before = os.times()
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        after = os.times()
        assert done.returncode in (0, 1), done.stderr
        best = min(best, sum(after[2:4]) - sum(before[2:4]))
    return best


READ = "import pathlib\nfor one in sorted(pathlib.Path().iterdir()):\n    one.read_bytes()"
TOOL = [sys.executable, "-m", "rundata_migrate", "--isolated", "--check", "--jobs", "1", "."]


def main() -> None:
    """Print a line for each kind of folder."""
    kinds: dict[str, Callable[[int], bool]] = {
        "no site": lambda _: False,
        "a site in one with outputs": lambda number: number == 0,
        "a site in each with outputs": lambda number: number % EVERY == 0,
        "a site in each": lambda _: True,
    }
    for kind, has_site in kinds.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(folder, has_site)
            size = sum(one.stat().st_size for one in folder.iterdir())
            reading, running = seconds_of([sys.executable, "-c", READ], folder), seconds_of(TOOL, folder)
            print(f"{kind:30} {size / 1e6:6.0f} MB  reading {reading:5.2f} s  the tool {running:6.2f} s", end="")
            print(f"  {running / reading:5.1f} x", flush=True)


if __name__ == "__main__":
    main()
