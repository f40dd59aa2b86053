"""Switching the shim on and off, warnings, names, stores: inside an environment with MLflow.

    python check_install.py

``test_matrix.py`` starts it. Python 3.7 and later, unittest and not pytest.
"""
# ruff: noqa: PT009, PT027

import contextlib
import importlib
import importlib.util
import io
import itertools
import json
import operator
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
warnings.simplefilter("ignore")

import mlflow  # noqa: E402
import mlflow.tracking  # noqa: E402
import rundata_compat  # noqa: E402
from mlflow.entities import Metric, Param, Run, RunData, RunInfo, RunTag  # noqa: E402
from mlflow.tracking import MlflowClient  # noqa: E402
from rundata_compat import RunDataDeprecationWarning  # noqa: E402

LISTS = mlflow.__version__.startswith("0.")
SQL = all(importlib.util.find_spec(name) for name in ("sqlalchemy", "sqlparse"))
SQL = SQL and (LISTS or importlib.util.find_spec("alembic") is not None)  # 0.9.1 had no migrations yet
# 3.x serves with uvicorn, the others with gunicorn.
SERVER = importlib.util.find_spec("flask") and any(map(importlib.util.find_spec, ("gunicorn", "uvicorn")))
PANDAS = importlib.util.find_spec("pandas") is not None
CLASSES = (RunData, Run, RunInfo, Metric, Param, RunTag, MlflowClient)


def metric(key, value, timestamp=7):
    return Metric(key, value, timestamp) if LISTS else Metric(key, value, timestamp, 0)


def run_data(kind=RunData):
    return kind([metric("acc", 0.5), metric("loss", 0.0)], [Param("p", "")], [RunTag("a/b", 'x"y')])


def state():
    """What MLflow's classes and modules have, but for caches that Python itself puts there."""
    return [{k: v for k, v in vars(one).items() if k != "__slotnames__"} for one in (*CLASSES, mlflow)]


@contextlib.contextmanager
def told():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RunDataDeprecationWarning)
        yield caught


