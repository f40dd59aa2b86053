"""Dual code: what its tests say, and random pieces of it, which are left as they are and named."""

from __future__ import annotations

import itertools
import random

import pytest
from fuzz.compare import same
from fuzz.world import DATASETS, NEW, OLD, execute

from rundata_migrate.api import migrate_source
from rundata_migrate.flow.reaching import bindings_of_document
from rundata_migrate.flow.values import Values
from rundata_migrate.syntax import Tree
from rundata_migrate.translate.which_api import Answer, answer_of

HEAD = """\
import mlflow
from mlflow.tracking import MlflowClient
client = MlflowClient()
run = client.get_run('a')
IS_OLD = mlflow.__version__ < "1.0"
VERSION = tuple(int(part) for part in mlflow.__version__.split("."))
def on_dicts():
    return not IS_OLD
"""
IMPORTS = """\
import pandas, pkg_resources
from collections.abc import Mapping
from distutils.version import LooseVersion
from packaging import version
c = run.data.metrics
"""


def asked(test: str) -> Answer:
    tree = Tree(f"{HEAD}{IMPORTS}if {test}: pass\n")
    return answer_of(Values(tree, bindings_of_document(tree)), tree.module.body[-1].test)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "test",
    [
        'LooseVersion(mlflow.__version__) >= LooseVersion("1.0.0")',
        'LooseVersion("0.9.1") < LooseVersion(mlflow.__version__)',
        'version.parse(mlflow.__version__) >= version.parse("1.0.dev0")',
        "version.Version(mlflow.__version__).major > 0",
        'mlflow.__version__ > "0.9.1"',
        'not mlflow.__version__ < "1"',
        'mlflow.__version__.split(".")[0] != "0"',
        'int(mlflow.__version__.split(".")[0]) >= 1',
        'not mlflow.__version__.startswith("0.")',
        'pkg_resources.get_distribution("mlflow").version >= "1"',
        "VERSION[:2] >= (1, 0)",
        "tuple(map(int, mlflow.__version__.split('.'))) >= (1,)",
        "not IS_OLD",
        "on_dicts()",
        "isinstance(c, (dict, Mapping))",
        "not isinstance(run.data.tags, list)",
        'hasattr(c, "items")',
        'not hasattr(c, "append")',
        "type(c) is dict",
        "isinstance((d := c), dict)",
        "isinstance(client.get_run('b').data.tags, dict)",
        "not IS_OLD or anything()",
    ],
)
def test_a_test_that_holds_on_dicts(test: str) -> None:
    assert asked(test).truth is True
    assert asked(f"not ({test})").truth is False


@pytest.mark.parametrize(
    "test",
    [
        'mlflow.__version__ >= "2.0"',
        'LooseVersion(mlflow.__version__) > LooseVersion("1.0.0")',
        'version.parse(mlflow.__version__) != version.parse("1.2.7")',
        'mlflow.__version__.startswith("1.")',
        "isinstance(run.data.tags or [], dict)",
        "isinstance(c if anything else None, dict)",
        "isinstance(c, dict) and anything",
        "anything(mlflow.__version__)",
        'mlflow.__version__ not in ("0.9.0", "0.9.1")',
        'callable(getattr(c, "keys", None))',
        "IS_OLD is False or anything",
        "isinstance(c, object)",
    ],
)
def test_a_test_that_is_open(test: str) -> None:
    assert asked(test).asks
    assert asked(test).truth is None


@pytest.mark.parametrize("test", ['mlflow.__version__ >= "0.8"', 'pandas.__version__ < "1"', "c", "len(c) > 0"])
def test_a_test_that_asks_for_something_else(test: str) -> None:
    assert not asked(test).asks


# -- random dual code -------------------------------------------------------------------------

