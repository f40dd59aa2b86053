"""As in tests: filter, assert one, take it, look at its attributes."""
from mlflow.tracking import MlflowClient
from records import RUN_ID


def check():
    run = MlflowClient().get_run(RUN_ID)
    matching = [m for m in run.data.metrics if m.key == "acc"]
    assert len(matching) == 1
    metric = matching[0]
    assert metric.key == "acc"
    assert metric.value == 0.93
    print("ok", metric.key, metric.value)


check()
