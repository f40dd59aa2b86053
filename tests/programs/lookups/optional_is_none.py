"""An optional entity, `is None` with an early return, several uses after it."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def describe(run, name):
    metric = next((m for m in run.data.metrics if m.key == name), None)
    if metric is None:
        return "%s: never logged" % name
    rounded = round(metric.value, 2)
    return "%s: %s (%s)" % (name, rounded, "good" if metric.value > 0.9 else "bad")


client = MlflowClient()
print(describe(client.get_run(RUN_ID), "acc"))
print(describe(client.get_run(THIRD_RUN_ID), "acc"))
print(describe(client.get_run(THIRD_RUN_ID), "loss"))
