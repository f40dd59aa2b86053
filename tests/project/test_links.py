"""Handlers in other files: a lookup keeps its exception where something between here and there may catch it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundata_migrate import cli
from rundata_migrate.api import migrate_paths
from rundata_migrate.project import gathering, imports, surroundings

LOOKUP = """\
import mlflow


def lookup(run_id, k):
    run = mlflow.get_run(run_id)
    return [m for m in run.data.metrics if m.key == k][0].value
"""
MIDDLE = "from pkg.a import lookup\n\n\ndef mid(r):\n    return lookup(r, 'loss')\n"
CATCHER = """\
import functools
from contextlib import contextmanager


def safe(f):
    @functools.wraps(f)
    def inner(*a):
        try:
            return f(*a)
        except IndexError:
            return None

    return inner


def retrying(f, *a):
    try:
        return f(*a)
    except IndexError:
        return None


@contextmanager
def quietly():
    try:
        yield
    except IndexError:
        pass


class Quiet:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return kind is IndexError


quiet = Quiet()
"""


def migrate(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """The new text of each file that is given."""
    (folder / "setup.py").write_text("from setuptools import setup\nsetup()\n")
    for name, text in {"pkg/__init__.py": "", "pkg/a.py": LOOKUP, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    found = migrate_paths([folder])
    new = {Path(one.path).relative_to(folder).as_posix(): one.after for one in found.files if one.after is not None}
    return {name: text.decode() for name, text in new.items()}


def inside(manager: str, imported: str) -> dict[str, str]:
    """The lookup in a ``with`` statement of its own function."""
    body = LOOKUP.replace("    return [", f"    with {manager}:\n        return [")
    return {"pkg/d.py": CATCHER, "pkg/a.py": f"{imported}\n{body}"}


def above(text: str) -> dict[str, str]:
    """A caller of a caller."""
    return {"pkg/d.py": CATCHER, "pkg/b.py": MIDDLE, "pkg/c.py": f"from pkg.b import mid\n{text}"}


CATCHING = {
    "handler": above("def top(r):\n    try:\n        return mid(r)\n    except IndexError:\n        return None\n"),
    "another name": {
        "pkg/c.py": "from pkg.a import lookup as look\ndef top(r):\n    try:\n        return look(r, 'x')\n"
        "    except IndexError:\n        return None\n"
    },
    "another name on the way": {
        "pkg/__init__.py": "from pkg.a import lookup as look\n",
        "c.py": "import pkg\ndef top(r):\n    try:\n        return pkg.look(r, 'x')\n"
        "    except IndexError:\n        return None\n",
    },
    "another function of the file": {
        "pkg/a.py": LOOKUP + "\n\ndef mid(r):\n    return lookup(r, 'x')\n",
        "pkg/c.py": "from pkg.a import mid\ndef top(r):\n    try:\n        return mid(r)\n"
        "    except IndexError:\n        return None\n",
    },
    "decorator": {
        "pkg/d.py": CATCHER,
        "pkg/b.py": MIDDLE.replace("def mid", "from pkg.d import safe\n\n\n@safe\ndef mid"),
    },
    "own decorator": {
        "pkg/d.py": CATCHER,
        "pkg/a.py": LOOKUP.replace("def lookup", "from pkg.d import safe\n\n\n@safe\ndef lookup"),
    },
    "decorator of others": {
        "pkg/a.py": LOOKUP.replace(
            "def lookup", "from tenacity import retry\n\n\n@retry(retry=on(IndexError))\ndef lookup"
        )
    },
    "handed on": above("from pkg.d import retrying\ndef top(r):\n    return retrying(mid, r)\n"),
    "handed on in a lambda": above("from pkg.d import retrying\ndef top(r):\n    return retrying(lambda: mid(r))\n"),
    "handed on in a partial": above(
        "import functools\nfrom pkg.d import retrying\ndef top(r):\n    return retrying(functools.partial(mid, r))\n"
    ),
    "manager": above("from pkg.d import quietly\ndef top(r):\n    with quietly():\n        return mid(r)\n"),
    "manager by module": above("from pkg import d\ndef top(r):\n    with d.quietly():\n        return mid(r)\n"),
    "instance": above("from pkg.d import quiet\ndef top(r):\n    with quiet:\n        return mid(r)\n"),
    "inherited manager": {
        **above("from pkg.e import Quieter\ndef top(r):\n    with Quieter():\n        return mid(r)\n"),
        "pkg/e.py": "from pkg.d import Quiet\n\n\nclass Quieter(Quiet):\n    pass\n",
    },
    "manager around the site": inside("Quiet()", "from pkg.d import Quiet"),
    "instance around the site": inside("quiet", "from pkg.d import quiet"),
    "raises": {
        "tests/test_a.py": "import pytest\nfrom pkg.a import lookup\n\n\ndef test():\n"
        "    with pytest.raises(IndexError):\n        lookup('a', 'b')\n"
    },
    "raises as a call": {
        "tests/test_a.py": "import pytest\nfrom pkg.a import lookup\npytest.raises(IndexError, lookup, 'a', 'b')\n"
    },
    "xfail": {
        "tests/test_a.py": "import pytest\nfrom pkg.a import lookup\n\n\n@pytest.mark.xfail(raises=IndexError)\n"
        "def test():\n    lookup('a', 'b')\n"
    },
    "fixture": {
        "tests/conftest.py": "import pytest\nfrom pkg.a import lookup\n@pytest.fixture\ndef f():\n    return lookup\n",
        "tests/test_a.py": "import pytest\ndef test(f):\n    with pytest.raises(IndexError):\n        f('a', 'b')\n",
    },
}


@pytest.mark.parametrize("files", CATCHING.values(), ids=CATCHING)
def test_a_lookup_keeps_its_exception_where_another_file_may_catch_it(tmp_path: Path, files: dict[str, str]) -> None:
    new = migrate(tmp_path, files)
    assert "if key == k][0]" in new["pkg/a.py"]


HARMLESS = {
    "nothing": above("def top(r):\n    return mid(r)\n"),
    "lock": above("import threading\nlock = threading.Lock()\ndef top(r):\n    with lock:\n        return mid(r)\n"),
    "both": above("def top(r):\n    try:\n        return mid(r)\n    except LookupError:\n        return None\n"),
    "library": above("import pool\ndef top(r):\n    with pool.open() as it:\n        return it.submit(mid, r)\n"),
}


@pytest.mark.parametrize("files", HARMLESS.values(), ids=HARMLESS)
def test_a_lookup_is_one_of_the_dictionary_where_nothing_tells_the_exceptions_apart(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert "return run.data.metrics[k]" in migrate(tmp_path, files)["pkg/a.py"]


RING = """\
import mlflow
from pkg.m{next} import table{next}