TESTS_OF_DICTS = (
    'mlflow.__version__ >= "1"',
    "not IS_OLD",
    "on_dicts()",
    "VERSION >= (1, 0)",
    "isinstance({c}, dict)",
    "not isinstance({c}, (list, tuple))",
    'hasattr({c}, "items")',
    "type({c}) is dict",
)
HALVES = (
    ("dict({c})", "{{e.key: e.value for e in {c}}}"),
    ("list({c})", "[e.key for e in {c}]"),
    ("sorted({c}.items(), key=str)", "sorted([(e.key, e.value) for e in {c}], key=str)"),
    ('{c}.get("acc")', 'next((e.value for e in {c} if e.key == "acc"), None)'),
    ('"acc" in {c}', 'any(e.key == "acc" for e in {c})'),
)
FORMS = (
    "if {new}:  # new\n{i}# dicts\n{i}x = {a}\nelse:\n{i}x = {b}\nprint(x)\n",
    "if {old}:\n{i}x = {b}\n{i}# lists\nelse:  # new\n{i}x = (\n{i}{i}{a}\n{i})\n\nprint(x)\n",
    "x = {a} if {new} else {b}\nprint(x)\n",
    "print(({b} if {old} else {a}))\n",
    "if {old}: x = {b}\nelse: x = {a}  # new\nprint(x)\n",
    "def f():\n{i}if {new}:\n{i}{i}s = '''doc\n  text\n'''\n{i}{i}return s, {a}\n\n{i}# lists\n"
    "{i}s = '''doc\n  text\n'''\n{i}return s, {b}\nprint(f())\n",
    "def f():\n{i}if {old}:\n{i}{i}return {b}\n{i}return {a}\n\n\nprint(f())\n",
    "for n in range(2):\n{i}if {old}:\n{i}{i}print({b})\n{i}{i}continue\n{i}print({a})\n",
    "n = 3\nif n == 4:\n{i}x = 1\nelif {old}:\n{i}x = {b}\n# other\nelse:\n{i}x = {a}\nprint(x)\n",
    "n = 3\nif n == 4:\n{i}x = 1\nelif {new}:  # new\n{i}x = {a}\nelse:\n{i}x = {b}\nprint(x)\n",
    "n = 3\nif {old}:\n{i}x = {b}\nelif n == 3:\n{i}x = {a}\nelse:\n{i}x = n\nprint(x)\n",
    "if {new}:\n{i}def f():\n{i}{i}return {a}\nelse:\n{i}def f():\n{i}{i}return {b}\nprint(f())\n",
    "if {new}:\n{i}if True:\n{i}{i}print({a})\nelse:\n{i}print({b})\n",
    "class A:\n{i}def f(self):\n{i}{i}if {new}:\n{i}{i}{i}return {a}\n{i}{i}else:\n"
    "{i}{i}{i}return {b}\nprint(A().f())\n",
    "def f():\n{i}try:\n{i}{i}return 1\n{i}finally:\n{i}{i}if {old}:\n{i}{i}{i}print({b})\n{i}{i}else:\n"
    "{i}{i}{i}print({a})\nf()\n",
)
COUNT = 250


def piece(choose: random.Random) -> str:
    """One piece of dual code."""
    container = choose.choice(("run.data.metrics", "run.data.params", "run.data.tags"))
    a, b = (half.format(c=container) for half in choose.choice(HALVES))
    new = choose.choice(TESTS_OF_DICTS).format(c=container)
    return choose.choice(FORMS).format(new=new, old=f"not ({new})", a=a, b=b, i=choose.choice(("    ", "  ", "\t")))


def program(choose: random.Random) -> str:
    """Two pieces, the first perhaps within an ``if``."""
    one, two = piece(choose), piece(choose)
    if "'''" not in one and choose.random() < 0.5:
        one = "if run:\n" + "".join(f" {line}" if line.strip() else line for line in one.splitlines(keepends=True))
    return HEAD + one + two


@pytest.mark.mlflow
def test_both_halves_stay_and_are_named() -> None:
    """It works on both sides, and nothing of it may change."""
    choose = random.Random(4)
    for _ in range(COUNT):
        source = program(choose)
        assert same(execute(source, OLD, DATASETS[0]), execute(source, NEW, DATASETS[0])), source
        for unsafe in (False, True):
            result = migrate_source(source, path="p.py", unsafe_fixes=unsafe)
            assert result.new_text is None, source
            assert {one.rule for one in result.findings} == {"RD409"}, source


@pytest.mark.mlflow
def test_every_form_with_every_test_is_named() -> None:
    for form, test in itertools.product(FORMS, TESTS_OF_DICTS):
        a, b = (half.format(c="run.data.params") for half in HALVES[0])
        new = test.format(c="run.data.params")
        body = form.format(new=new, old=f"not ({new})", a=a, b=b, i="    ")
        result = migrate_source(HEAD + body, path="p.py", unsafe_fixes=True)
        assert result.new_text is None, body
        assert {one.rule for one in result.findings} == {"RD409"}
