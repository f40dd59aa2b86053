"""Old code that is handed on several times before anything is read: it is named where it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundata_migrate.api import migrate_paths

HEAD = "from mlflow.tracking import MlflowClient\nrun = MlflowClient().get_run('a')\n"
READER = "def f1(m):\n    return m.value\n"
HOP = "from a import f1\ndef f3(m):\n    return f1(m)\n"
FORWARD = "class V:\n    def show(self, *a, **k):\n        return self.inner(*a, **k)\n"

BOARD = """\
class Board:
    def __init__(self):
        self.found, self.others = [], []

    def add(self, m):
        self.found.append(m)

"""
FILL = "from a import Board\nb = Board()\nfor m in run.data.metrics:\n    b.add(m)\n"

THROUGH = "from a import through\n"
GIVES = HEAD + "def metrics():\n    return run.data.metrics\n"
IN_TURN = "from a import metrics, params\nfor f in (metrics, params):\n    for e in f():\n        print(e.key)\n"

NAMED = {
    "two hops, then map": (
        {"a.py": READER, "b.py": HOP, "main.py": "from b import f3\nlist(map(f3, run.data.params))\n"},
        "RD402",
    ),
    "two hops, then sorted": (
        {"a.py": READER, "b.py": HOP, "main.py": "from b import f3\nsorted(run.data.metrics, key=f3)\n"},
        "RD402",
    ),
    "a hop in the file itself": (
        {"a.py": READER, "main.py": HOP + "print(max(run.data.metrics, key=f3))\n"},
        "RD402",
    ),
    "a lambda in another file": (
        {
            "a.py": READER + "f3 = lambda x: f1(x)\n",
            "main.py": "from a import f3\nfor m in run.data.tags:\n    f3(m)\n",
        },
        "RD402",
    ),
    "a lambda that hands on": (
        {"a.py": READER, "b.py": "from a import f1\nf3 = lambda x: f1(x)\n"}
        | {"main.py": "from b import f3\nfor m in run.data.tags:\n    f3(m)\n"},
        "RD402",
    ),
    "all arguments handed on, a container": (
        {"a.py": FORWARD + "    def inner(self, ms):\n        return [m.key for m in ms]\n"}
        | {"main.py": "from a import V\nV().show(run.data.metrics)\n"},
        "RD410",
    ),
    "all arguments handed on, an entity": (
        {"a.py": FORWARD + "    def inner(self, m):\n        return m.key\n"}
        | {"main.py": "from a import V\nprint([V().show(m) for m in run.data.metrics])\n"},
        "RD402",
    ),
    "a method of a common name": (
        {"a.py": "class Board:\n    def load(self, ms):\n        return [m.key for m in ms]\n"}
        | {"main.py": "from a import Board\nb = Board()\nb.load(run.data.metrics)\n"},
        "RD410",
    ),
    "a method of a common name keeps it": (
        {"a.py": BOARD + "for k in Board().others:\n    print(k)\n"}
        | {"main.py": FILL + "print([m.key for m in b.found])\n"},
        "RD402",
    ),
    "a method of a common name keeps it for another": (
        {"a.py": BOARD + "    def show(self):\n        return [m.key for m in self.found]\n", "main.py": FILL},
        "RD402",
    ),
    "a function that another makes": (
        {"a.py": "def make_find():\n    def find(ms):\n        return [m.key for m in ms]\n    return find\n"}
        | {"main.py": "from a import make_find\nfind = make_find()\nfind(run.data.metrics)\n"},
        "RD410",
    ),
    "several containers to a pool": (
        {"a.py": "def names(ms):\n    return [m.key for m in ms]\n"}
        | {"main.py": "from a import names\nwith pool() as ex:\n    ex.map(names, [r.data.tags for r in [run]])\n"},
        "RD410",
    ),
    "one of two containers, with other callers": (
        {"a.py": "def through(items):\n    for i in items:\n        print(i.key)\n", "b.py": THROUGH + "through([1])\n"}
        | {"main.py": THROUGH + "for items in (run.data.metrics, run.data.tags):\n    through(items)\n"},
        "RD410",
    ),
    "functions in turn, one of which gives something else": (
        {"a.py": GIVES + "def params():\n    return [1]\n", "main.py": IN_TURN},
        "RD408",
    ),
    "past the property, in another file": (
        {"a.py": "def show(ms):\n    return [m.key for m in ms]\n"}
        | {"main.py": "from a import show\nshow(vars(run.data)['_metrics'])\n"},
        "RD408",
    ),
}
QUIET = {
    "something else is read": {
        "a.py": "def f1(m, table):\n    return table[m].value\n",
        "b.py": "from a import f1\ndef f3(k):\n    return f1(k, {})\n",
        "main.py": "from b import f3\nlist(map(f3, run.data.params))\n",
    },
    "another argument is read": {
        "a.py": FORWARD + "    def inner(self, k, m):\n        return k, m.value\n",
        "main.py": "from a import V\nfor k in run.data.tags:\n    V().show(k, run)\n",
    },
    "several containers to a pool that reads keys": {
        "a.py": "def names(ms):\n    return sorted(ms)\n",
        "main.py": "from a import names\nwith pool() as ex:\n    ex.map(names, [r.data.tags for r in [run]])\n",
    },
    "keys are kept": {"a.py": BOARD, "main.py": FILL + "print([k.upper() for k in b.found])\n"},
    "another class keeps something else": {
        "a.py": BOARD + "class Other:\n    found = ()\n    def f(self):\n        return [m.key for m in self.found]\n",
        "main.py": FILL,
    },
    "a lambda reads another": {
        "a.py": READER + "f3 = lambda x, y: (x, f1(y))\n",
        "main.py": "from a import f3\nfor k in run.data.tags:\n    f3(k, run)\n",
    },
}


def rules(folder: Path, files: dict[str, str]) -> list[tuple[str, bool]]:
    (folder / "pyproject.toml").write_text("[tool.ruff]\n")
    for name, text in files.items():
        (folder / name).write_text(HEAD + text if name == "main.py" else text)
    return [(finding.rule, finding.fixed) for finding in migrate_paths([folder]).findings]


@pytest.mark.parametrize("way", NAMED)
def test_it_is_named(tmp_path: Path, way: str) -> None:
    files, rule = NAMED[way]
    assert rules(tmp_path, files) == [(rule, False)]


@pytest.mark.parametrize("way", QUIET)
def test_nothing_is_said(tmp_path: Path, way: str) -> None:
    assert rules(tmp_path, QUIET[way]) == []


def test_functions_that_are_called_in_turn_give_containers(tmp_path: Path) -> None:
    files = {"a.py": GIVES + "def params():\n    return run.data.params\n", "main.py": IN_TURN}
    assert rules(tmp_path, files) == [("RD301", True)]
