"""What other files of a project say about one: its use of MLflow, look-alikes nearby, callers elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundata_migrate.api import migrate_paths
from rundata_migrate.config import Options
from rundata_migrate.engine.rounds import Rounds
from rundata_migrate.project.run import migrate_standard_input

HELPERS = """\
import mlflow


def to_dict(items):
    return {i.key: i.value for i in items}


run = mlflow.active_run()
print(to_dict(run.data.params))
"""
SHAPE = "def names(run):\n    print(run.info)\n    return [m.key for m in run.data.metrics]\n"


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


def test_a_variable_that_other_files_read_is_named(project: Path) -> None:
    code = "import mlflow\nbest = mlflow.active_run().data.metrics[0]\nprint(best.value)\n"
    (project / "pkg" / "script.py").write_text(code)
    assert rules(project) == [("RD304", True)]
    (project / "pkg" / "script.py").write_text(code)
    (project / "pkg" / "other.py").write_text("from pkg.script import best\nprint(best.value)\n")
    assert rules(project) == [("RD307", False)]
    (project / "pkg" / "script.py").write_text(code)
    (project / "pkg" / "other.py").write_text("from pkg.script import best\nprint(best.timestamp)\n")
    assert rules(project) == [("RD307", False)]
    (project / "pkg" / "other.py").write_text("from pkg import script\nprint(getattr(script, input()))\n")
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
    assert rules(project / "pkg" / "shape.py") == [("RD202", False)]  # doubtful
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


NOTHING = "import mlflow\nfrom pkg.table import table\n\nprint(table(mlflow.active_run().data.params))\n"


def test_a_handler_in_another_file_catches_what_comes_of_none(project: Path) -> None:
    (project / "pkg" / "table.py").write_text("def table(items):\n    return [(i.key, i.value) for i in items]\n")
    (project / "other.py").write_text(
        "from pkg.table import table\n\ntry:\n    table(None)\nexcept TypeError:\n    pass\n"
    )
    (project / "main.py").write_text(NOTHING)
    assert rules(project) == [("RD408", False)]
    (project / "other.py").write_text(
        "from pkg.table import table\n\ntry:\n    table(None)\nexcept KeyError:\n    pass\n"
    )
    assert rules(project) == [("RD202", True)]


KEPT_FOR_OTHERS = {
    "a lambda": "loss_of = lambda run: {}\n",
    "another name": "def loss(run):\n    return {}\n\n\nloss_of = loss\n",
    "a partial": "from functools import partial\n\n\ndef loss(run):\n    return {}\n\n\nloss_of = partial(loss)\n",
    "a result": "def make():\n    def loss(run):\n        return {}\n    return loss\n\n\nloss_of = make()\n",
}


@pytest.mark.parametrize("way", KEPT_FOR_OTHERS)
def test_a_function_under_another_name_is_called_under_handlers_elsewhere(project: Path, way: str) -> None:
    lookup = "[m for m in run.data.metrics if m.key == 'loss'][0].value"
    (project / "tables.py").write_text("import mlflow\n" + KEPT_FOR_OTHERS[way].format(lookup))
    (project / "report.py").write_text(
        CATCHES.replace("import loss", "import loss_of").replace("loss(run)", "loss_of(run)")
    )
    (changed,) = [one for one in migrate_paths([project]).files if one.after is not None]
    assert b"[value for key, value in run.data.metrics.items() if key == 'loss'][0]" in changed.after
    (project / "report.py").write_text("from tables import loss_of\n\nprint(loss_of(run))\n")
    (changed,) = [one for one in migrate_paths([project]).files if one.after is not None]
    assert b"run.data.metrics['loss']" in changed.after


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


FAKE = "class Fake:\n    class data:\n        metrics = [Row('acc', 1.0)]\n\n"


@pytest.mark.parametrize(
    "store",
    [
        "import pkg.state\n" + FAKE + "pkg.state.run = Fake()\n",
        "from pkg import state\n" + FAKE + "def test_it(monkeypatch):\n    monkeypatch.setattr(state, 'run', Fake())\n",
        "from pkg import state\n" + FAKE + "def test_it(mocker):\n    mocker.patch.object(state, 'run', Fake())\n",
        "from pkg import state\n" + FAKE + "setattr(state, 'run', Fake())\n",
    ],
    ids=["assigned", "monkeypatch", "patch.object", "setattr"],
)
def test_a_run_that_another_file_replaces_may_be_something_else(project: Path, store: str) -> None:
    code = "import mlflow\nrun = mlflow.active_run()\n\ndef show():\n    return [m.value for m in run.data.metrics]\n"
    (project / "pkg" / "state.py").write_text(code)
    (project / "pkg" / "fake.py").write_text(store)
    assert rules(project) == [("RD408", False)]
    (project / "pkg" / "fake.py").write_text(store.replace("'run'", "'other'").replace(".run =", ".other ="))
    assert rules(project) == [("RD202", True)]


@pytest.mark.parametrize(
    ("offer", "line"),
    [
        ("__init__.py", "from .show import show\n"),
        ("__init__.py", "from pkg.show import *\n__all__ = ['show']\n"),
        ("show.py", "__all__ = ['show']\n"),
        ("__init__.py", "from .show import show as print_metric\n"),
    ],
)
def test_a_function_that_is_offered_to_other_projects_changes_only_when_asked(
    project: Path, offer: str, line: str
) -> None:
    (project / "pkg" / "__init__.py").write_text("")
    (project / "pkg" / "show.py").write_text("def show(metric):\n    print(metric.key, metric.value)\n")
    caller = "import mlflow\nfrom pkg.show import show\n\nfor m in mlflow.active_run().data.metrics:\n    show(m)\n"
    (project / "caller.py").write_text(caller)
    assert {fixed for _, fixed in rules(project)} == {True}
    (project / "pkg" / "show.py").write_text("def show(metric):\n    print(metric.key, metric.value)\n")
    (project / "caller.py").write_text(caller)
    with (project / "pkg" / offer).open("a") as file:
        file.write(line)
    (finding,) = migrate_paths([project]).findings
    assert (finding.rule, finding.fixed, finding.safety.name) == ("RD306", False, "UNSAFE")
    assert "offered to other projects" in finding.message
    (project / "setup.py").rename(project / "script.py")  # nobody installs it: all callers are here
    (project / "pyproject.toml").write_text("[tool.ruff]\n")
    assert {fixed for _, fixed in rules(project)} == {True}
    (project / "pyproject.toml").write_text("[project]\nname = 'pkg'\n")
    assert {fixed for _, fixed in rules(project)} == {False}
    assert {finding.fixed for finding in migrate_paths([project], unsafe_fixes=True).findings} == {True}


def test_an_internal_error_over_several_files_is_told_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are looked at alone then, and somebody has to know why callers count as unseen."""
    (project / "pkg" / "helpers.py").write_text(HELPERS)
    (project / "pkg" / "other.py").write_text("import mlflow\nfrom pkg.helpers import to_dict\n" + SHAPE)
    migrate = Rounds.migrate

    def fails_on_several(program: Rounds, more: object) -> object:
        if len(program.sources) > 1:
            raise KeyError("two at once")
        return migrate(program, more)  # type: ignore[arg-type]

    monkeypatch.setattr(Rounds, "migrate", fails_on_several)
    told = [finding.message for finding in migrate_paths([project]).findings if finding.rule == "RD907"]
    assert told == ["internal error, 2 files were looked at alone: KeyError: 'two at once'"]


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


