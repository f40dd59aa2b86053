"""The behaviour of the dual containers, operation by operation, inside an environment with MLflow.

    python check_matrix.py

``test_matrix.py`` starts it. Each row is an operation on ``c = run.data.metrics`` with acc=0.5 at 20 and loss=0.1 at
10, what it gives, and the list-style operation that it warns of, if any. It is run at a line of its own, which the
warning has to name. Python 3.7 and later; rows for a library are run where the library is.
"""
# ruff: noqa: F401  (the rows, which are text, use the imports; one row a line)

import collections
import copy
import csv
import functools
import heapq
import importlib
import io
import itertools
import json
import marshal
import math
import operator
import os
import pickle
import pprint
import random
import re
import sqlite3
import string
import sys
import types
import urllib.parse
import warnings

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
warnings.simplefilter("ignore")

import mlflow  # noqa: E402
import rundata_compat  # noqa: E402
from mlflow.entities import Metric, Param, RunData, RunTag  # noqa: E402
from rundata_compat import operations  # noqa: E402

OLD = mlflow.__version__.startswith("0.")
NEW_EQUALITY = not mlflow.__version__.startswith(("0.", "1.0."))
FIELDS = sorted(dict(Metric("k", 1.0, 1) if OLD else Metric("k", 1.0, 1, 0)))
D = {"acc": 0.5, "loss": 0.1}
ALL = {
    name: importlib.util.find_spec(name) is not None
    for name in (
        "numpy",
        "orjson",
        "pandas",
        "polars",
        "pyarrow",
        "simplejson",
        "ujson",
        "msgpack",
        "yaml",
        "cloudpickle",
    )
}


class Raises:
    """The operation raises one of these."""

    def __init__(self, *kinds):
        self.kinds = kinds

    def __eq__(self, other):
        return type(other) in self.kinds

    def __repr__(self):
        return "raises " + " or ".join(kind.__name__ for kind in self.kinds)


class Entity:
    """An entity with this key and value, or a key that carries one."""

    def __init__(self, key, value):
        self.pair = key, value

    def __eq__(self, other):
        return (vars(other)["_key"], vars(other)["_value"]) == self.pair

    def __repr__(self):
        return "<{}={}>".format(*self.pair)


