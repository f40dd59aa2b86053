"""assertRaises in the tests folder of the project, around a lookup in its package."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
import unittest

from records import RUN_ID

from app.lookup import metric, tag
from tests import test_lookup

print(metric(RUN_ID, "loss"), tag(RUN_ID, "empty") == "")
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromModule(test_lookup).run(result)
assert result.wasSuccessful(), result.failures + result.errors
print(result.testsRun)
