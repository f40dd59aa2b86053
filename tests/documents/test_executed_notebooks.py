"""A notebook that is executed: on MLflow 0.9.1 as written, and migrated on a newer one, with the same outputs."""

from __future__ import annotations

import json
import re
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

AS_THE_EXAMPLES = [
    "import mlflow\nimport mlflow.tracking\nfrom records import RUN_IDS\n\nclient = mlflow.tracking.MlflowClient()",
    """\
with mlflow.start_run() as active:
    mlflow.log_param("alpha", 0.5)
    mlflow.log_metric("rmse", 0.7)
    mlflow.set_tag("step", "train")""",
    "run = client.get_run(active.info.run_uuid)\n[(m.key, m.value) for m in run.data.metrics]",
    """\
def new_eval(null_train_loss, null_val_loss):
    def evaluate(rate):
        with mlflow.start_run() as child:
            mlflow.log_param("rate", rate)
            mlflow.log_metric("train_rmse", abs(rate - 0.5))
            mlflow.log_metric("val_rmse", abs(rate - 0.25))
        metrics = client.get_run(child.info.run_uuid).data.metrics
        # cap the loss at the loss of the null model
        train_loss = min(null_train_loss, [m.value for m in metrics if m.key == "train_rmse"][0])
        val_loss = min(null_val_loss, next(m.value for m in metrics if m.key == "val_rmse"))
        return rate, train_loss, val_loss
    return evaluate""",
    "results = [new_eval(0.375, 0.5)(rate) for rate in (0.125, 0.25, 2.0)]\nresults",
    "best_rate, train_loss, val_loss = min(results, key=lambda result: result[-1])\nbest_rate",
    """\
def get_params(run):
    return {param.key: param.value for param in run.data.params}


def already_ran(parameters, team=None):
    for run_uuid in RUN_IDS:
        full_run = client.get_run(run_uuid)
        run_params = get_params(full_run)
        if any(run_params.get(key) != value for key, value in parameters.items()):
            continue
        found = None
        for tag in full_run.data.tags:
            if tag.key == "team":
                found = tag.value
        if team is not None and found != team:
            continue
        return full_run
    return None""",
    'existing = already_ran({"batch": "32"}, team="red")\nsorted(get_params(existing).items())[:3]',
    'already_ran({"batch": "no such"}) is None',
    "names = !echo acc loss\nfor name in names[0].split():\n"
    "    print(name, [m.value for m in existing.data.metrics if m.key == name])",
]
"""What MLflow's own examples of 0.8 and 0.9 did with runs: quickstart, search, the workflow of several steps."""

NOTEBOOKS = {"all kinds": (CELLS, 10), "as the examples": (AS_THE_EXAMPLES, 6)}


def notebook(sources: list[str]) -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "id": f"c{at}", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
        for at, source in enumerate(sources)
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
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_migrated_notebook_shows_what_it_did(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, least = NOTEBOOKS[name]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook(sources), indent=1))
    for number, version in enumerate((program_envs.OLD, NEW)):
        (tmp_path / str(number)).mkdir()
        shown = executed(path, version, tmp_path / str(number), monkeypatch)
        if number == 0:
            before = shown
            assert cli.main([str(path)]) == 0
            assert not re.search(r"\b(m|p|tag|param)\.(key|value)", path.read_text())
    assert shown == before
    assert len([one for one in before if one]) >= least
