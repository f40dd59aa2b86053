"""Run data that a file without MLflow takes apart, handed to it by another: rewritten there, or named, never silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundata_migrate import migrate_paths
from rundata_migrate.project import work

HEAD = "from mlflow.tracking import MlflowClient\nr = MlflowClient().get_run('r')\nfrom pkg.show import show\n"

REWRITTEN = {
    "getter": (
        {},
        "show(r)\n",
        "from operator import attrgetter\nget = attrgetter('data.metrics')\ndef show(run):\n    for m in get(run):\n"
        "        print(m.key)\n",
        "    for key in get(run):\n        print(key)\n",
    ),
    "sections of run data": (
        {},
        "show(r)\n",
        "def show(run):\n    for section, items in run.data:\n        print(section, [i.key for i in items])\n",
        "print(section, list(items))",
    ),
    "sections of run data that was handed": (
        {},
        "show(r.data)\n",
        "def show(data):\n    for section, items in data:\n        print(section, {i.key: i.value for i in items})\n",
        "print(section, dict(items))",
    ),
    "dict of run data": (
        {},
        "show(r)\n",
        "def show(run):\n    for name, items in dict(run.data).items():\n        print(name, [i.key for i in items])\n",
        "print(name, list(items))",
    ),
    "attributes by their names": (
        {},
        "show(r)\n",
        "def show(run):\n    data = getattr(run, 'data')\n    print([m.key for m in getattr(data, 'metrics')])\n",
        "print(list(getattr(data, 'metrics')))",
    ),
    "set of runs": (
        {},
        "show({r})\n",
        "def show(runs):\n    for one in sorted(runs, key=str):\n        print([m.key for m in one.data.metrics])\n",
        "print(list(one.data.metrics))",
    ),
    "set of another module": (
        {"keep.py": "seen = set()\n"},
        "from pkg.keep import seen\nseen.add(r)\nshow()\n",
        "from pkg.keep import seen\ndef show():\n    for one in seen:\n        print([m.key for m in one.data.metrics])\n",
        "print(list(one.data.metrics))",
    ),
    "set of another module by functions": (
        {"keep.py": "_seen = set()\ndef add(r):\n    _seen.add(r)\ndef every():\n    return list(_seen)\n"},
        "from pkg import keep\nkeep.add(r)\nshow()\n",
        "from pkg import keep\ndef show():\n    for one in keep.every():\n        print([m.key for m in one.data.metrics])\n",
        "print(list(one.data.metrics))",
    ),
    "set in a function": (
        {},
        "show(r)\n",
        "def show(run):\n    seen = set()\n    seen.add(run)\n    print([m.key for one in seen for m in one.data.metrics])\n",
        "print([key for one in seen for key in one.data.metrics])",
    ),
    "variable that a function of its module binds": (
        {"keep.py": "run = None\ndef keep(r):\n    global run\n    run = r\n"},
        "from pkg.keep import keep\nkeep(r)\nshow()\n",
        "from pkg import keep\ndef show():\n    print({p.key: p.value for p in keep.run.data.params})\n",
        "print(dict(keep.run.data.params))",
    ),
}

NAMED = {
    "two by a getter": (
        {},
        "show(r)\n",
        "from operator import attrgetter\ndef show(run):\n    a, b = attrgetter('data.metrics', 'data.tags')(run)\n"
        "    print([m.key for m in a])  # read\n",
    ),
    "getter over runs": (
        {},
        "show([r])\n",
        "from operator import attrgetter\ndef show(runs):\n    for ms in map(attrgetter('data.metrics'), runs):\n"
        "        print([m.key for m in ms])  # read\n",
    ),
    "pattern": (
        {},
        "show(r)\n",
        "def show(run):\n    match run:\n        case object(data=d):\n            print([m.key for m in d.metrics])  # read\n",
    ),
    "past the property": (
        {},
        "show(r)\n",
        "def show(run):\n    held = vars(run.data)\n    print([m.key for m in held['_metrics']])  # read\n",
    ),
    "computed attribute of a keeper": (
        {"keep.py": "class Keeper:\n    def __init__(self, run):\n        self.best = run.data\n"},
        "from pkg.keep import Keeper\nshow(Keeper(r), 'best')\n",
        "def show(keeper, name):\n    print([m.key for m in getattr(keeper, name).metrics])  # read\n",
    ),
    "picked": (
        {},
        "show(r.data.params)\n",
        "from operator import itemgetter\ndef show(params):\n    print(itemgetter(0)(params).key)  # read\n",
    ),
    "partial function": (
        {"each.py": "def each(run, f):\n    for m in run.data.metrics:\n        f(m)\n"},
        "show(r)\n",
        "from functools import partial\nfrom pkg.each import each\ndef line(prefix, m):\n    print(prefix, m.key)  # read\n"
        "def show(run):\n    each(run, partial(line, '>'))\n",
    ),
    "run of a constructor": (
        {},
        "show(r).report()\n",
        "from functools import partial\nclass show:\n    def __init__(self, run):\n        self.run = run\n    def report(self):\n"
        "        def labelled(sep, m):\n            return m.key + sep  # read\n"
        "        print(list(map(partial(labelled, ':'), self.run.data.tags)))\n",
    ),
}

NEW_STYLE = {
    "sections without entities": "def show(run):\n    for section, items in run.data:\n        print(section, items.keys())\n",
    "data of something else": (
        "class Row:\n    def __init__(self):\n        self.data = {'a': self}\n        self.value = 1\n"
        "def show(run):\n    for name, row in Row().data.items():\n        print(name, row.value)\n"
    ),
    "getter of keys": "from operator import attrgetter\ndef show(run):\n    print(sorted(attrgetter('data.metrics')(run)), run.info.key)\n",
}


def _project(folder: Path, others: dict[str, str], main: str, show: str) -> Path:
    (folder / "pkg").mkdir()
    (folder / "setup.py").touch()
    for name, text in {"__init__.py": "", **others, "show.py": show}.items():
        (folder / "pkg" / name).write_text(text)
    (folder / "main.py").write_text(HEAD + main)
    return folder / "pkg" / "show.py"


@pytest.mark.parametrize("name", REWRITTEN)
def test_what_is_handed_from_elsewhere_is_rewritten(name: str, tmp_path: Path) -> None:
    others, main, show, after = REWRITTEN[name]
    path = _project(tmp_path, others, main, show)
    result = migrate_paths([tmp_path], write=True)
    assert after in path.read_text()
    assert all(one.fixed for one in result.findings)


@pytest.mark.parametrize("name", NAMED)
def test_what_cannot_be_followed_there_is_named(name: str, tmp_path: Path) -> None:
    others, main, show = NAMED[name]
    path = _project(tmp_path, others, main, show)
    result = migrate_paths([tmp_path], write=True)
    assert path.read_text() == show
    marked = {number for number, line in enumerate(show.splitlines(), 1) if line.endswith("# read")}
    assert {one.place.line for one in result.findings if one.path == str(path)} == marked


@pytest.mark.parametrize("name", NEW_STYLE)
def test_new_style_there_is_left_alone(name: str, tmp_path: Path) -> None:
    _project(tmp_path, {}, "show(r)\n", NEW_STYLE[name])
    assert not migrate_paths([tmp_path], write=True).findings


@pytest.mark.parametrize(
    "call", ["list(map(lambda m: show(p=m), r.data.tags))", "r.data.tags.sort(key=lambda m: show(p=m))"]
)
def test_what_a_lambda_is_given_is_read_elsewhere(call: str, tmp_path: Path) -> None:
    _project(tmp_path, {}, f"{call}\n", "def show(p, *rest):\n    return p.key\n")
    result = migrate_paths([tmp_path])
    assert result.findings


def test_what_nobody_hands_run_data_to_is_not_read_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many an API's client iterates some ``.data`` and reads keys; a word of MLflow in a comment is no run."""
    (tmp_path / "setup.py").write_text("# as mlflow does\n")
    (tmp_path / "client.py").write_text(
        "def show(answer):\n    for key, value in answer.data:\n        print(value.key)\n"
    )
    (tmp_path / "user.py").write_text("from client import show\nshow(fetch())\n")
    monkeypatch.setattr(work, "migrate_program", lambda *_: pytest.fail("a program was analysed"))
    assert migrate_paths([tmp_path]).findings == ()
