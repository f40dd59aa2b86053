"""any, bool and sum as written are the file's own."""
# may leave: any() is another function
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def any(items):
    return sum(1 for x in items if x)


def bool(x):
    return "bool of %d" % len(x)


run = MlflowClient().get_run(SECOND_RUN_ID)
print(any(m.key == "acc" for m in run.data.metrics))
print(any(t.key == "team" and t.value == "blue" for t in run.data.tags))
print(bool([m for m in run.data.metrics if m.key == "acc"]))
