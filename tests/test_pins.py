"""Pins that keep the old MLflow beside code that needs the new one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rundata_migrate import cli, pins

OLD = "import mlflow\n\nrun = mlflow.get_run('1')\nprint([t.key for t in run.data.tags])\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text(OLD)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("requirements.txt", "mlflow==0.9.1", "mlflow==0.9.1"),
        ("requirements.txt", "mlflow == 0.9.1 --hash=sha256:ab  # old", "mlflow== 0.9.1"),
        ("dev-requirements.in", "mlflow[extras]>=0.8,<1", "mlflow>=0.8,<1"),
        ("constraints.txt", "mlflow<1.0", "mlflow<1.0"),
        ("requirements/base.txt", "mlflow~=0.9", "mlflow~=0.9"),
        ("setup.py", "setup(install_requires=['click', 'mlflow<=0.9.1'])", "mlflow<=0.9.1"),
        ("setup.cfg", "    mlflow==0.9.*", "mlflow==0.9.*"),
        ("pyproject.toml", 'dependencies = ["mlflow<1"]', "mlflow<1"),
        ("pyproject.toml", 'mlflow = "^0.9.1"', "mlflow^0.9.1"),
        ("pyproject.toml", 'mlflow = { version = "~0.9", extras = ["x"] }', "mlflow~0.9"),
        ("Pipfile", 'mlflow = "==0.9.1"', "mlflow==0.9.1"),
        ("Pipfile", '"mlflow" = "0.9.1"', "mlflow0.9.1"),
        ("conda.yaml", "  - mlflow=0.9.1", "mlflow=0.9.1"),
        ("environment.yml", "    - mlflow (<1)", "mlflow<1"),
        ("requirements.txt", "mlflow", ""),
        ("requirements.txt", "mlflow>=0.8", ""),
        ("requirements.txt", "mlflow>=0.8,<2", ""),
        ("requirements.txt", "mlflow==1.0.0", ""),
        ("requirements.txt", "mlflow==1.2.*", ""),
        ("requirements.txt", "mlflow!=0.9.1", ""),
        ("requirements.txt", "mlflow~=1.0", ""),
        ("requirements.txt", "mlflow-skinny==0.9", ""),
        ("requirements.txt", "my-mlflow==0.9", ""),
        ("requirements.txt", "# mlflow==0.9.1", ""),
        ("requirements.txt", "mlflow==nonsense", ""),
        ("requirements.txt", 'mlflow<1; python_version < "3.6"', ""),
        ("setup.py", "setup(install_requires=['mlflow<1; python_version<\"3.6\"'])", ""),
        ("pyproject.toml", 'mlflow = "^1"', ""),
        ("pyproject.toml", 'mlflow = "*"', ""),
        ("conda.yaml", "  - mlflow=1.2", ""),
        ("notes.txt", "mlflow==0.9.1", ""),
    ],
)
def test_each_form(name: str, line: str, told: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(f"# first\n{line}\n")
    assert [(pin.path, pin.where, pin.text) for pin in pins.contradicting(["a.py"])] == (
        [(name, "2", told)] if told else []
    )


def test_what_an_mlproject_and_a_notebook_name() -> None:
    Path("MLproject").write_text("name: x\nconda_env: envs/old.yaml\n")
    Path("envs").mkdir()
    Path("envs/old.yaml").write_text("dependencies:\n- pip:\n  - mlflow==0.8.2\n")
    cells = [
        {"cell_type": "markdown", "source": "!pip install mlflow==0.9.1"},
        {"cell_type": "code", "source": ["import os\n", "%pip install -q mlflow==0.9.1 pandas\n"]},
        {"cell_type": "code", "source": "x = 'pip install mlflow==0.9.1'"},
    ]
    Path("n.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}))
    Path("broken.ipynb").write_text("{ mlflow install")
    found = [(pin.path, pin.where, pin.text) for pin in pins.contradicting(["a.py"])]
    assert found == [("envs/old.yaml", "3", "mlflow==0.8.2"), ("n.ipynb", "cell 2", "mlflow==0.9.1")]


def test_another_project_may_pin_what_it_likes() -> None:
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "setup.py").touch()
        Path(name, "requirements.txt").write_text("mlflow==0.9.1\n")
        Path(name, "a.py").write_text(OLD)
    assert [pin.path for pin in pins.contradicting(["two/a.py"])] == ["two/requirements.txt"]


@pytest.mark.parametrize("arguments", [("--check", "."), (".",), ("--diff", "a.py")])
def test_told_in_one_line_where_something_is_rewritten(
    capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    Path("requirements.txt").write_text("click\nmlflow==0.9.1\n")
    Path("setup.cfg").write_text("[options]\ninstall_requires =\n  mlflow<1\n")
    cli.main(list(arguments))
    captured = capfd.readouterr()
    line = (
        "2 pins contradict the migrated code, which needs MLflow 1.0 or later:"
        " requirements.txt:2 (mlflow==0.9.1), setup.cfg:3 (mlflow<1)."
    )
    assert (captured.out + captured.err).splitlines().count(line) == 1
    Path("a.py").write_text("import mlflow\nprint(max(m.step for m in mlflow.get_run('1').data.metrics))\n")
    cli.main(["--check", "a.py"])
    assert "pin" not in capfd.readouterr().out


def test_no_more_than_a_few_are_listed() -> None:
    Path("requirements.txt").write_text("mlflow==0.9.1\n" * 8)
    assert pins.told(["a.py"]).endswith("requirements.txt:5 (mlflow==0.9.1) and 3 more.")
    Path("requirements.txt").write_text("mlflow==0.9.1\n")
    assert pins.told(["a.py"]).startswith("A pin contradicts the migrated code, ")
