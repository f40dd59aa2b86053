from mlflow.tracking import MlflowClient


def test_run(run_id):
    run = MlflowClient().get_run(run_id)
    assert len(run.data.metrics) == 2
    assert "acc" in run.data.metrics
    assert "gone" not in run.data.tags
    assert bool(run.data.params)
    assert run.data.params == {"lr": "0.1"}
    assert run.data.metrics
    assert not run.data.tags
    assert set(run.data.metrics) == {"acc", "loss"}
    assert run.data.metrics["acc"] == 0.5
