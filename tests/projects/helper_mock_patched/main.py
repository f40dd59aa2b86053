"""A test patches the helper for containers by its dotted name, with a double that reads entities."""
# leaves: the double
# keeps: app/utils.py, tests/test_app.py
import unittest

from records import EMPTY_RUN_ID, SECOND_RUN_ID

from app.core import core
from tests import test_app

print(core(SECOND_RUN_ID), core(EMPTY_RUN_ID))
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromModule(test_app).run(result)
assert result.wasSuccessful(), result.failures + result.errors
print(result.testsRun)
