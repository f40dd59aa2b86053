"""The dual containers where other people's code meets them, inside an environment with MLflow.

    python check_containers.py

``test_matrix.py`` starts it. Python 3.7 and later, unittest and not pytest.
"""
# ruff: noqa: B015, B018, C420, PT009, PT027, SIM118, UP036

import collections
import copy
import dataclasses
import gc
import importlib.util
import json
import multiprocessing
import operator
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import unittest
import warnings
import weakref

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
warnings.simplefilter("ignore")

import mlflow  # noqa: E402
import rundata_compat  # noqa: E402
from mlflow.entities import Metric, Param, RunData, RunTag  # noqa: E402

CAN_START = sys.platform != "emscripten"
LISTS = mlflow.__version__.startswith("0.")


def metric(key, value, timestamp=7):
    return Metric(key, value, timestamp) if LISTS else Metric(key, value, timestamp, 0)


def metrics(*values, kind=RunData):
    """The metrics of run data: the key of each is its letter, the time its number."""
    return kind([metric(chr(97 + n), value, n) for n, value in enumerate(values)]).metrics


def rows(container):
    """Key, value and time of each element, read from the entities; nothing that would warn."""
    return [(vars(m)["_key"], vars(m)["_value"], vars(m).get("_timestamp")) for m in container]


def has(name):
    return importlib.util.find_spec(name) is not None


class Installed(unittest.TestCase):
    def setUp(self):
        rundata_compat.install("silent")
        self.addCleanup(rundata_compat.uninstall)


