"""Entities that are read behind what cannot be followed are named, and new-style code never is."""

from __future__ import annotations

import pytest

from rundata_migrate import migrate_source

HEAD = "import mlflow\nrun = mlflow.get_run('r')\nclient = mlflow.tracking.MlflowClient()\n"

NAMED = {
    "read by getattr": (
        "def value_of(*, p):\n    return getattr(p, 'value')  # read\n"
        "def show(m):\n    print(value_of(p=m))\nprint(dict(zip('abc', map(show, run.data.metrics))))\n"
    ),
    "object that hands on attributes": (
        "class Data:\n    def __init__(self, data):\n        self._data = data\n"
        "    def __getattr__(self, name):\n        return getattr(self._data, name)\n"
        "print([m.key for m in Data(run.data).metrics])  # read\n"
    ),
    "attribute of a computed name": (
        "class Box: pass\nb = Box()\nfor name in ('metrics', 'params'):\n    setattr(b, name, getattr(run.data, name))\n"
        "print([p.value for p in b.params])  # read\n"
    ),
    "attribute by the dict of an object": (
        "class Box: pass\nb = Box()\nb.__dict__.update(found=run.data.tags)\nprint([t.key for t in b.found])  # read\n"
    ),
    "attributes bound as a tuple": (
        "class Row:\n    __slots__ = ('m', 'n')\n    def __init__(self, m, n):\n        self.m, self.n = m, n\n"
        "rows = [Row(m, 1) for m in run.data.metrics]\nprint([row.m.key for row in rows])  # read\n"
    ),
    "single dispatch": (
        "import functools\n@functools.singledispatch\ndef show(x):\n    return x\n"
        "@show.register(mlflow.entities.Metric)\ndef _(x):\n    return x.key  # read\n"
        "print([show(m) for m in run.data.metrics])\n"
    ),
    "registry that is an object": (
        "class Registry(dict):\n    def register(self, name):\n        def add(f):\n            self[name] = f\n"
        "            return f\n        return add\nreg = Registry()\n@reg.register('metrics')\ndef rows(ms):\n"
        "    return [m.key for m in ms]  # read\nfor name, f in reg.items():\n    print(f(getattr(run.data, name)))\n"
    ),
    "handlers behind two stars": (
        "HANDLERS = {}\ndef on(name):\n    def add(f):\n        HANDLERS.setdefault(name, []).append(f)\n"
        "        return f\n    return add\ndef emit(name, *args, **kwargs):\n    for h in HANDLERS.get(name, []):\n"
        "        h(*args, **kwargs)\n@on('done')\ndef report(metrics, **rest):\n"
        "    print([m.key for m in metrics])  # read\nemit('done', metrics=run.data.metrics)\n"
    ),
    "encoder of a library's class": (
        "import json\nclass Encoder(json.JSONEncoder):\n    def default(self, o):\n"
        "        return [o.key, 1]  # read\nprint(json.dumps(run.data.params, cls=Encoder))\n"
    ),
    "method that a base calls": (
        "from somewhere import Visitor\nclass Mine(Visitor):\n    def visit_one(self, m):\n"
        "        print(m.value)  # read\nMine().visit(run.data.metrics)\n"
    ),
    "subclass that registers itself": (
        "class Base:\n    views = []\n    def __init_subclass__(cls):\n        Base.views.append(cls())\n"
        "class A(Base):\n    def show(self, ms):\n        print([m.key for m in ms])  # read\n"
        "for view in Base.views:\n    view.show(run.data.metrics)\n"
    ),
    "query object with lambdas": (
        "class Query:\n    def __init__(self, items):\n        self.items = list(items)\n"
        "    def where(self, f):\n        return Query(x for x in self.items if f(x))\n"
        "print(len(Query(run.data.metrics).where(lambda m: m.value > 1).items))  # read\n"
    ),
    "sent to a coroutine": (
        "def sink():\n    while True:\n        m = yield\n        print(m.key)  # read\ns = sink()\nnext(s)\n"
        "for m in run.data.metrics:\n    s.send(m)\n"
    ),
    "getter by its name": (
        "import operator\npick = operator.attrgetter('key', 'value')\nprint([pick(m) for m in run.data.metrics])  # read\n"
    ),
    "decorator of a library": (
        "from somewhere import cached\n@cached\ndef params_of(i):\n    return mlflow.get_run(i).data.params\n"
        "print([p.key for p in params_of('r')])  # read\n"
    ),
    "decorator of a library around a reader": (
        "from somewhere import cached\n@cached\ndef names(params):\n    return [p.key for p in params]\n"
        "print(names(run.data.params))  # read\n"
    ),
    "process pool": (
        "def f(i):\n    return mlflow.get_run(i).data.tags\n"
        "with make_pool() as pool:\n    for tags in pool.imap_unordered(f, ['r']):\n        print([t.key for t in tags])  # read\n"
    ),
    "joblib": (
        "from joblib import Parallel, delayed\ndef f(i):\n    return mlflow.get_run(i).data.metrics\n"
        "for ms in Parallel(2)(delayed(f)(i) for i in ['r']):\n    print([m.value for m in ms])  # read\n"
    ),
    "future kept in a dict": (
        "def f(i):\n    return mlflow.get_run(i).data.metrics\nfutures = {}\nfor i in 'ab':\n    futures[i] = pool.submit(f, i)\n"
        "for future in futures.values():\n    print([m.key for m in future.result()])  # read\n"
    ),
    "gathered with exceptions": (
        "import asyncio\nasync def f(i):\n    return mlflow.get_run(i).data.tags\nasync def main():\n"
        "    for tags in await asyncio.gather(f('a'), f('b'), return_exceptions=True):\n        print([t.value for t in tags])  # read\n"
    ),
    "combinations": "import itertools\nprint([a.key for a, b in itertools.combinations(run.data.metrics, 2)])  # read\n",
    "accumulated": "import functools\nprint([m.key for m in functools.reduce(join, [run.data.tags, run.data.params])])  # read\n",
    "queue": (
        "import queue\nq = queue.Queue()\nfor m in run.data.metrics:\n    q.put(m)\n"
        "while not q.empty():\n    m = q.get()\n    print(m.key, m.value)  # read\n"
    ),
    "set of entities": "found = set()\nfor m in run.data.metrics:\n    found.add(m)\nprint([m.key for m in found])  # read\n",
    "container in a set of tuples": (
        "rows = set()\nrows.add((1, run.data.params))\nfor n, params in rows:\n    print([p.key for p in params])  # read\n"
    ),
    "attribute target of a loop": (
        "class Box: pass\nb = Box()\nfor b.m in run.data.metrics:\n    print(b.m.key)  # read\n"
    ),
    "class that is not seen": "from somewhere import Box\nb = Box()\nb.tags = run.data.tags\nprint([t.key for t in b.tags])  # read\n",
    "state of a web framework": (
        "import streamlit as st\nst.session_state.tags = run.data.tags\n"
        "for t in st.session_state.tags:\n    st.write(t.key, t.value)  # read\n"
    ),
    "registry by decorator": (
        "HOOKS = []\ndef hook(f):\n    HOOKS.append(f)\n    return f\n@hook\ndef show(metrics):\n"
        "    print([m.key for m in metrics])  # read\nfor f in HOOKS:\n    f(run.data.metrics)\n"
    ),
    "registry by class attribute": (
        "class Report:\n    parts = {}\n    @classmethod\n    def part(cls, name):\n        def add(f):\n"
        "            cls.parts[name] = f\n            return f\n        return add\n@Report.part('m')\ndef names(items):\n"
        "    return [i.key for i in items]  # read\nprint(Report.parts['m'](run.data.metrics))\n"
    ),
    "dispatch by getattr": (
        "class Show:\n    def on_metric(self, m):\n        print(m.key)  # read\n    def go(self):\n"
        "        for m in run.data.metrics:\n            getattr(self, f'on_{kind}')(m)\nShow().go()\n"
    ),
    "dispatch table of methods": (
        "class Show:\n    def a(self, ms):\n        return [m.key for m in ms]\n    def go(self):\n"
        "        table = {'a': self.a}\n        return table[kind](run.data.metrics)  # read\nShow().go()\n"
    ),
    "dunder dict of a pool's result": (
        "def f(i):\n    return mlflow.get_run(i).data.params\nfor ps in pool.map(f, 'a'):\n"
        "    print([p.__dict__ for p in ps])  # read\n"
    ),
    "json with a default": (
        "import json\nprint(json.dumps({'tags': run.data.tags}, default=lambda o: o.__dict__))  # read\n"
    ),
    "json with a function for a default": (
        "import json\ndef plain(o):\n    return {'name': o.key, 'value': o.value}  # read\n"
        "print(json.dumps(list(run.data.params), default=plain))\n"
    ),
    "attrgetter handed to a library": (
        "from operator import attrgetter\nfrom toolz import groupby\nprint(groupby(attrgetter('key'), run.data.tags))  # read\n"
    ),
    "run data handed to what is not seen": (
        "from somewhere import sections\nfor section in sections(run.data):\n    print([e.key for e in section])  # read\n"
    ),
    "whole run handed to what is not seen": (
        "from somewhere import metrics_of\nfor m in metrics_of(run):\n    print(m.key, m.value)  # read\n"
    ),
    "encoder that tests the class": (
        "import json\nfrom mlflow.entities import Metric, Param\nclass Encoder(json.JSONEncoder):\n    def default(self, o):\n"
        "        if isinstance(o, (Metric, Param)):\n            return [o.key, o.value]  # read\n"
        "        return json.JSONEncoder.default(self, o)\nprint(json.dumps(run.data.params, cls=Encoder))\n"
    ),
    "encoder that tests for attributes": (
        "import json\nclass Encoder(json.JSONEncoder):\n    def default(self, o):\n        try:\n            return o.to_dict()\n"
        "        except AttributeError:\n            pass\n        if hasattr(o, 'key') and hasattr(o, 'value'):\n"
        "            return {o.key: o.value}  # read\n        return super().default(o)\n"
        "print(Encoder(indent=1).encode({'tags': run.data.tags}))\n"
    ),
    "encoder that takes pairs": (
        "import json\ndef plain(o):\n    return {name: part for name, part in o}  # read\n"
        "print(json.dumps([m for m in run.data.metrics], default=plain))\n"
    ),
    "encoder by vars": "import json\nprint(json.dumps(run.data.metrics, default=vars))  # read\n",
    "encoder by dict": "import json\nprint(json.dumps({'all': run.data.metrics}, default=dict))  # read\n",
    "class asked by a function": (
        "from mlflow.entities import Metric\ndef text(x):\n    return 'metric' if isinstance(x, Metric) else x  # read\n"
        "print(list(process(text, run.data.metrics)))\n"
    ),
    "class asked by single dispatch": (
        "import functools\n@functools.singledispatch\ndef text(x):\n    return 'other'\n"
        "@text.register(mlflow.entities.Param)\ndef _(x):\n    return 'param'\n"
        "print([text(p) for p in run.data.params])  # read\n"
    ),
    "class asked by match": (
        "from mlflow.entities import Metric, Param\nfor e in list(run.data.metrics) + list(run.data.params):\n"
        "    match e:  # read\n        case Metric(key=k) | Param(key=k):\n            print(k)\n"
    ),
    "attribute that a function asks for": (
        "def text(x):\n    if hasattr(x, 'key'):\n        return x.key  # read\n    if isinstance(x, (list, tuple)):\n"
        "        return [text(e) for e in x]\n    return x\nprint(text(run.data.metrics), text(3))\n"
    ),
    "container out of a pattern": (
        "match run.data:\n    case object(metrics=found):\n        print([m.key for m in found])  # read\n"
    ),
    "other objects in the same list": (
        "class Own:\n    key = 'own'\nfor m in list(run.data.metrics) + [Own()]:\n    print(m.key)  # read\n"
        "print([m.key for m in [*run.data.tags, Own()]])  # read\n"
    ),
    "function by another name": "def show(ms):\n    return list(ms)\ntoo = show\nfor m in too(run.data.metrics):\n    print(m.value)  # read\n",
    "object that is called": (
        "class Show:\n    def __call__(self, m):\n        return m.key  # read\nshow = Show()\n"
        "print([show(m) for m in run.data.params], [Show()(m) for m in run.data.tags])\n"
    ),
    "element behind a star": (
        "class Show:\n    def inner(self, p):\n        p, other = None, p\n        return other.value  # read\n"
        "    def show(self, *args, **kwargs):\n        return self.inner(*args, **kwargs)\n"
        "print([Show().show(m) for m in run.data.metrics])\n"
    ),
    "code in a string": "print(eval('[m.key for m in run.data.metrics]'))  # read\n",
    "statements in a string": (
        "CODE = '\\nfor p in run.data.params:\\n    print(p.key)'\nexec(compile(CODE, 'x', 'exec'))  # read\n"
    ),
    "code in a string of a function": "def f(ms):\n    return eval('ms[0].value')  # read\nprint(f(run.data.metrics))\n",
    "timed code": "import timeit\ntimeit.timeit('[m.key for m in run.data.metrics]', globals=globals())  # read\n",
    "field of a variable": "for m in run.data.metrics:\n    print('{m.key}={m.value}'.format(**locals()))  # read\n",
    "field of an element": "print('{[0].key}'.format(run.data.tags))  # read\n",
    "field of a run": "TEXT = '{r.data.metrics[0].value:.2f}'\nprint(TEXT.format(r=run))  # read\n",
    "field of a mapping": "def f(ms):\n    return '{ms[0].key}'.format_map(vars())  # read\nprint(f(run.data.metrics))\n",
    "one of them, by chance": "import random\nm = random.choice(run.data.metrics)\nprint(m.value)  # read\n",
    "some of them, by chance": "from random import choices\nfor m in choices(run.data.tags, k=2):\n    print(m.key)  # read\n",
    "one by an item getter": "from operator import itemgetter\nprint(itemgetter(0)(run.data.params).value)  # read\n",
    "two by a getter with a name": (
        "from operator import itemgetter\nends = itemgetter(0, -1)\na, b = ends(run.data.params)\nprint(a.key, b.key)  # read\n"
    ),
    "one by a function of the operator": "import operator\nprint(operator.getitem(run.data.tags, 0).value)  # read\n",
    "one by a function that nobody knows": "from somewhere import pick\nprint(pick(run.data.metrics).key)  # read\n",
    "one by a function made of text": (
        "first = __import__('operator').itemgetter(0)\nm = first(run.data.metrics)\nprint(m.key, m.value)  # read\n"
    ),
    "one by an object that is called": (
        "class Pick:\n    def __call__(self, xs):\n        return xs[0]\nprint(Pick()(run.data.tags).key)  # read\n"
    ),
    "another list of the same class": "c = run.data.tags\nd = c.__class__(c)\nprint([t.key for t in d])  # read\n",
    "an iterator by its method": "print(next(run.data.tags.__iter__()).key)  # read\n",
    "subclass of a list": "class Rows(list):\n    pass\nprint([m.key for m in Rows(run.data.metrics)])  # read\n",
    "object that is iterated by its items": (
        "class View:\n    def __init__(self, r):\n        self.r = r\n    def __getitem__(self, i):\n"
        "        return self.r.data.params[i]\nprint([p.key for p in View(run)])  # read\n"
    ),
    "descriptor": (
        "class Rows:\n    def __get__(self, obj, owner=None):\n        return obj.run.data.params\nclass View:\n    rows = Rows()\n"
        "    def __init__(self, run):\n        self.run = run\nprint([p.key for p in View(run).rows])  # read\n"
    ),
    "attribute set past the class": (
        "class View:\n    def __init__(self, run):\n        object.__setattr__(self, 'rows', run.data.params)\n"
        "print([p.key for p in View(run).rows])  # read\n"
    ),
    "function in a class by another name": (
        "def rows(xs):\n    return list(xs)\nclass Show:\n    pick = staticmethod(rows)\n"
        "for p in Show.pick(run.data.params):\n    print(p.key)  # read\n"
    ),
    "function by the arguments of a command": (
        "import argparse\ndef rows(xs):\n    return [x.key for x in xs]  # read\nparser = argparse.ArgumentParser()\n"
        "parser.set_defaults(func=rows)\nprint(parser.parse_args([]).func(run.data.params))\n"
    ),
    "attribute of a computed name of a keeper": (
        "class Keeper:\n    def __init__(self, run):\n        self.best = run.data\n    def get(self, name):\n"
        "        return getattr(self, name)\nprint([m.key for m in Keeper(run).get('best').metrics])  # read\n"
    ),
    "attribute of a keeper by its dict": (
        "class Keeper:\n    def __init__(self, run):\n        self.best = run.data.tags\n    def __getitem__(self, name):\n"
        "        return self.__dict__[name]\nprint([t.key for t in Keeper(run)['best']])  # read\n"
    ),
    "attribute of a keeper by vars": (
        "class Keeper:\n    def __init__(self, run):\n        self.best = run.data.tags\n"
        "print([t.key for t in vars(Keeper(run))['best']])  # read\n"
    ),
    "method by its name": (
        "from operator import methodcaller\nclass Keeper:\n    def rows(self):\n        return run.data.tags\n"
        "print([t.key for t in methodcaller('rows')(Keeper())])  # read\n"
    ),
    "attributes of elements by a getter": (
        "from operator import attrgetter\nclass Keeper:\n    def __init__(self, run):\n        self.best = run\n"
        "for tags in map(attrgetter('best.data.tags'), [Keeper(run)]):\n    print([t.key for t in tags])  # read\n"
    ),
    "run data out of a pattern": "match run:\n    case object(data=d):\n        print([m.key for m in d.metrics])  # read\n",
    "container out of a pattern of a run": (
        "def show(r):\n    match r:\n        case object(info=info, data=object(tags=found)) if info:\n"
        "            for t in found:\n                print(t.key)  # read\nshow(run)\n"
    ),
    "element out of a pattern": (
        "match {'run': run}:\n    case {'run': object(data=object(params=[first, *_]))}:\n        print(first.value)  # read\n"
    ),
    "code with variables of its own": "exec('print([m.key for m in d.metrics])', {'d': run.data})  # read\n",
    "code with variables by their names": "ns = dict(ms=run.data.metrics)\nprint(eval('ms[0].value', ns))  # read\n",
    "timed code with its beginning": (
        "import timeit\ntimeit.timeit(stmt='[m.key for m in ms]', setup='ms = run.data.metrics', globals=globals())  # read\n"
    ),
    "timed code with variables of its own": (
        "import timeit\ndef f():\n    ms = run.data.metrics\n    timeit.repeat('[m.key for m in ms]', globals={'ms': ms})  # read\nf()\n"
    ),
    "function in a string": "names = eval('lambda xs: [x.key for x in xs]')  # read\nprint(names(run.data.tags))\n",
    "field of a dict": "print('{m[0].key}'.format_map({'m': run.data.metrics}))  # read\n",
    "dict of an element in a list": "rows = [dict(m) for m in run.data.metrics]  # read\nprint(rows)\n",
}


