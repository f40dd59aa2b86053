"""Tests beside the code give it MagicMock and SimpleNamespace runs with lists of entities."""
# may leave: the doubles
import unittest

from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from summary.text import params_of, summary
from tests import test_text

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    print(summary(run), params_of(run))
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromModule(test_text).run(result)
assert result.wasSuccessful(), result.failures + result.errors
print(result.testsRun)
