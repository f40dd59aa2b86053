"""What other files of a project say about one: its use of MLflow, look-alikes nearby, callers elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundata_migrate.api import migrate_paths
from rundata_migrate.config import Options
from rundata_migrate.project import migrate_standard_input

HELPERS = """\
import mlflow


def to_dict(items):
    return {i.key: i.value for i in items}


run = mlflow.active_run()
print(to_dict(run.data.params))
"""
SHAPE = "def names(run):\n    return [m.key for m in run.data.metrics]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "setup.py").write_text("from setuptools import setup\nsetup()\n")
    (tmp_path / "pkg").mkdir()
    return tmp_path


def rules(path: Path) -> list[tuple[str, bool]]:
    return [(finding.rule, finding.fixed) for finding in migrate_paths([path]).findings]


def test_a_function_that_only_this_file_calls_is_rewritten(project: Path) -> None:
    (project / "pkg" / "helpers.py").write_text(HELPERS)
    assert rules(project) == [("RD201", True)]


@pytest.mark.parametrize(
    "other",
    [
        "from pkg.helpers import to_dict\nprint(to_dict(client.get_metric_history('r', 'k')))\n",
        "from pkg import helpers\nhelpers.to_dict(rows)\n",
        "from pkg.helpers import *\nto_dict(rows)\n",
    ],
    ids=["from", "module", "star"],
)
@pytest.mark.parametrize("asked", ["", "pkg/helpers.py"], ids=["project", "file"])
def test_a_function_that_another_file_may_call_keeps_its_body(project: Path, other: str, asked: str) -> None:
    (project / "pkg" / "helpers.py").write_text(HELPERS)
    (project / "pkg" / "other.py").write_text(other)
    assert rules(project / asked) == [("RD410", False)]


def test_a_function_of_the_same_name_elsewhere_is_another(project: Path) -> None:
    (project / "pkg" / "helpers.py").write_text(HELPERS)
    (project / "pkg" / "other.py").write_text("def to_dict(x):\n    return dict(x)\n")
    assert rules(project) == [("RD201", True)]


def test_a_variable_that_another_file_may_read_keeps_its_entity(project: Path) -> None:
    code = "import mlflow\nbest = mlflow.active_run().data.metrics[0]\nprint(best.value)\n"
    (project / "pkg" / "script.py").write_text(code)
    assert rules(project) == [("RD304", True)]
    (project / "pkg" / "script.py").write_text(code)
    (project / "pkg" / "other.py").write_text("from pkg.script import best\nprint(best.value)\n")
    assert rules(project) == [("RD402", False)]


def test_a_method_is_called_through_any_object(project: Path) -> None:
    method = HELPERS.replace("def to_dict(items):", "class Table:\n  def to_dict(self, items):").replace(
        "    return {", "      return {"
    )
    (project / "pkg" / "helpers.py").write_text(method.replace("to_dict(run", "Table().to_dict(run"))
    assert rules(project) == [("RD201", True)]
    (project / "pkg" / "other.py").write_text("def f(table):\n    return table.to_dict([])\n")
    assert rules(project) == [("RD410", False)]


def test_one_file_alone_learns_from_its_project_that_mlflow_is_used(project: Path) -> None:
    (project / "pkg" / "shape.py").write_text(SHAPE)
    assert rules(project / "pkg" / "shape.py") == []
    (project / "pkg" / "client.py").write_text("import mlflow\n")
    assert rules(project / "pkg" / "shape.py") == [("RD202", True)]


def test_a_look_alike_counts_where_it_is_near(project: Path) -> None:
    (project / "pkg" / "shape.py").write_text(SHAPE)
    (project / "pkg" / "client.py").write_text("import mlflow\n")
    (project / "far").mkdir()
    (project / "far" / "sdk.py").write_text("from databricks.sdk import WorkspaceClient\n")
    assert rules(project / "pkg" / "shape.py") == [("RD202", True)]
    (project / "pkg" / "sdk.py").write_text("from databricks.sdk import WorkspaceClient\n")
    assert rules(project / "pkg" / "shape.py") == [("RD408", False)]


LOOKUP = "import mlflow\n\n\ndef loss(run):\n    return [m for m in run.data.metrics if m.key == 'loss'][0].value\n"
CATCHES = "from tables import loss\n\ntry:\n    print(loss(run))\nexcept IndexError:\n    print('none')\n"


@pytest.mark.parametrize("asked", ["", "tables.py"], ids=["project", "file"])
def test_a_handler_around_a_caller_in_another_file_keeps_the_scan(project: Path, asked: str) -> None:
    (project / "tables.py").write_text(LOOKUP)
    (project / "report.py").write_text(CATCHES)
    result = migrate_paths([project / asked])
    (changed,) = [one for one in result.files if one.after is not None]
    assert b"[value for key, value in run.data.metrics.items() if key == 'loss'][0]" in changed.after


def test_standard_input_does_not_know_who_catches(project: Path) -> None:
    path = str(project / "tables.py")
    result = migrate_standard_input(LOOKUP.encode(), "tables.py", path, Options())
    assert result.after is not None
    assert b"run.data.metrics['loss']" not in result.after


def test_a_fix_of_two_files_is_made_whole_or_not_at_all(project: Path) -> None:
    (project / "show.py").write_text("def show(metric):\n    return metric.key, metric.value\n")
    caller = "import mlflow\nfrom show import show\nprint([show(m) for m in mlflow.active_run().data.metrics])\n"
    (project / "main.py").write_text(caller)
    assert [(path.after is not None) for path in migrate_paths([project / "main.py"]).files] == [False]
    assert sum(one.after is not None for one in migrate_paths([project]).files) == 2
