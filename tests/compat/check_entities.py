"""Tests of ``rundata_compat.entities`` inside an environment with MLflow; ``test_entities.py`` starts them.

    python check_entities.py

Python 3.7 and later with nothing but the standard library and MLflow, so unittest and not pytest.
"""
# ruff: noqa: PT009, PT027

import copy
import math
import os
import pickle
import sys
import tempfile
import types
import unittest
import warnings
from unittest import mock

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
warnings.simplefilter("ignore")

import mlflow  # noqa: E402
import mlflow.tracking  # noqa: E402
import rundata_compat  # noqa: E402
from mlflow.entities import Metric, Param, Run, RunData, RunTag  # noqa: E402
from rundata_compat import Entities, entities  # noqa: E402

LISTS = mlflow.__version__.startswith("0.")


def metric(key, value, timestamp, step=0):
    """A metric as this MLflow makes it."""
    return Metric(key, value, timestamp) if LISTS else Metric(key, value, timestamp, step)


def facts(found):
    """What two lists of metrics must have in common."""
    return [(m.key, m.value, m.timestamp, getattr(m, "step", 0)) for m in found]


def pairs(found):
    return [(e.key, e.value) for e in found]


class BuiltByHand(unittest.TestCase):
    def test_is_exact(self):
        given = [metric("zz", 0.0, 1234567890123, 7), metric("a", -1.5, 5, -3)]
        data = RunData(given, [Param("p", ""), Param("a", "1")], [RunTag("t", "x"), RunTag("mlflow.b", "")])
        found = entities(data)
        self.assertEqual(facts(found.metrics), facts(given))
        self.assertEqual(pairs(found.params), [("p", ""), ("a", "1")])
        self.assertEqual(pairs(found.tags), [("t", "x"), ("mlflow.b", "")])

    def test_gives_the_classes_of_mlflow(self):
        found = entities(RunData([metric("m", 1.0, 2)], [Param("p", "1")], [RunTag("t", "x")]))
        for one in (found.metrics, found.params, found.tags):
            self.assertIs(type(one), list)
        self.assertEqual([type(x) for x in found.metrics + found.params + found.tags], [Metric, Param, RunTag])

    def test_gives_the_metrics_that_mlflow_holds(self):
        given = metric("m", 1.0, 2)
        self.assertIs(entities(RunData([given])).metrics[0], given)

    def test_step(self):
        found = entities(RunData([metric("m", 1.0, 2, 3)])).metrics[0]
        self.assertEqual(getattr(found, "step", None), None if LISTS else 3)

    def test_empty(self):
        for data in (RunData(), RunData([], [], []), RunData(None, None, None)):
            found = entities(data)
            self.assertEqual([found.metrics, found.params, found.tags], [[], [], []])

    def test_numbers_that_compare_oddly(self):
        given = [metric("nan", math.nan, 1), metric("inf", math.inf, 2), metric("zero", -0.0, 3)]
        found = entities(RunData(given)).metrics
        self.assertTrue(math.isnan(found[0].value))
        self.assertEqual(found[1].value, math.inf)
        self.assertEqual(math.copysign(1, found[2].value), -1)

    def test_nan_made_anew_is_the_same(self):
        data = RunData([metric("nan", float("nan"), 1)])
        if not LISTS:
            data.metrics["nan"] = float("nan")
        self.assertEqual(len(entities(data).metrics), 1)

    def test_a_tag_without_a_value(self):
        self.assertEqual(pairs(entities(RunData(tags=[RunTag("t", None)])).tags), [("t", None)])

    def test_duplicate_keys(self):
        data = RunData(
            [metric("m", 1.0, 1), metric("m", 2.0, 2)],
            [Param("p", "1"), Param("q", "x"), Param("p", "2")],
            [RunTag("t", "1"), RunTag("t", "2")],
        )
        found = entities(data)
        self.assertEqual(facts(found.metrics), [("m", 1.0, 1, 0), ("m", 2.0, 2, 0)])
        if LISTS:
            self.assertEqual(pairs(found.params), [("p", "1"), ("q", "x"), ("p", "2")])
            self.assertEqual(pairs(found.tags), [("t", "1"), ("t", "2")])
        else:  # RunData kept the last of each
            self.assertEqual(pairs(found.params), [("p", "2"), ("q", "x")])
            self.assertEqual(pairs(found.tags), [("t", "2")])

    def test_built_from_a_tuple(self):
        data = RunData((metric("m", 1.0, 1),), (Param("p", "1"),), (RunTag("t", "1"),))
        found = entities(data)
        self.assertEqual(facts(found.metrics), [("m", 1.0, 1, 0)])
        self.assertIs(type(found.metrics), list)
        self.assertEqual(pairs(found.params) + pairs(found.tags), [("p", "1"), ("t", "1")])

    def test_built_from_a_generator(self):
        data = RunData((m for m in [metric("m", 1.0, 1)]), (p for p in [Param("p", "1")]))
        found = entities(data)
        self.assertEqual(pairs(found.params), [("p", "1")])
        if LISTS:
            self.assertEqual(facts(found.metrics), [("m", 1.0, 1, 0)])
        else:  # the timestamps are gone: better said than an empty list
            with self.assertRaisesRegex(ValueError, "differ in: m.*iterator"):
                found.metrics  # noqa: B018

    @unittest.skipUnless(LISTS, "rows are for MLflow 0.9.1")
    def test_built_from_rows(self):
        rows = {
            "metrics": [{"key": "m", "value": 1.0, "timestamp": 5}],
            "params": [{"key": "p", "value": "1"}],
        }
        for data in (RunData(**rows), RunData.from_dictionary(rows)):
            self.assertEqual(facts(entities(data).metrics), [("m", 1.0, 5, 0)])
            self.assertEqual(pairs(entities(data).params), [("p", "1")])

    def test_from_proto(self):
        data = RunData([metric("m", 0.5, 1234567890123, 4), metric("n", 1.0, 2)], [Param("p", "1")], [RunTag("t", "x")])
        found = entities(RunData.from_proto(data.to_proto()))
        self.assertEqual(facts(found.metrics), facts([metric("m", 0.5, 1234567890123, 4), metric("n", 1.0, 2)]))
        self.assertEqual(pairs(found.params) + pairs(found.tags), [("p", "1"), ("t", "x")])

    def test_subclass(self):
        class Mine(RunData):
            pass

        self.assertEqual(facts(entities(Mine([metric("m", 1.0, 1)])).metrics), [("m", 1.0, 1, 0)])

    def test_added_later(self):
        data = RunData([metric("m", 1.0, 1)])
        data._add_metric(metric("n", 2.0, 2))
        data._add_param(Param("p", "1"))
        data._add_tag(RunTag("t", "x"))
        found = entities(data)
        self.assertEqual(facts(found.metrics), [("m", 1.0, 1, 0), ("n", 2.0, 2, 0)])
        self.assertEqual(pairs(found.params) + pairs(found.tags), [("p", "1"), ("t", "x")])

    def test_run_data_that_was_pickled(self):
        data = RunData([metric("m", 1.0, 1)], [Param("p", "1")], [RunTag("t", "x")])
        for other in (pickle.loads(pickle.dumps(data)), copy.deepcopy(data)):
            self.assertEqual(facts(entities(other).metrics), [("m", 1.0, 1, 0)])
            self.assertEqual(pairs(entities(other).params), [("p", "1")])


