import unittest
from unittest.mock import patch

from records import SECOND_RUN_ID

from app.core import core


class CoreTest(unittest.TestCase):
    @patch("app.utils.names", lambda items: ["%s=%s" % (i.key, i.value) for i in items])
    def test_core(self):
        self.assertIn("f1=0.0", core(SECOND_RUN_ID))
