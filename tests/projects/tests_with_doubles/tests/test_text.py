import unittest
from types import SimpleNamespace
from unittest.mock import MagicMock

from mlflow.entities import Metric, Param

from summary.text import params_of, summary


class TextTest(unittest.TestCase):
    def test_summary(self):
        run = MagicMock()
        run.data.metrics = [Metric("acc", 0.0, 1), Metric("f1", -1.0, 2)]
        self.assertEqual(summary(run), "acc=0.0, f1=-1.0")

    def test_params(self):
        run = SimpleNamespace(data=SimpleNamespace(params=[Param("lr", ""), Param("note", "None")]))
        self.assertEqual(params_of(run), {"lr": "", "note": "None"})