class ChangedByHand(unittest.TestCase):
    @unittest.skipIf(LISTS, "lists hold the entities themselves")
    def test_metrics(self):
        for change, names in (
            (lambda m: m.update(new=1.0), "new"),
            (lambda m: m.update(m=9.0), "m"),
            (lambda m: m.pop("m"), "m"),
            (lambda m: m.clear(), "m, n"),
        ):
            data = RunData([metric("m", 1.0, 1), metric("n", 2.0, 2)], [Param("p", "1")])
            change(data.metrics)
            with self.assertRaisesRegex(ValueError, "differ in: " + names + r"\."):
                entities(data).metrics  # noqa: B018
            self.assertEqual(pairs(entities(data).params), [("p", "1")])

    @unittest.skipIf(LISTS, "lists hold the entities themselves")
    def test_the_list_that_the_run_data_was_built_from(self):
        given = [metric("m", 1.0, 1)]
        data = RunData(given)
        given.append(metric("n", 2.0, 2))
        with self.assertRaisesRegex(ValueError, "differ in: n"):
            entities(data).metrics  # noqa: B018

    @unittest.skipIf(LISTS, "dicts only")
    def test_params_and_tags_follow(self):
        data = RunData(params=[Param("p", "1")])
        data.params["q"] = "2"
        data.tags["t"] = "x"
        self.assertEqual(pairs(entities(data).params), [("p", "1"), ("q", "2")])
        self.assertEqual(pairs(entities(data).tags), [("t", "x")])

    @unittest.skipUnless(LISTS, "lists only")
    def test_lists_follow(self):
        data = RunData()
        data.metrics.append(metric("m", 1.0, 1))
        self.assertEqual(facts(entities(data).metrics), [("m", 1.0, 1, 0)])

    @unittest.skipIf(LISTS, "dicts only")
    def test_no_metric_objects(self):
        class Mine(RunData):
            def __init__(self):
                self._metrics, self._params, self._tags = {"m": 1.0}, {"p": "1"}, {}

        with self.assertRaisesRegex(ValueError, "differ in: m"):
            entities(Mine()).metrics  # noqa: B018
        self.assertEqual(pairs(entities(Mine()).params), [("p", "1")])


