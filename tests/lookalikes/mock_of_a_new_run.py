from unittest import mock

import mlflow


def test_report():
    run = mock.MagicMock()
    run.data.metrics = {"acc": 0.5}
    run.data.tags = {"mlflow.user": "me"}
    with mock.patch.object(mlflow, "get_run", return_value=run):
        assert mlflow.get_run("x").data.metrics["acc"] == 0.5
