"""What holds a container: each way from MLflow to an expression, and the ways that lead elsewhere."""

from __future__ import annotations

import pytest

from rundata_migrate import mlflow_api as api
from rundata_migrate.api import migrate_source
from rundata_migrate.findings import Confidence, Finding

READ = "[m.key for m in {}.metrics]"


def sites(text: str) -> tuple[Finding, ...]:
    result = migrate_source(text, explain_sites=True, path="flow.py")
    assert not any(finding.error for finding in result.findings), result.findings
    return result.sites


def proven(text: str) -> list[Finding]:
    return [
        site for site in sites(text) if site.confidence is Confidence.PROVEN and site.rule not in ("RD407", "RD410")
    ]


def imported(dotted: str) -> tuple[str, str]:
    """The import of a dotted path, and its name."""
    parts = dotted.split(".")
    # A class with a method behind it: import the class.
    upper = next((index for index, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1)
    module, rest = ".".join(parts[:upper]), parts[upper:]
    return f"from {module} import {rest[0]}\n", ".".join(rest)


# -- the tables -------------------------------------------------------------------------------

READS_OF = {
    api.RUN: "x = {call}\nprint([m.key for m in x.data.metrics])\n",
    api.RUN_DATA: "x = {call}\nprint([m.key for m in x.metrics])\n",
    api.RUNS: "for x in {call}:\n    print([m.key for m in x.data.metrics])\n",
    api.CLIENT: "x = {call}\nprint([m.key for m in x.get_run('r').data.metrics])\n",
    api.STORE: "x = {call}\nprint([m.key for m in x.get_run('r').data.metrics])\n",
}


@pytest.mark.parametrize("path", sorted(api.FUNCTIONS))
def test_every_function_of_the_table(path: str) -> None:
    line, name = imported(path)
    kind = api.FUNCTIONS[path]
    if kind in READS_OF:
        [site] = proven(line + READS_OF[kind].format(call=f"{name}()"))
        assert site.container == "metrics"
        assert any(f"{name}(" in link for link in site.why)
    else:
        assert kind == api.PLAIN_ENTITY
        assert sites(f"{line}x = [{name}('k', 'v')]\nprint([m.key for m in x])\n") == ()


@pytest.mark.parametrize("path", sorted(api.FUNCTIONS))
def test_every_function_by_its_whole_path(path: str) -> None:
    kind = api.FUNCTIONS[path]
    if kind in READS_OF:
        module = imported(path)[0].split()[1]
        assert len(proven(f"import {module}\n" + READS_OF[kind].format(call=f"{path}()"))) == 1


OWNERS = {
    api.CLIENT: "from mlflow.tracking import MlflowClient\nowner = MlflowClient()\n",
    api.STORE: "from mlflow.store.file_store import FileStore\nowner = FileStore()\n",
}


@pytest.mark.parametrize("owner, method", [(owner, name) for owner, table in api.METHODS.items() for name in table])
def test_every_method_of_the_table(owner: str, method: str) -> None:
    kind = api.METHODS[owner][method]
    call = f"owner.{method}('r')"
    if kind in READS_OF:
        assert len(proven(OWNERS[owner] + READS_OF[kind].format(call=call))) == 1
    else:
        assert kind == api.ENTITY_LIST
        assert sites(f"{OWNERS[owner]}print([m.key for m in {call}])\n") == ()


@pytest.mark.parametrize("attribute", sorted(api.CLIENT_STORE_ATTRIBUTES))
def test_a_client_s_store(attribute: str) -> None:
    text = OWNERS[api.CLIENT] + f"print([m.key for m in owner.{attribute}.get_run('r').data.metrics])\n"
    assert len(proven(text)) == 1


@pytest.mark.parametrize("container, entity", api.CONTAINERS.items())
def test_every_container(container: str, entity: str) -> None:
    [site] = proven(f"import mlflow\nprint([m.key for m in mlflow.active_run().data.{container}])\n")
    assert site.container == container
    taken = f"import mlflow\nkey = 1\nprint([m.key for m in mlflow.active_run().data.{container} if m.value], key)\n"
    assert f"{entity}_key" in (migrate_source(taken).new_text or "")


@pytest.mark.parametrize("path", sorted(api.SEARCH_FUNCTIONS))
def test_a_search_gives_a_frame_or_a_list(path: str) -> None:
    line, name = imported(path)
    loop = "for x in {}:\n    print([m.key for m in x.data.metrics])\n"
    assert len(proven(line + loop.format(f"{name}(output_format='list')"))) == 1
    assert proven(line + loop.format(f"{name}()")) == []


# -- the ways through the language ------------------------------------------------------------

HEAD = """\
import contextlib
import dataclasses
import functools
import typing
from typing import Dict, Iterator, List, Optional, Union
import mlflow
import mlflow.entities
from mlflow.entities import Metric, Run, RunData
from mlflow.tracking import MlflowClient
client = MlflowClient()
"""

WAYS = {
    "assignment": "r = client.get_run('a')\nd = r.data\nms = d.metrics\nprint([m.key for m in ms])\n",
    "chain": "print([m.key for m in client.get_run('a').data.metrics])\n",
    "two targets": "a = b = client.get_run('a')\nprint([m.key for m in b.data.metrics])\n",
    "tuple": "a, b = client.get_run('a'), 1\nprint([m.key for m in a.data.metrics])\n",
    "nested tuple": "(a, (b, c)) = 1, (2, client.get_run('a'))\nprint([m.key for m in c.data.metrics])\n",
    "swap": "a, b = client.get_run('a'), 1\na, b = b, a\nprint([m.key for m in b.data.metrics])\n",
    "tuple of unpacked runs": "a, b = [client.get_run(i) for i in 'ab']\nprint([m.key for m in b.data.metrics])\n",
    "module alias": "import mlflow as ml\nprint([m.key for m in ml.active_run().data.metrics])\n",
    "submodule alias": (
        "import mlflow.tracking as t\nprint([m.key for m in t.MlflowClient().get_run('a').data.metrics])\n"
    ),
    "from alias": (
        "from mlflow import tracking as t\nprint([m.key for m in t.MlflowClient().get_run('a').data.metrics])\n"
    ),
    "name alias": (
        "from mlflow.tracking import MlflowClient as C\nprint([m.key for m in C().get_run('a').data.metrics])\n"
    ),
    "assigned module": "m1 = mlflow\nprint([m.key for m in m1.active_run().data.metrics])\n",
    "assigned class": "C = MlflowClient\nprint([m.key for m in C().get_run('a').data.metrics])\n",
    "assigned method": "get = client.get_run\nprint([m.key for m in get('a').data.metrics])\n",
    "import in a function": (
        "def f():\n    import mlflow\n    return [m.key for m in mlflow.active_run().data.metrics]\n"
    ),
    "conditional import": (
        "try:\n    import mlflow\nexcept ImportError:\n    raise\n"
        "print([m.key for m in mlflow.active_run().data.metrics])\n"
    ),
    "self": (
        "class A:\n    def __init__(self):\n        self.r = client.get_run('a')\n    def f(self):\n"
        "        return [m.key for m in self.r.data.metrics]\n"
    ),
    "self's client": (
        "class A:\n    def __init__(self):\n        self.c = MlflowClient()\n    def f(self):\n"
        "        return [m.key for m in self.c.get_run('a').data.metrics]\n"
    ),
    "set in another method": (
        "class A:\n    def load(self):\n        self.r = client.get_run('a')\n    def f(self):\n"
        "        return [m.key for m in self.r.data.metrics]\n"
    ),
    "self by another name": (
        "class A:\n    def __init__(this):\n        this.r = client.get_run('a')\n    def f(this):\n"
        "        return [m.key for m in this.r.data.metrics]\n"
    ),
    "an instance's attribute": (
        "class A:\n    def __init__(self):\n        self.r = client.get_run('a')\na = A()\n"
        "print([m.key for m in a.r.data.metrics])\n"
    ),
    "class attribute": "class A:\n    r = client.get_run('a')\nprint([m.key for m in A.r.data.metrics])\n",
    "constructor's parameter": (
        "class A:\n    def __init__(self, r):\n        self.r = r\n    def f(self):\n"
        "        return [m.key for m in self.r.data.metrics]\nA(client.get_run('a')).f()\n"
    ),
    "method's result": (
        "class A:\n    def r(self):\n        return client.get_run('a')\n    def f(self):\n"
        "        return [m.key for m in self.r().data.metrics]\n"
    ),
    "property": (
        "class A:\n    @property\n    def r(self):\n        return client.get_run('a')\n    def f(self):\n"
        "        return [m.key for m in self.r.data.metrics]\n"
    ),
    "cached property": (
        "class A:\n    @functools.cached_property\n    def r(self):\n        return client.get_run('a')\n"
        "    def f(self):\n        return [m.key for m in self.r.data.metrics]\n"
    ),
    "static method": (
        "class A:\n    @staticmethod\n    def r():\n        return client.get_run('a')\n"
        "print([m.key for m in A.r().data.metrics])\n"
    ),
    "class method": (
        "class A:\n    @classmethod\n    def r(cls):\n        return client.get_run('a')\n"
        "print([m.key for m in A.r().data.metrics])\n"
    ),
    "inherited attribute": (
        "class A:\n    def __init__(self):\n        self.r = client.get_run('a')\nclass B(A):\n"
        "    def f(self):\n        return [m.key for m in self.r.data.metrics]\n"
    ),
    "inherited method": (
        "class A:\n    def r(self):\n        return client.get_run('a')\nclass B(A):\n    def f(self):\n"
        "        return [m.key for m in self.r().data.metrics]\n"
    ),
    "subclass of the client": (
        "class C(MlflowClient):\n    pass\nprint([m.key for m in C().get_run('a').data.metrics])\n"
    ),
    "dataclass field": (
        "@dataclasses.dataclass\nclass A:\n    r: Run\n    def f(self):\n"
        "        return [m.key for m in self.r.data.metrics]\n"
    ),
    "dataclass optional field": (
        "@dataclasses.dataclass\nclass A:\n    r: Optional[Run] = None\ndef f(a: A):\n"
        "    return [m.key for m in a.r.data.metrics]\n"
    ),
    "with": "with mlflow.start_run() as r:\n    print([m.key for m in r.data.metrics])\n",
    "with two": "with open('f') as f, mlflow.start_run() as r:\n    print([m.key for m in r.data.metrics], f)\n",
    "context manager": (
        "@contextlib.contextmanager\ndef one():\n    yield client.get_run('a')\nwith one() as r:\n"
        "    print([m.key for m in r.data.metrics])\n"
    ),
    "loop": "for r in client.search_runs([1]):\n    print([m.key for m in r.data.metrics])\n",
    "loop over a display": (
        "for r in [client.get_run('a'), client.get_run('b')]:\n    print([m.key for m in r.data.metrics])\n"
    ),
    "loop over ids": (
        "rs = []\nfor i in 'ab':\n    rs.append(client.get_run(i))\n"
        "print([[m.key for m in r.data.metrics] for r in rs])\n"
    ),
    "comprehension": "print([[m.key for m in r.data.metrics] for r in client.search_runs([1])])\n",
    "two clauses": "print([m.key for r in client.search_runs([1]) for m in r.data.metrics])\n",
    "comprehension of runs": "rs = [client.get_run(i) for i in 'ab']\nprint([m.key for m in rs[0].data.metrics])\n",
    "generator of runs": (
        "rs = (client.get_run(i) for i in 'ab')\nfor r in rs:\n    print([m.key for m in r.data.metrics])\n"
    ),
    "filtered runs": (
        "rs = [r for r in client.search_runs([1]) if r.info]\nprint([[m.key for m in r.data.metrics] for r in rs])\n"
    ),
    "dict of runs": "rs = {i: client.get_run(i) for i in 'ab'}\nprint([m.key for m in rs['a'].data.metrics])\n",
    "dict display": (
        "rs = {'a': client.get_run('a')}\nfor r in rs.values():\n    print([m.key for m in r.data.metrics])\n"
    ),
    "items": (
        "rs = {i: client.get_run(i) for i in 'ab'}\nfor i, r in rs.items():\n"
        "    print(i, [m.key for m in r.data.metrics])\n"
    ),
    "subscript": "print([m.key for m in client.search_runs([1])[0].data.metrics])\n",
    "slice": "for r in client.search_runs([1])[:2]:\n    print([m.key for m in r.data.metrics])\n",
    "enumerate": "for i, r in enumerate(client.search_runs([1])):\n    print(i, [m.key for m in r.data.metrics])\n",
    "zip": "for i, r in zip('ab', client.search_runs([1])):\n    print(i, [m.key for m in r.data.metrics])\n",
    "sorted": "for r in sorted(client.search_runs([1]), key=id):\n    print([m.key for m in r.data.metrics])\n",
    "reversed": "for r in reversed(client.search_runs([1])):\n    print([m.key for m in r.data.metrics])\n",
    "filter": "for r in filter(None, client.search_runs([1])):\n    print([m.key for m in r.data.metrics])\n",
    "map": "for r in map(client.get_run, 'ab'):\n    print([m.key for m in r.data.metrics])\n",
    "list": "rs = list(client.search_runs([1]))\nprint([m.key for m in rs[0].data.metrics])\n",
    "next": "r = next(iter(client.search_runs([1])))\nprint([m.key for m in r.data.metrics])\n",
    "max": "r = max(client.search_runs([1]), key=id)\nprint([m.key for m in r.data.metrics])\n",
    "key function": "rs = sorted(client.search_runs([1]), key=lambda r: [m.key for m in r.data.metrics])\n",
    "conditional expression": (
        "r = client.get_run('a') if client else mlflow.active_run()\nprint([m.key for m in r.data.metrics])\n"
    ),
    "or": "r = mlflow.active_run() or client.get_run('a')\nprint([m.key for m in r.data.metrics])\n",
    "branches": (
        "if client:\n    r = client.get_run('a')\nelse:\n    r = mlflow.active_run()\n"
        "print([m.key for m in r.data.metrics])\n"
    ),
    "None before": "r = None\nif client:\n    r = client.get_run('a')\nprint([m.key for m in r.data.metrics])\n",
    "try": "try:\n    r = client.get_run('a')\nexcept Exception:\n    raise\nprint([m.key for m in r.data.metrics])\n",
    "walrus": "if (r := client.get_run('a')):\n    print([m.key for m in r.data.metrics])\n",
    "walrus in a comprehension": "print([[m.key for m in r.data.metrics] for i in 'ab' if (r := client.get_run(i))])\n",
    "parameter": "def f(r):\n    return [m.key for m in r.data.metrics]\nf(client.get_run('a'))\n",
    "parameter by keyword": "def f(*, r):\n    return [m.key for m in r.data.metrics]\nf(r=client.get_run('a'))\n",
    "data as a parameter": "def f(d):\n    return [m.key for m in d.metrics]\nf(client.get_run('a').data)\n",
    "container as a parameter": "def f(ms):\n    return [m.key for m in ms]\nf(client.get_run('a').data.metrics)\n",
    "through two functions": (
        "def f(r):\n    return g(r)\ndef g(r):\n    return [m.key for m in r.data.metrics]\nf(client.get_run('a'))\n"
    ),
    "result": "def f():\n    return client.get_run('a')\nprint([m.key for m in f().data.metrics])\n",
    "result of data": "def f():\n    return client.get_run('a').data\nprint([m.key for m in f().metrics])\n",
    "result of a container": "def f():\n    return client.get_run('a').data.metrics\nprint([m.key for m in f()])\n",
    "result of a tuple": (
        "def f():\n    return 1, client.get_run('a')\nn, r = f()\nprint([m.key for m in r.data.metrics])\n"
    ),
    "recursion": (
        "def f(n):\n    if n:\n        return f(n - 1)\n    return client.get_run('a')\n"
        "print([m.key for m in f(3).data.metrics])\n"
    ),
    "nested function": (
        "def f():\n    r = client.get_run('a')\n    def g():\n"
        "        return [m.key for m in r.data.metrics]\n    return g\n"
    ),
    "lambda": "f = lambda i: client.get_run(i)\nprint([m.key for m in f('a').data.metrics])\n",
    "lambda's parameter": "print((lambda r: [m.key for m in r.data.metrics])(client.get_run('a')))\n",
    "global": (
        "def f():\n    global r\n    r = client.get_run('a')\ndef g():\n    return [m.key for m in r.data.metrics]\n"
    ),
    "generator": (
        "def f():\n    for i in 'ab':\n        yield client.get_run(i)\nfor r in f():\n"
        "    print([m.key for m in r.data.metrics])\n"
    ),
    "yield from": (
        "def f():\n    yield from client.search_runs([1])\nfor r in f():\n    print([m.key for m in r.data.metrics])\n"
    ),
    "async result": (
        "async def f():\n    return client.get_run('a')\nasync def g():\n"
        "    return [m.key for m in (await f()).data.metrics]\n"
    ),
    "async generator": (
        "async def f():\n    yield client.get_run('a')\nasync def g():\n    async for r in f():\n"
        "        print([m.key for m in r.data.metrics])\n"
    ),
    "annotation": "def f(r: Run):\n    return [m.key for m in r.data.metrics]\n",
    "dotted annotation": "def f(r: mlflow.entities.Run):\n    return [m.key for m in r.data.metrics]\n",
    "annotation in a string": "def f(r: 'Run'):\n    return [m.key for m in r.data.metrics]\n",
    "annotation of data": "def f(d: RunData):\n    return [m.key for m in d.metrics]\n",
    "optional": "def f(r: Optional[Run] = None):\n    return [m.key for m in r.data.metrics]\n",
    "typing.optional": "def f(r: typing.Optional[Run] = None):\n    return [m.key for m in r.data.metrics]\n",
    "union with None": "def f(r: Run | None):\n    return [m.key for m in r.data.metrics]\n",
    "Union": "def f(r: Union[Run, None]):\n    return [m.key for m in r.data.metrics]\n",
    "string with a union": "def f(r: 'Run | None'):\n    return [m.key for m in r.data.metrics]\n",
    "optional string": "def f(r: Optional['Run']):\n    return [m.key for m in r.data.metrics]\n",
    "List": "def f(rs: List[Run]):\n    return [[m.key for m in r.data.metrics] for r in rs]\n",
    "list annotation": "def f(rs: list[Run]):\n    return [[m.key for m in r.data.metrics] for r in rs]\n",
    "Dict": "def f(rs: Dict[str, Run]):\n    return [[m.key for m in r.data.metrics] for r in rs.values()]\n",
    "annotated variable": "r: Run = load()\nprint([m.key for m in r.data.metrics])\n",
    "annotated attribute": (
        "class A:\n    r: Run\n    def f(self):\n        return [m.key for m in self.r.data.metrics]\n"
    ),
    "annotated result": "def f() -> Run: ...\nprint([m.key for m in f().data.metrics])\n",
    "annotated results": "def f() -> Iterator[Run]: ...\nfor r in f():\n    print([m.key for m in r.data.metrics])\n",
    "annotated client": "def f(c: MlflowClient):\n    return [m.key for m in c.get_run('a').data.metrics]\n",
    "type comment": "r = load()  # type: Run\nprint([m.key for m in r.data.metrics])\n",
    "type comment of a function": "def f(r):\n    # type: (Run) -> list\n    return [m.key for m in r.data.metrics]\n",
    "type comment of a parameter": "def f(r,  # type: Run\n      n=0):\n    return [m.key for m in r.data.metrics]\n",
    "made": "r = Run(info, RunData(metrics=[Metric('a', 1, 2)]))\nprint([m.key for m in r.data.metrics])\n",
    "made data": "d = RunData(metrics=[Metric('a', 1, 2)])\nprint([m.key for m in d.metrics])\n",
    "getattr": "print([m.key for m in getattr(client.get_run('a').data, 'metrics')])\n",
    "getattr data": "print([m.key for m in getattr(client.get_run('a'), 'data').metrics])\n",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_container_is_found_on_this_way(way: str) -> None:
    found = proven(HEAD + WAYS[way])
    assert [site.container for site in found] == ["metrics"]
    assert found[0].why


def test_a_default_shows_what_a_parameter_is_for_and_no_more() -> None:
    found = sites(HEAD + "def f(r=client.get_run('a')):\n    return [m.key for m in r.data.metrics]\n")
    assert [(site.container, site.confidence) for site in found] == [("metrics", Confidence.LIKELY)]


def test_none_as_a_default_says_nothing() -> None:
    found = sites(HEAD + "def f(run=None):\n    return [m.key for m in run.data.metrics]\n")
    assert [(site.container, site.confidence) for site in found] == [("metrics", Confidence.LIKELY)]


# -- both, and neither ------------------------------------------------------------------------

DOUBTFUL = {
    "two branches": (
        "if client:\n    ms = client.get_run('a').data.metrics\nelse:\n    ms = load()\nprint([m.key for m in ms])\n"
    ),
    "rebound later": "ms = client.get_run('a').data.metrics\ndef f():\n    return [m.key for m in ms]\nms = load()\n",
    "conditional": "ms = client.get_run('a').data.metrics if client else load()\nprint([m.key for m in ms])\n",
    "overridden": "class A:\n    def ms(self):\n        return client.get_run('a').data.metrics\n    def f(self):\n"
    "        return [m.key for m in self.ms()]\nclass B(A):\n    def ms(self):\n        return load()\n",
}


@pytest.mark.parametrize("way", DOUBTFUL)
def test_a_container_or_something_else_is_named_and_left(way: str) -> None:
    result = migrate_source(HEAD + DOUBTFUL[way])
    assert result.new_text is None
    assert {finding.rule for finding in result.findings} == {"RD408"}


def test_a_function_that_is_given_either_stays_and_the_call_is_named() -> None:
    code = "def f(ms):\n    return [m.key for m in ms]\nf(client.get_run('a').data.metrics)\nf(load())\n"
    result = migrate_source(HEAD + code)
    assert result.new_text is None
    assert [(finding.rule, finding.place.line) for finding in result.findings] == [("RD410", HEAD.count("\n") + 3)]


NO_SITES = {
    "unknown list": "def f(ms):\n    return [m.key for m in ms]\n",
    "history": "print([m.key for m in client.get_metric_history('r', 'k')])\n",
    "other attribute": "print([m.key for m in client.get_run('a').info.metrics])\n",
    "experiment's tags": "print([t.key for t in client.get_experiment('1').tags])\n",
    "model version's tags": "print([t.key for t in client.get_model_version('m', 1).tags])\n",
    "rebound": "r = client.get_run('a')\nr = load()\nprint([m.key for m in r.metrics])\n",
    "shadowed in a function": "r = client.get_run('a').data\ndef f(r):\n    return [m.key for m in r.metrics]\n",
    "shadowed by a comprehension": (
        "r = client.get_run('a').data\nprint([[m.key for m in r.metrics] for r in load()])\n"
    ),
    "deleted and bound again": "r = client.get_run('a').data\ndel r\nr = load()\nprint([m.key for m in r.metrics])\n",
    "to_proto": "print([m.key for m in client.get_run('a').to_proto().data.metrics])\n",
    "protobuf": "from mlflow.protos.service_pb2 import Run as P\nprint([m.key for m in P().data.metrics])\n",
    "sql model": "from mlflow.store.dbmodels.models import SqlRun\nprint([m.key for m in SqlRun().data.metrics])\n",
    "own class": (
        "class Data:\n    metrics = []\nclass R:\n    data = Data()\nprint([m.key for m in R().data.metrics])\n"
    ),
    "own dataclass": (
        "@dataclasses.dataclass\nclass D:\n    metrics: list\n@dataclasses.dataclass\nclass R:\n    data: D\n"
        "def f(r: R):\n    return [m.key for m in r.data.metrics]\n"
    ),
    "json": "import json\nprint([m.key for m in json.loads(x).data.metrics])\n",
    "requests": "import requests\nr = requests.get('u')\nprint([m.key for m in r.data.metrics])\n",
    "stand-in": (
        "from types import SimpleNamespace\nr = SimpleNamespace(data=SimpleNamespace(metrics=[]))\n"
        "print([m.key for m in r.data.metrics])\n"
    ),
    "shadowed mlflow": "mlflow = load()\nprint([m.key for m in mlflow.active_run().metrics])\n",
    "own get_run": (
        "class C:\n    def get_run(self, i):\n        return load()\nprint([m.key for m in C().get_run('a').metrics])\n"
    ),
    **{
        root: f"import {root}\nr = {root}.Api().run('a')\nprint([m.key for m in r.data.metrics])\n"
        for root in sorted(api.RIVAL_ROOTS)
    },
    "databricks sdk": "from databricks.sdk import WorkspaceClient\nw = WorkspaceClient()\n"
    "print([m.key for m in w.experiments.get_run('a').run.data.metrics])\n",
}


@pytest.mark.parametrize("way", NO_SITES)
def test_no_site(way: str) -> None:
    result = migrate_source(HEAD + NO_SITES[way], explain_sites=True)
    assert (result.new_text, result.findings, result.sites) == (None, (), ())


@pytest.mark.parametrize("container", api.CONTAINERS)
def test_the_shape_is_enough_where_mlflow_is_used(container: str) -> None:
    text = f"def f(run):\n    return [m.key for m in run.data.{container}]\n"
    [site] = migrate_source(text, uses_mlflow=True, explain_sites=True).sites
    assert (site.confidence, site.container) == (Confidence.LIKELY, container)
    doubtful = migrate_source(text.replace("run", "it"))
    assert doubtful.new_text is None
    assert [finding.is_doubtful for finding in doubtful.findings] == [True]


def test_the_shape_beside_a_rival_is_named_and_left() -> None:
    text = (
        "import mlflow\nfrom databricks.sdk import WorkspaceClient\ndef f(run):\n"
        "    return [m.key for m in run.data.metrics]\n"
    )
    result = migrate_source(text)
    assert result.new_text is None
    assert [finding.rule for finding in result.findings] == ["RD408"]


def test_new_style_code_of_the_same_shape_is_no_site() -> None:
    text = "import mlflow\ndef f(run):\n    return [m.upper() for m in run.data.metrics]\n"
    result = migrate_source(text)
    assert (result.new_text, result.findings) == (None, ())
