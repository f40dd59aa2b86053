"""Doubles that are handed to what cannot be seen: only with unsafe fixes."""
# leaves: who reads the doubles is not seen
import time
from unittest import mock
from mlflow.entities import Metric, RunTag
import mlflow.tracking

readers = {"names": lambda run: sorted(m.key for m in run.data.metrics)}
run = mock.MagicMock()
run.data.metrics = [Metric("a", 1.0, int(time.time() * 1000)), Metric("b", 2.0, 0)]  # left
run.data.tags = []
print(readers["names"](run), len(run.data.metrics))
with mock.patch("mlflow.tracking.MlflowClient") as client:
    client.return_value.get_run.return_value.data.tags = [RunTag("user", "me")]  # left
    tags = mlflow.tracking.MlflowClient().get_run("x").data.tags
    print({t.key: t.value for t in tags})