class TheResult(unittest.TestCase):
    def setUp(self):
        self.data = RunData([metric("m", 1.0, 1)], [Param("p", "1")], [RunTag("t", "x")])

    def test_lists_are_copies(self):
        found = entities(self.data)
        for one in (found.metrics, found.params, found.tags):
            one.clear()
        self.assertEqual(len(self.data.metrics) + len(self.data.params) + len(self.data.tags), 3)
        self.assertEqual(len(entities(self.data).metrics), 1)

    def test_lists_stay(self):
        found = entities(self.data)
        self.assertIs(found.metrics, found.metrics)
        self.assertIs(found.params[0], found.params[0])
        self.assertIs(found.tags, found.tags)

    def test_is_frozen(self):
        found = entities(self.data)
        for name in ("metrics", "params", "tags", "_run_data", "other"):
            with self.assertRaisesRegex(AttributeError, "read-only"):
                setattr(found, name, [])
        with self.assertRaisesRegex(AttributeError, "read-only"):
            del found.metrics

    def test_pickle_and_copy(self):
        for other in (pickle.loads(pickle.dumps(entities(self.data))), copy.copy(entities(self.data))):
            self.assertEqual(facts(other.metrics), [("m", 1.0, 1, 0)])

    def test_repr(self):
        self.assertTrue(repr(entities(self.data)).startswith("entities(<RunData"))

    def test_the_two_ways_to_import(self):
        from rundata_compat.entities import entities as same

        self.assertIs(same, entities)
        self.assertIs(rundata_compat.entities, entities)
        self.assertIsInstance(rundata_compat.entities(self.data), Entities)

    def test_needs_no_data_it_is_not_asked_for(self):
        double = mock.Mock(spec=RunData, tags=[RunTag("t", "x")] if LISTS else {"t": "x"})
        self.assertEqual(pairs(entities(double).tags), [("t", "x")])


class BadInput(unittest.TestCase):
    def test_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            run = stored_run(folder)
        with self.assertRaisesRegex(TypeError, r"not the run: pass run\.data$"):
            entities(run)
        with self.assertRaisesRegex(TypeError, r"not the run: pass run\.data$"):
            entities(mlflow.ActiveRun(run))

    def test_none(self):
        with self.assertRaisesRegex(TypeError, r"not None: pass run\.data"):
            entities(None)

    def test_a_container(self):
        data = RunData([metric("m", 1.0, 1)])
        with self.assertRaisesRegex(TypeError, r"not builtins\.(list|dict): pass run\.data"):
            entities(data.metrics)

    def test_foreign(self):
        look_alike = types.SimpleNamespace(metrics=[], params=[], tags=[], _metric_objs=[])
        for foreign in (look_alike, RunData, RunData().to_proto(), 1, "run", mock.MagicMock()):
            with self.assertRaisesRegex(TypeError, r"takes run data \(mlflow\.entities\.RunData\), not .*: pass run"):
                entities(foreign)


def stored_run(folder):
    """One run as the file store of this MLflow gives it back."""
    client = mlflow.tracking.MlflowClient(folder)
    made = client.create_run(client.create_experiment("e"))
    run_id = getattr(made.info, "run_id", None) or made.info.run_uuid
    for number, step in ((0.25, 1), (0.5, 2)):
        client.log_metric(run_id, "f1", number, *([1500000000000 + step] if LISTS else [1500000000000 + step, step]))
    client.log_metric(run_id, "loss", 0.0, *([1500000000009] if LISTS else [1500000000009, 0]))
    client.log_param(run_id, "depth", 5)
    client.set_tag(run_id, "team", "blue")
    return client.get_run(run_id)


class FromAStore(unittest.TestCase):
    def test_a_stored_run(self):
        with tempfile.TemporaryDirectory() as folder:
            run = stored_run(folder)
        self.assertIsInstance(run, Run)
        found = entities(run.data)
        self.assertEqual(
            sorted(facts(found.metrics)),
            [("f1", 0.5, 1500000000002, 0 if LISTS else 2), ("loss", 0.0, 1500000000009, 0)],
        )
        self.assertEqual([m.key for m in found.metrics], [getattr(m, "key", m) for m in run.data.metrics])
        self.assertEqual(pairs(found.params), [("depth", "5")])
        self.assertIn(("team", "blue"), pairs(found.tags))
        self.assertEqual([t.key for t in found.tags], [getattr(t, "key", t) for t in run.data.tags])


if __name__ == "__main__":
    print("mlflow", mlflow.__version__, "python", sys.version.split()[0], file=sys.stderr)
    unittest.main()