def table{own}(items):
    return {{item.key: item.value for item in items}}


run = mlflow.get_run("r")
print(table{next}(run.data.metrics), [m.key for m in run.data.params])
"""


def test_more_files_than_are_read_together_are_all_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "setup.py").write_text("")
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("")
    for own in range(7):
        text = RING.format(own=own, next=(own + 1) % 7)
        (tmp_path / "pkg" / f"m{own}.py").write_text(text)
    whole = [(one.path, one.rule, one.fixed) for one in migrate_paths([tmp_path]).findings]
    assert [rule for _, rule, fixed in whole if fixed].count("RD202") == 7
    assert not [rule for _, rule, fixed in whole if not fixed]

    monkeypatch.setattr(gathering, "MOST_TOGETHER", 3)
    parts = [(one.path, one.rule, one.fixed) for one in migrate_paths([tmp_path]).findings]
    assert [rule for _, rule, fixed in parts if fixed].count("RD202") == 7
    # whoever calls the functions is not seen: they stay, and what is handed to them is named
    assert [rule for _, rule, fixed in parts if not fixed] == ["RD410"] * 7


FETCH = "import mlflow\n\n\ndef fetch(run_id):\n    return mlflow.get_run(run_id)\n"
SHOW = "def show(items):\n    return [item.key for item in items]\n"
USER = "from pkg.fetch import fetch\nfrom pkg.show import show\n\nrun = fetch('r')\nprint(show(run.data.metrics))\n"


def test_a_file_of_a_large_project_that_does_not_import_mlflow_is_read_with_what_it_hands_something_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = migrate(tmp_path, {"pkg/fetch.py": FETCH, "pkg/show.py": SHOW, "pkg/user.py": USER})
    assert new["pkg/show.py"] == SHOW.replace("[item.key for item in items]", "list(items)")
    (tmp_path / "pkg" / "show.py").write_text(SHOW)
    monkeypatch.setattr(imports, "MOST_BYTES", 0)
    named = [one for one in migrate_paths([tmp_path / "pkg"]).findings if not one.fixed]
    assert [(Path(one.path).name, one.rule) for one in named] == [("user.py", "RD410")]
    assert (tmp_path / "pkg" / "show.py").read_text() == SHOW


BINDS = "def fill(table, rows):\n    table.params_ = rows\n"
TABLE = """\
import mlflow


