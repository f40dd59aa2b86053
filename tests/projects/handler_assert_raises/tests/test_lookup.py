import unittest

from records import EMPTY_RUN_ID, SECOND_RUN_ID

from app import lookup
from app.lookup import tag


class LookupTest(unittest.TestCase):
    def test_a_metric(self):
        self.assertEqual(lookup.metric(SECOND_RUN_ID, "f1"), 0.0)

    def test_a_missing_metric(self):
        with self.assertRaises(IndexError):
            lookup.metric(EMPTY_RUN_ID, "f1")

    def test_a_missing_tag(self):
        self.assertRaises(StopIteration, tag, SECOND_RUN_ID, "nope")
