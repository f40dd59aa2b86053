"""A test that expects IndexError: the type is the point."""
import unittest
from mlflow.tracking import MlflowClient
from records import THIRD_RUN_ID


class Expecting(unittest.TestCase):
    def test_missing(self):
        run = MlflowClient().get_run(THIRD_RUN_ID)
        with self.assertRaises(IndexError):
            [m.value for m in run.data.metrics if m.key == "loss"][0]
        with self.assertRaises(LookupError):
            print([m for m in run.data.metrics if m.key == "nope"][0].value)


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Expecting).run(result)
print(result.testsRun, len(result.errors), len(result.failures))