@pytest.mark.parametrize("name", NAMED)
def test_a_read_behind_what_cannot_be_followed_is_named(name: str) -> None:
    text = HEAD + NAMED[name]
    result = migrate_source(text, path="a.py")
    assert result.new_text is None
    lines = {finding.place.line for finding in result.findings}
    marked = {number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# read")}
    assert marked <= lines, [(finding.place.line, finding.message) for finding in result.findings]


LEFT_ALONE = {
    "an object of another class in the same set": (
        "class E:\n    key = 1\nclass D:\n    metrics = [E()]\nclass Fake:\n    data = D()\nseen = set()\nseen.add(run)\n"
        "seen.add(Fake())\nfor r in seen:\n    print([m.key for m in r.data.metrics])\n"
    ),
    "equal values are told apart by their entities": (
        "from more_itertools import unique_everseen\nprint([m.value for m in unique_everseen(run.data.metrics)])\n"
    ),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_may_be_something_else_stays_and_is_named(name: str) -> None:
    result = migrate_source(HEAD + LEFT_ALONE[name], path="a.py")
    assert result.new_text is None
    assert result.findings


NEW_STYLE = {
    "an attribute of the same name that is something else": (
        "def compare(a, b):\n    keys = set(a.data.metrics) | set(b.data.metrics)\n"
        "    return {k: (a.data.metrics.get(k), b.data.metrics.get(k)) for k in keys}\n"
        "print(compare(run, mlflow.get_run('s')))\nclass Callback:\n    def on_end(self, result):\n"
        "        for m in result.metrics:\n            print(m.key, m.value)\n"
    ),
    "list of keys": "print(list(run.data.tags))\n",
    "greatest": "print(max(run.data.metrics, key=run.data.metrics.get, default=None))\n",
    "loop over keys": "for k in run.data.params:\n    print(k, run.data.params[k])\n",
    "different": "print(run.data.metrics != other, run.data.metrics == {})\n",
    "json": "import json\njson.dumps(run.data.tags, default=str)\n",
    "encoder of enums": (
        "import enum, json\nclass Encoder(json.JSONEncoder):\n    def default(self, o):\n        if isinstance(o, enum.Enum):\n"
        "            return o.value\n        return o.value if isinstance(o, Wrapped) else super().default(o)\n"
        "print(json.dumps({'params': run.data.params}, cls=Encoder))\n"
    ),
    "encoder that asks for a value": (
        "import json\ndef plain(o):\n    return o.value if hasattr(o, 'value') else str(o)\n"
        "print(json.dumps(run.data.params, default=plain))\n"
    ),
    "class of a history's element": (
        "from mlflow.entities import Metric\ndef text(x):\n    return x.key if isinstance(x, Metric) else str(x)\n"
        "print([text(m) for m in client.get_metric_history('r', 'a')], text(run.info.run_id))\n"
    ),
    "strings that read a dict": (
        "print(eval('run.data.metrics[\\'a\\']'), '{m[a]}'.format(m=run.data.metrics), '{e.key}'.format(e=event))\n"
    ),
    "pattern of a dict": "match run.data.params:\n    case {'lr': lr, **rest}:\n        print(lr, rest)\n",
    "handed to a library": "from rich import print_json\nprint_json(data=run.data.params)\n",
    "handed to a decorated function": (
        "from somewhere import cached\n@cached\ndef show(params):\n    return params['a']\nshow(run.data.params)\n"
    ),
    "history of each key": (
        "for k in run.data.metrics:\n    for m in client.get_metric_history('r', k):\n        print(m.key, m.value, m.step)\n"
    ),
    "what a library finds for each key": (
        "from somewhere import lookup\nfor k in run.data.params:\n    print(lookup(k).value)\n"
    ),
    "items": "for k, v in run.data.metrics.items():\n    row = Row(k, v)\n    print(row.key, row.value)\n",
    "pool over keys": "for r in pool.map(measure, run.data.metrics.values()):\n    print(r.value)\n",
    "copied": "d = dict(run.data.params)\nd.update(x=trial)\nprint(d['x'].value)\n",
    "merged": "d = {**run.data.params, 'x': trial}\nprint(d['x'].value)\n",
    "series": "import pandas as pd\nprint([r.value for r in pd.Series(run.data.metrics).reset_index().itertuples()])\n",
    "other attributes": "print(run.info.status.value, run.info.key)\n",
    "events": "def on_key(event):\n    print(event.key, event.value)\nbind('<Key>', on_key)\nprint(run.data.tags['a'])\n",
    "enum": "import enum\nclass Kind(enum.Enum):\n    A = 'a'\nfor k in run.data.tags:\n    print(Kind(k).value, Kind.A.value)\n",
    "model inputs": "for i in run.inputs.dataset_inputs:\n    print([t.key for t in i.tags])\n",
    "spread": "log(**run.data.params)\n",
    "sorted keys": "for k in sorted(run.data.metrics):\n    print(k)\n",
    "by attribute of another": "from operator import attrgetter\nprint(sorted(trials, key=attrgetter('value')), run.data.metrics)\n",
    "widgets": "import ipywidgets as w\nfield = w.Dropdown(options=list(run.data.params))\nprint(field.value)\n",
    "object made of a dict": "from somewhere import Event\nevent = Event(run.data.metrics)\nprint(event.key, event.timestamp)\n",
    "object given a dict by keyword": "from somewhere import upload\nprint(upload(body=run.data.params).key)\n",
    "object that was given a dict": "from somewhere import bucket\nbucket.put(run.data.params)\nprint(bucket.key)\n",
    "value of what a dict was handed to": "from somewhere import score\nprint(score(run.data.metrics).value)\n",
    "picked keys": (
        "import random\nfrom operator import itemgetter\nprint(random.choice(list(run.data.params)), itemgetter('a')(run.data.params))\n"
    ),
    "pattern of a run": "match run:\n    case object(data=object(params={'lr': lr})):\n        print(lr)\n",
    "code that reads a dict": "exec('print(d.metrics[\\'a\\'])', {'d': run.data})\n",
    "keeper of a dict": (
        "class Keeper:\n    def __init__(self, run):\n        self.best = run.data.tags\n"
        "print([t.upper() for t in getattr(Keeper(run), name)], getattr(Keeper(run), name)['a'])\n"
    ),
    "returned": "def params(r):\n    return r.data.params\nx = params(run)\nprint(x['a'])\n",
}

OLD = "print([m.key for m in run.data.metrics])\n"


@pytest.mark.parametrize("name", NEW_STYLE)
@pytest.mark.parametrize("beside", ["", OLD], ids=["alone", "beside old code"])
def test_new_style_code_is_never_named(name: str, beside: str) -> None:
    text = HEAD + NEW_STYLE[name] + beside
    result = migrate_source(text, path="a.py")
    lines = {finding.place.line for finding in result.findings}
    assert lines == ({text.count("\n")} if beside else set()), [one.message for one in result.findings]


@pytest.mark.parametrize("name", NAMED)
def test_what_is_left_is_said_again_in_the_same_words(name: str) -> None:
    first = migrate_source(HEAD + OLD + NAMED[name], path="a.py")
    assert first.new_text is not None
    second = migrate_source(first.new_text, path="a.py")
    left = [(one.rule, one.message, one.place_after) for one in first.findings if not one.fixed]
    assert [(one.rule, one.message, one.place_after) for one in second.findings] == left
    assert second.new_text is None
