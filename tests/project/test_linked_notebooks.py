"""Notebooks of a project that use what is to be rewritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rundata_migrate.api import migrate_paths
from rundata_migrate.project.surroundings import searched

SHOW = "def show(metric):\n    print(metric.key, metric.value)\n"
TABLE = "def table(items):\n    return {i.key: i.value for i in items}\n"
BEST = "import mlflow\n\n\ndef best(run):\n    return mlflow.get_run(run).data.metrics[0]\n"
TOP = "import mlflow\n\n\nclass Report:\n  def __init__(self):\n    self.top = mlflow.active_run().data.metrics[0]\n"
LOSS = "import mlflow\n\n\ndef loss(run):\n    return [m for m in run.data.metrics if m.key == 'loss'][0].value\n"
RUN = "import mlflow\n\nrun = mlflow.active_run()\nfor metric in run.data.metrics:\n    print(metric.key)\n"


def notebook(*lines: str, split: bool = True) -> str:
    source = [line + "\n" for line in lines]
    picture = {"output_type": "display_data", "data": {"text/plain": ["from pkg.tools import show, table"]}}
    cell = {"cell_type": "code", "source": source if split else "".join(source), "outputs": [picture]}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def caller(name: str, code: str) -> str:
    return f"import mlflow\nfrom pkg.tools import {name}\n\nmetrics = mlflow.active_run().data.metrics\n{code}\n"


CASES = {
    "a parameter": (SHOW, caller("show", "for one in metrics:\n    show(one)"), "show"),
    "a container": (TABLE, caller("table", "print(table(metrics))"), "table"),
    "a result": (BEST, "from pkg.tools import best\n\nprint(best('r').value)\n", "best"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "setup.cfg").write_text("")
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("")
    return tmp_path


def rules(path: Path) -> set[tuple[str, bool]]:
    return {(finding.rule, finding.fixed) for finding in migrate_paths([path]).findings}


def changed(path: Path) -> set[str]:
    return {Path(one.path).name for one in migrate_paths([path]).files if one.after is not None}


@pytest.mark.parametrize("split", [True, False], ids=["lines", "one text"])
@pytest.mark.parametrize("case", CASES)
def test_what_a_notebook_uses_stays_as_it_is(project: Path, case: str, split: bool) -> None:
    tools, code, name = CASES[case]
    (project / "pkg" / "tools.py").write_text(tools)
    (project / "caller.py").write_text(code)
    assert "tools.py" in changed(project)
    text = notebook("from pkg.tools import *", f"x = {name}", split=split)
    (project / "look.ipynb").write_text(text)
    assert "tools.py" not in changed(project)
    assert {fixed for _, fixed in rules(project)} == {False}
    assert (project / "look.ipynb").read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        notebook("import other", "other.show(1)"),
        notebook("from pkg.tools import other"),
        notebook("from pkg_tools import show2"),
        notebook(),
        "{}",
    ],
    ids=["other module", "other function", "other words", "outputs only", "empty"],
)
def test_a_notebook_that_does_not_name_the_function_changes_nothing(project: Path, text: str) -> None:
    tools, code, _ = CASES["a parameter"]
    (project / "pkg" / "tools.py").write_text(tools)
    (project / "caller.py").write_text(code)
    (project / "look.ipynb").write_text(text)
    assert changed(project) == {"tools.py", "caller.py"}


@pytest.mark.parametrize(
    ("name", "ignored"), [(".ipynb_checkpoints/look.ipynb", ""), ("old/look.ipynb", "old/\n"), ("look.ipynb~", "")]
)
def test_a_notebook_that_is_not_looked_at(project: Path, name: str, ignored: str) -> None:
    tools, code, _ = CASES["a parameter"]
    (project / "pkg" / "tools.py").write_text(tools)
    (project / "caller.py").write_text(code)
    (project / ".gitignore").write_text(ignored)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text(notebook("from pkg.tools import show"))
    assert changed(project) == {"tools.py", "caller.py"}


def test_a_function_that_a_package_passes_on(project: Path) -> None:
    tools, code, _ = CASES["a container"]
    (project / "pkg" / "__init__.py").write_text("from .tools import table\n")
    (project / "pkg" / "tools.py").write_text(tools)
    (project / "caller.py").write_text(code)
    (project / "look.ipynb").write_text(notebook("import pkg", "pkg.table([])"))
    assert rules(project) == {("RD410", False)}


def test_a_function_that_a_package_passes_on_under_another_name(project: Path) -> None:
    tools, code, _ = CASES["a container"]
    (project / "pkg" / "__init__.py").write_text("from .tools import table as as_dict\n")
    (project / "pkg" / "tools.py").write_text(tools)
    (project / "caller.py").write_text(code)
    assert changed(project) == {"tools.py"}
    (project / "look.ipynb").write_text(notebook("import pkg", "pkg.as_dict([])"))
    assert rules(project) == {("RD410", False)}


@pytest.mark.parametrize("asked", ["pkg", "pkg/tools.py"])
def test_the_only_file_of_a_project_and_its_notebook(project: Path, asked: str) -> None:
    (project / "pkg" / "__init__.py").unlink()
    (project / "pkg" / "tools.py").write_text(LOSS)
    (result,) = migrate_paths([project / asked]).files
    assert b"run.data.metrics['loss']" in (result.after or b"")
    text = notebook("from tools import loss", "try: loss(r)", "except IndexError: pass")
    (project / "pkg" / "look.ipynb").write_text(text)
    (result,) = migrate_paths([project / asked]).files
    assert b"run.data.metrics.items() if key == 'loss'][0]" in (result.after or b"")


def test_the_names_of_a_script_are_its_own(project: Path) -> None:
    (project / "pkg" / "script.py").write_text(RUN)
    (project / "look.ipynb").write_text(notebook("from pkg.tools import x", "run, metric = 1, 2"))
    assert {fixed for _, fixed in rules(project)} == {True}


@pytest.mark.parametrize(
    "data",
    [
        b'{"nbformat": 3, "worksheets": [{"cells": [{"input": ["from tools import show"]}]}]}',
        b'{"cells": [{"cell_type": "code", "source": "x from tools import show"}]',
        b'[{"source": "from tools import show"}]',
        b'{"cells": [{"source": 3}], "tools": "show"}',
        notebook("x = 1").replace("x = 1", "from tools import (show").encode(),
    ],
    ids=["version 3", "cut off", "a list", "no text", "no Python"],
)
def test_the_words_of_what_cannot_be_read(data: bytes) -> None:
    assert {b".show", b".tools"} <= set(searched("a.ipynb", data).split())


def test_a_cell_that_cannot_be_parsed_may_use_what_it_names(project: Path) -> None:
    tools, code, name = CASES["a result"]
    (project / "pkg" / "tools.py").write_text(tools)
    (project / "caller.py").write_text(code)
    text = notebook("import pkg.tools", f"print pkg.tools.{name}('r')")
    (project / "look.ipynb").write_text(text)
    assert "tools.py" not in changed(project)


def test_a_notebook_is_changed_with_what_it_uses(project: Path) -> None:
    (project / "pkg" / "tools.py").write_text(SHOW)
    (project / "look.ipynb").write_text(notebook(*caller("show", "for one in metrics:\n    show(one)").split("\n")))
    assert changed(project) == {"tools.py", "look.ipynb"}
    assert {fixed for _, fixed in rules(project)} == {True}


def test_a_notebook_that_was_not_asked_for_holds_back_what_it_uses(project: Path) -> None:
    (project / "pkg" / "tools.py").write_text(SHOW)
    (project / "caller.py").write_text(caller("show", "for one in metrics:\n    show(one)"))
    (project / "look.ipynb").write_text(notebook(*caller("show", "for one in metrics:\n    show(one)").split("\n")))
    results = migrate_paths([project / "pkg", project / "caller.py"])
    assert [one.path for one in results.files if one.after is not None] == []
    assert any("look.ipynb" in one.message for one in results.findings)


def test_nobody_imports_a_notebook(project: Path) -> None:
    (project / "pkg" / "tools.ipynb").write_text(notebook(*TABLE.split("\n")))
    (project / "pkg" / "tools.py").write_text(SHOW)
    (project / "caller.py").write_text(caller("show", "for one in metrics:\n    show(one)"))
    assert changed(project) == {"tools.py", "caller.py"}
