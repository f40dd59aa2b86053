"""The screens lose no site, and let most ordinary files go."""

from __future__ import annotations

import ast
import sysconfig
import warnings
from pathlib import Path

import pytest
from corpus import PROGRAM_FOLDER

from rundata_migrate import screen, taint
from rundata_migrate.api import migrate_source
from rundata_migrate.rules import RULES

PROGRAMS = sorted(PROGRAM_FOLDER.rglob("*.py"))
STANDARD_LIBRARY = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
EXAMPLES = [
    pytest.param(example.before, id=f"{rule.code}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
]


def has_something(text: str) -> bool:
    result = migrate_source(text, uses_mlflow=True, unsafe_fixes=True, explain_sites=True)
    assert not any(finding.error for finding in result.findings)
    return bool(result.findings or result.sites or result.new_text is not None)


def passes(text: str) -> tuple[bool, bool]:
    return screen.may_hold_site(text.encode()), taint.may_hold_site(text)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_site_of_a_program_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if passes(text) != (True, True):
        assert not has_something(text)


@pytest.mark.parametrize("text", EXAMPLES)
def test_no_site_of_an_example_is_lost(text: str) -> None:
    if passes(text) != (True, True):
        assert not has_something(text)


def test_most_programs_hold_sites() -> None:
    passing = [path for path in PROGRAMS if passes(path.read_text(encoding="utf-8")) == (True, True)]
    assert len(PROGRAMS) >= 120
    assert len(passing) > 0.9 * len(PROGRAMS)


@pytest.mark.mlflow
def test_most_ordinary_files_go() -> None:
    texts = [path.read_bytes() for path in STANDARD_LIBRARY]
    assert len(texts) > 100
    by_bytes = [text for text in texts if screen.may_hold_site(text)]
    assert len(by_bytes) < 0.05 * len(texts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        by_tree = [text for text in texts if taint.may_hold_site(text)]
    assert len(by_tree) < 0.25 * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "x = [m.key for m in row.metrics]\n",
        "data = load()\nprint(self.metrics[0])\n",
        "for t in experiment.tags:\n    print(t.key, t.value)\n",
        "def f(metrics):\n    return {m.key: m.value for m in metrics}\n",
        "print(frame.data.shape, model.params['a'])\n",
        "",
    ],
)
def test_files_that_go(text: str) -> None:
    assert not taint.may_hold_site(text)


@pytest.mark.parametrize(
    "text",
    [
        "d = run.data\ne = d\nprint([m.key for m in e.metrics])\n",
        "def f(d):\n    return d.metrics[0].value\nf(run.data)\n",
        "def f():\n    return run.data\nprint(f().metrics[0].value)\n",
        (
            "class A:\n    def __init__(self):\n        self.d = run.data\n    def f(self):\n"
            "        return self.d.params[0].key\n"
        ),
        "def f(d: 'RunData'):\n    return d.tags[0].key\n",
        "from mlflow.entities import RunData as R\ndef f(d: R):\n    return d.tags[0].key\n",
        "for d in [r.data for r in rs]:\n    print(d.tags[0].key)\n",
        "print(getattr(run.data, name))\n",
        "if (d := run.data):\n    print(d.metrics[0].key)\n",
        "with f(run.data) as d:\n    print(d.metrics[0].key)\n",
        "def f(:\n",
    ],
)
def test_files_that_stay(text: str) -> None:
    assert taint.may_hold_site(text)


@pytest.mark.parametrize(
    "text",
    [
        "model = fit(x.data.endog)\nprint(model.params[0].value)\n",
        "import mlflow\nprint(run.data.tags.get('a'), other.key)\n",
        "def f(x):\n    d = x.data\n    return 1\ndef g(d):\n    return d.params[0].key\n",
        "ok = x.data is None\nprint(ok.tags[0].key)\n",
        "import json\nd = json.dumps(x.data)\nprint(d.tags[0].key)\n",
        "from a import B\nclass C:\n    def make(self, d):\n        print(d.tags[0].key)\nB.make(x.data)\n",
        "def f(d, e):\n    return e.tags[0].key\nf(x.data, 1)\n",
    ],
)
def test_files_that_go_by_what_data_goes_to(text: str) -> None:
    assert not taint.may_hold_site(text)


@pytest.mark.parametrize(
    "text",
    [
        "def f(d, e):\n    return e.tags[0].key\nf(1, x.data)\n",
        "def f(d, e):\n    return e.tags[0].key\nf(*x.data)\n",
        "def f(d, e):\n    return e.tags[0].key\nf(e=x.data)\n",
        "def f():\n    global d\n    d = x.data\ndef g():\n    return d.params[0].key\n",
        "def f():\n    d = x.data\n    def g():\n        return d.params[0].key\n    return g\n",
        "print([m.key for m in getattr(getattr(run, 'data'), 'metrics')])\n",
        "d = cache.data.get(1)\nprint(d.tags[0].key)\n",
        "print(run.data.tags['a'].value)\n",
        "print(vars(run.data)['_tags'])\n",
    ],
)
def test_files_that_stay_by_what_data_goes_to(text: str) -> None:
    assert taint.may_hold_site(text)


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("d = fit(x.data)\nprint(d.params[0].key)\n", False),
        ("d = next(iter([x.data]))\nprint(d.params[0].key)\n", True),
        ("def f(d):\n    return d\nprint(f(x.data).params[0].key)\n", True),
        ("import mlflow\nd = fit(x.data)\nprint(d.params[0].key)\n", True),
    ],
)
def test_what_a_function_nobody_knows_gives_alone(text: str, is_kept: bool) -> None:
    assert taint.may_hold_site_alone(ast.parse(text)) is is_kept
    assert taint.may_hold_site(text)


LOADER = "import torch\nfor batch in torch.utils.data.DataLoader(rows):\n    batch.metrics.append(batch.key)\n"


@pytest.mark.parametrize("text", [LOADER, LOADER.replace("torch.utils", "tf").replace("torch", "tensorflow as tf")])
def test_the_data_module_of_a_library_is_no_run_data(text: str) -> None:
    assert not taint.may_hold_site(text)
    assert taint.may_hold_site(text.replace(".DataLoader(rows)", ""))


def test_a_run_may_be_called_like_a_library() -> None:
    assert taint.may_hold_site("tf = run\nfor m in tf.data.metrics:\n    print(m.key)\n")
