"""What is put into a list or dict after it was made decides, with what it was made of, whether a loop is rewritten."""

from __future__ import annotations

import pytest

from rundata_migrate.api import migrate_source

HEAD = """\
from mlflow.tracking import MlflowClient
from other import load
client = MlflowClient()
metrics = client.get_run("a").data.metrics
history = client.get_metric_history("a", "loss")
"""
LOOP = "for m in {}:\n    print(m.key)\n"

ONLY_CONTAINERS = [
    ('d = {"m": metrics}', 'd["m"]'),
    ('d = {"m": metrics, "h": history}', 'd["m"]'),
    ("d = dict(m=metrics, h=history)", 'd["m"]'),
    ('d = {**load(), "m": metrics}', 'd["m"]'),
    ("d = dict(load(), m=metrics)", 'd["m"]'),
    ('d = {}\nd["m"] = metrics\nd["h"] = history', 'd["m"]'),
    ('d = {"h": history}\nd["m"] = metrics', 'd["m"]'),
    ('d = {"h": history}\nd.setdefault("m", metrics)', 'd["m"]'),
    ('d = {"h": history}\nd.update(m=metrics)', 'd["m"]'),
    ('d = {"h": history}\nd.update({"m": metrics})', 'd["m"]'),
    ('d = {}\nd.update({"m": metrics, "h": history})', 'd["m"]'),
    ('d = {"m": metrics}\ne = {}\ne["m2"] = history', 'd["m"]'),
    ("d = [metrics]\nd.append(metrics)\ne = [history]\ne.append(history)", "d[0]"),
    ("d = [metrics] + [metrics]", "d[1]"),
    ('d = {"m": metrics, "h": history} if load() else {"h": load(), "m": metrics}', 'd["m"]'),
]
SOMETHING_ELSE = [
    ('d = {"m": metrics, **load()}', 'd["m"]'),
    ('d = {"m": metrics, **load(), "h": 1}', 'd["m"]'),
    ("d = dict(m=metrics, **load())", 'd["m"]'),
    ('d = {"m": metrics}\nd.update(load())', 'd["m"]'),
    ('d = {"m": metrics}\nd.update(m=history)', 'd["m"]'),
    ('d = {"m": metrics}\nd |= load()', 'd["m"]'),
    ('d = {"m": metrics}\ne = d\ne["m"] = history', 'd["m"]'),
    ('d = {"m": metrics}\nfor k in load():\n    d[k] = history', 'd["m"]'),
    ('d = {}\nd["m"] = metrics\nd.update(load())', 'd["m"]'),
    ('d = {}\nd["m"] = metrics\nd["m"] = history', 'd["m"]'),
    ('d = {"m": metrics}\nd["h"] = history', "d[k]"),
    ('def fill(x):\n    x["m"] = history\nd = {"m": metrics}\nfill(d)', 'd["m"]'),
    ('d = {"m": metrics} if load() else {"h": history}', 'd["m"]'),
    ("d = [metrics]\nd.append(history)", "d[0]"),
    ("d = [metrics]\nd.insert(0, history)", "d[0]"),
    ("d = [metrics]\nd.extend([history])", "d[0]"),
    ("d = [metrics]\nd += [history]", "d[0]"),
    ("d = [metrics]\nd[0] = history", "d[0]"),
    ("d = [metrics]\nd[:1] = [history]", "d[0]"),
    ("d = [metrics] + [history]", "d[0]"),
    ("d = [metrics] + load()", "d[0]"),
    ("d = []\nd.append(metrics)\nd.insert(0, history)", "d[0]"),
    ("def fill(x):\n    x.append(history)\nd = [metrics]\nfill(d)", "d[0]"),
]
ANOTHER_KEY = [
    ('d = {"m": metrics}\nd["h"] = history', 'd["h"]'),
    ('d = {"m": metrics}\nd.setdefault("h", history)', 'd["h"]'),
    ('d = {}\nd["m"] = metrics\nd["h"] = history', 'd["h"]'),
    ('d = {**load(), "m": metrics}', 'd["h"]'),
]


def fixed_and_left(body: str, iterated: str) -> tuple[list[str], list[str]]:
    result = migrate_source(HEAD + body + "\n" + LOOP.format(iterated), path="main.py")
    fixed = [one.rule for one in result.findings if one.fixed]
    # that the container is handed on may be said besides
    return fixed, [one.rule for one in result.findings if not one.fixed and one.rule != "RD410"]


@pytest.mark.parametrize(("body", "iterated"), ONLY_CONTAINERS)
def test_what_holds_only_containers_is_rewritten(body: str, iterated: str) -> None:
    assert fixed_and_left(body, iterated) == (["RD301"], [])


@pytest.mark.parametrize(("body", "iterated"), SOMETHING_ELSE)
def test_what_gets_something_else_is_named_and_stays(body: str, iterated: str) -> None:
    assert fixed_and_left(body, iterated) == ([], ["RD408"])


@pytest.mark.parametrize(("body", "iterated"), ANOTHER_KEY)
def test_what_stands_under_another_key_is_no_site(body: str, iterated: str) -> None:
    assert fixed_and_left(body, iterated) == ([], [])


CACHE = """\
class Cache:
    def __init__(self):
        self.runs = {}
    def fetch(self, run_id):
        if run_id not in self.runs:
            self.runs[run_id] = client.get_run(run_id)
        return self.runs[run_id]
    def names(self, run_id):
        return [m.key for m in self.fetch(run_id).data.metrics]
"""


def test_a_cache_of_runs_gives_runs() -> None:
    result = migrate_source(HEAD + CACHE, path="program.py")
    assert [(finding.rule, finding.fixed) for finding in result.findings] == [("RD202", True)]


@pytest.mark.parametrize("other", ["Fake()", "history", "metrics"])
def test_a_cache_that_something_else_is_put_into_is_left(other: str) -> None:
    code = HEAD + "class Fake:\n    data = load()\n" + CACHE + f"    def put(self):\n        self.runs['x'] = {other}\n"
    result = migrate_source(code, path="program.py")
    assert result.new_text is None