class Keys(Installed):
    """A key that was iterated is a name where something else is built or written with it."""

    def check(self, container, wanted):
        self.assertEqual(rows(container), wanted)
        self.assertEqual({type(key) for key in container.keys()} | {type(m._key) for m in container}, {str})
        self.assertEqual(dict(container), {key: value for key, value, _ in wanted})

    def test_entities(self):
        for k in metrics(1.0):
            for made in (metric(k, 2.0), Param(k, "2"), RunTag(k, "2"), Param(key=k, value="2")):
                self.assertIs(type(made.key), str)
        key = next(iter(metrics(1.0)))
        self.assertEqual((type(Param("p", key).value), type(RunTag("p", key).value)), (str, str))

    def test_run_data(self):
        a = metrics(1.0, 2.0)
        data = RunData([metric(k, a[k] * 2, 99) for k in a], [Param(k, "x") for k in a], [RunTag(k, "y") for k in a])
        self.check(data.metrics, [("a", 2.0, 99), ("b", 4.0, 99)])
        self.check(data.params, [("a", "x", None), ("b", "x", None)])
        self.check(data.tags, [("a", "y", None), ("b", "y", None)])
        self.assertEqual([type(p) is Param or isinstance(p, Param) for p in data.params], [True, True])

    def test_entities_that_were_built_before(self):
        """Without ``install`` MLflow's entities take what they get; the containers do not."""
        rundata_compat.uninstall()
        a = metrics(1.0, 2.0, kind=rundata_compat.RunData)
        given = [metric(k, 5.0, 99) for k in a]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data = rundata_compat.RunData(given, [Param(k, k) for k in a])
            self.check(data.metrics, [("a", 5.0, 99), ("b", 5.0, 99)])
            self.assertEqual({type(v) for v in data.params.values()}, {str})
            other = metrics(kind=rundata_compat.RunData)
            other.extend([metric(k, 6.0, 98) for k in a])
            self.check(other, [("a", 6.0, 98), ("b", 6.0, 98)])

    def test_writes(self):
        a = metrics(1.0, 2.0)

        def assign(b):
            for k in a:
                b[k] = 5.0

        def set_default(b):
            for k in a:
                b.setdefault(k, 5.0)

        def extend(b):
            b.extend([metric(k, 5.0, None) for k in a])

        def replace(b):
            b[:] = [metric(k, 5.0, None) for k in a]

        ways = [
            assign,
            set_default,
            extend,
            replace,
            lambda b: b.update({k: 5.0 for k in a}),
            lambda b: b.update([(k, 5.0) for k in a]),
            lambda b: b.update(dict.fromkeys(a, 5.0)),
            lambda b: b.__init__({k: 5.0 for k in a}),
            lambda b: b.append(metric(next(iter(a)), 5.0, None)) or b.append(metric(list(a)[1], 5.0, None)),
        ]
        if sys.version_info >= (3, 9):
            ways.append(lambda b: b.__ior__({k: 5.0 for k in a}))
        for way in ways:
            b = metrics()
            way(b)
            self.check(b, [("a", 5.0, None), ("b", 5.0, None)])
        b = metrics(1.0, 2.0)
        assign(b)
        self.check(b, [("a", 5.0, None), ("b", 5.0, None)])

    def test_of_another_entity(self):
        """The key of a tag, put into metrics, is a metric."""
        b = metrics()
        for k in RunData([], [], [RunTag("a", "x")]).tags:
            b[k] = 5.0
            b.update({k: 5.0})
        self.check(b, [("a", 5.0, None)])
        self.assertIsInstance(next(iter(b)), Metric)
        p = RunData([], [Param("p", "1")]).params
        for k in metrics(1.0):
            p["p"] = k
        self.assertIs(type(p["p"]), str)

    def test_what_is_made_of_one(self):
        a = metrics(1.0, 2.0)
        made = [type(a)({k: 5.0 for k in a}), type(a)((k, 5.0) for k in a), type(a).fromkeys(a, 5.0)]
        for b in made:
            self.check(b, [("a", 5.0, None), ("b", 5.0, None)])
        if sys.version_info >= (3, 9):
            for joined in (metrics() | {k: 5.0 for k in a}, {k: 5.0 for k in a} | metrics()):
                self.assertEqual([type(k) for k in joined], [str, str])

    @unittest.skipUnless(has("orjson"), "no orjson in this environment")
    def test_orjson(self):
        import orjson

        a, b = metrics(1.0), metrics()
        for k in a:
            b[k] = 5.0
        self.assertEqual(orjson.dumps(b), b'{"a":5.0}')
        self.assertEqual(orjson.dumps(RunData([metric(k, 5.0) for k in a]).metrics), b'{"a":5.0}')

    def test_added_in_place(self):
        """A list takes the keys of a dict, in place; they are entities as well."""
        kept = found = ["x"]
        for _ in range(50):  # the place becomes hot
            found += metrics(1.0, 2.0)
        self.assertIs(found, kept)
        self.assertEqual(found[:3], ["x", "a", "b"])
        self.assertEqual([m.value for m in found[1:3]], [1.0, 2.0])
        total = ["x"] + metrics(1.0)  # noqa: RUF005 (the sum is what is asked for)
        self.assertEqual([type(one).__name__ for one in total], ["str", type(metric("a", 1.0)).__name__])


