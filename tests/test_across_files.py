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


@pytest.mark.parametrize(
    "files",
    [
        {"pkg/__init__.py": "from pkg.helpers import to_dict as td\n", "other.py": "import pkg\npkg.td(rows)\n"},
        {"pkg/__init__.py": "from .helpers import to_dict as td\n", "other.py": "from pkg import td\ntd(rows)\n"},
        {"tools/run.py": "import sys\nsys.path.append('code/ml')\nfrom deep.helpers import to_dict\nto_dict(rows)\n"},
        {"other.py": b"# \xff\xfe\nfrom pkg.helpers import to_dict\nto_dict(rows)\n"},
        {"other.py": "from pkg.helpers import to_dict\nto_dict(rows)\nprint 'two'\n"},
    ],
    ids=["another name", "another name imported", "any folder on the path", "undecodable", "Python 2"],
)
def test_callers_that_are_hard_to_see(project: Path, files: dict[str, str | bytes]) -> None:
    helpers = project / ("code/ml/deep/helpers.py" if "tools/run.py" in files else "pkg/helpers.py")
    helpers.parent.mkdir(parents=True, exist_ok=True)
    helpers.write_text(HELPERS)
    for name, text in files.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_bytes(text.encode() if isinstance(text, str) else text)
    assert ("RD410", False) in rules(project)
    assert ("RD201", True) not in rules(project)


@pytest.mark.parametrize("asked", ["pkg/helpers.py", "pkg"])
def test_callers_are_looked_for_where_nothing_marks_a_project(tmp_path: Path, asked: str) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("")
    (tmp_path / "pkg" / "helpers.py").write_text(HELPERS)
    (tmp_path / "other.py").write_text("from pkg.helpers import to_dict\nto_dict(rows)\n")
    assert rules(tmp_path / asked) == [("RD410", False)]


def test_two_projects_in_one_command_are_two(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "pkg").mkdir(parents=True)
        (tmp_path / name / "setup.py").write_text("")
        (tmp_path / name / "pkg" / "__init__.py").write_text("")
        (tmp_path / name / "pkg" / "helpers.py").write_text(HELPERS)
    (tmp_path / "two" / "tests").mkdir()
    (tmp_path / "two" / "tests" / "other.py").write_text("from pkg.helpers import to_dict\nto_dict(rows)\n")
    found = migrate_paths([tmp_path / "one", tmp_path / "two"]).findings
    assert [(Path(one.path).parts[-3], one.rule) for one in found] == [("one", "RD201"), ("two", "RD410")]


def test_callers_beside_a_file_at_the_root_of_the_project_count(project: Path) -> None:
    (project / "helpers.py").write_text(HELPERS)
    (project / "other.py").write_text("from helpers import to_dict\nto_dict(rows)\n")
    assert rules(project / "helpers.py") == [("RD410", False)]


TABLE = """\
import mlflow


class Table:
    def __init__(self):
        self.params_ = mlflow.active_run().data.params

    def show(self):
        return {p.key: p.value for p in self.params_}
"""


@pytest.mark.parametrize(
    "other",
    [
        "def fill(table, rows):\n    table.params_ = rows\n",
        "def fill(table, rows):\n    table.x, table.params_ = 1, rows\n",
        "def fill(table, rows):\n    for table.params_ in rows:\n        table.show()\n",
        "from pkg.table import Table\nt = Table()\nt.params_ = rows\n",
    ],
)
@pytest.mark.parametrize("in_class", [False, True])
def test_an_attribute_that_another_file_may_bind_is_no_container(project: Path, other: str, in_class: bool) -> None:
    text = TABLE
    if in_class:
        text = TABLE.replace("    def __init__(self):\n        self.params_", "    params_")
    (project / "pkg" / "table.py").write_text(text)
    assert rules(project) == [("RD201", True)]
    (project / "pkg" / "other.py").write_text(other)
    assert rules(project) == [("RD408", False)]


def test_an_inherited_method_gives_a_container_through_super(project: Path) -> None:
    base = "import mlflow\nclass A:\n  def fetch(self, r):\n    return mlflow.get_run(r).data.params\n"
    (project / "pkg" / "a.py").write_text(base)
    (project / "pkg" / "b.py").write_text(
        "from pkg.a import A\nclass B(A):\n def fetch(self, r):\n  return {p.key: p.value for p in super().fetch(r)}\n"
    )
    assert rules(project) == [("RD201", True)]


def test_a_file_that_was_not_asked_for_is_named_from_the_working_directory(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pkg" / "lines.py").write_text("def line(metric):\n    return f'{metric.key} {metric.value}'\n")
    (project / "report.py").write_text(
        "import mlflow\nfrom pkg.lines import line\n\n"
        "for metric in mlflow.active_run().data.metrics:\n    print(line(metric))\n"
    )
    monkeypatch.chdir(project)
    (finding,) = migrate_paths(["report.py"]).findings
    assert finding.rule == "RD306"
    assert "the fix changes pkg/lines.py too, which was not asked for" in finding.message.replace("\\", "/")
    assert str(project) not in finding.message + " ".join(finding.why)