ACC, LOSS, Z = Entity("acc", 0.5), Entity("loss", 0.1), Entity("z", 3.0)
P12, TX, UY = [Entity("p", "1"), Entity("q", "2")], Entity("t", "x"), Entity("u", "y")
ALWAYS = ()
# (operation, what it gives, what it warns of, what it needs: a library's name or the least Python)
ROWS = [
    # Both APIs give a result: one object satisfies both.
    ("len(c)", 2, None),
    ("bool(c)", True, None),
    ("dict.fromkeys(c)", {"acc": None, "loss": None}, None),
    ("list(c)", ["acc", "loss"], None),
    ("list(c)", [ACC, LOSS], None),
    ("set(c)", {"acc", "loss"}, None),
    ("tuple(c)", ("acc", "loss"), None),
    ("[*c]", [ACC, LOSS], None),
    ("a, b = c; r = [a, b]", ["acc", "loss"], None),
    ("a, b = c; r = [a, b]", [ACC, LOSS], None),
    ("next(iter(c))", ACC, None),
    ("list(reversed(c))", [LOSS, ACC], None),
    ("list(enumerate(c))", [(0, "acc"), (1, "loss")], None),
    ("list(zip(c, c))", [("acc", "acc"), ("loss", "loss")], None),
    ("any(c)", True, None),
    ("[m == n for m, n in zip(c, c)]", [True, True], None),
    ("len({m for m in c})", 2, None),
    ("c == []", False, "=="),
    ("Param('p', '1') in rd.tags", False, None),
    ("[m in c for m in c]", [True, True], None),
    ("c.clear(); r = len(c)", 0, None),
    ("c.copy()", D, None),
    ("type(c.copy()) is type(c)", True, None),
    ("sorted(c, key=str)", ["acc", "loss"], None),
    ("list(itertools.chain(c, rd.tags))", ["acc", "loss", "t", "u"], None),
    ("collections.deque(c)", collections.deque(["acc", "loss"]), None),
    ("type(copy.copy(c)) is type(c), copy.copy(c)", (True, D), None),
    ("d = copy.copy(c); d.append(Metric('z', 3.0, 1)); r = len(d), len(c), len(rd.metric_objs)", (3, 2, 2), "append"),
    ("type(copy.deepcopy(c)) is type(c), copy.deepcopy(c)", (True, D), None),
    ("type(pickle.loads(pickle.dumps(c))) is type(c), pickle.loads(pickle.dumps(c))", (True, D), None),
    ("[m.timestamp for m in pickle.loads(pickle.dumps(c))]", [20, 10], "entity.timestamp"),
    ("pickle.loads(pickle.dumps(rd)).metrics", D, None),
    ("list(pickle.loads(pickle.dumps(rd)).metrics)", [ACC, LOSS], None),
    ("type(vars(pickle.loads(pickle.dumps(rd)))['_metrics'])", list if OLD else dict, None),
    ("copy.deepcopy(rd).metrics", D, None),
    (
        "d = copy.deepcopy(rd); d.metrics.append(Metric('z', 3.0, 1)); r = len(d.to_proto().metrics), len(rd.to_proto().metrics)",
        (3, 2),
        "append",
    ),
    ("RunData(c, rd.params, list(rd.tags)).tags", {"t": "x", "u": "y"}, None),
    ("list(RunData(c).metrics), list(RunData(list(c)).metrics)", ([ACC, LOSS], [ACC, LOSS]), None),
    (
        "d = RunData(c); d.metrics.append(Metric('z', 3.0, 1)); r = len(d.metrics), len(c), len(d.to_proto().metrics)",
        (3, 2, 3),
        "append",
    ),
    ("[m is n for m, n in zip(c, c)]", [True, True], None),
    ("c[0] is c[0]", True, "[int]"),
    ("list(copy.copy(rd).metrics)", [ACC, LOSS], None),
    ("__import__('cloudpickle').loads(__import__('cloudpickle').dumps(c))", D, None, "cloudpickle"),
    ("__import__('pandas').DataFrame([c, c]).shape", (2, 2), None, "pandas"),
    ("len(__import__('pandas').concat([__import__('pandas').Series(c)]))", 2, None, "pandas"),
    ("bool(RunData().metrics)", False, None),
    ("'k' in RunData().tags", False, None),
    # Ambiguous, the new meaning holds.
    ("'acc' in c", True, None),
    ("'none' in c", False, None),
    ("c == {'acc': 0.5, 'loss': 0.1}", True, None),
    ("{'acc': 0.5, 'loss': 0.1} == c", True, None),
    ("c != {'acc': 0.5, 'loss': 0.1}", False, None),
    ("c == rd2.metrics, c != rd2.metrics", (True, False), None),
    ("collections.Counter(c)", D, None),
    ("isinstance(c, dict)", True, None),
    ("isinstance(c, collections.abc.Mapping)", True, None),
    ("[f'{x}' for x in c]", ["acc", "loss"], None),
    ("['%s' % x for x in c]", ["acc", "loss"], None),
    ("[str(x) for x in c]", ["acc", "loss"], None),
    ("[type(str(x)) for x in c]", [str, str], None),
    ("[repr(x) for x in c]", ["'acc'", "'loss'"], None),
    ("[k == 'acc' for k in c]", [True, False], None),
    ("[x in {'acc'} for x in c]", [True, False], None),
    ("set(c) == {'acc', 'loss'}", True, None),
    ("[isinstance(x, str) for x in c]", [True, True], None),
    ("[list(x) for x in c]", [list("acc"), list("loss")], None),
    ("[hash(x) == hash(str(x)) for x in c]", [True, True], None),
    ("[type(m) is Metric for m in c]", [False, False], None),
    ("[pickle.loads(pickle.dumps(k)) == str(k) for k in c]", [True, True], None),
    ("isinstance(c, list)", False, None),
    ("isinstance(c, collections.abc.Sequence)", False, None),
    ("match c:\n case {'acc': v}: r = v", 0.5, None, (3, 10)),
    ("match c:\n case [m, *_]: r = m\n case _: r = None", None, None, (3, 10)),
    ("json.dumps(c, default=vars)", '{"acc": 0.5, "loss": 0.1}', None),
    (
        "json.loads(json.dumps(rd.to_dictionary()))",
        {"metrics": D, "params": {"p": "1", "q": "2"}, "tags": {"t": "x", "u": "y"}},
        None,
    ),
    ("__import__('yaml').dump(c)", "acc: 0.5\nloss: 0.1\n", None, "yaml"),
    ("repr(c)", "{'acc': 0.5, 'loss': 0.1}", None),
    ("str(c)", "{'acc': 0.5, 'loss': 0.1}", None),
    ("f'{c}'", "{'acc': 0.5, 'loss': 0.1}", None),
    ("pprint.pformat(c)", "{'acc': 0.5, 'loss': 0.1}", None),
    ("repr(rd).startswith(\"<RunData: metrics={'acc': 0.5, 'loss': 0.1}, params={'p'\")", True, None),
    ("dict(rd)", {"metrics": D, "params": {"p": "1", "q": "2"}, "tags": {"t": "x", "u": "y"}}, None),
    ("__import__('pandas').Series(c).to_dict()", D, None, "pandas"),
    ("__import__('pandas').DataFrame([c]).to_dict('records')", [D], None, "pandas"),
    ("list(__import__('pandas').Series(list(c)))", ["acc", "loss"], None, "pandas"),
    (
        "sorted(__import__('pandas').json_normalize(rd.to_dictionary()))",
        ["metrics.acc", "metrics.loss", "params.p", "params.q", "tags.t", "tags.u"],
        None,
        "pandas",
    ),
    ("__import__('numpy').array(c).shape", (), None, "numpy"),
    ("__import__('numpy').array(list(c)).dtype.kind", "U", None, "numpy"),
    ("__import__('polars').DataFrame([c]).to_dicts()", [D], None, "polars"),
    ("__import__('polars').Series(list(c)).to_list()", ["acc", "loss"], None, "polars"),
    ("json.dumps(RunData().metrics)", "{}", None),
    # Ambiguous, the old meaning is kept.
    ("type(c) is dict", False, None),
    ("[type(x) is str for x in c]", [False, False], None),
    ("[isinstance(m, Metric) for m in c]", [True, True], None),
    ("[hasattr(m, 'key') for m in c]", [True, True], "entity.key"),
    ("[m == e for m, e in zip(c, given)]", [True, True], None),
    ("[e == m for m, e in zip(c, given)]", [True, True], None),
    ("c == given", True, "=="),
    ("given == c", True, "=="),
    ("c != given", False, "!="),
    ("list(type(c)(given))", [ACC, LOSS], "type()"),
    ("list(type(c)(m for m in c))", [ACC, LOSS], "type()"),
    ("type(c)(c), type(c)(D)", (D, D), None),
    ("[m.timestamp for m in type(c)(c)]", [20, 10], "entity.timestamp"),
    ("hasattr(c, '__missing__'), hasattr(type(c), '__missing__')", (False, False), None),
    ("__import__('pandas').Series(['acc']).map(c).tolist()", [0.5], None, "pandas"),
    ("__import__('pandas').Series(['acc', 'none']).map(c).isna().tolist()", [False, True], None, "pandas"),
    ("list(c) == given", True, None),
    ("rd.tags == [RunTag('t', 'x'), RunTag('u', 'y')]", True, ("==", "tags")),
    ("list(rd.tags) == [RunTag('t', 'x'), RunTag('u', 'y')]", True, None),
    ("given[0] in c", True, "in"),
    ("Metric('zz', 1.0, 1) in c", False, "in"),
    # The new API.
    ("c['acc']", 0.5, None),
    ("c.get('acc'), c.get('none'), c.get('none', 7)", (0.5, None, 7), None),
    ("list(c.keys())", ["acc", "loss"], None),
    ("list(c.values())", [0.5, 0.1], None),
    ("list(c.items())", [("acc", 0.5), ("loss", 0.1)], None),
    ("{k: v for k, v in c.items()}", D, None),
    ("type(dict(c)), dict(c)", (dict, D), None),
    ("[type(k) for k in dict(c)]", [str, str], None),
    ("{**c}", D, None),
    ("(lambda **kw: kw)(**c)", D, None),
    ("c | {'z': 1}", {"acc": 0.5, "loss": 0.1, "z": 1}, None, (3, 9)),
    ("{'z': 1} | c", {"acc": 0.5, "loss": 0.1, "z": 1}, None, (3, 9)),
    ("c |= {'z': 1}; r = dict(c)", {"acc": 0.5, "loss": 0.1, "z": 1}, None, (3, 9)),
    ("c.update(z=1); r = list(c.items())", [("acc", 0.5), ("loss", 0.1), ("z", 1)], None),
    ("c['acc'] = 1.0; r = c['acc']", 1.0, None),
    ("c['acc'] = 1.0; r = [vars(m)['_value'] for m in c]", [1.0, 0.1], None),
    ("del c['acc']; r = list(c.items())", [("loss", 0.1)], None),
    ("c.pop('acc'), list(c)", (0.5, ["loss"]), None),
    ("c.pop('none', 9)", 9, None),
    ("c.popitem()", ("loss", 0.1), None),
    ("c.setdefault('z', 3.0)", 3.0, None),
    ("collections.OrderedDict(c)", D, None),
    ("collections.ChainMap(c)['acc']", 0.5, None),
    ("c.keys() & {'acc'}", {"acc"}, None),
    ("max(c, key=c.get)", "acc", None),
    ("'%(acc)s' % c", "0.5", None),
    ("'{acc}'.format(**c)", "0.5", None),
    ("'{0[acc]}'.format(c)", "0.5", None),
    ("string.Template('$acc').substitute(c)", "0.5", None),
    ("d = {}; d.update(c); r = d", D, None),
    ("types.MappingProxyType(c)['acc']", 0.5, None),
    ("{k: c[k] for k in c}", D, None),
    ("sorted(c)", ["acc", "loss"], None),
    ("','.join(c)", "acc,loss", None),
    ("['metrics.' + k for k in c]", ["metrics.acc", "metrics.loss"], None),
    ("[x.startswith('a') for x in c]", [True, False], None),
    ("[len(x) for x in c]", [3, 4], None),
    ("[x[0] for x in c], [x[1:] for x in c]", (["a", "l"], ["cc", "oss"]), None),
    ("sorted(c, reverse=True)", ["loss", "acc"], None),
    ("list(map(str.upper, c))", ["ACC", "LOSS"], None),
    ("c.copy()['acc']", 0.5, None),
    ("json.dumps(c)", '{"acc": 0.5, "loss": 0.1}', None),
    ("json.dumps(c, indent=1)", '{\n "acc": 0.5,\n "loss": 0.1\n}', None),
    ("json.dumps(c, sort_keys=True)", '{"acc": 0.5, "loss": 0.1}', None),
    ("json.dumps(list(c))", '["acc", "loss"]', None),
    ("json.dumps({k: c[k] for k in c})", '{"acc": 0.5, "loss": 0.1}', None),
    ("__import__('simplejson').dumps(c)", '{"acc": 0.5, "loss": 0.1}', None, "simplejson"),
    ("__import__('ujson').dumps(c)", '{"acc":0.5,"loss":0.1}', None, "ujson"),
    ("__import__('orjson').dumps(c)", b'{"acc":0.5,"loss":0.1}', None, "orjson"),
    ("__import__('orjson').dumps(list(c))", b'["acc","loss"]', None, "orjson"),
    (
        "import orjson; r = orjson.dumps({k: c[k] for k in c}, option=orjson.OPT_NON_STR_KEYS)",
        b'{"acc":0.5,"loss":0.1}',
        None,
        "orjson",
    ),
    ("import msgpack; r = msgpack.unpackb(msgpack.packb(c))", D, None, "msgpack"),
    ("import msgpack; r = msgpack.unpackb(msgpack.packb(list(c)))", ["acc", "loss"], None, "msgpack"),
    ("__import__('yaml').safe_dump(c)", "acc: 0.5\nloss: 0.1\n", None, "yaml"),
    ("__import__('yaml').safe_dump(list(c))", "- acc\n- loss\n", None, "yaml"),
    (
        "import yaml; r = yaml.dump(c, Dumper=getattr(yaml, 'CSafeDumper', yaml.SafeDumper))",
        "acc: 0.5\nloss: 0.1\n",
        None,
        "yaml",
    ),
    ("import ast; r = ast.literal_eval(str(c))", D, None),
    ("urllib.parse.urlencode(c)", "acc=0.5&loss=0.1", None),
    ("f = io.StringIO(); csv.DictWriter(f, ['acc', 'loss']).writerow(c); r = f.getvalue()", "0.5,0.1\r\n", None),
    ("__import__('pandas').DataFrame(c, index=[0]).to_dict('records')", [D], None, "pandas"),
    ("__import__('pandas').DataFrame.from_dict(c, orient='index').shape", (2, 1), None, "pandas"),
    ("df = __import__('pandas').DataFrame([c]); r = [list(df[k]) for k in c]", [[0.5], [0.1]], None, "pandas"),
    ("__import__('pandas').DataFrame({k: [c[k]] for k in c}).to_dict('records')", [D], None, "pandas"),
    (
        "list(__import__('pandas').DataFrame([c]).rename(columns={k: 'X' + k for k in c}))",
        ["Xacc", "Xloss"],
        None,
        "pandas",
    ),
    ("__import__('pandas').DataFrame([c]).loc[:, list(c)].shape", (1, 2), None, "pandas"),
    ("__import__('pandas').DataFrame([c]).agg({k: 'mean' for k in c}).to_dict()", D, None, "pandas"),
    ("float(__import__('numpy').mean(list(c.values())))", 0.3, None, "numpy"),
    ("__import__('pyarrow').array(list(c)).to_pylist()", ["acc", "loss"], None, "pyarrow"),
    ("__import__('pyarrow').Table.from_pylist([c]).to_pylist()", [D], None, "pyarrow"),
    ("sqlite3.connect(':memory:').execute('select ?', (next(iter(c)),)).fetchone()", ("acc",), None),
    ("sqlite3.connect(':memory:').execute('select :acc', c).fetchone()", (0.5,), None),
    ("[Param(k, 'v').to_proto().key for k in c]", ["acc", "loss"], None),
    ("[bool(re.match('a', k)) for k in c]", [True, False], None),
    ("[os.path.join('d', k) for k in c]", [os.path.join("d", "acc"), os.path.join("d", "loss")], None),
    ("[k.encode() for k in c]", [b"acc", b"loss"], None),
    ("o = types.SimpleNamespace(**c); r = [getattr(o, k) for k in c]", [0.5, 0.1], None),
    ("vars(types.SimpleNamespace(**{k: 1 for k in c}))", {"acc": 1, "loss": 1}, None),
    # Where a key must be exactly a str: loud, and said in the documentation.
    ("__import__('orjson').dumps({k: c[k] for k in c})", Raises(TypeError), None, "orjson"),
    ("__import__('msgpack').packb(list(c), strict_types=True)", Raises(TypeError), None, "msgpack"),
    ("marshal.dumps(c)", Raises(ValueError), None),
    ("[sys.intern(k) for k in c]", Raises(TypeError), None),
    # The old API.
    ("[m.key for m in c]", ["acc", "loss"], "entity.key"),
    ("[m.value for m in c]", [0.5, 0.1], "entity.value"),
    ("[m.timestamp for m in c]", [20, 10], "entity.timestamp"),
    ("[m.step for m in c]", [0, 0], None if OLD else "entity.step"),
    ("dict((m.key, m.value) for m in c)", D, "entity.key"),
    ("[type(m.key) is str for m in c]", [True, True], "entity.key"),
    ("[m for m in c if m.key == 'loss'][0].value", 0.1, "entity.key"),
    ("next(filter(lambda m: m.key == 'loss', c)).value", 0.1, "entity.key"),
    ("sorted(c, key=lambda m: m.key)", ["acc", "loss"], "entity.key"),
    ("max(c, key=lambda m: m.timestamp)", ACC, "entity.timestamp"),
    ("sorted(c, key=operator.attrgetter('value'))", [LOSS, ACC], "entity.value"),
    ("heapq.nlargest(1, c, key=operator.attrgetter('value'))", [ACC], "entity.value"),
    ("[sorted(dict(m)) for m in c]", [FIELDS, FIELDS], "entity.dict"),
    ("[dict(m)['timestamp'] for m in c]", [20, 10], "entity.dict"),
    ("[[p for p, v in m] for m in c]", Raises(ValueError), None),
    ("[vars(m)['_timestamp'] for m in c]", [20, 10], None),
    ("[m.to_proto().key for m in c]", ["acc", "loss"], "entity"),
    ("[getattr(m, 'value') for m in c]", [0.5, 0.1], "entity.value"),
    ("[m._value for m in c]", [0.5, 0.1], None),
    (
        "[(k, len(list(g))) for k, g in itertools.groupby(c, key=lambda m: m.key)]",
        [("acc", 1), ("loss", 1)],
        "entity.key",
    ),
    ("[copy.copy(m).value for m in c]", [0.5, 0.1], "entity.value"),
    ("[copy.deepcopy(m).value for m in c]", [0.5, 0.1], "entity.value"),
    ("[pickle.loads(pickle.dumps(m)).value for m in c]", [0.5, 0.1], "entity.value"),
    ("[p.value for p in rd.params]", ["1", "2"], ("entity.value", "params")),
    ("[t.key for t in rd.tags]", ["t", "u"], ("entity.key", "tags")),
    ("c[0]", ACC, "[int]"),
    ("c[-1]", LOSS, "[int]"),
    ("c[:1]", [ACC], "[slice]"),
    ("c[::-1]", [LOSS, ACC], "[slice]"),
    ("c[__import__('numpy').int64(0)]", ACC, "[int]", "numpy"),
    ("c[0].key", "acc", "[int]"),
    ("(m,) = rd.tags[:1]; r = m", TX, ("[slice]", "tags")),
    ("c.append(Metric('z', 3.0, 1)); r = list(c), c['z']", ([ACC, LOSS, Z], 3.0), "append"),
    ("c.append(Metric('z', 3.0, 1)); r = RunData.from_proto(rd.to_proto()).metrics['z']", 3.0, "append"),
    ("c.append(Metric('acc', 3.0, 1))", Raises(ValueError), "append"),
    ("c.append(('z', 3.0))", Raises(TypeError), "append"),
    ("c.extend([Metric('z', 3.0, 1)]); r = len(c)", 3, "extend"),
    ("c.insert(0, Metric('z', 3.0, 1)); r = list(c)", [Z, ACC, LOSS], "insert"),
    ("c.remove(given[0]); r = list(c)", ["loss"], "remove"),
    ("for m in c: c.remove(m)\nr = len(c)", 0, "remove"),
    ("c.pop(), list(c)", (LOSS, ["acc"]), "pop"),
    ("c.pop(0), list(c)", (ACC, ["loss"]), "pop"),
    ("c.index(given[1])", 1, "index"),
    ("c.count(given[1])", 1, "count"),
    ("c.sort(key=lambda m: m.value); r = list(c)", [LOSS, ACC], "sort"),
    ("c.reverse(); r = list(c), list(c.items())", ([LOSS, ACC], [("loss", 0.1), ("acc", 0.5)]), "reverse"),
    ("c + [Metric('z', 3.0, 1)]", [ACC, LOSS, Z], "+"),
    ("[Metric('z', 3.0, 1)] + c", [Z, ACC, LOSS], "+"),
    ("c + c", [ACC, LOSS, ACC, LOSS], "+"),
    ("sum([c, c], [])", [ACC, LOSS, ACC, LOSS], "+"),
    ("c += [Metric('z', 3.0, 1)]; r = len(c), len(rd.metrics)", (3, 3), "+="),
    ("c * 2", [ACC, LOSS, ACC, LOSS], "*"),
    ("2 * c", [ACC, LOSS, ACC, LOSS], "*"),
    ("RunTag('t', 'x') in rd.tags", True, ("in", "tags")),
    ("del c[0]; r = list(c)", ["loss"], "del [int]"),
    ("del c[:]; r = list(c)", [], "del [slice]"),
    ("c[0] = Metric('z', 3.0, 1); r = list(c)", [Z, LOSS], "[int] ="),
    ("c[:] = []; r = len(c)", 0, "[slice] ="),
    ("random.choice(c)._key in D", True, "[int]"),
    ("operator.itemgetter(0)(c)", ACC, "[int]"),
    ("[c[i].value for i in range(len(c))]", [0.5, 0.1], "[int]"),
    ("c.copy()[0]", ACC, "[int]"),
    ("functools.reduce(lambda s, m: s + m.value, c, 0.0)", 0.6, "entity.value"),
    ("json.loads(json.dumps([dict(m) for m in c]))[0]['value']", 0.5, "entity.dict"),
    ("__import__('pandas').DataFrame(c)", Raises(ValueError), None, "pandas"),
    ("list(__import__('pandas').DataFrame([dict(m) for m in c]))", FIELDS, "entity.dict", "pandas"),
    (
        "__import__('pandas').DataFrame([(m.key, m.value) for m in c]).values.tolist()",
        [["acc", 0.5], ["loss", 0.1]],
        "entity.key",
        "pandas",
    ),
    ("'_key' in list(__import__('pandas').DataFrame([vars(m) for m in c]))", True, None, "pandas"),
    ("__import__('numpy').array([m.value for m in c]).tolist()", [0.5, 0.1], "entity.value", "numpy"),
    ("rd.metric_objs, rd.param_objs, rd.tag_objs", ([ACC, LOSS], P12, [TX, UY]), None),
    ("rd._metric_objs", [ACC, LOSS], None),
    # Neither.
    ("c['missing']", Raises(KeyError), None),
    ("c[5]", Raises(IndexError), "[int]"),
    ("c[None]", Raises(KeyError), None),
    ("c[[1]]", Raises(TypeError), None),
    ("c.pop('missing')", Raises(KeyError), None),
    ("hasattr(next(iter(c)), 'keys')", False, None),
    ("c['new'] = 1.0; r = [vars(m)['_timestamp'] for m in c]", [20, 10, None], None),
]


