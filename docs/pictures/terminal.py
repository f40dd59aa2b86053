"""Make terminal.svg: what a real run prints for the examples, in its colours.

.venv/bin/python docs/pictures/terminal.py
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
COMMAND = ["rundata-migrate", "--check", "examples/churn/promote.py", "examples/churn/report.py"]
SHOWN = ("promote.py:10", "promote.py:12", "report.py:26")
"""The findings that the picture has: a safe fix, one of two lines, and one that is left."""
WIDTH = 112


def main() -> None:
    """Run the command, and write the picture of what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent.parent), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "rundata_migrate", *COMMAND[1:], "--isolated", "--color", "always"]
    done = subprocess.run(command, cwd=HERE.parent.parent, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    blocks = [
        one for one in re.split(r"(?m)^(?=\x1b\[1m)", done.stdout) if one
    ]  # a finding, and the sum, begin in bold
    chosen = [one for one in blocks if any(place in re.sub(r"\x1b\[[\d;]*m", "", one) for place in SHOWN)]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text("$ " + " ".join(COMMAND)))
    console.print(Text(f"(of its {len(blocks) - 1} findings, {len(chosen)})", style="dim"))
    for block in [*chosen, blocks[-1]]:
        console.print(Text.from_ansi(block.rstrip("\n")), soft_wrap=False)
    # Without the fonts that the usual form fetches from elsewhere.
    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.S)
    form = form.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")
    console.save_svg(str(HERE / "terminal.svg"), title="rundata-migrate", code_format=form, unique_id="terminal")


if __name__ == "__main__":
    main()