class Store(unittest.TestCase):
    """A store of its own for each test, with the shim installed and list-style use an error."""

    uri = "file store"

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        before = mlflow.get_tracking_uri()
        self.addCleanup(mlflow.set_tracking_uri, before)
        mlflow.set_tracking_uri(self.address(folder.name))
        rundata_compat.install("error")
        self.addCleanup(rundata_compat.uninstall)

    def address(self, folder):
        return os.path.join(folder, "runs")

    def logged(self):
        with mlflow.start_run() as run:
            mlflow.log_metric("acc", 0.25)
            mlflow.log_metric("acc", 0.5)
            mlflow.log_metric("zero", 0.0)
            mlflow.log_param("p/q", "1")
            mlflow.set_tag("note", 'a "b"')
        return run.info.run_id

    def test_read_back(self):
        data = MlflowClient().get_run(self.logged()).data
        self.assertEqual(sorted(data.metrics.items()), [("acc", 0.5), ("zero", 0.0)])
        self.assertEqual(data.params, {"p/q": "1"})
        self.assertEqual(data.tags["note"], 'a "b"')
        with rundata_compat.installed("silent"):
            self.assertEqual({m.key: m.value for m in data.metrics}, {"acc": 0.5, "zero": 0.0})
            self.assertTrue(all(m.timestamp > 1500000000 for m in data.metrics))
            self.assertEqual([(p.key, p.value) for p in data.params], [("p/q", "1")])
            self.assertIn(("note", 'a "b"'), [(t.key, t.value) for t in data.tags])

    def test_copy_a_run(self):
        client = MlflowClient()
        source = client.get_run(self.logged())
        target = client.create_run(source.info.experiment_id)
        with rundata_compat.installed("silent"):
            client.log_batch(target.info.run_id, source.data.metrics, source.data.params, [RunTag("n", "1")])
        copied = client.get_run(target.info.run_id).data
        self.assertEqual(copied.metrics, source.data.metrics)
        self.assertEqual(copied.params, source.data.params)
        self.assertEqual(copied.tags["n"], "1")

    def test_search_and_history(self):
        first, second = self.logged(), self.logged()
        client = MlflowClient()
        found = client.search_runs(["0"], "metrics.acc > 0.4")
        self.assertEqual({run.info.run_id for run in found}, {first, second})
        self.assertEqual([run.data.metrics["acc"] for run in found], [0.5, 0.5])
        self.assertEqual([m.value for m in client.get_metric_history(first, "acc")], [0.25, 0.5])
        runs = mlflow.search_runs(["0"], "metrics.zero = 0", output_format="list")
        self.assertEqual({run.info.run_id for run in runs}, {first, second})
        self.assertEqual(mlflow.get_run(first).info.run_uuid, first)

    def test_search_in_order(self):
        client = MlflowClient()
        experiment = client.create_experiment("ordered")
        other = client.create_experiment("other")
        # The SQL stores of 0.9.1 and 1.0.0 refuse NaN, those of later versions have it in another place.
        nan = float("nan") if self.uri == "file store" else None
        values = [("a", 0.5, "x"), ("b", None, "z"), ("c", -1.0, None), ("d", nan, "y"), ("e", 0.0, "x")]
        for name, value, team in values:
            with mlflow.start_run(experiment_id=experiment):
                mlflow.set_tag("name", name)
                if value is not None:
                    mlflow.log_metric("m/n o", value)
                if team is not None:
                    mlflow.log_param("team", team)
            time.sleep(0.01)  # so that the start times differ
        with mlflow.start_run(experiment_id=other):
            mlflow.set_tag("name", "f")

        def search(*order, **more):
            where = {} if "search_all_experiments" in more or "experiment_names" in more else {"ids": [experiment]}
            where = {"experiment_ids": where["ids"]} if where else {}
            runs = mlflow.search_runs(order_by=list(order) or None, output_format="list", **where, **more)
            return "".join(run.data.tags["name"] for run in runs)

        self.assertEqual(search(), "edcba")
        if self.uri == "file store":
            self.assertEqual(search("metrics.`m/n o`"), "ceadb")
            self.assertEqual(search("metrics.`m/n o` DESC"), "aecdb")
        self.assertEqual(search("params.team DESC", "attributes.start_time")[:4], "bdae")
        self.assertEqual(search("tags.name ASC"), "abcde")
        self.assertEqual(search("attribute.start_time asc", max_results=2), "ab")
        self.assertEqual(search("tags.name", experiment_names=["ordered", "other", "no such"]), "abcdef")
        self.assertEqual(search("tags.name desc", search_all_experiments=True), "fedcba")
        self.assertEqual(search(experiment_names=["no such"]), "")

    def test_proto_and_json(self):
        run = MlflowClient().get_run(self.logged())
        data = RunData.from_proto(run.data.to_proto())
        self.assertEqual(data.metrics, run.data.metrics)
        self.assertEqual(json.loads(json.dumps(run.data.to_dictionary()))["params"], {"p/q": "1"})
        self.assertIn("acc", repr(run))

    @unittest.skipUnless(PANDAS, "no pandas in this environment")
    def test_data_frame(self):
        run_id = self.logged()
        frame = mlflow.search_runs(["0"])
        self.assertEqual(list(frame["metrics.acc"]), [0.5])
        self.assertEqual(list(frame["run_id"]), [run_id])
        self.assertEqual(list(frame["status"]), ["FINISHED"])
        ours = rundata_compat.runs_to_pandas(MlflowClient().search_runs(["0"], ""))
        self.assertEqual(sorted(ours), sorted(frame))
        self.assertEqual(ours[sorted(ours)].to_dict("records"), frame[sorted(frame)].to_dict("records"))
        self.assertEqual(list(ours.dtypes[sorted(ours)]), list(frame.dtypes[sorted(frame)]))