class Whole(Installed):
    """However a container is made, it is a whole one."""

    def test_any_way(self):
        @dataclasses.dataclass
        class Report:
            scores: object

        c = metrics(0.5, 0.25)
        ways = {
            "call": type(c)(c),
            "call of a dict": type(c)(dict(c)),
            "pairs": type(c)(list(c.items())),
            "names": type(c)(a=0.5, b=0.25),
            "entities": type(c)([metric("a", 0.5), metric("b", 0.25)]),
            "elements": type(c)(m for m in c),
            "asdict": dataclasses.asdict(Report(c))["scores"],
            "astuple": dataclasses.astuple(Report(c))[0],
            "deepcopy": copy.deepcopy(Report(c)).scores,
            "copy": copy.copy(c),
            "__new__": type(c).__new__(type(c)),
            "dict.__new__": dict.__new__(type(c)),
            "fromkeys": c.fromkeys(["a", "b"], 0.5),
        }
        if sys.version_info >= (3, 13):
            ways["replace"] = copy.replace(Report(None), scores=type(c)(c)).scores
        ways["__new__"].update(a=0.5, b=0.25)
        ways["dict.__new__"].extend([metric("a", 0.5), metric("b", 0.25)])
        for name, made in ways.items():
            with self.subTest(name):
                self.assertIs(type(made), type(c))
                self.assertEqual([m.key for m in made], ["a", "b"])
                self.assertEqual((made[0].value, made[-1].key, len(made[:1])), (0.5, "b", 1))
                self.assertEqual(list(pickle.loads(pickle.dumps(made))), ["a", "b"])
                self.assertEqual(made.copy(), made)
                made.append(metric("z", 1.0))
                self.assertEqual((made["z"], made.pop().key, len(made), len(c)), (1.0, "z", 2, 2))
        for name in ("call", "elements", "deepcopy", "copy"):
            self.assertEqual([m.timestamp for m in ways[name]], [0, 1], name)

    def test_mistakes_stay_mistakes(self):
        c = metrics(0.5)
        for bad, kind in ((5, TypeError), ([5], TypeError), (["abc"], ValueError)):
            self.assertRaises(kind, type(c), bad)
        self.assertRaises(TypeError, type(c), {}, {})
        self.assertRaises(AttributeError, lambda: c.no_such_name)
        self.assertFalse(hasattr(c, "default_factory"))

    @unittest.skipUnless(has("attr"), "no attrs in this environment")
    def test_attrs(self):
        import attr

        made = attr.asdict(attr.make_class("Report", ["scores"])(metrics(0.5)), dict_factory=type(metrics()))
        self.assertEqual(made["scores"][0].value, 0.5)

    @unittest.skipUnless(has("pandas"), "no pandas in this environment")
    def test_pandas_takes_it_for_a_dict_without_defaults(self):
        import pandas as pd

        c = metrics(0.5)
        found = list(pd.Series(["a", "other"]).map(c))
        self.assertEqual((found[0], found[1] != found[1]), (0.5, True))
        self.assertFalse(hasattr(c, "__missing__"))
        self.assertFalse(hasattr(type(c), "__missing__"))

    def test_nobody_finds_missing_by_name(self):
        c = metrics(0.5)
        self.assertRaises(AttributeError, lambda: c.__missing__)
        self.assertIsNone(getattr(c, "__missing__", None))
        self.assertEqual([hasattr(c, name) for name in ("__missing__", "items")], [False, True])
        # Positions and slices are found in the same function all the same, also by what is written in C.
        self.assertEqual((c[0].value, c[-1].value, len(c[:1])), (0.5, 0.5, 1))
        self.assertEqual(self.elsewhere(c), [0.5, 0.5])
        self.assertRaises(KeyError, lambda: c["other"])
        self.assertRaises(IndexError, lambda: c[1])

    def elsewhere(self, c):
        return [operator.itemgetter(0)(c).value, next(map(operator.itemgetter(-1), [c])).value]


class ChangedByHand(Installed):
    """Old code that writes the private attribute of an element: that is its value from then on, and the dict's."""

    def test_value(self):
        for change in (
            lambda c: setattr(c[0], "_value", 9.0),
            lambda c: setattr(next(iter(c)), "_value", 9.0),
            lambda c: [setattr(m, "_value", 9.0) for m in c if m.key == "a"],
            lambda c: [setattr(m, "_value", 9.0) for m in c[:1]],
        ):
            for read in (rows, lambda c: rows(c[:]), lambda c: rows(list(c.copy())), lambda c: rows([c[0], c[1]])):
                c = metrics(0.5, 0.25)
                change(c)
                self.assertEqual(read(c), [("a", 9.0, 0), ("b", 0.25, 1)])
                self.assertEqual((c[0]._value, c["a"], dict(c)), (9.0, 9.0, {"a": 9.0, "b": 0.25}))
        c = metrics(0.5, 0.25)
        c[0]._value = 9.0
        c["a"] = 0.5  # a later write through the dict counts
        self.assertEqual((c["a"], rows(c)[0]), (0.5, ("a", 0.5, None)))

    def test_copies(self):
        data = RunData([metric("a", 0.5, 3)])
        for made in (
            copy.deepcopy(data.metrics),
            copy.deepcopy(data).metrics,
            pickle.loads(pickle.dumps(data)).metrics,
        ):
            made[0]._value = 9.0
            next(iter(made)).note = "own"
            self.assertEqual((rows(made), rows(data.metrics)), ([("a", 9.0, 3)], [("a", 0.5, 3)]))
            self.assertFalse(hasattr(data.metrics[0], "note"))
        data.metrics[0]._value = 2.0
        self.assertEqual(rows(pickle.loads(pickle.dumps(data.metrics))), [("a", 2.0, 3)])
        self.assertEqual(rows(pickle.loads(pickle.dumps(data)).metrics), [("a", 2.0, 3)])

    def test_other_attributes(self):
        c = metrics(0.5, 0.25)
        for m in c:
            m.note = m.key + "!"
        self.assertEqual((c[1].note, [m.note for m in c], [m.note for m in c[:]]), ("b!", ["a!", "b!"], ["a!", "b!"]))

    def test_a_list_of_the_same_elements_is_equal(self):
        data = RunData([metric("a", 0.5), metric("b", 0.25)], [Param("p", "1")], [RunTag("t", "x")])
        for c in (data.metrics, data.params, data.tags):
            self.assertTrue(c == list(c) and c == c[:] and list(c) == c[:] and c[:] == list(c))
            self.assertFalse(c != list(c) or c == list(c)[1:] or c == [])


