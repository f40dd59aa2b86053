"""The dual containers in libraries that go by exact types, inside the environment that has them.

    python check_libraries.py [late]

``test_matrix.py`` starts it: once with the libraries imported before ``install()``, once (``late``) after it.
"""
# ruff: noqa: PT009, PT027

import collections
import importlib
import os
import sys
import unittest
import warnings

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
warnings.simplefilter("ignore")

import rundata_compat  # noqa: E402
from mlflow.entities import Metric, Param, RunData  # noqa: E402

NAMES = ("yaml", "ruamel.yaml", "jsonpickle", "joblib", "deepdiff")
LATE = "late" in sys.argv

if LATE:
    rundata_compat.install("silent")
    assert not {"ruamel.yaml", "jsonpickle", "joblib", "deepdiff"} & set(sys.modules), "imported too early"
yaml, ruamel_yaml, jsonpickle, joblib, deepdiff = map(importlib.import_module, NAMES)


class OwnDumper(yaml.SafeDumper):
    """Has representers of its own, from before ``install``."""


OwnDumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'"))
OwnDumper.add_representer(dict, lambda dumper, made: dumper.represent_mapping("!own", made))

rundata_compat.install("silent")
D = {"acc": 0.5, "loss": 0.1}


def container():
    return RunData([Metric("acc", 0.5, 20, 0), Metric("loss", 0.1, 10, 0)]).metrics


class Mended(unittest.TestCase):
    """What is written is what a dict and strings give."""

    def same(self, write):
        c = container()
        plain = {"c": dict(c), "again": dict(c), "keys": [str(k) for k in c], "by key": {str(k): c[k] for k in c}}
        self.assertEqual(
            write({"c": c, "again": c.copy(), "keys": list(c), "by key": {k: c[k] for k in c}}), write(plain)
        )
        shared = dict(c)
        self.assertEqual(write([c, c]), write([shared, shared]))
        self.assertEqual(write(c), write(shared))
        self.assertEqual(write(RunData([], [Param("p", "1")]).params), write({"p": "1"}))

    def test_yaml(self):
        for dumper in (yaml.Dumper, yaml.SafeDumper, OwnDumper):
            self.same(lambda value, dumper=dumper: yaml.dump(value, Dumper=dumper))
        self.assertEqual(yaml.dump(container(), Dumper=OwnDumper), "!own\n'acc': 0.5\n'loss': 0.1\n")

    def test_ruamel(self):
        import io

        for kind in ("rt", "safe"):

            def write(value, kind=kind):
                stream = io.StringIO()
                ruamel_yaml.YAML(typ=kind, pure=True).dump(value, stream)
                return stream.getvalue()

            self.same(write)

    def test_jsonpickle(self):
        self.same(jsonpickle.encode)
        self.same(lambda value: jsonpickle.encode(value, unpicklable=False))
        loaded = jsonpickle.decode(jsonpickle.encode([container(), list(container())]))
        self.assertEqual((loaded, type(loaded[0]), type(loaded[1][0])), ([D, ["acc", "loss"]], dict, str))

    def test_joblib(self):
        self.same(joblib.hash)

    def test_deepdiff(self):
        c, empty = container(), {}
        diff = deepdiff.DeepDiff
        for one, other in (
            (D, c),
            (c, D),
            ({"x": [D]}, {"x": [c]}),
            (list(D), list(c)),
            ({1: "acc"}, {1: next(iter(c))}),
        ):
            self.assertEqual((diff(one, other), diff(one, other, ignore_order=True)), (empty, empty))
        changed = diff(c, {"acc": 0.75, "loss": 0.1})
        self.assertEqual(changed, {"values_changed": {"root['acc']": {"new_value": 0.75, "old_value": 0.5}}})
        self.assertEqual(list(diff(list(D), list(c)[::-1])), ["values_changed"])
        # Other types, and hashes of plain objects, are what they were.
        self.assertIn("type_changes", diff(collections.OrderedDict(D), D))
        self.assertEqual(deepdiff.DeepHash(D)[D], deepdiff.DeepHash(c)[c])


class CannotBeBoth(unittest.TestCase):
    """What needs exactly a str or a dict, and the way out that docs/upgrading.md gives."""

    def test_loud(self):
        import wsgiref.headers
        import xmlrpc.client

        import msgspec
        import omegaconf

        c = container()
        for error, write in (
            (omegaconf.errors.UnsupportedValueType, omegaconf.OmegaConf.create),
            (TypeError, msgspec.json.encode),
            (TypeError, lambda keys: xmlrpc.client.dumps((keys,))),
            (AssertionError, lambda keys: wsgiref.headers.Headers([(k, "x") for k in keys])),
        ):
            self.assertRaises(error, write, list(c))
            write([str(k) for k in c])
            write(list(c.keys()))
        for error, write in (
            (omegaconf.errors.ValidationError, omegaconf.OmegaConf.create),
            (TypeError, lambda value: xmlrpc.client.dumps((value,))),
        ):
            self.assertRaises(error, write, c)
            write(dict(c))

    def test_h5py(self):
        import h5py

        with h5py.File("x", "w", driver="core", backing_store=False) as file:
            with self.assertRaises(TypeError):
                file.attrs["names"] = list(container())
            file.attrs["names"] = [str(k) for k in container()]

    def test_silent(self):
        import optree
        import toml

        c = container()
        self.assertNotIn("acc", toml.dumps({"names": list(c)}))
        self.assertIn('"acc", "loss"', toml.dumps({"names": [str(k) for k in c]}))
        self.assertEqual(toml.loads(toml.dumps(c)), D)
        self.assertEqual(optree.tree_leaves(c), [c])
        self.assertEqual(optree.tree_leaves(dict(c)), [0.5, 0.1])

    def test_methods_hide_keys(self):
        import jinja2

        data = RunData([Metric("count", 3.0, 1, 0)])
        template = jinja2.Template("{{ m.count }} {{ m['count'] }}")
        self.assertEqual(template.render(m=dict(data.metrics)), "3.0 3.0")
        self.assertNotEqual(template.render(m=data.metrics), "3.0 3.0")
        self.assertTrue(template.render(m=data.metrics).endswith(" 3.0"))

    def test_marshmallow(self):
        import marshmallow

        schema = marshmallow.Schema.from_dict({"index": marshmallow.fields.Raw(), "acc": marshmallow.fields.Raw()})()
        c = RunData([Metric("index", 3.0, 1, 0), Metric("acc", 0.5, 1, 0)]).metrics
        self.assertEqual(schema.dump(dict(c)), {"index": 3.0, "acc": 0.5})
        dumped = schema.dump(c)
        self.assertEqual(dumped["acc"], 0.5)
        self.assertIn(dumped["index"], (3.0, c.index))
        self.assertEqual(schema.load(c), {"index": 3.0, "acc": 0.5})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=0)
