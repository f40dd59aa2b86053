"""A unit test with doubles in setUp, helpers and loops."""
import unittest
from unittest import mock
from mlflow.entities import Metric, Param


def best(run):
    found = None
    for m in run.data.metrics:
        if found is None or m.value > found[1]:
            found = (m.key, m.value)
    return found


class TestBest(unittest.TestCase):
    def setUp(self):
        self.run = mock.MagicMock()
        self.run.data.metrics = [Metric("a", 1.0, 0), Metric("b", 3.0, 0)]
        self.run.data.params = [Param("lr", "0.1")]

    def make(self, value):
        run = mock.Mock()
        run.data = mock.Mock(metrics=[Metric("only", value, 0)])
        return run

    def test_best(self):
        self.assertEqual(best(self.run), ("b", 3.0))
        self.assertEqual([p.key for p in self.run.data.params], ["lr"])

    def test_one(self):
        for value in (0.0, -1.0):
            self.assertEqual(best(self.make(value)), ("only", value))

    def test_several(self):
        runs = [self.make(float(number)) for number in range(3)]
        self.assertEqual(max(r.data.metrics[0].value for r in runs), 2.0)


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(TestBest).run(result)
print(result.testsRun, result.errors, result.failures)
