"""Files that alone were asked for, and read entities that others of their project hand them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundata_migrate import cli
from rundata_migrate.api import migrate_paths
from rundata_migrate.project import run as project_run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "setup.cfg").write_text("")
    (tmp_path / "pkg").mkdir()
    return tmp_path


def rules(path: Path) -> list[tuple[str, bool]]:
    return [(finding.rule, finding.fixed) for finding in migrate_paths([path]).findings]


FETCH = "import mlflow\n\n\ndef best(run_id):\n    run = mlflow.get_run(run_id)\n    return {}\n"
ENTITY = "max(run.data.metrics, key=lambda m: m.value)"
READ = "from pkg.fetch import best\n\nprint(best('r').value)\n"

REPORT = """\
import mlflow


class Report:
    def __init__(self):
        self.top = mlflow.active_run().data.metrics[0]

    def best(self):
        return self.top
"""
EVERY = """\
import mlflow


def every(ids):
    found = []
    for one in ids:
        found.append(mlflow.get_run(one).data.metrics[0])
    return found
"""
HANDS = "import mlflow\nfrom caller import show\n\nfor m in mlflow.active_run().data.metrics:\n    show(m)\n"

GIVERS = {
    "directly": {},
    "by a package": {
        "pkg/__init__.py": "from .fetch import *\n",
        "caller.py": "import pkg\n\nprint(pkg.best('r').value)\n",
    },
    "by a module between": {
        "pkg/top.py": "from pkg.fetch import best\n\n\ndef top():\n    return best('r')\n",
        "caller.py": "from pkg.top import top\n\nprint(top().value)\n",
    },
    "by an object": {
        "pkg/fetch.py": REPORT,
        "caller.py": "from pkg.fetch import Report\n\nprint(Report().top.value)\n",
    },
    "by a base class": {
        "pkg/fetch.py": REPORT,
        "caller.py": "from pkg import fetch\nclass Own(fetch.Report):\n def f(self):\n  print(self.best().value)\n",
    },
    "in a list": {
        "pkg/fetch.py": EVERY,
        "caller.py": "from pkg.fetch import every\n\nfor m in every(ids):\n    print(m.value)\n",
    },
    "with a timestamp": {"caller.py": READ.replace("value", "timestamp")},
    "read by a name": {
        "pkg/fetch.py": FETCH.format("list(run.data.metrics)"),
        "caller.py": "from operator import attrgetter\nfrom pkg.fetch import *\nmax(best(), key=attrgetter('value'))\n",
    },
    "in a file with other sites": {"caller.py": READ + "import mlflow\nprint(len(mlflow.active_run().data.tags))\n"},
    "to a function": {"pkg/fetch.py": HANDS, "caller.py": "def show(metric):\n    print(metric.key, metric.value)\n"},
}


@pytest.mark.parametrize("way", GIVERS)
def test_an_entity_of_a_file_that_was_not_asked_for_is_named_where_it_is_read(project: Path, way: str) -> None:
    texts = {"pkg/__init__.py": "", "pkg/fetch.py": FETCH.format(ENTITY), "caller.py": READ, **GIVERS[way]}
    for name, text in texts.items():
        (project / name).write_text(text)
    (finding,) = migrate_paths([project / "caller.py"]).findings
    assert finding.rule in ("RD306", "RD307", "RD402")
    assert not finding.fixed
    assert "which was not asked for" in f"{finding.message} {finding.details}"
    assert {name: (project / name).read_text() for name in texts} == texts
    line = texts["caller.py"].splitlines()[finding.place.line - 1]
    assert any(word in line for word in ("value", "timestamp", "every(", "show("))


@pytest.mark.parametrize(
    "fetch",
    [
        FETCH.format("max(run.data.metrics.values())"),
        FETCH.format("client.get_metric_history(run_id, run.data.params['key'])[0]"),
        FETCH.format("run.data.params.get('best')") + "\n\nfor m in run.data.metrics:\n    print(m.value)\n",
        FETCH.format(ENTITY).replace("def best", "def worst") + "\n\ndef best(run_id):\n    return Row(run_id)\n",
        FETCH.format("{}") + "\nprint([m.value for m in mlflow.active_run().data.metrics])\n",
    ],
    ids=["migrated", "history", "other value", "other function", "own sites"],
)
def test_nothing_is_said_of_a_file_that_reads_no_entity(project: Path, fetch: str) -> None:
    (project / "pkg" / "fetch.py").write_text(fetch)
    (project / "caller.py").write_text(READ)
    assert rules(project / "caller.py") == []
    assert (project / "pkg" / "fetch.py").read_text() == fetch


def test_a_container_of_a_file_that_was_not_asked_for_is_read_as_a_dict(project: Path) -> None:
    (project / "pkg" / "fetch.py").write_text(FETCH.format("run.data.metrics"))
    (project / "caller.py").write_text("from pkg.fetch import best\n\nprint([m.value for m in best('r')])\n")
    (changed,) = [one for one in migrate_paths([project / "caller.py"]).files if one.after is not None]
    assert changed.path == str(project / "caller.py")
    assert changed.after is not None
    assert b"print(list(best('r').values()))" in changed.after


def test_a_reading_of_an_entity_from_elsewhere_may_be_suppressed(project: Path) -> None:
    (project / "pkg" / "fetch.py").write_text(FETCH.format(ENTITY))
    (project / "caller.py").write_text(READ.rstrip() + "  # rundata: ignore[RD306]\n")
    assert rules(project / "caller.py") == []


def test_the_command_names_it_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pkg" / "fetch.py").write_text(FETCH.format(ENTITY))
    (project / "caller.py").write_text(READ)
    assert cli.main([str(project / "caller.py")]) == 1
    assert "caller.py:3:" in capsys.readouterr().out


@pytest.mark.parametrize("caller", ["import pkg.fetch\n", "import enum\nimport pkg.fetch\nprint(enum.auto().value)\n"])
def test_nothing_is_read_with_a_file_in_which_nothing_imported_is_read_like_an_entity(
    project: Path, caller: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pkg" / "fetch.py").write_text(FETCH.format(ENTITY))
    (project / "caller.py").write_text(caller)
    monkeypatch.setattr(project_run, "migrate_group", None)
    assert rules(project / "caller.py") == []


@pytest.mark.parametrize("hands", [HANDS.replace("show(m)", "print(m.key, m.value)"), HANDS.replace("caller", "other")])
def test_nothing_is_read_with_a_function_that_is_handed_no_entity(
    project: Path, hands: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pkg" / "fetch.py").write_text(hands)
    (project / "caller.py").write_text("def show(metric):\n    print(metric.key, metric.value)\n")
    monkeypatch.setattr(project_run, "migrate_group", None)
    assert rules(project / "caller.py") == []


def test_a_function_that_is_handed_a_list_too_keeps_its_body(project: Path) -> None:
    table = "def show(rows):\n    return {one.key: one.value for one in rows}\n"
    (project / "caller.py").write_text(table)
    (project / "pkg" / "fetch.py").write_text(
        HANDS.replace("show(m)", "pass") + "show(mlflow.active_run().data.tags)\n"
    )
    assert rules(project / "caller.py") == [("RD201", True)]
    (project / "pkg" / "other.py").write_text("from caller import show\n\nshow(client.get_metric_history('r', 'k'))\n")
    assert not any(fixed for _, fixed in rules(project / "caller.py"))
