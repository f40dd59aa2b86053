import unittest

from mlflow.entities import RunTag
from records import EMPTY_RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID

from app.fetch import fetch


class FetchTest(unittest.TestCase):
    def test_empty(self):
        self.assertEqual(fetch(EMPTY_RUN_ID).data.metrics, [])
        self.assertListEqual(fetch(EMPTY_RUN_ID).data.params, [])

    def test_pairs(self):
        pairs = [(m.key, m.value) for m in fetch(SECOND_RUN_ID).data.metrics]
        self.assertListEqual(sorted(pairs), [("acc", 0.95), ("f1", 0.0), ("loss", 0.25)])

    def test_tags(self):
        expected = [RunTag("team", "red")]
        self.assertEqual([dict(t) for t in expected], [dict(t) for t in fetch(THIRD_RUN_ID).data.tags])
