"""MagicMock runs given lists, in a file with a real run."""
# may leave: test doubles have to change with the code
from unittest import mock
from mlflow.entities import Metric
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print([m.key for m in run.data.metrics])
fake = mock.MagicMock()
fake.data.metrics = [Metric("a", 0.0, 1)]
print([(m.key, m.value) for m in fake.data.metrics])