def test_an_import_that_goes_is_the_one_of_its_own_file(project: Path) -> None:
    """Lines are counted in each file: the first file of a project keeps all of its own."""
    (project / "pkg" / "__init__.py").write_text("")
    first, later = project / "pkg" / "a.py", project / "pkg" / "b.py"
    start = "from pkg import b\n\nprint(b.best())\n"
    first.write_text(start)
    ends = "import mlflow\nfrom operator import attrgetter\n\n\ndef best():\n    run = mlflow.active_run()\n"
    later.write_text(ends + "    return max(run.data.metrics, key=attrgetter('value')).value\n")
    found = migrate_paths([project], write=True).findings
    assert [(one.rule, one.path.endswith("b.py"), one.fixed) for one in found if one.rule == "RD502"] == [
        ("RD502", True, True)
    ]
    assert first.read_text() == start
    assert later.read_text() == ends.replace("from operator import attrgetter\n", "") + (
        "    return max(run.data.metrics.values())\n"
    )


def test_an_import_that_is_the_last_line_of_its_file_goes_whole(project: Path) -> None:
    file = project / "pkg" / "a.py"
    file.write_text(
        "import mlflow\nrun = mlflow.active_run()\n"
        "def best():\n    return max(run.data.metrics, key=attrgetter('value')).value\n"
        "from operator import attrgetter"
    )
    migrate_paths([project], write=True)
    assert file.read_text() == (
        "import mlflow\nrun = mlflow.active_run()\ndef best():\n    return max(run.data.metrics.values())\n"
    )


