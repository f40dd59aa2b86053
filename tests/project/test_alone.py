"""In a project that is not small, a file that nothing leads to is looked at if it shows the list API."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundata_migrate.findings import EngineOptions
from rundata_migrate.project.work import Worth, may_hold_site_alone

SHOWN = {
    "written out": "def first(run):\n    return run.data.metrics[0]\n",
    "read": "def first(data):\n    own = data.data\n    return [m.key for m in own.metrics]\n",
    "over lines": "def first(run):\n    return run.data \\\n        . metrics[0]\n",
    "odd letters": "def first(run):\n    own = run.data\n    return [m.\uff4b\uff45\uff59 for m in own.metrics]\n",
    "a word for this tool": "own = run.data\nown.metrics[0]  # rundata: ignore\n",
    "mlflow": "import mlflow\nown = mlflow.get_run('a').data\nprint(own.metrics[0])\n",
}
HIDDEN = {
    "a model": "def fit(self):\n    self.data.endog\n    return self.params[0]\n",
    "unread": "def fit(self):\n    return own.data, own.params(, x)\n",
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_looked_at(name: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(SHOWN[name], encoding="utf-8")
    assert may_hold_site_alone(str(path), EngineOptions())[1] is not Worth.NO


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_not(name: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(HIDDEN[name], encoding="utf-8")
    assert may_hold_site_alone(str(path), EngineOptions())[1] is Worth.NO