def world():
    given = [Metric("acc", 0.5, 20), Metric("loss", 0.1, 10)]
    params, tags = [Param("p", "1"), Param("q", "2")], [RunTag("t", "x"), RunTag("u", "y")]
    rd = RunData(given[:], params, tags)
    return dict(globals(), given=given, rd=rd, rd2=RunData(given[:], params, tags), c=rd.metrics)


def equal(got, wanted):
    if isinstance(wanted, float):
        return isinstance(got, float) and math.isclose(got, wanted)
    if isinstance(wanted, (list, tuple)) and isinstance(got, (list, tuple)):
        return len(got) == len(wanted) and all(map(equal, got, wanted))
    return bool(wanted == got)


def run(number, row):
    """What is wrong with a row; None where nothing is."""
    operation, wanted, warned = row[:3]
    name = os.path.abspath(f"rows{number}.py")  # no such file: the warning has to name it all the same
    variables = world()
    try:
        code = compile("\n" * number + "r = " + operation, name, "exec")
    except SyntaxError:
        code = compile("\n" * number + operation, name, "exec")
    else:
        if "; r = " in operation or "\n" in operation:
            code = compile("\n" * number + operation, name, "exec")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", rundata_compat.RunDataDeprecationWarning)
        try:
            exec(code, variables)
            got = variables["r"]
        except Exception as error:
            got = error
    if not equal(got, wanted):
        return f"gives {got!r}, not {wanted!r}"
    told = [one for one in told if one.category is rundata_compat.RunDataDeprecationWarning]
    if warned is None:
        return f"warns: {told[0].message}" if told else None
    kind, container = warned if isinstance(warned, tuple) else (warned, "metrics")
    if not told:
        return "does not warn"
    if str(told[0].message) != operations.message(kind, container):
        return f"warns of something else: {told[0].message}"
    if any((one.filename, one.lineno) != (name, number + 1) for one in told):
        return f"warns at {told[0].filename}:{told[0].lineno}"
    return None


def main():
    rundata_compat.install("default")
    ran = skipped = 0
    wrong = []
    for number, row in enumerate(ROWS):
        needs = row[3] if len(row) > 3 else None
        if (isinstance(needs, str) and not ALL[needs]) or (isinstance(needs, tuple) and sys.version_info < needs):
            skipped += 1
            continue
        ran += 1
        problem = run(number, row)
        if problem:
            wrong.append(f"{row[0]}: {problem}")
    print("\n".join(wrong))
    print(
        f"mlflow {mlflow.__version__} python {sys.version.split()[0]} rows {ran} skipped {skipped} wrong {len(wrong)}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
