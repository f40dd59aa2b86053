from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from rundata_migrate import survey


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    (tmp_path / "tree").mkdir()
    monkeypatch.chdir(tmp_path / "tree")
    return tmp_path / "tree"


def make(**contents: str) -> None:
    for name, text in contents.items():
        path = Path(name.replace("__", "/").replace("_DOT_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_what_may_hold_a_site_survives(here):
    make(a_DOT_py="x = 1\n", b_DOT_py="for m in run.data.metrics: print(m.key)\n", c_DOT_pyi="# rundata: ignore\n")
    found = survey.take(["."])
    assert found.files == ["a.py", "b.py", "c.pyi"]
    assert found.survivors == ["b.py", "c.pyi"]


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("a.py", "import mlflow\n", True),
        ("a.py", "uri = 'mlflow'  # in no import\n", True),
        ("sub/a.ipynb", '{"cells": [{"source": "import mlflow"}]}', True),
        ("requirements.txt", "mlflow==0.9.1\n", True),
        ("sub/requirements-dev.in", "mlflow\n", True),
        ("sub/environment.yml", "- mlflow\n", True),
        ("conda.yaml", "- mlflow\n", True),
        ("pyproject.toml", 'dependencies = ["mlflow"]\n', True),
        ("Pipfile", 'mlflow = "*"\n', True),
        ("MLproject", "name: mlflow\n", True),
        ("setup.cfg", "install_requires = mlflow\n", True),
        ("notes.txt", "mlflow\n", False),
        ("a.py", "import mlops\n", False),
        ("node_modules/a.py", "import mlflow\n", False),
    ],
)
@pytest.mark.parametrize("git", [False, True])
def test_the_word_mlflow_anywhere(here, name, text, expected, git):
    if git:
        subprocess.run(["git", "init", "-q"], check=True)
    make(x_DOT_py="x = 1\n", **{name.replace("/", "__").replace(".", "_DOT_"): text})
    assert survey.take(["."]).mentions_mlflow is expected


def test_the_word_mlflow_in_a_notebook_that_is_named(here):
    make(a_DOT_ipynb='{"cells": [{"source": "import mlflow"}]}')
    found = survey.take(["a.ipynb"])
    assert found.mentions_mlflow
    assert found.problems == []


READER = "def show(e): print(e.key)\n"


def test_readers_are_asked_for_where_other_files_are_read_with_them(here):
    make(a_DOT_py=READER, sub__b_DOT_py=READER, sub__c_DOT_py="x = 1\n")
    assert survey.take(["."]).readers == []
    assert survey.take(["a.py"]).readers == ["a.py"]
    make(setup_DOT_cfg="")
    assert survey.take(["."]).readers == []
    assert survey.take(["sub"]).readers == ["sub/b.py".replace("/", os.sep)]
    make(_DOT_gitignore="c.py\n")
    assert survey.take(["."]).readers == []


def test_readers_beside_what_is_ignored_and_in_a_package(here):
    make(a_DOT_py=READER, **{"_DOT_gitignore": "given.py\n", "given_DOT_py": "x = 1\n"})
    assert survey.take(["."]).readers == ["a.py"]
    Path(".gitignore").unlink()
    assert survey.take(["."]).readers == []
    Path("__init__.py").touch()
    assert survey.take(["."]).readers == ["a.py"]


KEPT = {
    "a field": "def __init__(self, run):\n    self.info = run.data\n",
    "a result": "def info(run):\n    return run.data\n\n\nclass Other:\n    pass\n",
    "one of several": "def both(run):\n    return run.info, run.data\n",
    "handed on": "from b import show\nshow(run.data)\n",
    "if there is one": "found = run.data if run else None\n",
    "beside a read": "def info(run):\n    print(run.data.metrics.get('a'))\n    return run.data\n",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_keeps_run_data_is_looked_at_with_what_reads_it(name: str, tmp_path: Path) -> None:
    """Neither file shows a site by its own bytes."""
    for path, text in (
        ("a.py", KEPT[name]),
        ("b.py", "def show(found):\n    return [m.key for m in found.metrics]\n"),
        ("main.py", "import mlflow\nimport a, b\n"),
    ):
        (tmp_path / path).write_text(text)
    found = survey.take([str(tmp_path)])
    assert [Path(path).name for path in found.survivors] == ["a.py", "b.py"]
    (tmp_path / "main.py").unlink()
    assert str(tmp_path / "b.py") not in survey.take([str(tmp_path)]).survivors


@pytest.mark.parametrize("text", ["self.data = run\n", "x = run.data.shape\n", "x = run.data()\n", "run.database\n"])
def test_what_keeps_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import mlflow_like\n" + text)
    (tmp_path / "b.py").write_text("def show(found):\n    return [m.key for m in found.metrics]\n")
    assert str(tmp_path / "b.py") not in survey.take([str(tmp_path)]).survivors
