"""What is said of a place: in words that do not depend on its neighbours, on one line, with the rest in the details."""

from __future__ import annotations

import pytest

from rundata_migrate import api
from rundata_migrate.engine.wording import MOST_MESSAGE, parted, within

HEAD = "from mlflow.tracking import MlflowClient\nrun = MlflowClient().get_run('r1')\n"
OLD = "print([m.key for m in run.data.metrics])\n"
NEIGHBOURS = {
    "new-style": "print(list(run.data.tags))\nprint(max(run.data.metrics, key=run.data.metrics.get))\n"
    "for k in run.data.params:\n    print(k)\n",
    "handed-on": "show(run.data.tags)\nfor k in run.data.params:\n    show(k)\nx = run.data.tags or other\n",
    "dumped": "import json\nd = run.to_dictionary()\njson.dumps(d)\n",
    "queue": "from collections import deque\nq = deque(run.data.tags)\nwhile q:\n    print(q.popleft().key)\n",
    "timestamp": "print([(m.key, m.timestamp) for m in run.data.metrics])\n",
    "unknown": "for t in wrap(run.data.tags):\n    print(t.key)\n",
    "yielded": "def f():\n    yield from run.data.params\n\n\nx = [p.value for p in f()]\n",
    "chained": "from itertools import chain\nx = [e for e in chain(run.data.params, run.data.tags)]\n",
}
NOT_OLD = ("new-style", "handed-on", "dumped", "chained")


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_what_is_said_does_not_depend_on_neighbours(name: str) -> None:
    alone = api.migrate_source(HEAD + NEIGHBOURS[name])
    above = api.migrate_source(HEAD + OLD + NEIGHBOURS[name])
    below = api.migrate_source(HEAD + NEIGHBOURS[name] + OLD)

    whole = [(one.rule, one.place.line) for one in alone.findings]
    assert bool(whole) is (name not in NOT_OLD)
    others = [(one.rule, one.place.line - 1) for one in above.findings if one.place.line > 3]
    assert others == whole
    last = HEAD.count("\n") + NEIGHBOURS[name].count("\n")
    assert [(one.rule, one.place.line) for one in below.findings if one.place.line <= last] == whole


# -- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message, most, expected",
    [
        ("short", 10, ("short", "")),
        ("it is read: one thing; another thing", 25, ("it is read: one thing", "another thing")),
        ("it is read: one thing and another", 15, ("it is read", "one thing and another")),
        ("x" * 12, 10, ("x" * 10, "xx")),
    ],
)
def test_a_message_is_parted(message: str, most: int, expected: tuple[str, str]) -> None:
    assert parted(message, most) == expected


@pytest.mark.parametrize(
    "message, expected",
    [
        ("it is read, line 3 of app.py", "it is read, line 3"),
        (
            "it comes of `a` (line 3 of app.py) through `b`, line 4 of lib/app.py",
            "it comes of `a` (line 3) through `b`, line 4 of lib/app.py",
        ),
        ("line 3 of app.pyx", "line 3 of app.pyx"),
    ],
)
def test_the_file_of_a_finding_is_not_named_in_it(message: str, expected: str) -> None:
    assert within(message, "app.py") == expected


def test_the_rest_of_a_message_is_kept() -> None:
    text = HEAD + "print([m.timestamp for m in run.data.metrics if m.key == 'a'][0])\n"
    [finding] = api.migrate_source(text).findings
    assert len(finding.message) <= MOST_MESSAGE
    assert "MLflow 1.0 and later choose" in finding.details


@pytest.mark.parametrize(
    "key, shown", [("'a'", "'a'"), ("name", "`name`"), ("names[0]", "`names[0]`"), ("KEYS.loss", "`KEYS.loss`")]
)
def test_keys_in_messages(key: str, shown: str) -> None:
    text = HEAD + f"x = [m.value for m in run.data.metrics if m.key == {key}][0]\n"
    [finding] = api.migrate_source(text).findings
    assert finding.message == f"scan for key {shown} is a lookup now"


@pytest.mark.parametrize(
    "text, rule, reason",
    [
        (
            "c = run.data.tags if live else load()\nfor t in c:\n    print(t.key)\n",
            "RD408",
            "something else in another, line 3",
        ),
        (
            "if live:\n    c = run.data.tags\nelse:\n    c = [1]\nfor t in c:\n    print(t.key)\n",
            "RD408",
            "in another, line 6",
        ),
        ("show(run.data.tags, lambda ts: [t.key for t in ts])\n", "RD410", "`.key` of an element is read, line 3"),
    ],
)
def test_where_else_to_look(text: str, rule: str, reason: str) -> None:
    found = [one for one in api.migrate_source(HEAD + text).findings if one.rule == rule]
    assert [one.message.endswith(reason) for one in found] == [True]
