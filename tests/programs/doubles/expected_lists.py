"""Containers compared with expected lists of tags, in tests and out of them."""
# with shim: assertListEqual wants a list by its type
import unittest
from mlflow.entities import RunTag
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_IDS, THIRD_RUN_ID

client = MlflowClient()


class TestTags(unittest.TestCase):
    def test_one(self):
        run = client.get_run(THIRD_RUN_ID)
        self.assertEqual(run.data.tags, [RunTag("team", "red")])
        self.assertListEqual([RunTag(value="red", key="team")], run.data.tags, "one tag")

    def test_two(self):
        self.assertEqual(client.get_run(THIRD_RUN_ID).data.tags, [RunTag("team", "red"), RunTag("x", "")])

    def test_none(self):
        run = client.get_run(EMPTY_RUN_ID)
        self.assertEqual(run.data.metrics, [])
        assert run.data.params == [] and not run.data.tags != []


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(TestTags).run(result)
print(result.testsRun, result.errors, len(result.failures))
for run_id in RUN_IDS:
    tags = client.get_run(run_id).data.tags
    print(tags == [RunTag("team", "red")], tags == [], [RunTag("release", "1"), RunTag("team", "blue")] == tags)
