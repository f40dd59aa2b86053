"""Mocks of runs: attributes, keywords, configure_mock, with what reads them."""
from unittest import mock
from unittest.mock import MagicMock, Mock
from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def summary(run):
    metrics = {m.key: m.value for m in run.data.metrics}
    loss = [m.value for m in run.data.metrics if m.key == "loss"]
    return metrics, loss, [p.value for p in run.data.params], sorted(t.key for t in run.data.tags)


def double(metrics, tags):
    run = MagicMock()
    run.info.run_id = "fake"
    run.data.metrics = metrics
    run.data.params = []
    run.data.tags = tags
    return run


print(summary(double([Metric("a", 0.0, 1), Metric(key="loss", timestamp=2, value=float("nan"))], [RunTag("", "")])))
print(summary(double([], [])))
by_path = Mock(**{"data.metrics": [Metric("loss", -0.0, 1)], "data.params": [Param("p", "")], "data.tags": []})
print(summary(by_path))
nested = mock.Mock(data=mock.Mock(metrics=[], params=[mock.Mock(key="q", value="x")], tags=[RunTag("t", "v")]))
print(summary(nested))
late = MagicMock()
late.configure_mock(**{"data.metrics": [
    Metric("m", 1.0, 1),  # the first
    # and the second
    Metric("loss", 2.0, 1),
]})
late.data.params = []
late.data.tags = []
print(summary(late), len(late.data.metrics))
print(summary(MlflowClient().get_run(SECOND_RUN_ID)))