STATES = {
    "variable": ("import state\n", "current = None\n", "state.current", "state.current"),
    "class": ("import state\n", "class App:\n    run = None\n", "state.App.run", "state.App.run"),
    "item": ("import state\n", "STATE = {}\n", "state.STATE['run']", "state.STATE['run']"),
    "item of a name": ("from state import STATE\n", "STATE = {}\n", "STATE['run']", "STATE.get('run')"),
}


@pytest.mark.parametrize("name", STATES)
def test_a_run_that_another_file_keeps_in_a_module_is_known_where_it_is_read(project: Path, name: str) -> None:
    start, module, target, source = STATES[name]
    (project / "state.py").write_text(module)
    (project / "main.py").write_text(
        f"import mlflow\n{start}import views\n{target} = mlflow.get_run('r')\nviews.show()\n"
    )
    (project / "views.py").write_text(f"{start}\n\ndef show():\n    print([m.key for m in {source}.data.metrics])\n")
    assert rules(project) == [("RD202", True)]


def test_a_run_that_is_handed_through_files_without_a_word_of_data_is_known(project: Path) -> None:
    (project / "pkg" / "__init__.py").write_text("")
    (project / "pkg" / "helpers.py").write_text(
        "def acc(r):\n    return [m.value for m in r.data.metrics if m.key == 'a'][0]\n"
    )
    (project / "pkg" / "report.py").write_text(
        "from . import helpers\n\n\ndef line(one):\n    return str(helpers.acc(one))\n\n\n"
        "def lines(each):\n    return line(each)\n"
    )
    (project / "main.py").write_text(
        "import mlflow\nfrom pkg import report\n\nprint(report.lines(mlflow.get_run('r')))\n"
    )
    (finding,) = migrate_paths([project]).findings
    assert (finding.rule, finding.fixed, finding.confidence.value) == ("RD101", True, "proven")


def test_what_is_read_two_files_away_from_the_run_is_found(project: Path) -> None:
    """One file has the run, the next walks its container, the last reads the entities."""
    (project / "pkg" / "__init__.py").write_text("")
    (project / "pkg" / "fmt.py").write_text("def line(entity):\n    return entity.key\n")
    (project / "pkg" / "deep.py").write_text(
        "from .fmt import line\n\n\ndef table(data):\n    return [line(m) for m in data.metrics]\n"
    )
    (project / "main.py").write_text(
        "import mlflow\nfrom pkg.deep import table\n\nprint(table(mlflow.get_run('r').data))\n"
    )
    assert rules(project) == [("RD306", True), ("RD306", True)]


@pytest.mark.parametrize("read", ["m.key", "dict(m)['key']"], ids=["attribute", "dict"])
def test_what_a_method_of_a_file_without_mlflow_makes_of_a_container_is_named(project: Path, read: str) -> None:
    kept = "    def kept(self, ms):\n        if not ms:\n            return []\n        return [m for m in ms]\n"
    hands_on = "    def show(self, *args, **kwargs):\n        return self.kept(*args, **kwargs)\n"
    (project / "pkg" / "kinds.py").write_text(f"class Kind:\n{kept}{hands_on}")
    main = "import mlflow\nfrom pkg.kinds import Kind\n\nfor m in Kind().show(mlflow.active_run().data.metrics):\n"
    (project / "main.py").write_text(f"{main}    print({read}, m.value)\n")
    assert rules(project) == [("RD410", False)]
