"""Each command of the tool that a page shows, in a block or in a sentence, can be given, and does its work."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from rundata_migrate import cli
from rundata_migrate.arguments import parse

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md"), ROOT / "action.yml"]
SHOWN = re.compile(r"(?m)(?:`|^(?:    |\$ |[ \t-]*run: |[ ]*- )?)(?:\.venv/bin/)?rundata-migrate((?: [^`\n]*)?)(?:`|$)")
"""In a block a command begins its line, in a sentence it stands in backticks."""
OUTSIDE = re.compile(r" +#.*| *(?:\||<|>|&&|;).*")
"""A comment, and what is the shell's."""


def commands() -> dict[str, str]:
    """The arguments of each command, with the first page that has it."""
    found: dict[str, str] = {}
    for page in PAGES:
        for match in SHOWN.finditer(page.read_text(encoding="utf-8")):
            line = OUTSIDE.sub("", match[1]).strip().removesuffix("\\").strip()
            if "$" not in line and "[" not in line and not line.startswith(("-`", ":")):
                found.setdefault(line, page.name)
    return found


COMMANDS = commands()
PLACEHOLDER = re.compile(r"(?:^| )(?:\.\.\.|[A-Z]{3,}(?: |$))")
WHOLE = sorted(line for line in COMMANDS if line.startswith(("-", ".")) or " " in line or "/" in line)
RUN = [line for line in WHOLE if not PLACEHOLDER.search(line)]


def test_there_are_some_in_most_pages() -> None:
    assert len(RUN) > 25
    assert {"README.md", "ci.md", "documents.md", "getting-started.md", "notebooks.md", "reports.md"} <= set(
        COMMANDS.values()
    )


@pytest.mark.parametrize("line", WHOLE)
def test_it_can_be_given(line: str) -> None:
    if line.split()[0] not in ("-V", "-h"):
        parse(shlex.split(line))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that the pages name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "setup.cfg").touch()
    for name in ("examples", "src", "path/to/your/project"):
        shutil.copytree(ROOT / "examples", tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_runs.py").write_text("x = 1\n")
    (tmp_path / "example.py").write_text("x = 1\n")
    (tmp_path / "README.md").write_text("# Page\n\n```python\nimport mlflow\n```\n")
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    for name in ("analysis.ipynb", "x.ipynb"):
        (tmp_path / name).write_text(json.dumps(notebook))
    (tmp_path / "rundata-compat.jsonl").touch()
    (tmp_path / "rundata-baseline.jsonl").write_text('{"rundata-migrate": "baseline", "version": 1}\n')
    return tmp_path


@pytest.mark.parametrize("line", RUN)
def test_it_does_its_work(
    line: str, project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((project / "x.ipynb").read_bytes())))
    assert cli.main(shlex.split(line)) in (0, 1)
    assert "rundata-migrate: " not in capfd.readouterr().err
