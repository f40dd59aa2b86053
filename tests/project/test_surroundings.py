"""What is around the files that were asked for decides what is looked at: MLflow's word, and who imports them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from rundata_migrate.api import migrate_paths
from rundata_migrate.project import run as project_run

SHAPE = "def names(run):\n    print(run.info)\n    return [m.key for m in run.data.metrics]\n"


def rules(path: Path) -> list[tuple[str, bool]]:
    return [(finding.rule, finding.fixed) for finding in migrate_paths([path]).findings]


def test_a_project_without_the_word_mlflow_ends_after_it_has_been_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "setup.cfg").write_text("")
    (tmp_path / "shape.py").write_text(SHAPE)
    monkeypatch.setattr(project_run, "groups_of", None)
    for asked in (tmp_path, tmp_path / "shape.py"):
        assert {finding.is_doubtful for finding in migrate_paths([asked]).findings} == {True}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fetch.py", "import mlflow\n"),
        ("pkg/deep/fetch.py", "import mlflow\n"),
        ("requirements-dev.txt", "mlflow>=1\n"),
        ("setup.cfg", "[options]\ninstall_requires = mlflow\n"),
    ],
)
@pytest.mark.parametrize("asked", ["", "shape.py"])
def test_the_word_may_stand_in_any_file_of_the_project(tmp_path: Path, name: str, text: str, asked: str) -> None:
    (tmp_path / "setup.cfg").write_text("")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text)
    (tmp_path / "shape.py").write_text(SHAPE)
    assert rules(tmp_path / asked) == [("RD202", True)]


def test_a_word_in_a_notebook_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "setup.cfg").write_text("")
    (tmp_path / "look.ipynb").write_text('{"cells": [{"cell_type": "code", "source": ["import mlflow"]}]}')
    (tmp_path / "shape.py").write_text(SHAPE)
    looked: list[str] = []
    original = project_run.groups_of
    monkeypatch.setattr(project_run, "groups_of", lambda *given: looked.append("yes") or original(*given))
    rules(tmp_path)
    assert looked == ["yes"]


LIBRARY = """\
import mlflow


def show(items):
    return [item.key for item in items]


run = mlflow.active_run()
print(show(run.data.metrics))
"""
CALLER = "from common import show\n\nprint(show([row]))\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two projects of one git repository: one uses a function of the other."""
    for project in ("libs/common", "svc_a"):
        (tmp_path / project).mkdir(parents=True)
        (tmp_path / project / "pyproject.toml").write_text("[tool.ruff]\n")
    (tmp_path / "libs" / "common" / "common.py").write_text(LIBRARY)
    (tmp_path / "svc_a" / "main.py").write_text(CALLER)
    return tmp_path


@pytest.mark.parametrize("asked", ["", "libs/common", "libs/common/common.py"])
def test_an_importer_in_another_project_of_the_repository_is_a_caller(repository: Path, asked: str) -> None:
    subprocess.run(["git", "init", "-q", repository], check=True)
    assert rules(repository / asked) == [("RD410", False)]
    assert (repository / "libs" / "common" / "common.py").read_text() == LIBRARY
    assert (repository / "svc_a" / "main.py").read_text() == CALLER


def test_the_word_mlflow_may_stand_in_another_project_of_the_repository(repository: Path) -> None:
    subprocess.run(["git", "init", "-q", repository], check=True)
    (repository / "libs" / "common" / "common.py").write_text(
        "def show(run):\n    return [m.key for m in run.data.metrics]\n"
    )
    (repository / "svc_a" / "main.py").write_text(
        "import mlflow\nfrom common import show\n\nprint(show(mlflow.active_run()))\n"
    )
    assert rules(repository / "libs" / "common") == [("RD202", True)]


def test_a_repository_without_importers_changes_nothing(repository: Path) -> None:
    subprocess.run(["git", "init", "-q", repository], check=True)
    (repository / "svc_a" / "main.py").write_text("print(1)\n")
    assert rules(repository / "libs" / "common") == [("RD202", True)]


def test_the_only_file_of_a_folder_without_a_project_stands_alone(tmp_path: Path) -> None:
    line = "x = [m for m in run.data.metrics if m.key == k][0].value\n"
    (tmp_path / "card.py").write_text(line)
    named, folder = (migrate_paths([path]).findings for path in (tmp_path / "card.py", tmp_path))
    assert [(one.rule, one.fixed) for one in folder] == [(one.rule, one.fixed) for one in named] == [("RD101", True)]
    (tmp_path / "other.py").write_text("x = 1\n")
    assert [one.is_doubtful for one in migrate_paths([tmp_path]).findings] == [True]
