from mlflow.entities import Metric, Param, Run, RunData, RunTag


def make_run(info, metrics, params):
    data = RunData(
        metrics=[Metric(k, v, 0, 0) for k, v in metrics.items()],
        params=[Param(k, v) for k, v in params.items()],
        tags=[RunTag("mlflow.source.name", "train.py")],
    )
    return Run(info, data)


def test_run_data(info):
    metrics = [Metric("acc", 0.5, 0, 0)]
    run = Run(info, RunData(metrics, [], []))
    assert run.data.metrics == {m.key: m.value for m in metrics}