@unittest.skipUnless(SQL, "no SQLAlchemy in this environment: the skinny package comes without")
class SqlStore(Store):
    uri = "SQLite"

    def address(self, folder):
        return "sqlite:///" + os.path.join(folder, "runs.db")


@unittest.skipUnless(SERVER, "no server in this environment: the skinny package comes without")
class ServerStore(Store):
    """The server of this MLflow, without the shim, on loopback; one for all tests, since it starts slowly."""

    def address(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            os.path.join(os.path.dirname(sys.executable), "mlflow"),
            "server",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ]
        command += ["--workers", "1", "--backend-store-uri", os.path.join(folder, "runs")]
        command += ["--default-artifact-root", os.path.join(folder, "artifacts")]
        # The command is looked up on PATH by MLflow itself: gunicorn.
        path = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", "")
        server = subprocess.Popen(
            command,
            env=dict(os.environ, PATH=path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.addCleanup(self.stop, server)
        for _ in range(900):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                self.assertIsNone(server.poll(), "the server ended")
                time.sleep(0.1)
        return f"http://127.0.0.1:{port}"

    def stop(self, server):
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)

    test_read_back = test_copy_a_run = test_search_and_history = test_proto_and_json = test_data_frame = (
        test_search_in_order
    ) = None

    def test_through_the_server(self):
        Store.test_search_and_history(self)  # which counts the runs, so it is first
        Store.test_read_back(self)
        Store.test_copy_a_run(self)
        Store.test_proto_and_json(self)


class Installing(unittest.TestCase):
    def setUp(self):
        self.addCleanup(rundata_compat.uninstall)

    def test_uninstall_leaves_nothing(self):
        before = state()
        rundata_compat.install("silent")
        self.assertNotEqual(state(), before)
        rundata_compat.install("error")  # twice is once
        rundata_compat.uninstall()
        self.assertEqual(state(), before)
        self.assertIs(type(run_data().metrics), list if LISTS else dict)

    def test_block(self):
        with rundata_compat.installed("silent"):
            self.assertTrue(rundata_compat.is_installed())
            with self.assertRaises(RunDataDeprecationWarning), rundata_compat.installed("error"):
                run_data().metrics[0]
            run_data().metrics[0]
        self.assertFalse(rundata_compat.is_installed())

    def test_modes(self):
        with self.assertRaisesRegex(ValueError, "default, error, silent, record"):
            rundata_compat.install("loud")
        self.assertFalse(rundata_compat.is_installed())
        os.environ["RUNDATA_COMPAT"] = "error"
        self.addCleanup(os.environ.pop, "RUNDATA_COMPAT", None)
        rundata_compat.install()
        with self.assertRaisesRegex(RunDataDeprecationWarning, "run.data.metrics.items"):
            run_data().metrics[0]
        rundata_compat.install("silent")
        with told() as caught:
            run_data().metrics[0]
        self.assertEqual(caught, [])
        os.environ["RUNDATA_COMPAT"] = "nonsense"
        with self.assertRaisesRegex(ValueError, "RUNDATA_COMPAT is 'nonsense'"):
            rundata_compat.install()

    def test_filters(self):
        rundata_compat.install("default")
        data = run_data()

        def use():
            return [m.value for m in data.metrics]

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default", RunDataDeprecationWarning)
            use(), use()
            self.assertEqual(len(caught), 1)  # once a place
            warnings.simplefilter("error", RunDataDeprecationWarning)
            for _ in range(2):  # a place is never remembered as harmless
                self.assertRaises(RunDataDeprecationWarning, use)
            warnings.simplefilter("ignore", DeprecationWarning)
            use()
            self.assertEqual(len(caught), 1)
            warnings.simplefilter("always", RunDataDeprecationWarning)
            use(), use()
            self.assertEqual(len(caught), 1 + 2 * len(data.metrics))

    def test_every_place_of_a_function(self):
        """Whatever else reads the same attribute in its function; and again where filters or modes change."""
        rundata_compat.install("default")
        data = run_data()

        def alone(metrics):
            return [m.value for m in metrics]

        def twice(metrics):
            first = [m.value for m in metrics]
            return first + [m.value for m in metrics]

        def by_name(metrics):
            for m in metrics:
                m.value  # noqa: B018
                getattr(m, "value")  # noqa: B009

        def by_getter(metrics):
            for m in metrics:
                m.value  # noqa: B018
            return sorted(metrics, key=operator.attrgetter("value"))

        for use, places in ((alone, 1), (twice, 2), (by_name, 2), (by_getter, 2)):
            for _ in range(2):
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("default", RunDataDeprecationWarning)
                    for _ in range(5):  # it becomes a place that is known
                        use(data.metrics)
                self.assertEqual(len(caught), places, use.__name__)
        with warnings.catch_warnings():
            warnings.simplefilter("default", RunDataDeprecationWarning)
            with warnings.catch_warnings(record=True):
                alone(data.metrics), alone(data.metrics), alone(data.metrics)
                rundata_compat.install("error")
                self.assertRaises(RunDataDeprecationWarning, alone, data.metrics)
                rundata_compat.install("silent")
                self.assertEqual(alone(data.metrics), list(data.metrics.values()))

    def test_elements_are_no_mappings(self):
        rundata_compat.install("silent")
        element = next(iter(run_data().metrics))
        self.assertFalse(hasattr(element, "keys"))
        self.assertFalse(hasattr(type(element), "keys"))
        self.assertNotIn("keys", dir(element))
        self.assertIn("value", dir(element))
        self.assertEqual(dict(element)["key"], str(element))
        self.assertRaises(AttributeError, lambda: element.no_such_name)

    def test_shown_by_default_and_hidden_where_the_user_says_so(self):
        program = "\n".join(
            [
                "import rundata_compat, library",
                "rundata_compat.install()",
                "from mlflow.entities import *",
                "library.use(RunData([Metric('a', 1.0, 1)]).metrics)",
            ]
        )
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "library.py"), "w") as library:
                library.write("def use(metrics):\n    return metrics[0]\n")
            for said, shown in (("", True), ("ignore", False), ("ignore::DeprecationWarning", False)):
                environment = dict(os.environ, PYTHONWARNINGS=said)
                environment["PYTHONPATH"] = os.pathsep.join([folder, environment["PYTHONPATH"]])
                done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual("library.py:2: RunDataDeprecationWarning" in done.stderr.decode(), shown, done.stderr)

    def test_mlflow_itself_is_silent(self):
        rundata_compat.install("error")
        data = run_data()
        data.metrics, data.params, data.tags  # noqa: B018
        self.assertEqual(RunData.from_proto(data.to_proto()).metrics, data.metrics)
        repr(data), dict(data), data.to_dictionary()

    def test_what_mlflow_does_through_a_library_does_not_hide_the_user(self):
        rundata_compat.install("default")
        container = run_data().metrics
        code = "import random\nrandom.choice(container)\n[m.value for m in container]"
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default", RunDataDeprecationWarning)
            exec(code, {"__name__": "mlflow.within", "container": container})
            self.assertEqual(caught, [])
            exec(code, {"__name__": "mlflow_of_mine", "container": container})
            self.assertEqual(len(caught), 2)

    def test_subclass(self):
        class Own(RunData):
            @property
            def metrics(self):
                return super().metrics

        rundata_compat.install("silent")
        self.assertEqual([m.value for m in run_data(Own).metrics], [0.5, 0.0])
        self.assertEqual(run_data(Own).metrics["loss"], 0.0)
        self.assertEqual(run_data(Own).params[0].value, "")

    def test_reload(self):
        program = "\n".join(
            [
                "import importlib, sys, rundata_compat",
                "rundata_compat.install('silent')",
                "import mlflow, mlflow.entities",
                "before = mlflow.entities.RunData",
                "def check(module):",
                "    data = module.RunData([module.Metric('acc', 0.5, 7)], [module.Param('p', '1')], [])",
                "    assert data.metrics['acc'] == data.metrics[0].value == 0.5 and data.params[0].key == 'p'",
                "    assert isinstance(data.metrics[0], module.Metric)",
                "check(mlflow.entities)",
                "loader = type(mlflow.entities.__loader__)",
                "for name in ('run_data', 'metric', 'param', 'run'):",
                "    importlib.reload(importlib.import_module('mlflow.entities.' + name))",
                "    check(mlflow.entities)",
                "importlib.reload(mlflow.entities)",
                "assert mlflow.entities.RunData is not before",
                "check(mlflow.entities)",
                "assert type(mlflow.entities.__loader__) is type(mlflow.entities.__spec__.loader) is loader",
                "last = mlflow.entities.RunData",
                "rundata_compat.uninstall()",
                "assert not any('rundata' in type(finder).__module__ for finder in sys.meta_path)",
                f"kind = {'list' if LISTS else 'dict'}",
                "assert all(type(one([]).metrics) is kind for one in (before, last))",
            ]
        )
        self.run_program(program)

    def test_imported_anew(self):
        # Without importing protocol buffers again, which they do not like.
        program = "\n".join(
            [
                "import sys, rundata_compat",
                "rundata_compat.install('silent')",
                "import mlflow.entities as before",
                "for name in list(sys.modules):",
                "    if name.partition('.')[0] == 'mlflow' and 'protos' not in name:",
                "        del sys.modules[name]",
                "import mlflow.entities as module",
                "assert module.RunData is not before.RunData",
                "for one in (before, module):",
                "    assert module.RunData([module.Metric('acc', 0.5, 7)]).metrics[0].value == 0.5",
                "assert hasattr(sys.modules['mlflow'], 'search_runs')",
            ]
        )
        self.run_program(program)

    def run_program(self, program):
        done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr.decode()[-3000:])


