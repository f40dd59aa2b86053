"""``run.data.metrics = [Metric(...)]``: a test double in the old shape."""

from __future__ import annotations

from rundata_migrate.findings import Safety
from rundata_migrate.rules.decide import decide
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.double import Double, Place
from rundata_migrate.translate.doubles import find_doubles
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD406",
    name="test-double",
    what="a test double that holds entities: `run.data.metrics = [Metric('a', 1.0, 0)]` -> `= {'a': 1.0}`",
    why=(
        "Mocks, namespaces and namedtuples that hold lists keep old code passing its tests and migrated code failing them. "
        "The double is followed to what reads it: the lists become dicts together with their readers, or neither changes."
    ),
    safety=(
        "Safe where everything that gets the double is seen in the file and becomes dict style with it. Unsafe where it "
        "goes out of sight (a function of another file, a mock's `return_value`), where keys may be equal, or where an "
        "argument with a call in it is dropped. Never where an element is not written out, a key stands there twice, or "
        "something that reads it stays as it is."
    ),
    examples=(
        Example(
            "from unittest.mock import MagicMock\nfrom mlflow.entities import Metric\n\n\ndef test_names():\n"
            "    run = MagicMock()\n    run.data.metrics = [Metric('a', 1.0, 0)]\n"
            "    assert [m.key for m in run.data.metrics] == ['a']\n",
            "from unittest.mock import MagicMock\nfrom mlflow.entities import Metric\n\n\ndef test_names():\n"
            "    run = MagicMock()\n    run.data.metrics = {'a': 1.0}\n"
            "    assert list(run.data.metrics) == ['a']\n",
        ),
        Example(
            "from types import SimpleNamespace\nfrom mlflow.entities import Metric, Param\n\n\ndef names(run):\n"
            "    return {p.key: p.value for p in run.data.params}\n\n\ndef test_names():\n"
            "    run = SimpleNamespace(data=SimpleNamespace(metrics=[], params=[Param(key='p', value='1')]))\n"
            "    assert names(run) == {'p': '1'}\n",
            "from types import SimpleNamespace\nfrom mlflow.entities import Metric\n\n\ndef names(run):\n"
            "    return dict(run.data.params)\n\n\ndef test_names():\n"
            "    run = SimpleNamespace(data=SimpleNamespace(metrics={}, params={'p': '1'}))\n"
            "    assert names(run) == {'p': '1'}\n",
            note="the empty list beside it changes with it",
        ),
        Example(
            "from unittest import mock\nfrom mlflow.entities import RunTag\nfrom app import user_of\n\n\ndef test_user():\n"
            "    run = mock.Mock()\n    run.data.tags = [RunTag('user', 'me')]\n    assert user_of(run) == 'me'\n",
            "from unittest import mock\nfrom mlflow.entities import RunTag\nfrom app import user_of\n\n\ndef test_user():\n"
            "    run = mock.Mock()\n    run.data.tags = {'user': 'me'}\n    assert user_of(run) == 'me'\n",
            safety=Safety.UNSAFE,
            note="what `user_of` reads is not seen here",
        ),
        Example(
            "from unittest.mock import Mock\nfrom mlflow.entities import Metric\n\n\ndef test_twice():\n    run = Mock()\n"
            "    run.data.metrics = [Metric('a', 1.0, 0), Metric('a', 2.0, 1)]\n    check(run)\n",
            named=True,
            note="a key stands there twice",
        ),
        Example(
            "from unittest.mock import Mock\nfrom mlflow.entities import Metric\n\n\ndef test_time():\n    run = Mock()\n"
            "    run.data.metrics = [Metric('a', 1.0, 5)]\n"
            "    assert [m.timestamp for m in run.data.metrics] == [5]\n",
            named=True,
            note="the timestamp is read",
        ),
        Example(
            "from unittest.mock import Mock\nfrom mlflow.entities import Metric\nrun = Mock()\n"
            "run.data.metrics = [Metric('a', 1.0, 0), extra]\ncheck(run)\n",
            named=True,
            note="not all of it is written out",
        ),
        Example("run = Mock()\nrun.data.metrics = {'a': 1.0}\n"),
        Example("run.data.metrics = compute()\n"),
        Example("run.data.tags['a'] = 'b'\n"),
        Example("batch.metrics = [Metric('a', 1.0, 0)]\n"),
        Example(
            "from mlflow.entities import Metric, RunData\ndata = RunData(metrics=[Metric('a', 1.0, 0, 0)])\n",
            note="takes a list on both sides",
        ),
    ),
)


def gate(site: Site) -> Outcome | None:
    """A reader of nothing but doubles that stay lists stays as it is, too."""
    find_doubles(site.context, decide)
    stays = site.context.held_back.get(site.node)
    if stays is None:
        return None
    line = site.context.tree.line(stays)
    reason = f"the test double on line {line} holds a list, and changes together with this or not at all"
    return Outcome(RULE.code, "a test double is read", Safety.MANUAL, (), site.node, reason)


def document_outcomes(context: Context) -> list[Outcome]:
    """Every double with lists of entities: one fix for all of its lists, or a word about each."""
    found: list[Outcome] = []
    for double in find_doubles(context, decide):
        if double.verdict is Safety.MANUAL:
            found += [_left(place, double) for place in double.places if _is_list(place)]
        else:
            found.append(_rewritten(double))
    return found


def _is_list(place: Place) -> bool:
    return place.conversion is not None


def _rewritten(double: Double) -> Outcome:
    edits = [edit for place in double.places if place.conversion is not None for edit in place.conversion.edits]
    first = next(place for place in double.places if place.conversion is not None)
    return Outcome(
        RULE.code,
        "a test double holds a dict now",
        double.verdict,
        tuple(dict.fromkeys(edits)),
        first.node,
        "; ".join(dict.fromkeys(double.doubts)),
    )


def _left(place: Place, double: Double) -> Outcome:
    return Outcome(
        RULE.code,
        "a list of entities takes a container's place",
        Safety.MANUAL,
        (),
        place.node,
        double.problem,
        "a dict of keys and values, `{'key': value}`: readers on MLflow 1.0 and later expect one here",
    )
