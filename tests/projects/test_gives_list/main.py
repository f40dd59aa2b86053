"""The project's test gives the helper a list of entities, its code gives it containers."""
# leaves: the test's list
# keeps: app/convert.py
import unittest

from records import EMPTY_RUN_ID, SECOND_RUN_ID

from app.page import page
from tests import test_convert

print(page(SECOND_RUN_ID), page(EMPTY_RUN_ID))
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromModule(test_convert).run(result)
assert result.wasSuccessful(), result.failures + result.errors
print(result.testsRun)
