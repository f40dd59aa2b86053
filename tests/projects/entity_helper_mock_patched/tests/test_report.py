import unittest
from unittest import mock

from records import EMPTY_RUN_ID, SECOND_RUN_ID

from app.report import report


def double(metric):
    return metric.key.upper() + str(metric.value + 1)


class ReportTest(unittest.TestCase):
    def test_each_metric_is_shown(self):
        with mock.patch("app.show.show", side_effect=double) as show:
            self.assertEqual(sorted(report(SECOND_RUN_ID)), ["ACC1.95", "F11.0", "LOSS1.25"])
        self.assertEqual(show.call_count, 3)
        self.assertEqual(len(show.call_args[0]), 1)

    def test_an_empty_run_shows_nothing(self):
        with mock.patch("app.show.show") as show:
            self.assertEqual(report(EMPTY_RUN_ID), [])
        show.assert_not_called()
