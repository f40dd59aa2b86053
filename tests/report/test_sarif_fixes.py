"""The fixes in a SARIF report, made as a viewer makes them, give the files that the tool writes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from rundata_migrate import cli

ROOT = Path(__file__).resolve().parents[2]
HEAD = "import mlflow\nrun = mlflow.get_run('1')\n"
SCAN = "auc = [m for m in run.data.metrics if m.key == 'auc'][0].value\n"
KEYS = "print([t.key for t in run.data.tags])\n"
CELLS = [HEAD.splitlines(keepends=True), ["!ls\n", *(SCAN + KEYS).splitlines(keepends=True)], "# é\n" + KEYS]
TEXTS = {
    "page.md": f"# é\n\n> ```python\n> {HEAD.replace(chr(10), chr(10) + '> ')}{SCAN}> ```\n",
    "page.rst": ".. code-block:: python\n\n   " + (HEAD + KEYS).replace("\n", "\n   ") + "\n",
    "docstring.py": f'"""D.\n\n>>> {HEAD[:13]}\n>>> {HEAD[14:-1]}\n>>> {KEYS}[]\n"""\n',
    "cells.py": f"# %%\n{HEAD}# %%\n!ls\n{SCAN}# %%\n{KEYS}",
    "export.py": f"# Databricks notebook source\n{HEAD}\n# COMMAND ----------\n\n# MAGIC %md x\n{SCAN}",
    "crlf.py": (HEAD + SCAN + KEYS).replace("\n", "\r\n"),
    "notebook.ipynb": json.dumps(
        {
            "cells": [
                {"cell_type": "code", "execution_count": None, "id": f"c{number}", "metadata": {}, "outputs": [], **one}
                for number, one in enumerate({"source": cell} for cell in CELLS)
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    ),
}


def replacements(path: Path) -> dict[str, set[tuple[int, int, str]]]:
    """What a report says is to be replaced: by file, from character to character."""
    (run,) = json.loads(path.read_text())["runs"]
    changes = [one for result in run["results"] for fix in result.get("fixes", ()) for one in fix["artifactChanges"]]
    found: dict[str, set[tuple[int, int, str]]] = {}
    for change in changes:
        name = change["artifactLocation"]["uri"]
        text = Path(name).read_bytes().decode()
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        for one in change["replacements"]:
            start, end = _span(one["deletedRegion"], starts)
            found.setdefault(name, set()).add((start, end, one["insertedContent"]["text"]))
    return found


def _span(region: dict[str, Any], starts: list[int]) -> tuple[int, int]:
    if "charOffset" in region:
        return region["charOffset"], region["charOffset"] + region["charLength"]
    return (
        starts[region["startLine"] - 1] + region["startColumn"] - 1,
        starts[region["endLine"] - 1] + region["endColumn"] - 1,
    )


@pytest.mark.parametrize("kind", ["examples", *TEXTS])
def test_they_make_what_the_tool_makes(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "setup.cfg").touch()
    if kind == "examples":
        shutil.copytree(ROOT / "examples", tmp_path / kind, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        (tmp_path / kind).write_bytes(TEXTS[kind].encode())
    options = ["--docs", ".", "--output-format", "sarif", "--output-file"]
    assert cli.main(["--check", *options, "report.sarif"]) == 1
    fixed = {}
    for name, spans in replacements(tmp_path / "report.sarif").items():
        text = Path(name).read_bytes().decode()
        for start, end, new in sorted(spans, reverse=True):
            text = text[:start] + new + text[end:]
        fixed[name] = text.encode()
    before = {name: Path(name).read_bytes() for name in fixed}
    cli.main(["--docs", "."])
    assert fixed
    assert {name: Path(name).read_bytes() for name in fixed} == fixed != before
