"""A notebook that is executed: on MLflow 0.9.1 as written, and migrated on a newer one, with the same outputs."""

from __future__ import annotations

import json
import sys
import sysconfig
from pathlib import Path
from typing import Any

import program_envs
import pytest

from rundata_migrate import cli

pytestmark = pytest.mark.mlflow

HERE = Path(__file__).resolve().parent
NEW = "3"

CELLS = [
    "%precision 6\nfrom mlflow.tracking import MlflowClient\nfrom records import RUN_IDS",
    "client = MlflowClient()\nruns = [client.get_run(one) for one in RUN_IDS]\nrun = runs[0]\nwords = !echo one two",
    "[m.value for m in run.data.metrics if m.key == 'acc'][0]",
    "sorted(m.key for m in run.data.metrics)",
    "{p.key: p.value for p in run.data.params}",
    """\
def best(one, name):
    for metric in one.data.metrics:
        if metric.key == name:
            return metric.value
    return None""",
    "best(run, 'loss'), best(run, 'nothing')",
    "%%capture held\nfor m in sorted(run.data.metrics, key=lambda m: m.key):\n    print(m.key, m.value)",
    "held.stdout",
    "!echo {len(run.data.params)}\nfor p in sorted(run.data.params, key=lambda p: p.key):\n    print(p.key, p.value)",
    "any(m.key == 'auc' for m in run.data.metrics)",
    "rows = [{p.key: p.value for p in one.data.params} for one in runs]\nrows",
    "tags = dict((t.key, t.value) for t in run.data.tags)\nsorted(tags)[:3]",
    "words",
]


def notebook() -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "id": f"c{at}", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
        for at, source in enumerate(CELLS)
    ]
    kernel = {"kernelspec": {"display_name": "old", "language": "python", "name": "old"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def executed(path: Path, version: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What each cell of a notebook shows in an environment with this MLflow."""
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    python = program_envs.interpreter(version)
    packages = sysconfig.get_path("purelib")
    command = [str(python), str(HERE / "notebook_kernel.py"), packages, str(place / "store"), "-f", "{connection_file}"]
    spec = place / "kernels" / "old"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "old", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(place))
    read = nbformat.read(path, 4)
    nbclient.NotebookClient(
        read, timeout=120, kernel_name="old", resources={"metadata": {"path": str(place)}}
    ).execute()
    return [[one.get("text") or one.get("data", {}).get("text/plain") for one in cell.outputs] for cell in read.cells]


@pytest.mark.skipif(
    f"{sys.version_info[0]}.{sys.version_info[1]}" != program_envs.DEFAULT_PYTHON,
    reason="the kernel of this Python cannot be loaded by that of the environments",
)
def test_a_migrated_notebook_shows_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook(), indent=1))
    for number, version in enumerate((program_envs.OLD, NEW)):
        (tmp_path / str(number)).mkdir()
        shown = executed(path, version, tmp_path / str(number), monkeypatch)
        if number == 0:
            before = shown
            assert cli.main([str(path)]) == 0
            assert "m.key" not in path.read_text()
    assert shown == before
    assert len([one for one in before if one]) >= 10
