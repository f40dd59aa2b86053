import unittest

from records import metric

from app.convert import to_rows


class ConvertTest(unittest.TestCase):
    def test_rows(self):
        metrics = [metric("a", 0.0), metric("", -1.0)]
        metrics.append(metric("a", 2.0))
        self.assertEqual(to_rows(metrics), [["a", 0.0], ["", -1.0], ["a", 2.0]])

    def test_nothing(self):
        self.assertEqual(to_rows([]), [])