@unittest.skipUnless(CAN_START, "no threads and processes on this platform")
class Threads(Installed):
    def setUp(self):
        super().setUp()
        self.addCleanup(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(1e-6)

    def run_all(self, *works):
        errors = []

        def guarded(work):
            try:
                work()
            except Exception as error:
                errors.append(repr(error))

        threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(errors, [])

    def test_readers_never_miss_what_stays(self):
        c = metrics(0.5, 0.25, 0.125)
        done, missed = threading.Event(), []

        def read():
            while not done.is_set():
                if c.get("b") != 0.25 or "b" not in c or len(c) < 3 or dict(c.items()).get("b") != 0.25:
                    missed.append(1)

        def write():
            for n in range(300):
                c.append(metric(f"x{n}", 1.0))
                c.sort(key=lambda m: (m.key != "b") == (n % 2))
                c.reverse()
                c.insert(0, metric(f"y{n}", 1.0))
                c[0] = metric(f"z{n}", 1.0)
                c.pop(0)
                c[:] = [m for m in c if len(m.key) == 1]
            done.set()

        self.run_all(read, read, write)
        self.assertEqual(missed, [])
        self.assertEqual(sorted(c), ["a", "b", "c"])

    def test_no_write_is_lost(self):
        c = metrics(*[0.5] * 20)

        def append():
            for n in range(80):
                c.append(metric(f"list{n}", 1.0))

        def insert():
            for n in range(50):
                c.insert(1, metric(f"insert{n}", 1.0))

        def assign():
            for n in range(80):
                c[f"dict{n}"] = 1.0

        def update():
            for n in range(80):
                c.update({f"update{n}": 1.0})
                c.setdefault(f"default{n}", 1.0)

        def order():
            for n in range(30):
                c.sort(key=lambda m: hash((m.key, n)))

        self.run_all(append, insert, assign, update, order)
        self.assertEqual(len(c), 20 + 80 + 50 + 80 + 160)
        self.assertEqual(len([m.key for m in c]), len(c))

    def test_same_elements(self):
        for _ in range(60):
            data = RunData([metric(str(n), 0.5) for n in range(30)])
            seen, start = [], threading.Barrier(4)

            def read(data=data, seen=seen, start=start):
                start.wait()
                c = data.metrics
                seen.append((tuple(map(id, c)), tuple(map(id, c[:])), id(c[0]), all(m in c for m in c[:])))

            self.run_all(*[read] * 4)
            self.assertEqual(len(set(seen)), 1)
            self.assertTrue(seen[0][3])


def _read(container):
    """What a child process makes of a container: old code and new."""
    return (
        type(container).__name__,
        [(m.key, m.value, m.timestamp) for m in container],
        container[0].value,
        container["a"],
    )


def _read_key(key):
    return key.upper().lower(), key.value


def _setting_up():
    rundata_compat.install("silent")


@unittest.skipUnless(CAN_START, "no threads and processes on this platform")
class Processes(Installed):
    WANTED = ("MetricContainer", [("a", 0.5, 0), ("b", 0.25, 1)], 0.5, 0.5)

    def test_other_processes(self):
        c = metrics(0.5, 0.25)
        for method in ("fork", "spawn", "forkserver"):
            with multiprocessing.get_context(method).Pool(1, _setting_up) as pool:
                self.assertEqual(pool.apply(_read, (c,)), self.WANTED, method)
                self.assertEqual(pool.map(_read_key, list(c)), [("a", 0.5), ("b", 0.25)], method)

    def test_there_and_back(self):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            for c in (
                metrics(0.5, 0.25),
                RunData([], [Param("p", "1")]).params,
                RunData([], [], [RunTag("t", "x")]).tags,
            ):
                loaded = pickle.loads(pickle.dumps(c, protocol))
                self.assertEqual((type(loaded), rows(loaded), loaded), (type(c), rows(c), dict(c)))
        written = metrics(0.5)
        written["new"] = 1.0
        self.assertEqual(rows(pickle.loads(pickle.dumps(written))), [("a", 0.5, 0), ("new", 1.0, None)])

    def test_not_in_force(self):
        content = pickle.dumps([metrics(0.5, 0.25), metrics(), RunData([], [Param("p", "1")]).params])
        rundata_compat.uninstall()
        self.assertEqual([type(one) for one in pickle.loads(content)], [dict, dict, dict])
        program = (
            "import pickle, sys; found = pickle.loads(sys.stdin.buffer.read())\n"
            "assert found == [{'a': 0.5, 'b': 0.25}, {}, {'p': '1'}] and {*map(type, found)} == {dict}, found\n"
            "assert 'mlflow' not in sys.modules and 'rundata_compat' not in sys.modules"
        )
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", program]
            done = subprocess.run(command, input=content, env=environment, cwd=folder, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_run_data(self):
        """A pickle of run data is MLflow's own; a copy has what MLflow's would have."""
        data = RunData([metric("a", 0.5, 3)], [Param("p", "1")])
        data.metrics[0], data.params[0]
        loaded = pickle.loads(pickle.dumps(data))
        self.assertEqual({type(vars(loaded)[name]) for name in ("_metrics", "_params")}, {list if LISTS else dict})
        loaded.metrics.append(metric("z", 1.0))
        self.assertEqual(RunData.from_proto(loaded.to_proto()).metrics, {"a": 0.5, "z": 1.0})
        self.assertEqual((rows(loaded.metrics)[0], data.metrics), (("a", 0.5, 3), {"a": 0.5}))
        shallow, deep = copy.copy(data), copy.deepcopy(data)
        data.metrics["a"] = 0.75
        self.assertEqual((shallow.metrics["a"], deep.metrics["a"]), (0.75, 0.5))


def _calls(work):
    """How many functions are called meanwhile."""
    counted = [0]

    def count(frame, event, argument):
        counted[0] += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted[0]


class Cost(Installed):
    def test_linear(self):
        def by_index(c):
            for i in range(len(c)):
                c[i].value

        def popped(c):
            while c:
                c.pop()

        def popped_in_front(c):
            while c:
                c.pop(0)

        def deleted(c):
            while c:
                del c[0]

        def deleted_by_key(c):
            while c:
                del c[c[0].key]

        def removed(c):
            for m in c:
                c.remove(m)

        def appended(c):
            for n in range(len(c)):
                c.append(metric(f"more{n}", 1.0))

        def set_by_index(c):
            for i in range(len(c)):
                c[i] = metric(c[i].key, 2.0)

        def set_by_key(c):
            for i in range(len(c)):
                c[c[i].key] = 2.0
            [m.value for m in c]

        def looked_for(c):
            for m in c:
                m in c

        for work in (
            *(by_index, popped, popped_in_front, deleted, deleted_by_key, removed, appended),
            *(set_by_index, set_by_key, looked_for),
        ):
            counts = []
            for size in (100, 400):
                c = RunData([metric(f"m{n}", 0.5, n) for n in range(size)]).metrics
                counts.append(_calls(lambda c=c, work=work: work(c)))
            self.assertLess(counts[1], 5 * counts[0], work.__name__)

    def test_iterating_again(self):
        """Once the elements are made, asking for them again calls nothing for each of them."""
        c = RunData([metric(f"m{n}", 0.5, n) for n in range(400)]).metrics
        first = _calls(lambda: list(c))
        self.assertGreater(first, 400)
        self.assertLess(_calls(lambda: list(c)), 20)
        c["m7"] = 1.0
        self.assertEqual(rows(c)[7], ("m7", 1.0, None))
        dict.__setitem__(c, "m8", 2.0)  # nobody told the container
        self.assertEqual(rows(c)[8], ("m8", 2.0, None))
        self.assertEqual(vars(c[8])["_value"], 2.0)

    def test_what_mlflow_adds_later(self):
        data = RunData([metric("a", 1.0, 1)])
        list(data.metrics)
        data._add_metric(metric("b", 2.0, 2))
        self.assertEqual(rows(data.metrics), [("a", 1.0, 1), ("b", 2.0, 2)])
        if not LISTS:
            data._add_metric(metric("a", 3.0, 3))
            self.assertEqual(rows(data.metrics), [("a", 3.0, 3), ("b", 2.0, 2)])

    def test_order(self):
        c = metrics(1.0, 1.0, 1.0)
        self.assertEqual(list(c), ["a", "b", "c"])
        c.reverse()
        self.assertEqual((list(c), c[0]._key, list(c.keys())), (["c", "b", "a"], "c", ["c", "b", "a"]))
        del c["b"]
        c["b"] = 1.0
        self.assertEqual((list(c), c[1]._key, c[-1]._key), (["c", "a", "b"], "a", "b"))
        c.popitem()
        c["d"] = 1.0
        self.assertEqual((list(c), [c[n]._key for n in range(3)]), (["c", "a", "d"], ["c", "a", "d"]))

    def test_code_is_not_kept(self):
        rundata_compat.install("default")
        c = metrics(1.0)
        codes = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", rundata_compat.RunDataDeprecationWarning)
            for n in range(9000):
                code = compile("[m.value for m in c] and c[0] and [dict(m) for m in c]", "<string>", "eval")
                codes.append(weakref.ref(code))
                eval(code, {"c": c, "n": n})
        del code
        gc.collect()
        self.assertLess(sum(code() is not None for code in codes), 5000)


@unittest.skipUnless(LISTS, "from 1.0 on the last value of a key counts")
class Repeated(Installed):
    """Run data of 0.9.1 that has a metric twice is no dict; what needs none of it goes on."""

    def test_what_needs_no_dict(self):
        given = [metric("a", 1.0, 1), metric("a", 2.0, 2)]
        data = RunData(given)
        self.assertRaisesRegex(ValueError, "has the key 'a' already", lambda: data.metrics)
        self.assertIn("value=2.0", repr(data))
        self.assertEqual([m.value for m in data.to_proto().metrics], [1.0, 2.0])
        self.assertEqual(rundata_compat.entities(data).metrics, given)
        self.assertEqual((data.metric_objs, data._metric_objs), (given, given))
        self.assertEqual(
            [len(vars(one)["_metrics"]) for one in (copy.copy(data), pickle.loads(pickle.dumps(data)))], [2, 2]
        )
        self.assertRaises(ValueError, lambda: data.metrics)


class Recorded(Installed):
    def test_eval(self):
        """Code without end is counted by place, and none of it is kept."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "uses.jsonl")
            from rundata_compat.record import Recorder

            recorder = Recorder(path)
            with rundata_compat.installed("record", recorder):
                c = metrics(1.0)
                for _ in range(6000):
                    eval("c[0]", {"c": c})
            recorder.flush()
            with open(path) as file:
                lines = [json.loads(line) for line in file]
        counts = collections.Counter()
        for line in lines:
            counts[line["file"], line["operation"]] += line["count"]
        self.assertEqual(counts, {("<string>", "[int]"): 6000})
        self.assertLess(len(lines), 10)
        self.assertLess(len(recorder._rows), 5000)


if __name__ == "__main__":
    print("mlflow", mlflow.__version__, "python", sys.version.split()[0], file=sys.stderr)
    unittest.main(verbosity=0)
