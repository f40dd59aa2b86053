"""A test of the project patches the helper by its dotted name, with a double that takes the entity."""
# leaves: the double takes a whole entity
# keeps: app/show.py, tests/test_report.py
import unittest

from records import RUN_ID

from app.report import report
from tests import test_report

print(report(RUN_ID)[:2])
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromModule(test_report).run(result)
assert result.wasSuccessful(), result.failures + result.errors
print(result.testsRun)