class Table:
    params_ = mlflow.active_run().data.params

    def show(self):
        return {p.key: p.value for p in self.params_}


print(Table().show())
"""


def test_a_name_of_a_class_body_may_be_bound_in_a_file_that_imports_nothing(tmp_path: Path) -> None:
    assert "dict(self.params_)" in migrate(tmp_path, {"pkg/a.py": TABLE})["pkg/a.py"]
    (tmp_path / "pkg" / "a.py").write_text(TABLE)
    assert migrate(tmp_path, {"pkg/a.py": TABLE, "pkg/fill.py": BINDS}) == {}


def test_a_context_manager_may_be_inherited_three_imports_away(tmp_path: Path) -> None:
    files = {
        **above("from pkg.g import Quietest\ndef top(r):\n    with Quietest():\n        return mid(r)\n"),
        "pkg/e.py": "from pkg.d import Quiet\n\n\nclass Quieter(Quiet):\n    pass\n",
        "pkg/f.py": "from pkg.e import Quieter\n\n\nclass Quieted(Quieter):\n    pass\n",
        "pkg/g.py": "from pkg.f import Quieted\n\n\nclass Quietest(Quieted):\n    pass\n",
    }
    assert "if key == k][0]" in migrate(tmp_path, files)["pkg/a.py"]


def test_a_limit_that_was_met_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(tmp_path, {f"pkg/m{own}.py": RING.format(own=own, next=(own + 1) % 4) for own in range(4)})
    assert cli.main([str(tmp_path), "--check"]) == 1
    assert "counts as unknown" not in capsys.readouterr().out
    monkeypatch.setattr(gathering, "MOST_TOGETHER", 2)
    assert cli.main([str(tmp_path), "--check"]) == 1
    assert "counts as unknown, and what depends on it stays (-v says where)." in capsys.readouterr().out
    assert cli.main([str(tmp_path), "--check", "-v"]) == 1
    assert "too many files would have to be read together (" in capsys.readouterr().out


@pytest.mark.parametrize("count", [2, 4])
def test_a_repository_with_more_files_than_are_looked_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    new = migrate(tmp_path, {"pkg/b.py": "", "pkg/c.py": ""})
    assert "return run.data.metrics[k]" in new["pkg/a.py"]
    monkeypatch.setattr(surroundings, "MOST_OTHER_FILES", count)
    result = migrate_paths([tmp_path / "pkg" / "a.py"])
    assert list(result.summary.limits) == ["repository"]
    assert b"if key == k][0]" in (result.files[0].after or b"")


def test_in_a_large_project_the_words_alone_decide_who_may_be_on_the_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = LOOKUP + "\n\nPOOL = make_pool()\nPOOL.submit(lookup, 'r', 'x')\n"
    caller = "import pkg.a\n\n\ndef shut():\n    try:\n        pkg.a.POOL.close()\n    except {}:\n        pass\n"
    files = {"pkg/a.py": own, "app.py": caller.format("OSError")}
    assert "return run.data.metrics[k]" in migrate(tmp_path, files)["pkg/a.py"]
    monkeypatch.setattr(imports, "MOST_BYTES", 0)
    assert "if key == k][0]" in migrate(tmp_path, files)["pkg/a.py"]


@pytest.mark.parametrize(
    "text",
    [
        "from pkg.a import lookup\nprint lookup('r', 'loss')\n",
        "from pkg.a import (lookup\n",
        "from pkg import a as\na.lookup()\n",
    ],
    ids=["python 2", "cut off", "half an import"],
)
def test_a_file_that_cannot_be_parsed_may_use_what_it_names(tmp_path: Path, text: str) -> None:
    assert "return run.data.metrics[k]" in migrate(tmp_path, {})["pkg/a.py"]
    assert "if key == k][0]" in migrate(tmp_path, {"pkg/broken.py": text})["pkg/a.py"]


def test_files_that_import_and_star_import_each_other_are_an_ordinary_case(tmp_path: Path) -> None:
    files = {
        "pkg/b.py": "from pkg.c import *\nfrom pkg.a import lookup\nimport pkg.c as c\n",
        "pkg/c.py": "from pkg.b import *\nimport pkg.b\n\n\ndef top(r):\n    try:\n"
        "        return pkg.b.lookup(r, 'x')\n    except IndexError:\n        return None\n",
    }
    assert "if key == k][0]" in migrate(tmp_path, files)["pkg/a.py"]
