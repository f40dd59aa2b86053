"""Tests of the project compare what the list API gave with expected lists."""
# may leave: an expected list of entities
# with shim: assertListEqual wants a list
import unittest

from records import SECOND_RUN_ID

from app.fetch import fetch
from tests.deep import test_fetch

print(len(fetch(SECOND_RUN_ID).data.metrics))
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromModule(test_fetch).run(result)
assert result.wasSuccessful(), result.failures + result.errors
print(result.testsRun)