class Missing(unittest.TestCase):
    def test_without_mlflow(self):
        program = "import sys; sys.modules['mlflow'] = None; import rundata_compat; rundata_compat.install()"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("rundata_compat needs MLflow 0.9.1 and later", done.stderr.decode())

    def test_with_something_else_of_that_name(self):
        program = (
            "import sys, types\n"
            "sys.modules['mlflow'] = mlflow = types.ModuleType('mlflow')\n"
            "sys.modules['mlflow.entities'] = mlflow.entities = types.ModuleType('mlflow.entities')\n"
            "import rundata_compat\n"
            "rundata_compat.install()"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn(
            "needs MLflow 0.9.1 and later (tested up to 3.17): this one has no run data", done.stderr.decode()
        )


class Wrapping(unittest.TestCase):
    def info(self):
        names = {"run_id": "r", "run_uuid": "r", "experiment_id": "0", "user_id": "u", "status": 1, "start_time": 1}
        names.update(end_time=2, lifecycle_stage="active", name="", source_type=1, source_name="", artifact_uri="")
        names.update(entry_point_name="", source_version="")
        return RunInfo(**{k: v for k, v in names.items() if k in RunInfo.__init__.__code__.co_varnames})

    def test_one_run(self):
        run = Run(self.info(), run_data())
        wrapped = rundata_compat.wrap(run)
        self.assertEqual((wrapped.data.metrics["acc"], wrapped.data.metrics[0].value), (0.5, 0.5))
        self.assertEqual([t.key for t in wrapped.data.tags], ["a/b"])
        self.assertIs(type(run.data.metrics), list if LISTS else dict)
        self.assertIs(type(run_data().metrics), list if LISTS else dict)
        self.assertIsInstance(wrapped, Run)
        self.assertIsInstance(wrapped.data, RunData)
        wrapped.data.metrics.append(metric("new", 1.0))
        self.assertEqual(len(run.data.metrics), 2)
        loaded = pickle.loads(pickle.dumps(wrapped)).data
        self.assertIs(type(loaded), RunData)
        self.assertIs(type(loaded.metrics), list if LISTS else dict)
        self.assertEqual(len(loaded.metrics), 3)
        self.assertEqual(rundata_compat.wrap(wrapped).data.metrics, wrapped.data.metrics)

    def test_bad_input(self):
        for bad, said in ((None, "not None"), (run_data(), "pass the run"), ({}, "not builtins.dict")):
            with self.assertRaisesRegex(TypeError, said):
                rundata_compat.wrap(bad)
        for bad in (None, [1], [None], 5):
            with self.assertRaisesRegex(TypeError, "runs_to_pandas"):
                rundata_compat.runs_to_pandas(bad)

    def test_broken_run_data(self):
        if LISTS:
            for bad, kind in (([("acc", 1.0)], TypeError), ([metric("a", 1.0), metric("a", 2.0)], ValueError)):
                with self.assertRaises(kind):
                    rundata_compat.wrap(Run(self.info(), RunData(bad)))
                with rundata_compat.installed("silent"), self.assertRaises(kind):
                    RunData(bad).metrics  # noqa: B018
        else:  # 1.0.0 and later: the last one of a key counts, and what has no key does not get in
            data = rundata_compat.RunData([metric("a", 1.0), metric("a", 2.0)])
            self.assertEqual(([m._value for m in data.metrics], data.metrics), ([2.0], {"a": 2.0}))
            self.assertRaises(AttributeError, rundata_compat.RunData, [("acc", 1.0)])

    def test_keys_that_are_no_strings(self):
        with rundata_compat.installed("error"):
            data = RunData([metric(1, 0.5)])
            self.assertEqual((data.metrics[1], list(data.metrics)), (0.5, [1]))

    def test_run_data_class(self):
        data = run_data(rundata_compat.RunData)
        self.assertEqual((data.metrics["acc"], data.metrics[0].value), (0.5, 0.5))
        self.assertEqual(sorted(dict(data)), ["metrics", "params", "tags"])
        self.assertEqual(rundata_compat.RunData.from_proto(data.to_proto()).tags[0].value, 'x"y')


class Names(unittest.TestCase):
    def setUp(self):
        rundata_compat.install("error")
        self.addCleanup(rundata_compat.uninstall)

    def test_metric_with_or_without_step(self):
        for made in (Metric("k", 1.0, 2), Metric("k", 1.0, 2, 3), Metric("k", 1.0, timestamp=2, step=3)):
            self.assertEqual((made.key, made.value, made.timestamp), ("k", 1.0, 2))
            self.assertIn(made.step, (0, 3))
        self.assertEqual(Metric("k", 1.0, 2, step=3).step, 3)
        self.assertEqual("step" in dict(Metric("k", 1.0, 2)), not LISTS)

    def test_rows(self):
        rows = {"metrics": [{"key": "a", "value": 0.0, "timestamp": 5}], "params": [{"key": "p", "value": ""}]}
        data = RunData.from_dictionary(rows)
        self.assertEqual((data.metrics, data.params, data.tags), ({"a": 0.0}, {"p": ""}, {}))
        self.assertEqual([vars(m)["_timestamp"] for m in data.metrics], [5])
        again = RunData.from_dictionary(data.to_dictionary())
        self.assertEqual(again.metrics, data.metrics)
        info = dict(Wrapping().info())
        for name in ("run_id", "run_uuid"):
            info.pop(name, None)
        run = Run.from_dictionary({"info": dict(info, run_uuid="r1"), "data": rows})
        self.assertEqual((run.info.run_id, run.info.run_uuid, run.data.metrics), ("r1", "r1", {"a": 0.0}))
        with self.assertRaisesRegex(ValueError, "needs 'info' and 'data'"):
            Run.from_dictionary({})

    def test_ids_do_not_leak(self):
        info = Wrapping().info()
        self.assertEqual((info.run_id, info.run_uuid), ("r", "r"))
        with_shim = dict(info)
        rundata_compat.uninstall()
        self.assertEqual(dict(info), with_shim)

    def test_search_refuses_what_it_cannot_read(self):
        if not hasattr(mlflow.search_runs, "__module__") or mlflow.search_runs.__module__.startswith("mlflow."):
            self.skipTest("this MLflow has a search_runs of its own")
        for bad in ("metrics", "metrics.", "metrics.a b", "metrics.m up", "", "image.m", "attributes.color", None, 5):
            with self.assertRaisesRegex(ValueError, "order_by"):
                mlflow.search_runs(order_by=[bad])
        with self.assertRaisesRegex(ValueError, "'pandas' or 'list'"):
            mlflow.search_runs(output_format="csv")
        with self.assertRaisesRegex(ValueError, "experiment_ids or experiment_names"):
            mlflow.search_runs(["0"], experiment_names=["Default"])


class Concurrency(unittest.TestCase):
    def test_threads(self):
        with rundata_compat.installed("silent"):
            for _ in range(20):
                data = RunData([metric(str(n), float(n)) for n in range(50)])
                seen, errors = [], []

                def work(number, data=data, seen=seen, errors=errors):
                    try:
                        container = data.metrics
                        seen.append(container)
                        container.append(metric(f"t{number}", 1.0))
                        container[f"d{number}"] = 2.0
                        [m.value for m in container]
                    except Exception as error:
                        errors.append(error)

                threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                self.assertEqual(errors, [])
                self.assertEqual(len({id(one) for one in seen}), 1)
                self.assertEqual(len(data.metrics), 66)

    def test_fork_while_other_threads_work(self):
        program = "\n".join(
            [
                "import os, signal, sys, threading, rundata_compat",
                "from mlflow.entities import *",
                "rundata_compat.install('record', sys.argv[1])",
                "sys.setswitchinterval(1e-5)",
                "done = threading.Event()",
                "def use(times):",
                "    for _ in range(times):",
                "        metrics = RunData([Metric(str(n), 1.0, 1) for n in range(20)]).metrics",
                "        metrics.append(Metric('z', 1.0, 1))",
                "        metrics.sort(key=lambda m: -m.value)",
                "        assert len([m.value for m in metrics]) == 21",
                "def work():",
                "    while not done.is_set():",
                "        use(1)",
                "threads = [threading.Thread(target=work, daemon=True) for _ in range(3)]",
                "[thread.start() for thread in threads]",
                "for turn in range(6):",
                "    child = os.fork()",
                "    if child == 0:",
                "        signal.alarm(20)",
                "        use(1)",
                "        rundata_compat.uninstall()",
                "        os._exit(0)",
                "    assert os.waitpid(child, 0)[1] == 0, 'a child waits for a lock that nobody holds'",
                "    done.set() if turn == 5 else None",
            ]
        )
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-W", "ignore", "-c", program, os.path.join(folder, "uses.jsonl")]
            done = subprocess.run(command, capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr.decode()[-2000:])

    def test_pickles_load_without_the_shim(self):
        with rundata_compat.installed("silent"):
            data = run_data()
            content = pickle.dumps((list(data.metrics), data.metrics, data))
        kind = "list" if LISTS else "dict"
        program = (
            "import pickle, sys; keys, container, data = pickle.loads(sys.stdin.buffer.read())\n"
            "assert [type(key) for key in keys] == [str, str] and keys == ['acc', 'loss'], keys\n"
            "assert type(container) is dict and container == {'acc': 0.5, 'loss': 0.0}\n"
            f"assert type(data.metrics) is {kind} and len(data.metrics) == 2 and 'rundata_compat' not in sys.modules"
        )
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run([sys.executable, "-c", program], input=content, env=environment, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 0, done.stderr.decode())


class Recording(unittest.TestCase):
    def test_record(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "uses.jsonl")
            program = "\n".join(
                [
                    "import rundata_compat, multiprocessing, threading",
                    f"rundata_compat.install('record', {path!r})",
                    "from mlflow.entities import *",
                    "c = RunData([Metric('a', 1.0, 1)]).metrics",
                    "def use(n):",
                    "    for _ in range(n):",
                    "        c[0]",
                    "if __name__ == '__main__':",
                    "    threads = [threading.Thread(target=use, args=(25,)) for _ in range(4)]",
                    "    [t.start() for t in threads]; [t.join() for t in threads]",
                    "    for method in ('fork', 'spawn'):",
                    "        with multiprocessing.get_context(method).Pool(2) as pool:",
                    "            pool.map(use, [10, 10]); pool.close(); pool.join()",
                    "    [m.value for m in c]",
                ]
            )
            script = os.path.join(folder, "program.py")
            with open(script, "w") as file:
                file.write(program)
            done = subprocess.run([sys.executable, script], capture_output=True)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            with open(path) as file:
                lines = [json.loads(line) for line in file]
        counts = {}
        for line in lines:
            self.assertEqual((line["version"], line["file"], line["container"]), (1, script, "metrics"))
            place = (line["line"], line["operation"])
            counts[place] = counts.get(place, 0) + line["count"]
        self.assertEqual(counts, {(7, "[int]"): 140, (14, "entity.value"): 1, (14, "iter"): 1})
        sources = {(line["line"], line["source"]) for line in lines}
        self.assertEqual(sources, {(7, "c[0]"), (14, "[m.value for m in c]")})
        self.assertEqual({line["function"] for line in lines if line["line"] == 7}, {"use"})
        columns = {line["operation"]: (line["col"], line["end_col"]) for line in lines}
        if sys.version_info >= (3, 11):
            self.assertEqual((columns["[int]"], columns["entity.value"]), ((8, 12), (5, 12)))
            self.assertIn(columns["iter"], ((4, 24), (22, 23)))  # the comprehension; from 3.13 on what it goes over
        else:
            self.assertEqual(set(columns.values()), {(None, None)})

    def test_what_is_iterated_itself(self):
        """A loop over a container is recorded, and a call with the variables that hold it; no loop over elements."""

        class Recorder:
            def __init__(self):
                self.iterated_at, self.added = [], []

            def add(self, code, lasti, line, operation, container):
                self.added.append((line, operation))

            def iterated(self, code, lasti, line, container, names=()):
                self.iterated_at.append((line - start, container, names))

        recorder = Recorder()
        with rundata_compat.installed("record", recorder):
            c = RunData([metric("a", 1.0)]).metrics
            start = sys._getframe().f_lineno
            for _ in c:
                pass
            elements = [m for m in c]  # noqa: C416
            for m in elements:
                _ = m.key
            for _ in itertools.chain.from_iterable([c, c]):
                pass
            sorted(c)
            list(map(list, [c]))
            elements = (*c,)
            set(m for m in c)  # noqa: C401
            json.dumps(c)
            reversed(c)
        told = [(line, names) for line, container, names in recorder.iterated_at if container == "metrics"]
        self.assertEqual(told, [(1, ()), (3, ()), (8, ("c",)), (9, ("c",)), (11, ()), (13, ("c",))])
        self.assertEqual(len(recorder.added), 1)

    def test_a_file_that_cannot_be_written(self):
        with self.assertRaises(OSError):
            rundata_compat.install("record", os.path.join(os.sep, "no", "such", "folder", "uses.jsonl"))
        self.assertFalse(rundata_compat.is_installed())


if __name__ == "__main__":
    print("mlflow", mlflow.__version__, "python", sys.version.split()[0], file=sys.stderr)
    with contextlib.redirect_stdout(io.StringIO()):
        unittest.main(verbosity=0)
