"""A unit test as it was: loops with asserts on expected[e.key] == e.value."""
import unittest
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


class TestRun(unittest.TestCase):
    def setUp(self):
        self.client = MlflowClient()
        self.run = self.client.get_run(SECOND_RUN_ID)

    def test_metrics(self):
        expected = {"acc": 0.95, "loss": 0.25, "f1": 0.0}
        self.assertEqual(len(self.run.data.metrics), len(expected))
        for metric in self.run.data.metrics:
            self.assertEqual(expected[metric.key], metric.value)
            assert metric.key in expected

    def test_params(self):
        actual = self.run.data.params
        self.assertEqual({"lr": "0.1", "batch": "64", "note": "second"}, {p.key: p.value for p in actual})
        assert set([(p.key, p.value) for p in actual]) >= {("lr", "0.1")}

    def test_tags(self):
        tags = {t.key: t.value for t in self.client.get_run(SECOND_RUN_ID).data.tags}
        self.assertTrue(any(t.key == "team" for t in self.run.data.tags))
        assert tags["release"] == "1"


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(TestRun).run(result)
print(result.testsRun, len(result.errors), len(result.failures))
